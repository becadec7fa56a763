import { canonicalJson } from "./canonical-json.js";
import type { BooleanNode, DroppedNode, KeywordNode, Keywords, SchemaNode } from "./node.js";

type Draft = { -readonly [K in keyof Keywords]: Keywords[K] };

/** Makes nodes and gives equal ones the same id. */
export class Interner {
  readonly #nodes = new Map<string, SchemaNode>();
  #nextId = 0;

  readonly true: BooleanNode = { kind: "boolean", id: this.nextId(), value: true };
  readonly false: BooleanNode = { kind: "boolean", id: this.nextId(), value: false };
  readonly dropped: DroppedNode = { kind: "dropped", id: this.nextId() };

  /** An id that no node has yet. */
  nextId(): number {
    return this.#nextId++;
  }

  /** The node of these keywords, in its simplest form. */
  node(keywords: Keywords): SchemaNode {
    const draft = simplify(keywords);
    if (!draft) return this.false;
    const [only] = draft.allOf ?? [];
    if (draft.allOf?.length === 1 && Object.keys(draft).length === 1 && only) return only;
    const key = keyOf(draft);
    if (key === "") return this.true;
    const known = this.#nodes.get(key);
    if (known) return known;
    const made: KeywordNode = { ...draft, kind: "keywords", id: this.nextId() };
    this.#nodes.set(key, made);
    return made;
  }
}

/** Drops what says nothing; undefined when nothing can satisfy it. */
function simplify(keywords: Keywords): Draft | undefined {
  const draft: Draft = { ...keywords };
  for (const name of ["minLength", "minItems", "minProperties"] as const) {
    if (draft[name] !== undefined && draft[name] <= 0) delete draft[name];
  }
  for (const name of ["items", "additionalProperties", "propertyNames"] as const) {
    if (isTrue(draft[name])) delete draft[name];
  }
  if (draft.uniqueItems === false) delete draft.uniqueItems;
  if (draft.required?.length === 0) delete draft.required;
  if (draft.properties?.size === 0) delete draft.properties;
  if (draft.types?.length === 6) delete draft.types;
  if (draft.contains && draft.contains.min <= 0 && draft.contains.max === Infinity)
    delete draft.contains;
  if (!draft.allOf && !draft.anyOf && !draft.oneOf) return draft;
  return simplifyGroups(draft) ? draft : undefined;
}

function simplifyGroups(draft: Draft): boolean {
  const all = new Map<number, SchemaNode>();
  const add = (node: SchemaNode): void => {
    if (node.kind === "keywords" && onlyAllOf(node)) node.allOf?.forEach(add);
    else all.set(node.id, node);
  };
  draft.allOf?.forEach(add);
  if (draft.oneOf?.length === 1) {
    draft.oneOf.forEach(add);
    delete draft.oneOf;
  }
  if (draft.anyOf) {
    const any = distinct(draft.anyOf).filter((node) => !isFalse(node));
    delete draft.anyOf;
    if (any.length === 0) return false;
    if (any.length === 1) any.forEach(add);
    else if (!any.some(isTrue)) draft.anyOf = any;
  }
  if (draft.oneOf) {
    draft.oneOf = [...draft.oneOf].filter((node) => !isFalse(node)).sort((a, b) => a.id - b.id);
    if (draft.oneOf.length === 0) return false;
  }
  const kept = [...all.values()].filter((node) => !isTrue(node)).sort((a, b) => a.id - b.id);
  delete draft.allOf;
  if (kept.some(isFalse)) return false;
  if (kept.length > 0) draft.allOf = kept;
  return true;
}

function onlyAllOf(node: KeywordNode): boolean {
  return node.allOf !== undefined && Object.keys(node).length === 3;
}

function distinct(nodes: readonly SchemaNode[]): SchemaNode[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()].sort((a, b) => a.id - b.id);
}

function isTrue(node: SchemaNode | undefined): boolean {
  return node?.kind === "boolean" && node.value;
}

function isFalse(node: SchemaNode | undefined): boolean {
  return node?.kind === "boolean" && !node.value;
}

function keyOf(draft: Draft): string {
  return Object.keys(draft)
    .sort()
    .map(
      (name) =>
        `${name}=${name === "enum" ? canonicalJson(draft.enum) : valueKey(draft[name as keyof Draft])}`,
    )
    .join(";");
}

function valueKey(value: Draft[keyof Draft] | SchemaNode): string {
  if (value === undefined) return "";
  if (value instanceof Map) return [...value].map(pairKey).sort().join(",");
  if (isNode(value)) return `#${value.id}`;
  if (Array.isArray(value)) return value.map(memberKey).join(",");
  if (typeof value !== "object") return JSON.stringify(value === Infinity ? "inf" : value);
  return Object.entries(value)
    .map(([name, member]) => `${name}:${memberKey(member)}`)
    .join(",");
}

function pairKey([name, node]: readonly [string, SchemaNode]): string {
  return `${JSON.stringify(name)}:#${node.id}`;
}

function memberKey(member: unknown): string {
  if (isNode(member)) return `#${member.id}`;
  if (Array.isArray(member)) return `[${member.map(memberKey).join(",")}]`;
  return canonicalJson(member);
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && "kind" in value && "id" in value;
}
