import { isJsonObject, type JsonObject, type JsonValue } from "../../../../util/json.js";
import type { TypeDeclaration } from "../../surface.js";
import type { ObjectType, TypeExpression, TypeMember } from "../../type-expression.js";
import { code, list, type Literal, object, string } from "../print/literal.js";
import { membersOf, sampleValue } from "./sample-value.js";

/** What a value from the wire is turned into. */
export interface ExampleOptions {
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** Leave out what need not be there. */
  readonly requiredOnly: boolean;
  /** Whether the description gives the value, or only what its parts look like. */
  readonly isGiven: boolean;
}

const MAX_DEPTH = 12;
/** A longer text says nothing more of how an operation is called. */
const MAX_TEXT = 200;

/** A value from the wire as a literal of a type; undefined where it is not of the type. */
export function exampleValue(
  value: JsonValue,
  type: TypeExpression,
  options: ExampleOptions,
  depth = 0,
): Literal | undefined {
  const inner = (part: JsonValue, of: TypeExpression) => exampleValue(part, of, options, depth + 1);
  if (depth > MAX_DEPTH) return undefined;
  switch (type.kind) {
    case "primitive":
      return !options.isGiven && isPlaceholder(value)
        ? sampleValue(type, options.types)
        : primitive(value, type.name);
    case "literal":
      return value === type.value ? scalar(value) : undefined;
    case "openEnum":
      return typeof value === type.base ? scalar(value) : undefined;
    case "reference": {
      const declared = options.types.get(type.name);
      return declared && inner(value, declared.type);
    }
    case "array":
      return Array.isArray(value) ? items(value, () => type.element, inner) : undefined;
    case "record":
      return isJsonObject(value) ? entries(value, () => type.value, inner) : undefined;
    case "object":
      return isJsonObject(value) ? members(value, type, options, inner) : undefined;
    case "union":
      return best(type.members.map((member) => inner(value, member)));
    default:
      return undefined;
  }
}

type Inner = (value: JsonValue, type: TypeExpression) => Literal | undefined;

function primitive(value: JsonValue, name: string): Literal | undefined {
  if (name === "unknown") return anything(value);
  if (name === "null") return value === null ? code("null") : undefined;
  if (name === "date")
    return isDate(value) ? code(`new Date(${JSON.stringify(value)})`) : undefined;
  if (name === "bigint") return Number.isSafeInteger(value) ? code(`${String(value)}n`) : undefined;
  return typeof value === name ? scalar(value) : undefined;
}

/** What is made up where a schema says nothing but the type. */
function isPlaceholder(value: JsonValue): boolean {
  return value === "string" || value === 0;
}

function isDate(value: JsonValue): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d[\d:.TZ+-]*$/.test(value);
}

function scalar(value: JsonValue): Literal | undefined {
  if (typeof value === "string") return value.length > MAX_TEXT ? undefined : string(value);
  return typeof value === "number" || typeof value === "boolean" ? code(String(value)) : undefined;
}

function anything(value: JsonValue): Literal | undefined {
  if (value === null) return code("null");
  if (Array.isArray(value)) return items(value, () => UNKNOWN, anything);
  return isJsonObject(value) ? entries(value, () => UNKNOWN, anything) : scalar(value);
}

const UNKNOWN: TypeExpression = { kind: "primitive", name: "unknown" };

function items(
  values: readonly JsonValue[],
  typeOf: () => TypeExpression,
  inner: Inner,
): Literal | undefined {
  const literals = values.map((value) => inner(value, typeOf()));
  const found = literals.filter((literal) => literal !== undefined);
  return found.length === literals.length ? list(found) : undefined;
}

function entries(
  value: JsonObject,
  typeOf: () => TypeExpression,
  inner: Inner,
): Literal | undefined {
  const literals = Object.entries(value).map(
    ([name, part]) => [name, inner(part, typeOf())] as const,
  );
  return literals.every(([, literal]) => literal) ? object(literals) : undefined;
}

/** The members that the type has; an optional one whose value is of another type is left out. */
function members(
  value: JsonObject,
  type: ObjectType,
  { types, requiredOnly }: ExampleOptions,
  inner: Inner,
): Literal | undefined {
  const known = membersOf(type, types);
  if (!known) return undefined;
  const literals: (readonly [string, Literal | undefined])[] = [];
  for (const member of known) {
    const literal = memberValue(value, member, inner);
    if (member.optional && (requiredOnly || !literal)) continue;
    const needed = literal ?? sampleValue(member.type, types);
    if (!needed) return undefined;
    literals.push([member.name, needed]);
  }
  return object(literals);
}

function memberValue(value: JsonObject, { name, type }: TypeMember, inner: Inner) {
  const part = Object.hasOwn(value, name) ? value[name] : undefined;
  return part === undefined ? undefined : inner(part, type);
}

/** Of several forms that a value has the one that says most of it. */
function best(literals: readonly (Literal | undefined)[]): Literal | undefined {
  const size = ({ flat }: Literal): number => flat?.length ?? Number.POSITIVE_INFINITY;
  return literals.reduce<Literal | undefined>((most, literal) => {
    if (!literal) return most;
    return most && size(most) >= size(literal) ? most : literal;
  }, undefined);
}
