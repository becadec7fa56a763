import type { JsonType, ObjectSchema, Schema } from "../../model/index.js";
import { ANNOTATION_FORMATS, CHECKED_FORMATS } from "../../schema/formats.js";
import { compilePattern } from "../../schema/validate.js";
import type { JsonValue } from "../../util/json.js";
import { backtracks } from "../backtracking.js";
import { declaresProperty } from "../declared-properties.js";
import { defineRule } from "../rule.js";

/** Schemas that no value can meet. */
export const unsatisfiableSchema = defineRule({
  code: "schema-unsatisfiable",
  severity: "warning",
  message: (reason: string) => `No value can meet this schema: ${reason}.`,
  mend: "Correct the limits.",
  explain:
    "The keywords contradict each other, so every value is refused. Bounds that were swapped are the usual cause.",
  start: (report) => ({
    schema(schema, site) {
      const reason = contradiction(schema);
      if (reason !== undefined) report(schema.location, [reason], site);
    },
  }),
});

/** Enum values that the schema's type refuses. */
export const enumOutsideType = defineRule({
  code: "enum-outside-type",
  severity: "warning",
  message: (value: string, types: string) =>
    `The enum value ${value} is never valid, for the type is ${types}.`,
  mend: "Write the value in the schema's type (quote texts in YAML), or change the type.",
  explain:
    "A value must be in the `enum` and of the `type`. In YAML, `yes`, `1.10` and `2024-01-01` without quotes may not be the texts that they look like.",
  start: (report) => ({
    schema({ types, enum: values = [], location }, site) {
      if (!types) return;
      const wrong = values.filter(
        (value) => value !== null && !types.some((type) => isType(value, type)),
      );
      if (wrong.length > 0) {
        report(location, [wrong.map((value) => show(value)).join(", "), types.join(" or ")], site);
      }
    },
  }),
});

/** Enums whose values are of several types although no type says so. */
export const mixedEnum = defineRule({
  code: "enum-mixed",
  severity: "warning",
  message: (types: string) => `The values of the enum are of several types: ${types}.`,
  mend: "Write all values in one type, or say the types in `type`.",
  explain:
    "A list such as `[on, off, 1]` is often a slip of quoting. Code that is generated from it gets a union of texts and numbers.",
  start: (report) => ({
    schema({ types, enum: values = [], location }, site) {
      if (types && types.filter((type) => type !== "null").length > 1) return;
      const found = [...new Set(values.filter((value) => value !== null).map(typeName))];
      if (found.length > 1 && !types) report(location, [found.join(", ")], site);
    },
  }),
});

/** Enums without a type. */
export const untypedEnum = defineRule({
  code: "enum-without-type",
  severity: "info",
  message: (type: string) => `The enum has no \`type\`; its values say \`${type}\`.`,
  mend: (type: string) => `Add \`type: ${type}\`.`,
  explain:
    "The values alone are enough for JSON Schema. Tools that look at the `type` first, gateways among them, take the value for anything.",
  start: (report) => ({
    schema({ types, enum: values = [], allOf, location }, site) {
      if (types || allOf || site.branch) return;
      const [type, second] = new Set(values.filter((value) => value !== null).map(typeName));
      if (type !== undefined && second === undefined) report(location, [type], site);
    },
  }),
});

/** Patterns that JavaScript cannot compile. */
export const invalidPattern = defineRule({
  code: "pattern-invalid",
  severity: "warning",
  message: (pattern: string, reason: string) =>
    `The pattern \`${pattern}\` is not a regular expression of JavaScript: ${reason}.`,
  mend: "Write it in the dialect of ECMA-262; `(?i)`, possessive quantifiers and POSIX classes are not in it.",
  explain:
    "JSON Schema's patterns are ECMA-262 regular expressions (JSON Schema Core §6.4). One that does not compile is not enforced.",
  start: (report) => ({
    schema(schema, site) {
      for (const pattern of patternsOf(schema)) {
        const compiled = compilePattern(pattern);
        if (!(compiled instanceof RegExp))
          report(schema.location, [pattern, compiled.reason], site);
      }
    },
  }),
});

/** Patterns that take exponential time on some texts. */
export const slowPattern = defineRule({
  code: "pattern-catastrophic",
  severity: "warning",
  message: (pattern: string) =>
    `The pattern \`${pattern}\` can take exponential time on a text that nearly matches.`,
  mend: "Rewrite it so that a repeated group cannot match the same text in two ways.",
  explain:
    "A repetition within a repetition, such as `(a+)+$`, or a repeated choice whose alternatives overlap, such as `(a|a)*$`, makes a backtracking engine try every split of the text. One request of some dozen characters can then stop a server for minutes.",
  start: (report) => ({
    schema(schema, site) {
      for (const pattern of patternsOf(schema)) {
        if (backtracks(pattern)) report(schema.location, [pattern], site);
      }
    },
  }),
});

/** Arrays whose items are anything. */
export const untypedItems = defineRule({
  code: "array-without-items",
  severity: "info",
  message: () => "The array does not say what its items are.",
  mend: "Describe them in `items`.",
  explain:
    "Without `items` an array may hold anything, and generated code gets a list of unknown values.",
  start: (report) => ({
    schema(schema, site) {
      if (schema.types?.includes("array") !== true || site.branch) return;
      if (schema.items ?? schema.prefixItems ?? schema.allOf ?? schema.oneOf ?? schema.anyOf)
        return;
      report(schema.location, [], site);
    },
  }),
});

/** Closed branches of allOf that refuse the properties of the other branches. */
export const closedBranch = defineRule({
  code: "all-of-closed",
  severity: "warning",
  message: (properties: string) =>
    `\`additionalProperties: false\` here refuses properties of the other parts of the \`allOf\`: ${properties}.`,
  mend: "Remove `additionalProperties: false` from the part; in OpenAPI 3.1, `unevaluatedProperties: false` beside the `allOf` means what was meant.",
  explain:
    "Each part of an `allOf` judges the whole value alone. A part that allows only its own properties refuses those of its neighbours, so that no value with both is valid.",
  start: (report, { model }) => ({
    schema(schema, site) {
      const parts = (schema.allOf ?? []).map((part) => resolve(part, model.components.schemas));
      const names = [schema, ...parts].map((part) => propertyNames(part));
      for (const [index, part] of parts.entries()) {
        const extra = part?.additionalProperties;
        if (extra?.kind !== "boolean" || extra.value) continue;
        const own = new Set(names[index + 1]);
        const refused = names.flat().filter((name) => !own.has(name));
        const where = schema.allOf?.[index]?.location ?? schema.location;
        if (refused.length > 0) report(where, [some(refused)], site);
      }
    },
  }),
});

/** Required properties that are not described. */
export const undescribedRequired = defineRule({
  code: "required-not-described",
  severity: "warning",
  message: (names: string) => `Required, but not among the properties: ${names}.`,
  mend: "Describe the property, or correct its spelling in `required`.",
  explain:
    "`required` names a property that `properties` does not have, nor any schema beside or within it. It is often misspelled or left over; the property's type is then unknown.",
  start: (report, { model }) => ({
    schema(schema, site) {
      if (site.branch || !schema.required || !schema.properties) return;
      const missing = schema.required.filter(
        (name) => !declaresProperty(schema, name, model.components.schemas),
      );
      if (missing.length > 0) report(schema.location, [some(missing)], site);
    },
  }),
});

/** Properties that a request must and must not have. */
export const requiredReadOnly = defineRule({
  code: "required-read-only",
  severity: "info",
  message: (names: string) => `Required and read-only: ${names}.`,
  mend: "Nothing, if responses alone have it: SDKs leave it out of requests. Some validators demand it there.",
  explain:
    "For a read-only property `required` counts in responses only (OpenAPI 3.0 §4.7.24). API Gateway and other validators do not know `readOnly`, and refuse requests without the property.",
  start: (report) => ({
    schema({ required, properties = [], location }, site) {
      if (!required) return;
      const both = properties
        .filter(
          ({ name, value }) => value.kind === "schema" && value.readOnly && required.includes(name),
        )
        .map(({ name }) => name);
      if (both.length > 0) report(location, [some(both)], site);
    },
  }),
});

/** Properties that are in neither direction. */
export const neitherWay = defineRule({
  code: "read-only-and-write-only",
  severity: "warning",
  message: () =>
    "A property that is both read-only and write-only can be neither sent nor received.",
  mend: "Keep one of `readOnly` and `writeOnly`.",
  explain: "`readOnly` keeps a property out of requests, `writeOnly` out of responses.",
  start: (report) => ({
    schema({ readOnly, writeOnly, location }, site) {
      if (readOnly && writeOnly) report(location, [], site);
    },
  }),
});

/** Keywords that say nothing about values of the schema's type. */
export const idleKeyword = defineRule({
  code: "keyword-without-effect",
  severity: "warning",
  message: (keywords: string, types: string) =>
    `${keywords} ${keywords.includes(",") ? "have" : "has"} no effect on values of type ${types}.`,
  mend: "Remove the keyword, or correct the type or the keyword's name.",
  explain:
    "Each limit concerns one type: `maxLength` texts, `maximum` numbers, `maxItems` lists. On another type it is never enforced.",
  start: (report) => ({
    schema(schema, site) {
      const { types } = schema;
      if (!types) return;
      const idle = LIMITS.filter(
        ([keyword, forTypes]) =>
          schema[keyword] !== undefined && !forTypes.some((type) => types.includes(type)),
      ).map(([keyword]) => `\`${keyword}\``);
      if (idle.length > 0) report(schema.location, [idle.join(", "), types.join(" or ")], site);
    },
  }),
});

/** Formats that nobody knows. */
export const unknownFormat = defineRule({
  code: "format-unknown",
  severity: "info",
  message: (format: string) => `The format \`${format}\` is not a known one; it is not enforced.`,
  mend: "Add a `pattern` if the form matters.",
  explain:
    "`format` is an open set. One that is in neither the specifications nor the OpenAPI format registry is a note for readers, and any value passes.",
  start: (report) => ({
    schema({ format, location }, site) {
      if (format === undefined || CHECKED_FORMATS.has(format) || ANNOTATION_FORMATS.has(format))
        return;
      report(location, [format], site);
    },
  }),
});

/** Variants that lack the property that tells them apart. */
export const missingDiscriminator = defineRule({
  code: "discriminator-property-missing",
  severity: "warning",
  message: (property: string, variant: string) =>
    `The variant \`${variant}\` does not describe the discriminator's property \`${property}\`.`,
  mend: "Describe the property there and make it required.",
  explain:
    "The discriminator tells variants apart by a property that each of them has. A variant without it can never be chosen.",
  start: (report, { model }) => ({
    schema({ discriminator, oneOf, anyOf }, site) {
      if (!discriminator) return;
      for (const variant of [...(oneOf ?? []), ...(anyOf ?? [])]) {
        if (variant.kind !== "ref") continue;
        const target = model.components.schemas.get(variant.name);
        const { propertyName } = discriminator;
        if (target && !declaresProperty(target, propertyName, model.components.schemas)) {
          report(variant.location, [propertyName, variant.name], site);
        }
      }
    },
  }),
});

const NUMBERS: readonly JsonType[] = ["number", "integer"];
const LIMITS: readonly (readonly [keyof ObjectSchema, readonly JsonType[]])[] = [
  ["minLength", ["string"]],
  ["maxLength", ["string"]],
  ["pattern", ["string"]],
  ["minimum", NUMBERS],
  ["maximum", NUMBERS],
  ["exclusiveMinimum", NUMBERS],
  ["exclusiveMaximum", NUMBERS],
  ["multipleOf", NUMBERS],
  ["items", ["array"]],
  ["minItems", ["array"]],
  ["maxItems", ["array"]],
  ["uniqueItems", ["array"]],
  ["properties", ["object"]],
  ["required", ["object"]],
  ["additionalProperties", ["object"]],
  ["minProperties", ["object"]],
  ["maxProperties", ["object"]],
];

function contradiction(schema: ObjectSchema): string | undefined {
  const ranges: readonly (readonly [keyof ObjectSchema, keyof ObjectSchema])[] = [
    ["minimum", "maximum"],
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
    ["minContains", "maxContains"],
  ];
  for (const [low, high] of ranges) {
    const [from, to] = [schema[low], schema[high]];
    if (typeof from === "number" && typeof to === "number" && from > to) {
      return `\`${low}\` ${from} is above \`${high}\` ${to}`;
    }
  }
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const noneAbove =
    exclusiveMinimum !== undefined &&
    exclusiveMinimum >=
      Math.min(maximum ?? exclusiveMaximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const noneBelow = exclusiveMaximum !== undefined && exclusiveMaximum <= (minimum ?? -Infinity);
  if (noneAbove || noneBelow) return "the exclusive bounds leave no number";
  if (schema.enum?.length === 0) return "the `enum` is empty";
  return undefined;
}

function patternsOf({ pattern, patternProperties = [] }: ObjectSchema): string[] {
  return [
    ...(pattern === undefined ? [] : [pattern]),
    ...patternProperties.map(({ name }) => name),
  ];
}

function resolve(schema: Schema, named: ReadonlyMap<string, Schema>): ObjectSchema | undefined {
  const target = schema.kind === "ref" ? named.get(schema.name) : schema;
  return target?.kind === "schema" ? target : undefined;
}

function propertyNames(schema: ObjectSchema | undefined): string[] {
  return schema?.properties?.map(({ name }) => name) ?? [];
}

function isType(value: JsonValue, type: JsonType): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number";
  return typeName(value) === type;
}

function typeName(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function show(value: JsonValue): string {
  const text = JSON.stringify(value);
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}

/** The first few names of a list. */
function some(names: readonly string[]): string {
  const unique = [...new Set(names)].map((name) => `\`${name}\``);
  return unique.length > 4
    ? `${unique.slice(0, 4).join(", ")} and ${unique.length - 4} more`
    : unique.join(", ");
}
