import type { Named, ObjectSchema, Schema } from "../../../../model/index.js";
import { additionalSchema, isNullable, variantsOf, type SchemaMap } from "./schema-facts.js";

/** A member of an object as a schema describes it. */
export type ViewMember = Named<Schema>;

/** A schema seen as one object type: its own members, and the named objects whose members it has too. */
export interface ObjectView {
  readonly own: readonly ViewMember[];
  readonly required: readonly string[];
  readonly bases: readonly string[];
  /** What types further members where the schema says so; several hold side by side. */
  readonly additional: readonly Schema[];
}

/** A member that a base brings. */
export interface InheritedMember extends ViewMember {
  /** The named schema that has it. */
  readonly owner: string;
  readonly required: boolean;
}

const NONE: readonly never[] = [];

interface ViewParts {
  readonly own: ViewMember[];
  readonly required: string[];
  readonly bases: Set<string>;
  readonly additional: Schema[];
}

/** Sees schemas as objects where their meaning allows it; circular inheritance is cut. */
export class ObjectViews {
  readonly #schemas: SchemaMap;
  readonly #named = new Map<string, ObjectView | undefined>();
  readonly #merged = new Map<ObjectSchema, ObjectView | undefined>();
  readonly #members = new Map<string, ReadonlyMap<string, ViewMember>>();

  constructor(schemas: SchemaMap) {
    this.#schemas = schemas;
  }

  /** The view of an inline schema; undefined when its values are not all of one object type. */
  of(schema: ObjectSchema): ObjectView | undefined {
    if (!schema.allOf) return this.#ofPlain(schema);
    if (this.#merged.has(schema)) return this.#merged.get(schema);
    const parts: ViewParts = { own: [], required: [], bases: new Set(), additional: [] };
    const view = this.#collect(schema, parts)
      ? { ...parts, own: mergeNamesakes(parts.own), bases: [...parts.bases] }
      : undefined;
    this.#merged.set(schema, view);
    return view;
  }

  /** The view of a named schema whose values are never null. */
  ofNamed(name: string): ObjectView | undefined {
    if (this.#named.has(name)) return this.#named.get(name);
    this.#named.set(name, undefined);
    const schema = this.#schemas.get(name);
    const view = schema?.kind === "schema" && !isNullable(schema) ? this.of(schema) : undefined;
    this.#named.set(name, view);
    return view;
  }

  /** The member that the named object has, itself or from its bases. */
  find(name: string, member: string): InheritedMember | undefined {
    const view = this.ofNamed(name);
    if (!view) return undefined;
    const own = this.#ownMembers(name, view).get(member);
    if (own) return { ...own, owner: name, required: view.required.includes(member) };
    for (const base of view.bases) {
      const found = this.find(base, member);
      if (found) return { ...found, required: found.required || view.required.includes(member) };
    }
    return undefined;
  }

  /** Names of all members of the named object, the bases' first. */
  memberNames(name: string, into: Set<string> = new Set()): Set<string> {
    const view = this.ofNamed(name);
    for (const base of view?.bases ?? []) this.memberNames(base, into);
    for (const { name: member } of view?.own ?? []) into.add(member);
    return into;
  }

  #ownMembers(name: string, view: ObjectView): ReadonlyMap<string, ViewMember> {
    const known = this.#members.get(name);
    if (known) return known;
    const members = new Map(view.own.map((member) => [member.name, member]));
    this.#members.set(name, members);
    return members;
  }

  #ofPlain(schema: ObjectSchema): ObjectView | undefined {
    if (!isObject(schema)) return undefined;
    return {
      own: schema.properties ?? NONE,
      required: schema.required ?? NONE,
      bases: NONE,
      additional: furtherSchemas(schema),
    };
  }

  #collect(schema: ObjectSchema, parts: ViewParts): boolean {
    if (!isObject(schema)) return false;
    for (const part of schema.allOf ?? NONE) if (!this.#collectPart(part, parts)) return false;
    parts.own.push(...(schema.properties ?? NONE));
    parts.required.push(...(schema.required ?? NONE));
    parts.additional.push(...furtherSchemas(schema));
    return true;
  }

  #collectPart(part: Schema, parts: ViewParts): boolean {
    if (part.kind === "boolean") return part.value;
    if (part.kind === "schema") return this.#collect(part, parts);
    const base = this.ofNamed(part.name);
    if (!base) return false;
    if (hasMembers(base) || base.additional.length > 0) parts.bases.add(part.name);
    return part.siblings === undefined || this.#collect(part.siblings, parts);
  }
}

/** A member that several parts describe is what all of them say. */
function mergeNamesakes(members: readonly ViewMember[]): readonly ViewMember[] {
  const merged = new Map<string, Schema>();
  for (const { name, value } of members) {
    const before = merged.get(name);
    const { location } = value;
    merged.set(name, before ? { kind: "schema", location, allOf: [before, value] } : value);
  }
  if (merged.size === members.length) return members;
  return [...merged].map(([name, value]) => ({ name, value }));
}

/** Whether a schema, its `allOf` aside, allows objects only, and objects of one kind. */
function isObject(schema: ObjectSchema): boolean {
  const { types } = schema;
  if (types) {
    const others = types.some((type) => type !== "object" && type !== "null");
    if (others || !types.includes("object")) return false;
  } else if (schema.items || schema.prefixItems) {
    return false;
  }
  return !schema.enum && schema.const === undefined && variantsOf(schema).length === 0;
}

function furtherSchemas(schema: ObjectSchema): readonly Schema[] {
  const additional = additionalSchema(schema);
  const isClosed = additional?.kind === "boolean" && !additional.value;
  const further = additional && !isClosed ? [additional] : NONE;
  if (!schema.patternProperties) return further;
  return [...schema.patternProperties.map(({ value }) => value), ...further];
}

/** Whether a view has members by name at all, so that it is more than a map. */
export function hasMembers(view: ObjectView): boolean {
  return view.own.length > 0 || view.bases.length > 0;
}
