import type { SourceLocation } from "../../diagnostics/location.js";
import type { Named, ObjectSchema, Schema } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { describeValue, shorten } from "../describe-value.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import type { RefTarget } from "../run.js";
import { withBindings } from "../refs/ref-resolver.js";
import { isAlias, isBindingAlias, isReference } from "../refs/reference.js";
import type { ImportRun, SchemaReader, Scope } from "../run.js";
import { locate, report } from "../run.js";
import { reportUnknown } from "../object-reader.js";
import { anchorName, DynamicScopes } from "./dynamic-scope.js";
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
  readonly #dynamics = new DynamicScopes();
  readonly #plain = new Map<string, string>();
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
      const inner = this.#run.spec > 3 ? this.#enter(raw, location, scope) : scope;
      const schema = refersElsewhere(raw, inner)
        ? this.#readReference(raw, location, inner)
        : this.readKeywords(raw, location, inner);
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
      else {
        (unknown ??= []).push(entry);
        // From 3.1 on a schema may have any keyword.
        if (scope.run.spec < 3.1) {
          reportUnknown(scope, locate(scope, location, key, raw[key]), key, keywords.keys());
        }
      }
    }
    if (extensions) draft.extensions = extensions;
    if (unknown) draft.unknown = unknown;
    return isNullable(raw) ? withNull(draft, scope) : draft;
  }

  readComponent(name: string, raw: JsonValue, location: SourceLocation, scope: Scope): Schema {
    const { components, resolver } = this.#run;
    if (!isReference(raw)) return this.read(raw, location, scope);
    const special = this.#specialOf(raw, location, scope);
    if (special && components.claimSpecial(special.key, name)) return this.#readTarget(special);
    const isClaimed = (value: JsonValue): boolean => {
      return value !== raw && components.nameOf("schemas", value) === name;
    };
    const inner = this.#run.spec > 3 ? this.#enter(raw, location, scope) : scope;
    const target = resolver.follow(raw.$ref, inner, location, isClaimed);
    if (target === undefined) {
      return scope.run.spec > 3 && !isAlias(raw)
        ? this.readKeywords(raw, location, scope, refMembers)
        : anySchema(location);
    }
    return isClaimed(target.value) ? this.#readTarget(target) : this.read(raw, location, scope);
  }

  claimDynamic(): void {
    if (this.#run.spec < 3.1) return;
    const { components, resolver } = this.#run;
    for (const { name, value, location } of components.members("schemas", resolver.root)) {
      const special = this.#specialOf(value, location, resolver.root);
      if (special) components.claimSpecial(special.key, name);
    }
  }

  /** What a component that does nothing but bind anchors for another schema stands for. */
  #specialOf(
    raw: JsonValue,
    location: SourceLocation,
    scope: Scope,
  ): (RefTarget & { readonly key: string }) | undefined {
    if (!isBindingAlias(raw)) return undefined;
    const inner = this.#enter(raw, location, scope);
    const target = this.#run.resolver.peek(raw.$ref, inner, location, (value) => !isAlias(value));
    const bindings = target && this.#dynamics.relevant(target, inner.bindings);
    if (!target || !bindings) return undefined;
    const bound = { ...target, scope: withBindings(target.scope, bindings) };
    return { ...bound, key: this.#dynamics.key(target, bindings) };
  }

  #readTarget({ value, location, scope }: RefTarget): Schema {
    return this.read(value, location, scope);
  }

  /** The scope inside of a schema: its own resource where it has an `$id`, with the anchors that it binds. */
  #enter(raw: JsonObject, location: SourceLocation, outer: Scope): Scope {
    const scope =
      raw.$id === undefined ? outer : this.#run.resolver.resourceOf(raw, location, outer);
    if (raw.$dynamicAnchor === undefined && raw.$defs === undefined) return scope;
    const bindings = this.#dynamics.enter(raw, { location, scope });
    return bindings === scope.bindings ? scope : withBindings(scope, bindings);
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

  #readReference(raw: JsonObject, location: SourceLocation, scope: Scope): Schema {
    const target =
      typeof raw.$ref === "string"
        ? this.#target(raw.$ref, location, scope)
        : this.#dynamicTarget(raw.$dynamicRef as string, location, scope);
    if (typeof target !== "string") {
      return target ? this.read(target.value, location, target.scope) : anySchema(location);
    }
    const siblings = this.#siblings(raw, location, scope);
    const schema: Schema = { kind: "ref", location, name: target };
    if (siblings) return { ...schema, siblings };
    if (scope.run.spec > 3 || !isNullable(raw)) return schema;
    report(scope, diagnostic("nullable-without-type", location, ["`$ref`"]));
    return orNull(schema);
  }

  /** The name of the component that a reference means; what has no name because it is no object is given back. */
  #target(ref: string, location: SourceLocation, scope: Scope): string | RefTarget | undefined {
    const { components, resolver } = this.#run;
    if (scope === resolver.root) {
      const name = this.#plain.get(ref) ?? this.#plainName(ref);
      if (name !== undefined) return name;
    }
    const isEnd = (value: JsonValue): boolean =>
      components.nameOf("schemas", value) !== undefined || (scope.run.spec > 3 && !isAlias(value));
    const target = resolver.follow(ref, scope, location, isEnd);
    return target && this.#named(target, scope);
  }

  /** The name in a reference to one of the document's own schemas; found again without taking it apart. */
  #plainName(ref: string): string | undefined {
    const { components } = this.#run;
    if (!ref.startsWith(components.schemaPrefix)) return undefined;
    const name = ref.slice(components.schemaPrefix.length);
    if (/[/~%]/.test(name) || !components.has("schemas", name)) return undefined;
    this.#plain.set(ref, name);
    return name;
  }

  /** What a dynamic reference means: the outermost schema that has the anchor, else the nearest. */
  #dynamicTarget(
    ref: string,
    location: SourceLocation,
    scope: Scope,
  ): string | RefTarget | undefined {
    const { resolver } = this.#run;
    const anchor = anchorName(ref);
    const nearest = resolver.peek(ref, scope, location, () => true);
    const isDynamic = isJsonObject(nearest?.value) && nearest.value.$dynamicAnchor === anchor;
    const bound = !nearest || isDynamic ? scope.bindings?.get(anchor) : undefined;
    const found = bound ?? nearest;
    if (!found) {
      const at = locate(scope, location, "$dynamicRef", undefined);
      report(scope, diagnostic("dynamic-ref-not-found", at, [ref]));
      return undefined;
    }
    const end = isAlias(found.value)
      ? resolver.follow(found.value.$ref, found.scope, found.location, (value) => !isAlias(value))
      : found;
    return end && this.#named(end, scope);
  }

  #named(target: RefTarget, scope: Scope): string | RefTarget {
    const { components } = this.#run;
    if (!isJsonObject(target.value)) return target;
    const bindings = this.#dynamics.relevant(target, scope.bindings);
    if (!bindings) {
      const plain = { ...target, scope: withBindings(target.scope, undefined) };
      return components.nameOf("schemas", target.value) ?? components.hoist(plain);
    }
    const words = [...bindings].map(([name, bound]) => {
      return components.nameOf("schemas", bound.value) ?? name;
    });
    const special = { ...target, scope: withBindings(target.scope, bindings) };
    return components.specialize(special, this.#dynamics.key(target, bindings), words);
  }

  #siblings(raw: JsonObject, location: SourceLocation, scope: Scope): ObjectSchema | undefined {
    const names = Object.keys(raw).filter((name) => name !== "$ref" && name !== "$dynamicRef");
    if (names.length === 0 || isAlias(raw) || isBindingAlias(raw)) return undefined;
    if (scope.run.spec < 3.1) {
      const lost = names.filter((name) => changesMeaning(name));
      if (lost.length > 0) {
        const list = lost.map((name) => `\`${name}\``).join(", ");
        report(scope, diagnostic("ref-siblings-ignored", location, [list]));
      }
      return undefined;
    }
    const schema = this.readKeywords(raw, location, scope, refMembers);
    const isEmpty = Object.keys(schema).every((name) => name === "kind" || name === "location");
    return schema.kind === "schema" && !isEmpty ? schema : undefined;
  }

  #checkVersion(keyword: Keyword, draft: Draft<ObjectSchema>, key: string, scope: Scope): void {
    const { spec } = scope.run;
    if ((keyword.since ?? 0) <= spec && spec <= (keyword.until ?? spec)) return;
    const at = locate(scope, draft.location, key, undefined);
    report(scope, diagnostic("keyword-of-other-version", at, [key, versionName(scope)]));
  }
}

const refMembers = memberSet("$ref $dynamicRef");

function refersElsewhere(raw: JsonObject, scope: Scope): boolean {
  return isReference(raw) || (scope.run.spec > 3 && typeof raw.$dynamicRef === "string");
}

/** A schema that accepts anything, in the place of one that cannot be read. */
export function anySchema(location: SourceLocation): Schema {
  return { kind: "boolean", location, value: true };
}

function changesMeaning(name: string): boolean {
  return !describing.has(name) && !name.startsWith("x-") && name !== "nullable";
}
