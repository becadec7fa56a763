import type { SourceLocation } from "../../diagnostics/location.js";
import type { Named, ObjectSchema, Schema } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { describeValue, shorten } from "../describe-value.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import type { RefTarget } from "../run.js";
import { isReference } from "../refs/reference.js";
import type { ImportRun, SchemaReader, Scope } from "../run.js";
import { locate, report } from "../run.js";
import type { Keyword } from "./keyword.js";
import { keywords } from "./keywords.js";
import { isNullable, orNull, withNull } from "./nullable.js";
import { versionName } from "./types.js";
import { memberSet } from "../member-set.js";

const depthLimit = 500;
/** Members beside `$ref` that describe and do not constrain. */
const describing = memberSet("description summary title example examples");

/** Reads schemas of every version into the model; one walk, one table of keywords. */
export class SchemaImporter implements SchemaReader {
  readonly #run: ImportRun;
  #depth = 0;

  constructor(run: ImportRun) {
    this.#run = run;
  }

  read(raw: JsonValue | undefined, location: SourceLocation, scope: Scope): Schema {
    if (isJsonObject(raw)) {
      if (this.#depth >= depthLimit) {
        report(scope, diagnostic("nesting-too-deep", location, [depthLimit]));
        return anySchema(location);
      }
      this.#depth++;
      const schema = isReference(raw)
        ? this.#readReference(raw, location, scope)
        : this.readKeywords(raw, location, scope);
      this.#depth--;
      return schema;
    }
    if (typeof raw === "boolean") return { kind: "boolean", location, value: raw };
    const found = describeValue(raw);
    report(scope, diagnostic("wrong-type", location, ["A schema", "an object", found]));
    return anySchema(location);
  }

  /** Reads the keywords of an object; those in `others` belong to what the schema is written into. */
  readKeywords(
    raw: JsonObject,
    location: SourceLocation,
    scope: Scope,
    others?: ReadonlySet<string>,
  ): Schema {
    const draft: Draft<ObjectSchema> = { kind: "schema", location };
    let extensions: Named<JsonValue>[] | undefined;
    let unknown: Named<JsonValue>[] | undefined;
    for (const key in raw) {
      if (others?.has(key)) continue;
      const keyword = keywords.get(key);
      if (keyword) {
        if (keyword.since ?? keyword.until) this.#checkVersion(keyword, draft, key, scope);
        keyword.read(draft, raw, key, scope);
        if (!keyword.alsoExtension) continue;
      }
      const entry = { name: key, value: raw[key] as JsonValue };
      if (key.startsWith("x-")) (extensions ??= []).push(entry);
      else (unknown ??= []).push(entry);
    }
    if (extensions) draft.extensions = extensions;
    if (unknown) draft.unknown = unknown;
    return isNullable(raw) ? withNull(draft, scope) : draft;
  }

  /** The schema that a component of this name is. */
  readComponent(name: string, raw: JsonValue, location: SourceLocation, scope: Scope): Schema {
    const { components, resolver } = this.#run;
    if (!isReference(raw)) return this.read(raw, location, scope);
    if (scope.run.spec > 3 && Object.keys(raw).length > 1) return this.read(raw, location, scope);
    const isNamed = (value: JsonValue): boolean => components.nameOf("schemas", value) === name;
    const isClaimed = (value: JsonValue): boolean => value !== raw && isNamed(value);
    const target = resolver.follow(raw.$ref, scope, location, isClaimed);
    if (target === undefined) return anySchema(location);
    return isClaimed(target.value)
      ? this.read(target.value, target.location, target.scope)
      : this.read(raw, location, scope);
  }

  nameOfMapping(value: JsonValue, at: SourceLocation, scope: Scope): string | undefined {
    const { components } = this.#run;
    if (typeof value !== "string") {
      const found = describeValue(value);
      report(scope, diagnostic("wrong-type", at, ["A mapping", "a schema's name", found]));
      return undefined;
    }
    if (components.has("schemas", value)) return value;
    const found = this.#run.resolver.peek(value, scope, at);
    const target = found && this.#target(value, at, scope);
    if (typeof target === "string") return target;
    report(scope, diagnostic("mapping-not-found", at, [shorten(value)]));
    return undefined;
  }

  #readReference(
    raw: JsonObject & { readonly $ref: string },
    location: SourceLocation,
    scope: Scope,
  ): Schema {
    const target = this.#target(raw.$ref, location, scope);
    if (typeof target !== "string") {
      return target ? this.read(target.value, location, target.scope) : anySchema(location);
    }
    const siblings = this.#siblings(raw, location, scope);
    const schema: Schema = { kind: "ref", location, name: target };
    if (siblings) return { ...schema, siblings };
    return scope.run.spec < 3.1 && isNullable(raw) ? orNull(schema) : schema;
  }

  /** The name of the component that a reference means; what has no name because it is no object is given back. */
  #target(ref: string, at: SourceLocation, scope: Scope): string | RefTarget | undefined {
    const { components, resolver } = this.#run;
    if (scope === resolver.root && ref.startsWith(components.schemaPrefix)) {
      const name = ref.slice(components.schemaPrefix.length);
      if (!/[/~%]/.test(name) && components.has("schemas", name)) return name;
    }
    const isEnd = (value: JsonValue): boolean =>
      components.nameOf("schemas", value) !== undefined ||
      (scope.run.spec > 3 && isJsonObject(value) && Object.keys(value).length > 1);
    const target = resolver.follow(ref, scope, at, isEnd);
    if (!target || !isJsonObject(target.value)) return target;
    return components.nameOf("schemas", target.value) ?? components.hoist(target);
  }

  #siblings(raw: JsonObject, location: SourceLocation, scope: Scope): ObjectSchema | undefined {
    const names = Object.keys(raw).filter((name) => name !== "$ref");
    if (names.length === 0) return undefined;
    if (scope.run.spec < 3.1) {
      const lost = names.filter((name) => changesMeaning(name));
      if (lost.length > 0) {
        const list = lost.map((name) => `\`${name}\``).join(", ");
        report(scope, diagnostic("ref-siblings-ignored", location, [list]));
      }
      return undefined;
    }
    const schema = this.readKeywords(raw, location, scope, refOnly);
    return schema.kind === "schema" ? schema : undefined;
  }

  #checkVersion(keyword: Keyword, draft: Draft<ObjectSchema>, key: string, scope: Scope): void {
    const { spec } = scope.run;
    if ((keyword.since ?? 0) <= spec && spec <= (keyword.until ?? spec)) return;
    const at = locate(scope, draft.location, key, undefined);
    report(scope, diagnostic("keyword-of-other-version", at, [key, versionName(scope)]));
  }
}

const refOnly = memberSet("$ref");

/** A schema that accepts anything, in the place of one that cannot be read. */
export function anySchema(location: SourceLocation): Schema {
  return { kind: "boolean", location, value: true };
}

function changesMeaning(name: string): boolean {
  return !describing.has(name) && !name.startsWith("x-") && name !== "nullable";
}
