import { isJsonObject, type JsonObject, type JsonValue } from "../../../../util/json.js";
import type { TypeDeclaration } from "../../surface.js";
import type { ObjectType, TypeExpression } from "../../type-expression.js";
import { code, list, type Literal, object, string } from "../print/literal.js";
import { membersOf, sampleValue } from "./sample-value.js";

/** A value as users of an SDK write it, and as it is on the wire. */
export interface Example {
  readonly literal: Literal;
  /** Absent where a part was made up by its type alone, or is written on the wire in more ways than one. */
  readonly wire?: JsonValue;
}

/** What a value from the wire is turned into. */
export interface ExampleOptions {
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** Leave out what need not be there. */
  readonly requiredOnly: boolean;
  /** Whether the description gives the value, or only what its parts look like. */
  readonly isGiven: boolean;
  /** Whether it is received: a date is read of one text, but may be sent as another. */
  readonly isReceived?: boolean;
}

const MAX_DEPTH = 12;
/** A longer text says nothing more of how an operation is called. */
const MAX_TEXT = 200;

/** A value from the wire as one of a type; undefined where it is not of the type. */
export function exampleValue(
  value: JsonValue,
  type: TypeExpression,
  options: ExampleOptions,
  depth = 0,
): Example | undefined {
  const inner = (part: JsonValue, of: TypeExpression) => exampleValue(part, of, options, depth + 1);
  if (depth > MAX_DEPTH) return undefined;
  switch (type.kind) {
    case "primitive":
      return !options.isGiven && isPlaceholder(value)
        ? (placeholder(value, type.name) ?? madeUp(type, options))
        : primitive(value, type.name, options);
    case "literal":
      return value === type.value ? scalar(value) : undefined;
    case "openEnum":
      return typeof value === type.base ? scalar(value) : undefined;
    case "reference": {
      const declared = options.types.get(type.name);
      return declared && inner(value, declared.type);
    }
    case "array":
      return Array.isArray(value) ? items(value, (item) => inner(item, type.element)) : undefined;
    case "record":
      return isJsonObject(value) ? entries(value, (part) => inner(part, type.value)) : undefined;
    case "object":
      return isJsonObject(value) ? members(value, type, options, inner) : undefined;
    case "union":
      return best(type.members.map((member) => inner(value, member)));
    default:
      return undefined;
  }
}

function primitive(
  value: JsonValue,
  name: string,
  { isReceived }: Pick<ExampleOptions, "isReceived"> = {},
): Example | undefined {
  if (name === "unknown") return anything(value);
  if (name === "null") return value === null ? { literal: code("null"), wire: null } : undefined;
  if (name === "date") {
    if (!isDate(value)) return undefined;
    const literal = code(`new Date(${JSON.stringify(value)})`);
    return { literal, ...(isReceived && { wire: value }) };
  }
  if (name === "bigint") {
    return Number.isSafeInteger(value)
      ? { literal: code(`${String(value)}n`), wire: value }
      : undefined;
  }
  return typeof value === name ? scalar(value) : undefined;
}

/** What is made up where a schema says nothing but the type. */
function isPlaceholder(value: JsonValue): boolean {
  return value === "string" || value === 0;
}

/** The plainer word or number in the place of a placeholder. */
function placeholder(value: JsonValue, name: string): Example | undefined {
  if (name === "bigint") return primitive(1, name);
  return typeof value === name ? scalar(value === 0 ? 1 : "text") : undefined;
}

function madeUp(type: TypeExpression, { types }: ExampleOptions): Example | undefined {
  const literal = sampleValue(type, types);
  return literal && { literal };
}

function isDate(value: JsonValue): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d[\d:.TZ+-]*$/.test(value);
}

function scalar(wire: JsonValue): Example | undefined {
  if (typeof wire === "string") {
    return wire.length > MAX_TEXT ? undefined : { literal: string(wire), wire };
  }
  const isWord = typeof wire === "number" || typeof wire === "boolean";
  return isWord ? { literal: code(String(wire)), wire } : undefined;
}

/** Any JSON. */
export function anything(value: JsonValue): Example | undefined {
  if (value === null) return { literal: code("null"), wire: null };
  if (Array.isArray(value)) return items(value, anything);
  return isJsonObject(value) ? entries(value, anything) : scalar(value);
}

type Inner = (value: JsonValue) => Example | undefined;

function items(values: readonly JsonValue[], inner: Inner): Example | undefined {
  const found = values.map(inner).filter((example) => example !== undefined);
  if (found.length < values.length) return undefined;
  const wire = found.flatMap((example) => (example.wire === undefined ? [] : [example.wire]));
  const literal = list(found.map((example) => example.literal));
  return { literal, ...(wire.length === found.length && { wire }) };
}

function entries(value: JsonObject, inner: Inner): Example | undefined {
  const found = Object.entries(value).map(([name, part]) => [name, inner(part)] as const);
  return joined(found);
}

/** Members as one object; undefined where one of them is missing. */
function joined(found: readonly (readonly [string, Example | undefined])[]): Example | undefined {
  if (!found.every(([, example]) => example)) return undefined;
  const wire = Object.fromEntries(found.map(([name, example]) => [name, example?.wire ?? null]));
  const isKnown = found.every(([, example]) => example?.wire !== undefined);
  const literal = object(found.map(([name, example]) => [name, example?.literal]));
  return { literal, ...(isKnown && { wire }) };
}

/** The members that the type has; an optional one whose value is of another type is left out. */
function members(
  value: JsonObject,
  type: ObjectType,
  options: ExampleOptions,
  inner: (value: JsonValue, type: TypeExpression) => Example | undefined,
): Example | undefined {
  const found: (readonly [string, Example | undefined])[] = [];
  const known = membersOf(type, options.types);
  for (const { name, type: of, optional } of known ?? []) {
    const part = Object.hasOwn(value, name) ? value[name] : undefined;
    const example = part === undefined ? undefined : inner(part, of);
    if (optional && (options.requiredOnly || !example)) continue;
    found.push([name, example ?? madeUp(of, options)]);
  }
  return known && joined(found);
}

/** Of several forms that a value has the one that says most of it. */
function best(examples: readonly (Example | undefined)[]): Example | undefined {
  const size = ({ literal }: Example): number => literal.flat?.length ?? Number.POSITIVE_INFINITY;
  return examples.reduce<Example | undefined>((most, example) => {
    if (!example) return most;
    return most && size(most) >= size(example) ? most : example;
  }, undefined);
}
