import { loadAll, type EventType, type LoadOptions, type Schema, type State } from "js-yaml";
import type { PathKey } from "../diagnostics/location.js";
import type { Limits } from "./limits.js";
import { fillEmptyItems } from "./yaml-empty-items.js";
import type { NodeOffsets, Positions } from "./positions.js";

/** What js-yaml takes beyond its published types. */
export interface YamlLoadOptions extends LoadOptions {
  readonly maxDepth?: number;
  readonly maxTotalMergeKeys?: number;
}

/** A node of the text; a mapping's children are its keys and values in turn. */
export interface YamlNode {
  start: number;
  end: number;
  kind: string;
  value: unknown;
  readonly children: YamlNode[];
}

/** One member of a mapping as written. */
export interface YamlMember {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** The limits in js-yaml's terms; it reads a node within a node where a block mapping might begin. */
export function parserLimits({ depth, nodes }: Limits) {
  return { maxDepth: depth * 2 + 10, maxTotalMergeKeys: nodes };
}

/** Parses while watching: where each node stands, and what js-yaml does not keep. Gives the documents' roots. */
export function readYamlTree(text: string, schema: Schema, limits: Limits): YamlNode[] {
  const root: YamlNode = {
    start: 0,
    end: text.length,
    kind: "stream",
    value: undefined,
    children: [],
  };
  const open = [root];
  const options: YamlLoadOptions = {
    schema,
    ...parserLimits(limits),
    json: true,
    listener(event: EventType, state: State) {
      if (event === "open") {
        const node: YamlNode = {
          start: state.position,
          end: 0,
          kind: "",
          value: null,
          children: [],
        };
        open.at(-1)?.children.push(node);
        open.push(node);
      } else {
        const node = open.pop();
        if (node) closeNode(node, state);
      }
    },
  };
  const prepared = fillEmptyItems(text);
  loadAll(prepared.text, undefined, options);
  if (prepared.text !== text) moveBack(root.children, prepared.original);
  return root.children;
}

function moveBack(nodes: readonly YamlNode[], original: (offset: number) => number): void {
  for (const node of nodes) {
    node.start = original(node.start);
    node.end = original(node.end);
    moveBack(node.children, original);
  }
}

function closeNode(node: YamlNode, state: State): void {
  const value: unknown = state.result;
  node.value = value;
  node.kind = state.kind ?? "";
  node.start = skipSpace(state.input, node.start, state.position);
  node.end = trimEnd(state.input, node.start, state.position);
  const only = node.children.length === 1 ? node.children[0] : undefined;
  // js-yaml first reads a node as if it were the first key of a block mapping: a node around the same node.
  const isWrapper = only !== undefined && only.kind === node.kind && only.value === value;
  if (isWrapper && node.kind !== "scalar") {
    node.children.splice(0, 1, ...only.children);
    node.end = only.end;
  } else if (node.kind !== "mapping" && node.kind !== "sequence") {
    node.children.length = 0;
  } else if (!/[\]}]/.test(state.input[node.end - 1] ?? "")) {
    // A block collection is over only where something else begins, comments between.
    node.end = node.children.at(-1)?.end ?? node.end;
  }
}

function isFunctionName(step: PathKey): boolean {
  return step === "Ref" || step === "Condition" || String(step).startsWith("Fn::");
}

/** The members of a mapping, in the order of the text. */
export function yamlMembers(text: string, node: YamlNode): YamlMember[] {
  const members: YamlMember[] = [];
  const isFlow = text[node.start] === "{";
  for (let i = 0; i < node.children.length;) {
    const key = node.children[i++];
    const next = node.children[i];
    if (!key) break;
    const hasValue = !isFlow || /^\s*:/.test(text.slice(key.end, next?.start ?? key.end + 1));
    const value = hasValue ? next : undefined;
    if (value) i++;
    members.push({ key, value: value ?? { ...key, start: key.end, children: [], value: null } });
  }
  return members;
}

/** Finds nodes in the text of a YAML document. */
export class YamlPositions implements Positions {
  readonly #text: string;
  readonly #roots: readonly YamlNode[];
  #anchored: Map<unknown, YamlNode> | undefined;
  readonly #members = new Map<YamlNode, Map<string, YamlMember>>();

  constructor(text: string, roots: readonly YamlNode[]) {
    this.#text = text;
    this.#roots = roots;
  }

  find(path: readonly PathKey[]): NodeOffsets | undefined {
    let node = this.#roots.find(({ value }) => value !== null) ?? this.#roots[0];
    let key: YamlNode | undefined;
    for (const step of path) {
      if (!node) return undefined;
      const [nextKey, next] = this.#child(this.#definition(node), step);
      key = nextKey;
      node = next;
    }
    if (!node) return undefined;
    const keyPlace = key && { keyStart: key.start, keyEnd: key.end };
    return { start: node.start, end: node.end, ...keyPlace };
  }

  #child(node: YamlNode, step: PathKey): readonly [YamlNode | undefined, YamlNode | undefined] {
    // A short tag: the function `{"Fn::Sub": …}` stands where its argument does.
    if (this.#text[node.start] === "!" && isFunctionName(step)) return [undefined, node];
    if (node.kind === "sequence") return [undefined, node.children[Number(step)]];
    if (node.kind !== "mapping") return [undefined, undefined];
    const members = this.#membersOf(node);
    const own = members.get(String(step));
    if (own) return [own.key, own.value];
    const merged = members.get("<<")?.value;
    for (const source of merged?.kind === "sequence" ? merged.children : merged ? [merged] : []) {
      const found = this.#child(this.#definition(source), step);
      if (found[1]) return found;
    }
    return [undefined, undefined];
  }

  #membersOf(node: YamlNode): Map<string, YamlMember> {
    let members = this.#members.get(node);
    if (!members) {
      members = new Map(
        yamlMembers(this.#text, node).map((member) => [String(member.key.value), member]),
      );
      this.#members.set(node, members);
    }
    return members;
  }

  /** The node that an alias stands for. */
  #definition(node: YamlNode): YamlNode {
    if (this.#text[node.start] !== "*") return node;
    if (!this.#anchored) {
      this.#anchored = new Map();
      const pending = [...this.#roots];
      for (let next = pending.pop(); next; next = pending.pop()) {
        if (this.#text[next.start] === "&") this.#anchored.set(next.value, next);
        pending.push(...next.children);
      }
    }
    return this.#anchored.get(node.value) ?? node;
  }
}

function skipSpace(text: string, at: number, end: number): number {
  while (at < end) {
    const unit = text[at];
    if (unit === "#") {
      while (at < end && text[at] !== "\n" && text[at] !== "\r") at++;
    } else if (unit === " " || unit === "\t" || unit === "\n" || unit === "\r") {
      at++;
    } else {
      break;
    }
  }
  return at;
}

function trimEnd(text: string, start: number, at: number): number {
  while (at > start && text.charCodeAt(at - 1) <= 0x20) at--;
  return at;
}
