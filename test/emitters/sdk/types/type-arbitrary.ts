import * as fc from "fast-check";
import type { TypeDeclaration } from "../../../../src/emitters/sdk/surface.js";
import type { ObjectType, TypeExpression } from "../../../../src/emitters/sdk/type-expression.js";

const word = fc.stringMatching(/^[A-Z][a-z]{0,30}$/);
/** Names of every length up to one that fills a line. */
export const typeNames = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(""));

/** Strings that specs hold: plain, quoted, wide, hostile. */
export const texts = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z][a-z_-]{0,40}$/) },
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "*/ process.exit() /*",
    "${process.exit()}",
    "`",
    "it's",
    'say "hi"',
    `'"'`,
    "a\nb",
    "\u2028",
    "\ud800",
    "\u202eevil",
    "__proto__",
    "constructor",
    "\\",
    "日本語のとても長い名前です",
    "@deprecated",
    "",
    "1",
    "-0",
  ),
);

const leaf: fc.Arbitrary<TypeExpression> = fc.oneof(
  fc
    .constantFrom("string", "number", "boolean", "unknown", "date", "bytes", "binary", "bigint")
    .map((name) => ({ kind: "primitive", name }) as const),
  typeNames.map((name) => ({ kind: "reference", name }) as const),
  texts.map((value) => ({ kind: "literal", value }) as const),
  fc.integer().map((value) => ({ kind: "literal", value }) as const),
  fc.boolean().map((value) => ({ kind: "literal", value }) as const),
  texts.map((discriminator) => ({ kind: "unknownVariant", discriminator }) as const),
  fc
    .uniqueArray(texts, { minLength: 2, maxLength: 6 })
    .map((values) => ({ kind: "openEnum", base: "string", values }) as const),
);

const { type } = fc.letrec<{ type: TypeExpression }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    tie("type").map((element) => ({ kind: "array", element }) as const),
    tie("type").map((value) => ({ kind: "record", value }) as const),
    unions(tie("type")),
    fc
      .array(tie("type"), { minLength: 2, maxLength: 3 })
      .map((members) => ({ kind: "intersection", members: members.map(unnested) }) as const),
    fc
      .record({
        elements: fc.array(fc.record({ type: tie("type"), optional: fc.constant(false) }), {
          minLength: 1,
          maxLength: 3,
        }),
        rest: fc.option(tie("type"), { nil: undefined }),
      })
      .map(({ elements, rest }) => ({ kind: "tuple", elements, ...(rest && { rest }) }) as const),
  ),
}));

/** Any type that a declaration may hold. */
export const types: fc.Arbitrary<TypeExpression> = type;

function unions(member: fc.Arbitrary<TypeExpression>): fc.Arbitrary<TypeExpression> {
  return fc
    .tuple(fc.array(member, { minLength: 2, maxLength: 4 }), fc.boolean())
    .map(([members, withNull]) => ({
      kind: "union",
      members: withNull ? [...members, { kind: "primitive", name: "null" }] : members,
    }));
}

/** An intersection within an intersection loses its parentheses: planning never makes one. */
function unnested(member: TypeExpression): TypeExpression {
  return member.kind === "intersection" ? { kind: "array", element: member } : member;
}

const objects: fc.Arbitrary<ObjectType> = fc
  .record({
    members: fc.uniqueArray(fc.record({ name: texts, type: types, optional: fc.boolean() }), {
      maxLength: 4,
      selector: ({ name }) => name,
    }),
    index: fc.option(types, { nil: undefined }),
    bases: fc.uniqueArray(typeNames, { maxLength: 3 }),
  })
  .map(({ members, index, bases }) => ({
    kind: "object",
    members,
    ...(index && { index }),
    ...(bases.length > 0 && { extends: bases }),
  }));

/** Declarations with distinct names. */
export const declarations: fc.Arbitrary<readonly TypeDeclaration[]> = fc.uniqueArray(
  fc
    .record({
      name: typeNames,
      type: fc.oneof(types, objects),
      documentation: fc.option(
        fc.record(
          {
            summary: texts,
            description: texts,
            deprecated: fc.boolean(),
            defaultValue: texts,
            constraints: fc.array(texts, { maxLength: 3 }),
          },
          { requiredKeys: [] },
        ),
        { nil: undefined },
      ),
    })
    .map(({ name, type, documentation }) => ({
      name,
      type,
      origin: name,
      direction: "both" as const,
      ...(documentation && { documentation }),
    })),
  { maxLength: 3, selector: ({ name }) => name },
);
