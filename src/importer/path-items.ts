import type { Callback, Named, Operation, PathItem, Webhook } from "../model/index.js";
import { diagnostic } from "./diagnostics.js";
import type { Draft } from "./draft.js";
import { assign } from "./draft.js";
import type { RawMember } from "./run.js";
import { ObjectReader } from "./object-reader.js";
import type { OperationPlace } from "./operation.js";
import { readOperation } from "./operation.js";
import type { DialectParts } from "./parts.js";
import { parsePath } from "../model/path.js";
import { isReference } from "./refs/reference.js";
import { report } from "./run.js";
import type { Scope } from "./run.js";
import { readerAt, SharedNodes } from "./shared.js";
import type { JsonValue } from "../util/json.js";
import { chosenBranch } from "./intrinsic.js";
import { isJsonObject } from "../util/json.js";
import { memberSet } from "./member-set.js";

const methods = new Map(
  ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"].map((name) => [
    name,
    name.toUpperCase(),
  ]),
).set("x-amazon-apigateway-any-method", "ANY");

const pathItemMembers = memberSet(
  "$ref summary description servers parameters additionalOperations",
  ...methods.keys(),
);

/** Reads path items: those of paths, of webhooks, of callbacks. */
export class PathItemReader {
  readonly #parts: DialectParts;
  readonly #open = new Set<JsonValue>();
  /** The operations of path items without a path: many callbacks may refer to one. */
  readonly #pathless = new Map<JsonValue, Operation[]>();
  readonly callbacks = new SharedNodes("callbacks", (reader) => this.#callback(reader));

  constructor(parts: DialectParts) {
    this.#parts = parts;
  }

  /** The operations of the document's paths, in its order. */
  paths(root: ObjectReader): Operation[] {
    const paths = root.object("paths");
    return (paths?.all() ?? []).flatMap((member) => {
      if (member.name.startsWith("x-")) return [];
      if (!member.name.startsWith("/")) {
        report(root.scope, diagnostic("path-without-slash", member.location, [member.name]));
      }
      return this.#operations(member, root.scope, member.name);
    });
  }

  /** The document's webhooks. */
  webhooks(root: ObjectReader): Webhook[] {
    const members = root.members("webhooks") ?? root.members("x-webhooks") ?? [];
    return members.map((member) => ({
      kind: "webhook",
      location: member.location,
      name: member.name,
      operations: this.#operations(member, root.scope, ""),
    }));
  }

  /** A path item of the components, with its operations. */
  component(member: RawMember, scope: Scope): PathItem | undefined {
    const owners = this.#owners(member, scope);
    const [first] = owners;
    if (!first) return undefined;
    const operations = this.#operations(member, scope, "");
    return { ...this.#pathItem(owners, first), component: member.name, operations };
  }

  #operations(member: RawMember, scope: Scope, rawPath: string): Operation[] {
    const owners = this.#owners(member, scope);
    const [first] = owners;
    if (!first) return [];
    // A callback may refer to the path item that it belongs to.
    if (this.#open.has(first.raw)) {
      report(scope, diagnostic("ref-circular", member.location, [member.name]));
      return [];
    }
    const own = owners.at(-1) ?? first;
    const known = rawPath === "" ? this.#pathless.get(own.raw) : undefined;
    if (known) return known;
    this.#open.add(first.raw);
    const operations = this.#operationsOf(owners, {
      path: parsePath(rawPath),
      pathItem: this.#pathItem(owners, first),
      owners,
      parts: this.#parts,
      reported: new Set(),
      readCallbacks: (operation) => this.#callbacks(operation),
    });
    this.#open.delete(first.raw);
    if (rawPath === "") this.#pathless.set(own.raw, operations);
    return operations;
  }

  /** The operations of an object itself come before those of what it refers to, and replace them. */
  #operationsOf(
    owners: readonly ObjectReader[],
    place: Omit<OperationPlace, "method">,
  ): Operation[] {
    const seen = new Set<string>();
    return [...owners].reverse().flatMap((owner) =>
      operationMembers(owner).flatMap(([method, reader]) => {
        if (seen.has(method)) return [];
        seen.add(method);
        return [readOperation(reader, { ...place, method })];
      }),
    );
  }

  /** The path item as written: what its reference leads to first, then the object itself. */
  #owners(member: RawMember, scope: Scope): ObjectReader[] {
    const { value, location } = chosen(member, scope);
    const own = isReference(value)
      ? new ObjectReader(value, location, scope)
      : readerAt({ ...member, value, location }, scope);
    if (!own) return [];
    if (!isReference(value)) return [own];
    const target = scope.run.resolver.follow(value.$ref, scope, location);
    if (!target || !isJsonObject(target.value)) return [own];
    const referenced = new ObjectReader(target.value, target.location, target.scope);
    return Object.keys(value).length === 1 ? [referenced] : [referenced, own];
  }

  #pathItem(owners: readonly ObjectReader[], first: ObjectReader): PathItem {
    const own = owners.at(-1) ?? first;
    const item: Draft<PathItem> = { location: first.location };
    assign(item, "summary", own.text("summary") ?? first.text("summary"));
    assign(item, "description", own.text("description") ?? first.text("description"));
    first.keepRest(item, pathItemMembers);
    const component = own.scope.run.components.nameOf("pathItems", first.raw);
    assign(item, "component", component);
    return item;
  }

  #callbacks(operation: ObjectReader): Named<Callback>[] | undefined {
    return operation.members("callbacks")?.flatMap((member) => {
      const value = this.callbacks.read(member, operation.scope);
      return value ? [{ name: member.name, value }] : [];
    });
  }

  #callback(reader: ObjectReader): Callback {
    const expressions = reader.all().flatMap((member) => {
      if (member.name.startsWith("x-")) return [];
      return [{ name: member.name, value: this.#operations(member, reader.scope, "") }];
    });
    const callback: Draft<Callback> = { kind: "callback", location: reader.location, expressions };
    reader.keepRest(callback, new Set(expressions.map(({ name }) => name)));
    return callback;
  }
}

/** Takes the branch of a condition that templates may put in the place of an object. */
function chosen(
  { value, location }: RawMember,
  scope: Scope,
): Pick<RawMember, "value" | "location"> {
  const branch = chosenBranch(value, location);
  if (branch.value !== value) report(scope, diagnostic("condition-assumed", location, []));
  return branch;
}

function operationMembers(owner: ObjectReader): [string, ObjectReader][] {
  const found: [string, ObjectReader][] = [];
  for (const name of Object.keys(owner.raw)) {
    const method = methods.get(name);
    if (method === undefined) continue;
    const value = owner.raw[name] as JsonValue;
    const member = { name, value, location: owner.at(name) };
    // Documents that are split into files refer to whole operations, which most tools follow.
    const reader = readerAt({ ...member, ...chosen(member, owner.scope) }, owner.scope);
    if (reader) found.push([method, reader]);
  }
  for (const member of owner.members("additionalOperations") ?? []) {
    const reader = owner.asObject(member);
    if (reader) found.push([member.name.toUpperCase(), reader]);
  }
  return found;
}
