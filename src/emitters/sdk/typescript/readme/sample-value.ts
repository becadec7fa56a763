import type { RequestMember, TypeDeclaration } from "../../surface.js";
import type { ObjectType, TypeExpression, TypeMember } from "../../type-expression.js";
import { code, list, type Literal, object, string } from "../print/literal.js";

/** How deep an example goes into required members before it gives up. */
const MAX_DEPTH = 6;

/** The smallest request that compiles: its required members alone; undefined where none is found. */
export function sampleRequest(
  members: readonly RequestMember[],
  types: ReadonlyMap<string, TypeDeclaration>,
): Literal | undefined {
  const required = members.filter((member) => member.required);
  return sampleMembers(required, (type) => sampleValue(type, types, 0));
}

function sampleMembers(
  members: readonly { readonly name: string; readonly type: TypeExpression }[],
  sample: (type: TypeExpression) => Literal | undefined,
): Literal | undefined {
  const values = members.map(({ name, type }) => [name, sample(type)] as const);
  return values.every(([, value]) => value) ? object(values) : undefined;
}

/** The smallest value of a type that compiles; undefined where none is found. */
export function sampleValue(
  type: TypeExpression,
  types: ReadonlyMap<string, TypeDeclaration>,
  depth = 0,
): Literal | undefined {
  const inner = (part: TypeExpression): Literal | undefined => sampleValue(part, types, depth + 1);
  if (depth > MAX_DEPTH) return undefined;
  switch (type.kind) {
    case "primitive":
      return PRIMITIVES[type.name];
    case "literal":
      return typeof type.value === "string" ? string(type.value) : code(String(type.value));
    case "openEnum": {
      const [first] = type.values;
      return typeof first === "number" ? code(String(first)) : string(first ?? "");
    }
    case "reference": {
      const declared = types.get(type.name);
      return declared && inner(declared.type);
    }
    case "array":
      return list([]);
    case "tuple": {
      const items = type.elements
        .filter(({ optional }) => !optional)
        .map(({ type: of }) => inner(of));
      return items.every((item) => item !== undefined) ? list(items) : undefined;
    }
    case "record":
      return object([]);
    case "object":
      return sampleObject(type, types, depth);
    case "union":
      return type.members.map(inner).find((value) => value !== undefined);
    default:
      return undefined;
  }
}

function sampleObject(
  type: ObjectType,
  types: ReadonlyMap<string, TypeDeclaration>,
  depth: number,
): Literal | undefined {
  const required = membersOf(type, types)?.filter(({ optional }) => !optional);
  return required && sampleMembers(required, (part) => sampleValue(part, types, depth + 1));
}

/** The members of an object and of what it extends; undefined where these extend others again. */
export function membersOf(
  type: ObjectType,
  types: ReadonlyMap<string, TypeDeclaration>,
): readonly TypeMember[] | undefined {
  const members = [...type.members];
  for (const base of type.extends ?? []) {
    const declared = types.get(base)?.type;
    if (declared?.kind !== "object" || declared.extends) return undefined;
    members.push(
      ...declared.members.filter(({ name }) => !members.some((own) => own.name === name)),
    );
  }
  return members;
}

const PRIMITIVES: Readonly<Partial<Record<string, Literal>>> = {
  string: string("text"),
  number: code("1"),
  bigint: code("1n"),
  boolean: code("true"),
  null: code("null"),
  unknown: object([]),
  date: code("new Date(0)"),
  bytes: code("new Uint8Array()"),
  binary: code("new Blob([])"),
};
