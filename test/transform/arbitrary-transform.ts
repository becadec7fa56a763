import * as fc from "fast-check";
import type { JsonValue } from "../../src/util/json.js";

/** Names that transforms and payloads share, some of them hostile to templates and JSON. */
const NAMES = ["a", "b", "long_name", "with space", "$ref", "#if(1)", 'q"uote', "back\\slash", "é"];
const name = fc.constantFrom(...NAMES);

const text = fc.oneof(
  fc.constantFrom(
    "",
    "true",
    "12",
    "1.50",
    "-0",
    "2.0",
    "1e3",
    "it's",
    'a "b" \\',
    "\n\t\u0001\u007f",
    "$x ${y} #set($z = 1) #end",
    "\u2028\ud83d\ude00",
    "\\'",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  text,
  fc.integer(),
  fc.constantFrom(0, 1.5, -2.25, 2 ** 40, 1e21, 0.001),
  fc.boolean(),
  fc.constant(null),
);

/** Payloads with the names that transforms read. */
export const payloads: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.dictionary(name, tie("value"), { maxKeys: 5, noNullPrototype: true }),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
})).value;

const step = fc.oneof(
  { arbitrary: name.map((one) => `[${JSON.stringify(one)}]`), weight: 0 },
  { arbitrary: fc.constantFrom("a", "b", "long_name").map((one) => `.${one}`), weight: 4 },
  {
    arbitrary: fc
      .constantFrom("with space", "$ref", "#if(1)", "back\\slash", "é")
      .map((one) => `['${one}']`),
    weight: 1,
  },
  { arbitrary: fc.constantFrom("[0]", "[1]"), weight: 1 },
);

function sources(variables: readonly string[]): fc.Arbitrary<string> {
  const body = fc
    .tuple(fc.constantFrom("", ...variables), fc.array(step, { maxLength: 3 }))
    .map(([variable, steps]) => `$${variable}${steps.join("")}`);
  const other = fc.constantFrom(
    "$header.X-Id",
    "$header.absent",
    "$query.q",
    "$query.absent",
    "$path.id",
    "$context.requestId",
    "$context.identity",
    "$context.identity.sourceIp",
    "$stageVariables.name",
    "$stageVariables.absent",
  );
  return fc.oneof({ arbitrary: body, weight: 4 }, { arbitrary: other, weight: 1 });
}

function conditions(variables: readonly string[], depth: number): fc.Arbitrary<JsonValue> {
  const source = sources(variables);
  const plain: fc.Arbitrary<JsonValue>[] = [
    source.map((exists) => ({ exists })),
    fc.record({ from: source, equals: fc.oneof(text, fc.integer(), fc.boolean()) }),
    fc.record({ from: source, in: fc.array(text, { minLength: 1, maxLength: 3 }) }),
    fc.record({ from: source, minimum: fc.constantFrom(0, -3, 1.5, 2 ** 40) }),
    fc.record({ from: source, minimum: fc.constant(0), maximum: fc.constantFrom(10, 1e21) }),
  ];
  if (depth <= 0) return fc.oneof(...plain);
  const inner = conditions(variables, depth - 1);
  const several = fc.array(inner, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    ...plain,
    inner.map((not) => ({ not })),
    several.map((all) => ({ all })),
    several.map((any) => ({ any })),
  );
}

/** Values of transforms that have a text. */
function texts(variables: readonly string[], depth: number): fc.Arbitrary<JsonValue> {
  const constant = scalar.map((value) => ({ const: value }));
  const source = sources(variables);
  if (depth <= 0) return fc.oneof(source, constant);
  const inner = texts(variables, depth - 1);
  return fc.oneof(
    source,
    constant,
    fc.record(
      {
        from: source,
        type: fc.constantFrom("string", "number", "integer", "boolean"),
        default: inner,
      },
      { requiredKeys: ["from"], noNullPrototype: true },
    ),
    fc.record(
      { if: conditions(variables, 1), value: inner, else: inner },
      { requiredKeys: ["if", "value"], noNullPrototype: true },
    ),
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((text) => ({ text })),
  );
}

function values(variables: readonly string[], depth: number): fc.Arbitrary<JsonValue> {
  if (depth <= 0) return texts(variables, 0);
  const inner = values(variables, depth - 1);
  const variable = `each${depth}`;
  const within = values([...variables, variable], depth - 1);
  return fc.oneof(
    { arbitrary: texts(variables, 1), weight: 3 },
    {
      arbitrary: fc
        .dictionary(name, inner, { maxKeys: 4, noNullPrototype: true })
        .map((fields) => ({ fields })),
      weight: 2,
    },
    { arbitrary: fc.array(inner, { maxLength: 3 }), weight: 1 },
    { arbitrary: payloads.map((value) => ({ const: value })), weight: 1 },
    {
      arbitrary: fc.record(
        {
          each: sources(variables).filter((source) => /^\$(each|\.|\[|$)/.test(source)),
          as: fc.constant(variable),
          where: conditions([...variables, variable], 1),
          value: within,
          default: inner,
        },
        { requiredKeys: ["each", "as", "value"], noNullPrototype: true },
      ),
      weight: 2,
    },
    {
      arbitrary: fc.record(
        { if: conditions(variables, 1), value: inner, else: inner },
        { requiredKeys: ["if", "value"], noNullPrototype: true },
      ),
      weight: 1,
    },
  );
}

const named = fc.dictionary(fc.constantFrom("X-A", "x-b", "it's"), texts([], 2), {
  maxKeys: 2,
  noNullPrototype: true,
});

/** Transforms of a request, as users write them. */
export const requestTransforms: fc.Arbitrary<JsonValue> = fc.record(
  { body: values([], 3), headers: named, query: named, path: named },
  { requiredKeys: [], noNullPrototype: true },
);

/** Transforms of a response, as users write them. */
export const responseTransforms: fc.Arbitrary<JsonValue> = fc.record(
  { body: values([], 3), headers: named, status: texts([], 1) },
  { requiredKeys: [], noNullPrototype: true },
);
