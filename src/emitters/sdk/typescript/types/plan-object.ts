import type { ObjectSchema } from "../../../../model/index.js";
import type { ObjectType, TypeExpression, TypeMember } from "../../type-expression.js";
import { typeName } from "../names/type-names.js";
import { isLeftOut } from "./direction.js";
import type { Tags } from "./discriminators.js";
import { addDocumentation, documentationOf } from "./documentation.js";
import {
  hasMembers,
  type InheritedMember,
  type ObjectView,
  type ViewMember,
} from "./object-view.js";
import { isCompound } from "./schema-facts.js";
import { within, type Place, type TypeContext } from "./type-context.js";
import {
  intersectionOf,
  literal,
  primitive,
  record,
  typeKey,
  unionOf,
} from "./type-expressions.js";

/** An index signature of more types than this is of unknown values. */
const MOST_INDEX_TYPES = 6;

/** The type of an object schema at its place: a map, or an interface that is declared for it. */
export function planObject(
  schema: ObjectSchema,
  view: ObjectView,
  place: Place,
  context: TypeContext,
): TypeExpression {
  if (!hasMembers(view)) return planMap(schema, view, place, context);
  const [base] = view.bases;
  if (base !== undefined && isAlias(view)) {
    return { kind: "reference", name: context.nameOf(base, place.direction) };
  }
  const own = place.declared ? { ...place, name: `${place.name}Object` } : place;
  const name = context.declareInline(schema, own, (name) =>
    planMembers(view, { ...place, name }, context),
  );
  return { kind: "reference", name };
}

/** Whether a view adds nothing to its only base. */
function isAlias({ own, bases, additional, required }: ObjectView): boolean {
  return own.length === 0 && bases.length === 1 && additional.length === 0 && required.length === 0;
}

/** The type of an object without named members. */
export function planMap(
  schema: ObjectSchema,
  view: ObjectView,
  place: Place,
  context: TypeContext,
): TypeExpression {
  const types = view.additional.map((one) => context.typeOf(one, within(place, "Value")));
  if (types.length > 0) return record(unionOf(types));
  const closed = schema.additionalProperties;
  return record(primitive(closed?.kind === "boolean" && !closed.value ? "never" : "unknown"));
}

/** The interface of an object: its own members, and the interfaces that it extends where TypeScript lets it. */
export function planMembers(
  view: ObjectView,
  place: Place,
  context: TypeContext,
  tags?: Tags,
): ObjectType {
  const inner: Place = { name: place.name, direction: place.direction, nested: true };
  const index = indexOf(view, inner, context);
  if (view.bases.length === 0 && !tags) return withIndex(plainMembers(view, inner, context), index);
  const own = ownMembers(view, inner, context, tags);
  if (view.bases.length === 0) return withIndex([...own.values()], index);
  const refined = refine(view, own, place, context, tags);
  if (!refined || !basesAgree(view, refined, place, context) || (index && !isOpen(index))) {
    return withIndex(flatten(view, own, place, context, tags), index);
  }
  return {
    kind: "object",
    members: [...refined.values()],
    extends: view.bases.map((base) => context.baseNameOf(base, place.direction)),
    ...(index && { index }),
  };
}

type Members = Map<string, TypeMember>;

function ownMembers(view: ObjectView, place: Place, context: TypeContext, tags?: Tags): Members {
  const members: Members = new Map();
  for (const member of plainMembers(view, place, context)) members.set(member.name, member);
  for (const [name, values] of tags ?? []) {
    const member = members.get(name);
    const isInherited = view.bases.some((base) => context.views.find(base, name) !== undefined);
    if (!member && isInherited) continue;
    members.set(name, { optional: true, ...member, name, type: unionOf(values.map(literal)) });
  }
  return members;
}

/** The members that the schema itself describes, in its order. */
function plainMembers(view: ObjectView, place: Place, context: TypeContext): TypeMember[] {
  const required = new Set(view.required);
  const members: TypeMember[] = [];
  for (const member of view.own) {
    if (isLeftOut(member.value, place.direction, context.schemas)) continue;
    members.push(planMember(member, required.has(member.name), place, context));
  }
  return members;
}

function planMember(
  { name, value: schema }: ViewMember,
  required: boolean,
  place: Place,
  context: TypeContext,
): TypeMember {
  const inner = isCompound(schema) ? within(place, memberSuffix(name)) : place;
  const type = context.typeOf(schema, inner);
  const documentation = documentationOf(schema);
  const optional = !required;
  return documentation ? { name, type, optional, documentation } : { name, type, optional };
}

function memberSuffix(name: string): string {
  return typeName(name).replace(/^_/, "");
}

/** One member that two parts of an `allOf` describe: both hold. */
function combine(before: TypeMember, next: TypeMember, context: TypeContext): TypeMember {
  const documentation = addDocumentation(before.documentation, next.documentation);
  return {
    name: next.name,
    type: intersectionOf([before.type, next.type], (a, b) => context.isWithin(a, b)),
    optional: before.optional && next.optional,
    ...(documentation && { documentation }),
  };
}

/** The members of one name that the bases' own interfaces have. */
function inheritedMembers(
  view: ObjectView,
  name: string,
  place: Place,
  context: TypeContext,
): readonly TypeMember[] {
  return view.bases.flatMap((base) => {
    const found = context.views.find(base, name);
    return found && !isLeftOut(found.value, place.direction, context.schemas)
      ? [planInherited(base, found, place, context)]
      : [];
  });
}

/** A member of a base as the base's own interface has it. */
function planInherited(
  base: string,
  found: InheritedMember,
  place: Place,
  context: TypeContext,
): TypeMember {
  const owner = { ...place, name: context.baseNameOf(found.owner, place.direction) };
  const declared = planMember(found, found.required, owner, context);
  const type = tagType(base, found.name, context);
  return type ? { ...declared, type } : declared;
}

/** The type that a discriminator gives to a member of a base, or of a base of it. */
function tagType(base: string, name: string, context: TypeContext): TypeExpression | undefined {
  const { discriminators, schemas, views } = context;
  const schema = schemas.get(base);
  const tag = schema?.kind === "schema" ? schema.discriminator?.propertyName : undefined;
  if (tag === name && discriminators.childrenOf(base).length > 0) return primitive("string");
  const values = discriminators.tagsOf(base)?.get(name);
  if (values) return unionOf(values.map(literal));
  const view = views.ofNamed(base);
  if (!view || view.own.some((member) => member.name === name)) return undefined;
  const next = view.bases.find((one) => views.find(one, name) !== undefined);
  return next === undefined ? undefined : tagType(next, name, context);
}

/**
 * The members to write beside `extends`: own ones that differ from the inherited, and inherited ones
 * that are required here or tagged. Undefined when one of them would not fit a base.
 */
function refine(
  view: ObjectView,
  own: Members,
  place: Place,
  context: TypeContext,
  tags?: Tags,
): Members | undefined {
  const refined: Members = new Map();
  for (const name of new Set([...own.keys(), ...view.required, ...(tags?.keys() ?? [])])) {
    const inherited = inheritedMembers(view, name, place, context);
    const mine = own.get(name);
    const [first] = inherited;
    if (!first) {
      if (mine) refined.set(name, mine);
      continue;
    }
    const values = tags?.get(name);
    const type = values ? unionOf(values.map(literal)) : (mine?.type ?? first.type);
    if (!inherited.every((one) => context.isWithin(type, one.type))) return undefined;
    const optional =
      inherited.every((one) => one.optional) && (mine?.optional ?? !view.required.includes(name));
    const isSame = inherited.every(
      (one) => typeKey(type) === typeKey(one.type) && optional === one.optional,
    );
    if (!isSame) refined.set(name, { ...first, ...mine, type, optional });
  }
  return refined;
}

/** Whether several bases can be extended at once: what they share must be the same, or be redeclared. */
function basesAgree(
  view: ObjectView,
  refined: Members,
  place: Place,
  context: TypeContext,
): boolean {
  const fits = view.bases.every((base) => fitsIndex(base, refined, place, context));
  if (view.bases.length === 1 || !fits) return fits;
  const seen = new Map<string, string>();
  for (const base of view.bases) {
    for (const name of context.views.memberNames(base)) {
      const found = context.views.find(base, name);
      if (!found || refined.has(name)) continue;
      const { type, optional } = planInherited(base, found, place, context);
      const key = `${optional}${typeKey(type)}`;
      if ((seen.get(name) ?? key) !== key) return false;
      seen.set(name, key);
    }
    if ((context.views.ofNamed(base)?.additional.length ?? 0) > 0) return false;
  }
  return true;
}

/** Whether members may stand beside the index signatures of a base and of its bases. */
function fitsIndex(base: string, members: Members, place: Place, context: TypeContext): boolean {
  const view = context.views.ofNamed(base);
  if (!view) return false;
  const owner = { ...place, name: context.baseNameOf(base, place.direction) };
  const index = indexOf(view, owner, context);
  return (
    (!index || isOpen(index) || members.size === 0) &&
    view.bases.every((one) => fitsIndex(one, members, place, context))
  );
}

/** All members in one interface, inherited ones first. */
function flatten(
  view: ObjectView,
  own: Members,
  place: Place,
  context: TypeContext,
  tags?: Tags,
): TypeMember[] {
  const members: Members = new Map();
  for (const base of view.bases) {
    for (const name of context.views.memberNames(base)) {
      const found = context.views.find(base, name);
      if (!found || isLeftOut(found.value, place.direction, context.schemas)) continue;
      const inherited = planInherited(base, found, place, context);
      const before = members.get(name);
      const next = before ? combine(before, inherited, context) : inherited;
      members.set(name, { ...next, optional: next.optional && !view.required.includes(name) });
    }
  }
  for (const [name, mine] of own) {
    const inherited = members.get(name);
    members.set(name, inherited ? combine(inherited, mine, context) : mine);
  }
  for (const [name, values] of tags ?? []) {
    const mine = members.get(name);
    if (mine) members.set(name, { ...mine, type: unionOf(values.map(literal)) });
  }
  return [...members.values()];
}

function indexOf(view: ObjectView, place: Place, context: TypeContext): TypeExpression | undefined {
  if (view.additional.length === 0) return undefined;
  return unionOf(view.additional.map((one) => context.typeOf(one, within(place, "Value"))));
}

/** An interface with an index signature that all of its members fit. */
function withIndex(members: readonly TypeMember[], index: TypeExpression | undefined): ObjectType {
  if (!index) return { kind: "object", members };
  return { kind: "object", members, index: isOpen(index) ? index : widen(index, members) };
}

function widen(index: TypeExpression, members: readonly TypeMember[]): TypeExpression {
  const types = members.map(({ type }) => type);
  if (members.some(({ optional }) => optional)) types.push(primitive("undefined"));
  const union = unionOf([index, ...types]);
  const isWide = union.kind === "union" && union.members.length > MOST_INDEX_TYPES;
  return isWide ? primitive("unknown") : union;
}

function isOpen(index: TypeExpression): boolean {
  return index.kind === "primitive" && index.name === "unknown";
}
