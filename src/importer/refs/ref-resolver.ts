import type { SourceLocation } from "../../diagnostics/location.js";
import type { SourceFile } from "../../source/source-file.js";
import { parsePointerFragment } from "../../util/json-pointer.js";
import type { JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { diagnostic } from "../diagnostics.js";
import type { EndTest, ImportRun, References, RefTarget, Scope } from "../run.js";
import { locate, report } from "../run.js";
import { isReference } from "./reference.js";

/** The longest chain of references that is followed. */
const chainLimit = 100;

const never: EndTest = () => false;

/** How one look-up goes on: where to report, and how many references it went through on the way. */
interface Walk {
  readonly at: SourceLocation;
  readonly depth: number;
  readonly silent?: boolean;
}

/** Finds what references point to: in the document, in other files, by pointer or by anchor. */
export class RefResolver implements References {
  readonly #files = new Map<string, Scope>();
  readonly #run: ImportRun;
  readonly root: Scope;

  constructor(run: ImportRun) {
    const { document } = run;
    this.#run = run;
    this.root = makeScope(run, document.root, document.value, document.location);
    if (document.location.key === undefined) this.#files.set(document.root.id, this.root);
  }

  resolve(ref: string, scope: Scope, at: SourceLocation): RefTarget | undefined {
    return this.#resolve(ref, scope, { at, depth: 0 });
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
    const seen = new Set<JsonValue>();
    while (target && isReference(target.value) && !isEnd(target.value, target.scope)) {
      if (seen.has(target.value) || seen.size > chainLimit) {
        if (!walk.silent) report(scope, diagnostic("ref-circular", walk.at, [first]));
        return undefined;
      }
      seen.add(target.value);
      const at = locate(target.scope, target.location, "$ref", target.value.$ref);
      target = this.#resolve(target.value.$ref, target.scope, { ...walk, at });
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
      report(scope, diagnostic("ref-not-found", walk.at, [ref]));
    }
    return target;
  }

  #lookUp(ref: string, scope: Scope, walk: Walk): RefTarget | undefined {
    const hash = ref.indexOf("#");
    const uri = hash < 0 ? ref : ref.slice(0, hash);
    const fragment = hash < 0 ? "" : ref.slice(hash + 1);
    const resource = uri === "" ? scope : this.#file(uri, scope, walk);
    if (!resource) return undefined;
    if (fragment !== "" && !fragment.startsWith("/")) return undefined;
    return this.#walk(resource, parsePointerFragment(fragment), walk);
  }

  #file(uri: string, scope: Scope, walk: Walk): Scope | undefined {
    const { file, diagnostics } = this.#run.document.reader.resolve(uri, scope.file, walk.at);
    if (!walk.silent) this.#run.diagnostics.add(...diagnostics);
    if (!file) return undefined;
    const known = this.#files.get(file.id);
    if (known) return known;
    const made = makeScope(this.#run, file, file.value, { file });
    this.#files.set(file.id, made);
    return made;
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
      target = { value, location, scope: target.scope };
    }
    return target;
  }
}

function makeScope(
  run: ImportRun,
  file: SourceFile,
  value: JsonValue,
  location: SourceLocation,
): Scope {
  return { run, file, value, location, refs: new Map() };
}

function member(value: JsonValue, token: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(token) ? value[Number(token)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}
