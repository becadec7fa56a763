import { modelsEqual } from "../model/equal.js";
import type { MediaType, Operation, Parameter, RequestBody, Schema } from "../model/index.js";

/** An operation that takes what either of two forms of it takes, and gives what either gives; all else is the first's. */
export function joinOperations(one: Operation, other: Operation): Operation {
  const { requestBody: _body, ...rest } = one;
  const requestBody = joinBodies(one.requestBody, other.requestBody);
  const security = joinSecurity(one, other);
  return {
    ...rest,
    parameters: joinParameters(one.parameters, other.parameters),
    ...(requestBody && { requestBody }),
    ...(security && { security }),
    responses: joinLists(
      one.responses,
      other.responses,
      ({ status }) => status,
      (a, b) => {
        const content = joinContent(a.response.content ?? [], b.response.content ?? []);
        return { ...a, response: { ...a.response, ...(content.length > 0 && { content }) } };
      },
    ),
  };
}

/** The entries of both lists; those of the same key become one. */
function joinLists<T>(
  one: readonly T[],
  other: readonly T[],
  keyOf: (entry: T) => string,
  join: (a: T, b: T) => T,
): readonly T[] {
  const entries = new Map(one.map((entry) => [keyOf(entry), entry]));
  for (const entry of other) {
    const known = entries.get(keyOf(entry));
    entries.set(keyOf(entry), known ? join(known, entry) : entry);
  }
  return [...entries.values()];
}

/** A parameter must be given only where both forms ask for it. */
function joinParameters(
  one: readonly Parameter[],
  other: readonly Parameter[],
): readonly Parameter[] {
  const keyOf = ({ in: place, name }: Parameter): string => `${place} ${name}`;
  const inOne = new Set(one.map(keyOf));
  const inBoth = new Set(other.map(keyOf).filter((key) => inOne.has(key)));
  const joined = joinLists(one, other, keyOf, (a, b) => {
    const schema = joinSchemas(a.schema, b.schema);
    const isRequired = a.required === true && b.required === true;
    return { ...a, required: isRequired, ...(schema && { schema }) };
  });
  return joined.map((parameter) => {
    const isOptional = parameter.in !== "path" && !inBoth.has(keyOf(parameter));
    return isOptional ? { ...parameter, required: false } : parameter;
  });
}

function joinBodies(
  one: RequestBody | undefined,
  other: RequestBody | undefined,
): RequestBody | undefined {
  const first = one ?? other;
  if (!first || !one || !other) return first && { ...first, required: false };
  return {
    ...one,
    required: one.required === true && other.required === true,
    content: joinContent(one.content, other.content),
  };
}

function joinContent(one: readonly MediaType[], other: readonly MediaType[]): readonly MediaType[] {
  return joinLists(
    one,
    other,
    ({ name }) => name.toLowerCase(),
    (a, b) => {
      const schema = joinSchemas(a.schema, b.schema);
      const itemSchema = joinSchemas(a.itemSchema, b.itemSchema);
      return { ...a, ...(schema && { schema }), ...(itemSchema && { itemSchema }) };
    },
  );
}

function joinSchemas(one: Schema | undefined, other: Schema | undefined): Schema | undefined {
  if (!one || !other || modelsEqual(one, other)) return one ?? other;
  const members = one.kind === "schema" && isUnion(one) ? (one.anyOf ?? []) : [one];
  if (members.some((member) => modelsEqual(member, other))) return one;
  return { kind: "schema", anyOf: [...members, other], location: one.location };
}

/** Whether a schema is nothing but a choice, as joining makes them. */
function isUnion(schema: Schema): boolean {
  return Object.keys(schema).every((key) => ["kind", "anyOf", "location"].includes(key));
}

/** The alternatives of both; undefined where neither has its own. */
function joinSecurity(one: Operation, other: Operation): Operation["security"] {
  if (!one.security || !other.security) return one.security ?? other.security;
  const more = other.security.filter(
    (alternative) => !one.security?.some((known) => modelsEqual(known, alternative)),
  );
  return [...one.security, ...more];
}
