import type { ReusableNode } from "../model/index.js";
import type { JsonValue } from "../util/json.js";
import { isJsonObject } from "../util/json.js";
import { describeValue } from "./describe-value.js";
import { diagnostic } from "./diagnostics.js";
import { ObjectReader } from "./object-reader.js";
import type { RawMember } from "./run.js";
import type { Section } from "./run.js";
import { isReference } from "./refs/reference.js";
import type { Scope } from "./run.js";
import { report } from "./run.js";

/** Reads nodes that may stand by reference: each target once, whoever uses it, and named where it is a component. */
export class SharedNodes<T extends ReusableNode> {
  readonly #section: Section;
  readonly #build: (reader: ObjectReader) => T | undefined;
  readonly #known = new Map<JsonValue, T | undefined>();
  readonly #open = new Set<JsonValue>();

  constructor(section: Section, build: (reader: ObjectReader) => T | undefined) {
    this.#section = section;
    this.#build = build;
  }

  /** The node at a place, or what a reference there leads to; `repeats` says that the place is read again. */
  read({ name, value, location }: RawMember, scope: Scope, repeats = false): T | undefined {
    if (!isReference(value)) {
      const isShared = repeats && isJsonObject(value);
      if (isShared || scope.run.components.nameOf(this.#section, value) !== undefined) {
        return this.#once(value, new ObjectReader(value as never, location, scope), location);
      }
      if (isJsonObject(value)) return this.#build(new ObjectReader(value, location, scope));
      const args = [`\`${name}\``, "an object", describeValue(value)] as const;
      if (value !== null) report(scope, diagnostic("wrong-type", location, [...args]));
      return undefined;
    }
    const target = scope.run.resolver.follow(value.$ref, scope, location);
    if (!target) return undefined;
    if (!isJsonObject(target.value)) {
      const args = [`The target of \`${value.$ref}\``, "an object", describeValue(target.value)];
      report(
        scope,
        diagnostic("wrong-type", location, [args[0] ?? "", args[1] ?? "", args[2] ?? ""]),
      );
      return undefined;
    }
    const reader = new ObjectReader(target.value, target.location, target.scope);
    const node = this.#once(target.value, reader, location);
    return node && scope.run.spec > 3 ? overridden(node, value) : node;
  }

  #once(raw: JsonValue, reader: ObjectReader, at: RawMember["location"]): T | undefined {
    if (this.#known.has(raw)) return this.#known.get(raw);
    if (this.#open.has(raw)) {
      report(reader.scope, diagnostic("ref-circular", at, [this.#section]));
      return undefined;
    }
    this.#open.add(raw);
    const built = this.#build(reader);
    this.#open.delete(raw);
    const component = reader.scope.run.components.nameOf(this.#section, raw);
    const node = built && component !== undefined ? { ...built, component } : built;
    this.#known.set(raw, node);
    return node;
  }
}

/** `summary` and `description` beside a reference replace the target's (OAS 3.1 §4.8.23). */
function overridden<T extends ReusableNode>(
  node: T,
  reference: { readonly [key: string]: JsonValue },
): T {
  const { summary, description } = reference;
  if (typeof summary !== "string" && typeof description !== "string") return node;
  return {
    ...node,
    ...(typeof summary === "string" && { summary }),
    ...(typeof description === "string" && { description }),
  };
}

/** Reads one section of the document's components. */
export function readSection<T extends ReusableNode>(
  root: Scope,
  section: Section,
  nodes: SharedNodes<T>,
  belongs: (member: RawMember) => boolean = () => true,
): Map<string, T> {
  const read = new Map<string, T>();
  for (const member of root.run.components.members(section, root)) {
    const node = belongs(member) ? nodes.read(member, root) : undefined;
    if (node) read.set(member.name, node);
  }
  return read;
}

/** The reader of the object at a place, or of what a reference there leads to; `silent` where it is read again later. */
export function readerAt(
  { name, value, location }: RawMember,
  scope: Scope,
  silent = false,
): ObjectReader | undefined {
  if (!isReference(value)) {
    if (isJsonObject(value)) return new ObjectReader(value, location, scope);
    const args = [`\`${name}\``, "an object", describeValue(value)] as const;
    if (!silent && value !== null) report(scope, diagnostic("wrong-type", location, [...args]));
    return undefined;
  }
  const { resolver } = scope.run;
  const target = silent
    ? resolver.peek(value.$ref, scope, location)
    : resolver.follow(value.$ref, scope, location);
  return target && isJsonObject(target.value)
    ? new ObjectReader(target.value, target.location, target.scope)
    : undefined;
}
