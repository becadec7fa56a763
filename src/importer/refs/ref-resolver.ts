import type { PathKey, SourceLocation } from "../../diagnostics/location.js";
import { childLocation } from "../../diagnostics/location.js";
import type { SourceFile } from "../../source/source-file.js";
import { decodePercent, parsePointerFragment } from "../../util/json-pointer.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { diagnostic } from "../diagnostics.js";
import type { Bindings, EndTest, ImportRun, References, RefTarget, Scope } from "../run.js";
import { locate, report } from "../run.js";
import { isReference } from "./reference.js";
import type { NamedPlace, ResourceIndex } from "./resource-index.js";
import { indexResources, resolveUri } from "./resource-index.js";

/** The longest chain of references that is followed. */
const chainLimit = 100;

const never: EndTest = () => false;

/** How one look-up goes on: where to report, and how many references it went through on the way. */
interface Walk {
  /** The object that holds the reference. */
  readonly at: SourceLocation;
  readonly depth: number;
  readonly silent?: boolean;
}

/** Finds what references point to: in the document, in other files, by pointer or by anchor. */
export class RefResolver implements References {
  readonly #files = new Map<string, Scope>();
  readonly #resources = new Map<JsonValue, Scope>();
  readonly #indexes = new Map<JsonValue, ResourceIndex>();
  readonly #run: ImportRun;
  readonly root: Scope;

  constructor(run: ImportRun) {
    const { document } = run;
    this.#run = run;
    this.root = makeScope(run, document.root, document.value, document.location);
    if (document.location.key === undefined) this.#files.set(document.root.id, this.root);
  }

  follow(
    ref: string,
    scope: Scope,
    at: SourceLocation,
    isEnd: EndTest = never,
  ): RefTarget | undefined {
    return this.#follow(ref, scope, isEnd, { at, depth: 0 });
  }

  peek(
    ref: string,
    scope: Scope,
    at: SourceLocation,
    isEnd: EndTest = never,
  ): RefTarget | undefined {
    return this.#follow(ref, scope, isEnd, { at, depth: 0, silent: true });
  }

  #follow(first: string, scope: Scope, isEnd: EndTest, walk: Walk): RefTarget | undefined {
    let target = this.#resolve(first, scope, walk);
    let seen: Set<JsonValue> | undefined;
    while (target && isReference(target.value) && !isEnd(target.value, target.scope)) {
      seen ??= new Set();
      if (seen.has(target.value) || seen.size > chainLimit) {
        if (!walk.silent) report(scope, diagnostic("ref-circular", refPlace(walk), [first]));
        return undefined;
      }
      seen.add(target.value);
      const next: Walk = { ...walk, at: target.location };
      target = this.#resolve(target.value.$ref, target.scope, next);
    }
    return target;
  }

  #resolve(ref: string, scope: Scope, walk: Walk): RefTarget | undefined {
    const known = scope.refs.get(ref);
    if (known) return known;
    const before = this.#run.diagnostics.items.length;
    const target = this.#lookUp(ref, scope, walk);
    if (target) scope.refs.set(ref, target);
    else if (!walk.silent && this.#run.diagnostics.items.length === before) {
      report(scope, diagnostic("ref-not-found", refPlace(walk), [ref]));
    }
    return target;
  }

  resourceOf(raw: JsonObject, location: SourceLocation, scope: Scope): Scope {
    if (typeof raw.$id !== "string" || raw === scope.value) return scope;
    const base = resolveUri(raw.$id, scope.base);
    const known = this.#resources.get(raw);
    const made = known ?? { ...scope, value: raw, location, refs: new Map(), base, outer: scope };
    this.#resources.set(raw, made);
    return scope.bindings === made.bindings ? made : withBindings(made, scope.bindings);
  }

  #lookUp(ref: string, scope: Scope, walk: Walk): RefTarget | undefined {
    const hash = ref.indexOf("#");
    const uri = hash < 0 ? ref : ref.slice(0, hash);
    const fragment = hash < 0 ? "" : ref.slice(hash + 1);
    if (uri !== "") {
      const resource = this.#identified(uri, scope) ?? this.#file(uri, scope, walk);
      return resource && this.#within(resource, fragment, walk);
    }
    const found = this.#within(scope, fragment, walk);
    // Authors write references from the document's root inside of schemas with an `$id` too.
    return found ?? (scope.outer && this.#lookUp(ref, scope.outer, walk));
  }

  #within(resource: Scope, fragment: string, walk: Walk): RefTarget | undefined {
    if (fragment === "" || fragment.startsWith("/")) {
      return this.#walk(resource, parsePointerFragment(fragment), walk);
    }
    if (this.#run.spec < 3.1) return undefined;
    const anchors = this.#indexOf(resource).anchors.get(resource.value);
    const place = anchors?.get(decodePercent(fragment));
    return place && this.#at(place, resource);
  }

  /** The resource that an `$id` or the document's `$self` gives that URI. */
  #identified(uri: string, scope: Scope): Scope | undefined {
    if (this.#run.spec < 3.1) return undefined;
    const absolute = resolveUri(uri, scope.base);
    if (absolute === this.root.base) return this.root;
    for (const from of scope.file === this.root.file ? [scope] : [scope, this.root]) {
      const place = this.#indexOf(from).byId.get(absolute);
      if (!place) continue;
      const target = this.#at(place, from);
      return this.resourceOf(place.raw, target.location, target.scope);
    }
    return undefined;
  }

  /** A place in the file of a resource. */
  #at(place: NamedPlace, from: Scope): RefTarget {
    const file = outermost(from);
    const step = (at: SourceLocation, key: PathKey) => locate(file, at, key, undefined);
    const scope = this.#scopeAt(place.path, file);
    return { value: place.raw, location: place.path.reduce(step, file.location), scope };
  }

  #scopeAt(path: readonly PathKey[], file: Scope): Scope {
    let scope = file;
    let value: JsonValue | undefined = file.value;
    let location = file.location;
    for (const key of path) {
      value = member(value, String(key));
      if (value === undefined) return scope;
      location = locate(file, location, key, value);
      if (isJsonObject(value)) scope = this.resourceOf(value, location, scope);
    }
    return scope;
  }

  #indexOf(scope: Scope): ResourceIndex {
    const file = outermost(scope);
    const known = this.#indexes.get(file.value);
    const index = known ?? indexResources(file.value, file.base);
    this.#indexes.set(file.value, index);
    return index;
  }

  #file(uri: string, scope: Scope, walk: Walk): Scope | undefined {
    const { file, diagnostics } = this.#run.document.reader.resolve(
      uri,
      scope.file,
      refPlace(walk),
    );
    if (!walk.silent) this.#run.diagnostics.add(...diagnostics);
    if (!file) return undefined;
    const known = this.#files.get(file.id);
    if (known) return known;
    const made = makeScope(this.#run, file, file.value, { file });
    this.#files.set(file.id, made);
    return made;
  }

  #entered(value: JsonValue, location: SourceLocation, scope: Scope): Scope {
    const isResource = this.#run.spec > 3 && isJsonObject(value) && value.$id !== undefined;
    return isResource ? this.resourceOf(value, location, scope) : scope;
  }

  /** Goes down a pointer, through references where the document is split at them. */
  #walk(resource: Scope, tokens: readonly string[], walk: Walk): RefTarget | undefined {
    let target: RefTarget = { value: resource.value, location: resource.location, scope: resource };
    for (const token of tokens) {
      if (isReference(target.value) && !Object.hasOwn(target.value, token)) {
        const through: RefTarget | undefined =
          walk.depth < chainLimit
            ? this.#lookUp(target.value.$ref, target.scope, { ...walk, depth: walk.depth + 1 })
            : undefined;
        if (!through) return undefined;
        target = through;
      }
      const value = member(target.value, token);
      if (value === undefined) return undefined;
      const location = locate(target.scope, target.location, token, value);
      target = { value, location, scope: this.#entered(value, location, target.scope) };
    }
    return target;
  }
}

function refPlace({ at }: Walk): SourceLocation {
  return childLocation(at, "$ref");
}

function makeScope(
  run: ImportRun,
  file: SourceFile,
  value: JsonValue,
  location: SourceLocation,
): Scope {
  const self = isJsonObject(value) && typeof value.$self === "string" ? value.$self : "";
  const base = resolveUri(self, `file:///${encodeURI(file.id.replaceAll("\\", "/"))}`);
  return { run, file, value, location, refs: new Map(), base };
}

/** The scope under other bindings of dynamic anchors. */
export function withBindings(scope: Scope, bindings: Bindings | undefined): Scope {
  const { bindings: _replaced, ...plain } = scope;
  return bindings ? { ...plain, bindings } : plain;
}

function outermost(scope: Scope): Scope {
  let file = scope;
  while (file.outer) file = file.outer;
  return file;
}

function member(value: JsonValue, token: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(token) ? value[Number(token)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}
