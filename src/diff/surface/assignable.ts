import type { TypeDeclaration } from "../../emitters/sdk/surface.js";
import type {
  ObjectType,
  TupleType,
  TypeExpression,
  TypeMember,
} from "../../emitters/sdk/type-expression.js";

/** The named types of one surface. */
export type Declarations = ReadonlyMap<string, TypeDeclaration>;

/** One side of a comparison: types as written there, and what their names stand for. */
export interface TypeWorld {
  readonly declarations: Declarations;
}

/**
 * Whether a value of a type of one surface may stand where another surface's type is asked for, as TypeScript's
 * assignability has it. References of one name are taken as equal: what changed within is told of the named type.
 */
export class Assignability {
  readonly #from: TypeWorld;
  readonly #to: TypeWorld;
  /** Pairs of names that are being compared; a recursive pair holds unless something else refutes it. */
  readonly #open = new Set<string>();

  constructor(from: TypeWorld, to: TypeWorld) {
    this.#from = from;
    this.#to = to;
  }

  holds(from: TypeExpression, to: TypeExpression): boolean {
    if (to.kind === "primitive" && to.name === "unknown") return true;
    if (from.kind === "primitive" && from.name === "never") return true;
    if (from.kind === "reference" && to.kind === "reference" && from.name === to.name) return true;
    if (from.kind === "reference" || to.kind === "reference") return this.#named(from, to);
    if (from.kind === "union") return from.members.every((member) => this.holds(member, to));
    if (to.kind === "union") return to.members.some((member) => this.holds(from, member));
    if (to.kind === "intersection") return to.members.every((member) => this.holds(from, member));
    if (from.kind === "intersection") {
      // A part alone may do: an object made of all parts has no names of any kind, as a record has.
      if (from.members.some((one) => this.holds(one, to))) return true;
      const whole = objectOf(from, this.#from);
      return whole !== undefined && this.holds(whole, to);
    }
    return this.#plain(from, to);
  }

  #named(from: TypeExpression, to: TypeExpression): boolean {
    const pair = `${nameOf(from)} ${nameOf(to)}`;
    if (this.#open.has(pair)) return true;
    const left = resolve(from, this.#from);
    const right = resolve(to, this.#to);
    if (!left || !right) return false;
    this.#open.add(pair);
    const holds = this.holds(left, right);
    this.#open.delete(pair);
    return holds;
  }

  #plain(from: TypeExpression, to: TypeExpression): boolean {
    switch (to.kind) {
      case "primitive":
        return primitiveOf(from) === to.name;
      case "literal":
        return from.kind === "literal" && from.value === to.value;
      case "openEnum":
        return primitiveOf(from) === to.base;
      case "array":
        return this.#array(from, to.element);
      case "tuple":
        return from.kind === "tuple" && this.#tuple(from, to);
      case "record":
        return from.kind === "record" && this.holds(from.value, to.value);
      case "object":
        return from.kind === "object" && this.#object(from, to);
      case "unknownVariant":
        return from.kind === "unknownVariant"
          ? from.discriminator === to.discriminator
          : from.kind === "object" && hasMember(from, to.discriminator, this.#from);
      default:
        return false;
    }
  }

  #array(from: TypeExpression, element: TypeExpression): boolean {
    if (from.kind === "array") return this.holds(from.element, element);
    if (from.kind !== "tuple") return false;
    const rest = from.rest ? [from.rest] : [];
    return [...from.elements.map(({ type }) => type), ...rest].every((type) =>
      this.holds(type, element),
    );
  }

  #tuple(from: TupleType, to: TupleType): boolean {
    if (from.elements.length > to.elements.length && !to.rest) return false;
    return to.elements.every(({ type, optional }, index) => {
      const given = from.elements[index];
      if (!given) return optional;
      return (optional || !given.optional) && this.holds(given.type, type);
    });
  }

  #object(from: ObjectType, to: ObjectType): boolean {
    const given = membersOf(from, this.#from);
    const asked = membersOf(to, this.#to);
    return [...asked.values()].every((member) => {
      const own = given.get(member.name);
      if (!own) return member.optional;
      return (member.optional || !own.optional) && this.holds(own.type, member.type);
    });
  }
}

/** The members of an object type with those that it extends, by name; own ones come before inherited ones. */
export function membersOf(type: ObjectType, world: TypeWorld): ReadonlyMap<string, TypeMember> {
  const members = new Map<string, TypeMember>();
  collect(type, world, members, new Set());
  return members;
}

/** What a type stands for once its name is looked up; undefined where the surface does not declare it. */
export function resolve(type: TypeExpression, world: TypeWorld): TypeExpression | undefined {
  const seen = new Set<string>();
  let found: TypeExpression | undefined = type;
  while (found?.kind === "reference") {
    if (seen.has(found.name)) return undefined;
    seen.add(found.name);
    found = world.declarations.get(found.name)?.type;
  }
  return found;
}

/** A type as one object, where it is one or all of several. */
export function objectOf(type: TypeExpression, world: TypeWorld): ObjectType | undefined {
  const found = resolve(type, world);
  if (found?.kind === "object") return found;
  if (found?.kind !== "intersection") return undefined;
  const parts = found.members.map((member) => objectOf(member, world));
  const objects = parts.filter((part) => part !== undefined);
  if (objects.length < parts.length) return undefined;
  return {
    kind: "object",
    members: objects.flatMap((part) => [...membersOf(part, world).values()]),
  };
}

function collect(
  type: ObjectType,
  world: TypeWorld,
  members: Map<string, TypeMember>,
  seen: Set<string>,
): void {
  for (const member of type.members) {
    if (!members.has(member.name)) members.set(member.name, member);
  }
  for (const name of type.extends ?? []) {
    if (seen.has(name)) continue;
    seen.add(name);
    const base = objectOf({ kind: "reference", name }, world);
    if (base) collect(base, world, members, seen);
  }
}

function hasMember(type: ObjectType, name: string, world: TypeWorld): boolean {
  return membersOf(type, world).has(name);
}

function primitiveOf(type: TypeExpression): string | undefined {
  if (type.kind === "primitive") return type.name;
  if (type.kind === "literal") return typeof type.value;
  return type.kind === "openEnum" ? type.base : undefined;
}

function nameOf(type: TypeExpression): string {
  return type.kind === "reference" ? type.name : JSON.stringify(type);
}
