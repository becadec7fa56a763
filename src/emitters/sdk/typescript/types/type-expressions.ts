import type {
  LiteralType,
  ObjectType,
  PrimitiveType,
  TypeExpression,
  UnionType,
} from "../../type-expression.js";

/** A type without parts. */
export function primitive(name: PrimitiveType["name"]): PrimitiveType {
  return PRIMITIVES[name];
}

const PRIMITIVES: Readonly<Record<PrimitiveType["name"], PrimitiveType>> = {
  string: { kind: "primitive", name: "string" },
  number: { kind: "primitive", name: "number" },
  bigint: { kind: "primitive", name: "bigint" },
  boolean: { kind: "primitive", name: "boolean" },
  null: { kind: "primitive", name: "null" },
  undefined: { kind: "primitive", name: "undefined" },
  unknown: { kind: "primitive", name: "unknown" },
  never: { kind: "primitive", name: "never" },
  date: { kind: "primitive", name: "date" },
  bytes: { kind: "primitive", name: "bytes" },
  binary: { kind: "primitive", name: "binary" },
  unknownValue: { kind: "primitive", name: "unknownValue" },
};

/** Exactly one value. */
export function literal(value: LiteralType["value"]): LiteralType {
  return { kind: "literal", value };
}

/** A map of values of a type. */
export function record(value: TypeExpression): TypeExpression {
  return { kind: "record", value };
}

/** The type, or null. */
export function nullable(type: TypeExpression): TypeExpression {
  const isPlain = type.kind === "reference" || type.kind === "array";
  if (isPlain) return { kind: "union", members: [type, primitive("null")] };
  return unionOf([type, primitive("null")]);
}

/** One of several: nested unions are dissolved, doubles dropped; known values beside their base leave it open. */
export function unionOf(
  members: readonly TypeExpression[],
  discriminator?: string,
): TypeExpression {
  const [first] = members;
  if (members.length === 1 && first && first.kind !== "union") return first;
  const parts = new Map<string, TypeExpression>();
  for (const member of members.flatMap((type) => (type.kind === "union" ? type.members : [type]))) {
    if (member.kind === "primitive" && member.name === "unknown") return member;
    if (member.kind === "primitive" && member.name === "never") continue;
    parts.set(typeKey(member), member);
  }
  const list = openLiterals([...parts.values()]);
  const [only] = list;
  if (only === undefined) return primitive("never");
  if (list.length === 1) return only;
  const tag = discriminator ?? soleDiscriminator(members);
  return {
    kind: "union",
    members: sinkNull(list),
    ...(tag !== undefined && { discriminator: tag }),
  };
}

function soleDiscriminator(members: readonly TypeExpression[]): string | undefined {
  return members.find((type): type is UnionType => type.kind === "union")?.discriminator;
}

/** `"a" | string` would be `string` alone: the known values are kept as an open enum. */
function openLiterals(members: readonly TypeExpression[]): TypeExpression[] {
  let list = [...members];
  for (const base of ["string", "number"] as const) {
    const known = list.filter((type) => isKnownValue(type, base));
    const isOpen = known.some(({ kind }) => kind === "openEnum") || list.includes(primitive(base));
    if (known.length === 0 || !isOpen) continue;
    const values = [...new Set(known.flatMap((type) => knownValues(type)))];
    list = list.filter((type) => !known.includes(type) && type !== primitive(base));
    list.push({ kind: "openEnum", base, values });
  }
  return list;
}

function isKnownValue(type: TypeExpression, base: "string" | "number"): boolean {
  return (
    (type.kind === "literal" && typeof type.value === base) ||
    (type.kind === "openEnum" && type.base === base)
  );
}

function knownValues(type: TypeExpression): readonly (string | number)[] {
  if (type.kind === "openEnum") return type.values;
  return type.kind === "literal" && typeof type.value !== "boolean" ? [type.value] : [];
}

function sinkNull(members: readonly TypeExpression[]): readonly TypeExpression[] {
  const last = primitive("null");
  return members.includes(last) ? [...members.filter((type) => type !== last), last] : members;
}

/** All of several: what another one includes is dropped; scalars that exclude each other leave the last. */
export function intersectionOf(
  members: readonly TypeExpression[],
  isWithin: (type: TypeExpression, other: TypeExpression) => boolean,
): TypeExpression {
  const kept: TypeExpression[] = [];
  for (const member of members) {
    if (kept.some((other) => isWithin(other, member))) continue;
    const others = kept.filter(
      (other) => !isWithin(member, other) && !(isScalar(member) && isScalar(other)),
    );
    kept.splice(0, kept.length, ...others, member);
  }
  const [only = primitive("unknown")] = kept;
  return kept.length <= 1 ? only : { kind: "intersection", members: kept };
}

function isScalar({ kind }: TypeExpression): boolean {
  return kind === "primitive" || kind === "literal" || kind === "openEnum";
}

/** A text that two types share exactly when they are the same. */
export function typeKey(type: TypeExpression): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "literal":
      return JSON.stringify(type.value);
    case "reference":
      return `#${type.name}`;
    case "array":
      return `[${typeKey(type.element)}]`;
    case "record":
      return `{${typeKey(type.value)}}`;
    case "union":
      return `(${type.members.map(typeKey).join("|")})`;
    case "intersection":
      return `(${type.members.map(typeKey).join("&")})`;
    case "openEnum":
      return `open${JSON.stringify(type.values)}`;
    case "unknownVariant":
      return `?${JSON.stringify(type.discriminator)}`;
    case "tuple":
      return `[${type.elements.map(({ type: element, optional }) => typeKey(element) + (optional ? "?" : "")).join()}...${type.rest ? typeKey(type.rest) : ""}]`;
    case "object":
      return objectKey(type);
  }
}

function objectKey({ members, index, extends: bases = [] }: ObjectType): string {
  const parts = members.map(
    ({ name, type, optional }) => `${JSON.stringify(name)}${optional ? "?" : ""}:${typeKey(type)}`,
  );
  return `{${[...bases, ...parts, index ? `*:${typeKey(index)}` : ""].join()}}`;
}
