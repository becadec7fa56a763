import type { ObjectSchema } from "../../../model/index.js";
import type { JsonValue } from "../../../util/json.js";
import type { Printing } from "./printing.js";

/** Writes the types of a schema; until OpenAPI 3.0 there is one type, and null is a flag beside it. */
export function printTypes(
  draft: Record<string, JsonValue>,
  schema: ObjectSchema,
  printing: Printing,
): void {
  const { types = [] } = schema;
  const [only, second] = types;
  if (only !== undefined && second === undefined && (only !== "null" || isPlain(printing))) {
    draft.type = only;
    return;
  }
  if (printing.spec >= 3.1) {
    draft.type = types;
    return;
  }
  const others = types.filter((type) => type !== "null");
  const [first] = others;
  const nullable = printing.spec === 2 ? "x-nullable" : "nullable";
  if (types.length > others.length) draft[nullable] = true;
  if (first === undefined) {
    if (!schema.enum) draft.enum = [null];
    printing.change("The type null", "a list of values with null alone", schema.location);
  } else if (others.length === 1) draft.type = first;
  else if (printing.isOwn) draft.type = others;
  else if (printing.spec === 2) printing.lose("A list of types", schema.location);
  else if (schema.anyOf && schema.allOf) printing.lose("A list of types", schema.location);
  else addChoice(draft, schema, types.length > others.length, others);
}

/** Whether the type null is written as it is: where it belongs, or where the source had it all the same. */
function isPlain({ spec, isOwn }: Printing): boolean {
  return spec >= 3.1 || isOwn;
}

/** One type or another, as a choice between schemas; a choice that is there already has to hold too. */
function addChoice(
  draft: Record<string, JsonValue>,
  schema: ObjectSchema,
  isNullable: boolean,
  types: readonly string[],
): void {
  delete draft["nullable"];
  const choice = types.map((type) => (isNullable ? { type, nullable: true } : { type }));
  // The schema's own keyword is written later and would replace this one.
  if (!schema.anyOf) draft.anyOf = choice;
  else draft.allOf = [{ anyOf: choice }];
}

type Bound = "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum";

/** Writes a bound; until OpenAPI 3.0 the exclusive keywords are flags of the others. */
export function printBounds(
  draft: Record<string, JsonValue>,
  schema: ObjectSchema,
  field: Bound,
  { spec }: Printing,
): void {
  const value = schema[field];
  if (value === undefined) return;
  if (spec >= 3.1) {
    draft[field] = value;
    return;
  }
  const isLower = field === "minimum" || field === "exclusiveMinimum";
  const [plain, exclusive] = isLower
    ? (["minimum", "exclusiveMinimum"] as const)
    : (["maximum", "exclusiveMaximum"] as const);
  const open = schema[exclusive];
  const closed = schema[plain];
  const isOpen =
    open !== undefined && (closed === undefined || (isLower ? open >= closed : open <= closed));
  draft[plain] = isOpen ? open : (closed ?? value);
  if (isOpen) draft[exclusive] = true;
}
