import type { JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { locate } from "../run.js";
import {
  readDiscriminator,
  readEnum,
  readEnumDescriptions,
  readEnumNames,
  readMsEnum,
  readSchemaDocs,
  readXml,
} from "./annotations.js";
import type { Keyword, KeywordReader } from "./keyword.js";
import {
  child,
  children,
  count,
  divisor,
  flag,
  named,
  numberValue,
  reportKeyword,
  skip,
  text,
  textList,
} from "./keyword-readers.js";
import { readType } from "./types.js";

/** A bound that the other keyword makes exclusive when it is `true` (until OpenAPI 3.0). */
const bound = (
  field: "minimum" | "maximum",
  exclusive: "exclusiveMinimum" | "exclusiveMaximum",
): KeywordReader => {
  return (draft, raw, key, scope) => {
    const value = numberValue(draft, raw, key, scope);
    if (value !== undefined) draft[raw[exclusive] === true ? exclusive : field] = value;
  };
};

const exclusiveBound = (field: "exclusiveMinimum" | "exclusiveMaximum"): KeywordReader => {
  return (draft, raw, key, scope) => {
    const value = raw[key];
    const isFlag = typeof value === "boolean";
    if (isFlag !== scope.run.spec < 3.1) {
      const expected = isFlag ? "a number" : "true or false";
      reportKeyword(draft, raw, key, scope, expected);
    }
    const limit = isFlag ? undefined : numberValue(draft, raw, key, scope);
    if (limit !== undefined) draft[field] = limit;
  };
};

/** Until 2019-09 an array of schemas in `items` described the positions. */
const items: KeywordReader = (draft, raw, key, scope) => {
  if (!Array.isArray(raw[key])) return child("items")(draft, raw, key, scope);
  if (scope.run.spec > 2 && !scope.run.isAsync) {
    reportKeyword(draft, raw, key, scope, "one schema");
  }
  children("prefixItems")(draft, raw, key, scope);
};

const additionalItems: KeywordReader = (draft, raw, key, scope) => {
  if (Array.isArray(raw.items)) child("items")(draft, raw, key, scope);
};

const required: KeywordReader = (draft, raw, key, scope) => {
  const names = textList(draft, raw, key, scope);
  if (names && names.length > 0) draft.required = names;
};

const dependentRequired: KeywordReader = (draft, raw, key, scope) => {
  const value = raw[key];
  if (!isJsonObject(value)) return reportKeyword(draft, raw, key, scope, "an object");
  const location = locate(scope, draft.location, key, value);
  draft.dependentRequired = Object.keys(value).map((name) => ({
    name,
    value: textList({ kind: "schema", location }, value, name, scope) ?? [],
  }));
};

const example: KeywordReader = (draft, raw, key) => {
  draft.examples ??= [raw[key] as JsonValue];
};

const examples: KeywordReader = (draft, raw, key, scope) => {
  const value = raw[key];
  if (Array.isArray(value)) draft.examples = value as readonly JsonValue[];
  else if (value !== null) reportKeyword(draft, raw, key, scope, "an array");
};

const keepValue =
  (field: "default" | "const"): KeywordReader =>
  (draft, raw, key) => {
    draft[field] = raw[key] as JsonValue;
  };

const always = (read: KeywordReader): Keyword => ({ read });
const since3 = (read: KeywordReader): Keyword => ({ read, since: 3 });
const since31 = (read: KeywordReader): Keyword => ({ read, since: 3.1 });

/** All keywords of all versions: one table, in which a version is a condition of a row. */
export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ["type", always(readType)],
  ["enum", always(readEnum)],
  ["const", since31(keepValue("const"))],
  ["title", always(text("title"))],
  ["description", always(text("description"))],
  ["default", always(keepValue("default"))],
  ["deprecated", since3(flag("deprecated"))],
  ["readOnly", always(flag("readOnly"))],
  ["writeOnly", since3(flag("writeOnly"))],
  ["example", always(example)],
  ["examples", since31(examples)],
  ["externalDocs", always(readSchemaDocs)],
  ["format", always(text("format"))],
  ["minLength", always(count("minLength"))],
  ["maxLength", always(count("maxLength"))],
  ["pattern", always(text("pattern"))],
  ["contentEncoding", since31(text("contentEncoding"))],
  ["contentMediaType", since31(text("contentMediaType"))],
  ["contentSchema", since31(child("contentSchema"))],
  ["multipleOf", always(divisor)],
  ["minimum", always(bound("minimum", "exclusiveMinimum"))],
  ["maximum", always(bound("maximum", "exclusiveMaximum"))],
  ["exclusiveMinimum", always(exclusiveBound("exclusiveMinimum"))],
  ["exclusiveMaximum", always(exclusiveBound("exclusiveMaximum"))],
  ["items", always(items)],
  ["prefixItems", since31(children("prefixItems"))],
  ["additionalItems", { read: additionalItems, until: 2 }],
  ["contains", since31(child("contains"))],
  ["minContains", since31(count("minContains"))],
  ["maxContains", since31(count("maxContains"))],
  ["minItems", always(count("minItems"))],
  ["maxItems", always(count("maxItems"))],
  ["uniqueItems", always(flag("uniqueItems"))],
  ["unevaluatedItems", since31(child("unevaluatedItems"))],
  ["properties", always(named("properties"))],
  ["patternProperties", since31(named("patternProperties"))],
  ["additionalProperties", always(child("additionalProperties"))],
  ["propertyNames", since31(child("propertyNames"))],
  ["required", always(required)],
  ["minProperties", always(count("minProperties"))],
  ["maxProperties", always(count("maxProperties"))],
  ["dependentRequired", since31(dependentRequired)],
  ["dependentSchemas", since31(named("dependentSchemas"))],
  ["unevaluatedProperties", since31(child("unevaluatedProperties"))],
  ["allOf", always(children("allOf"))],
  ["anyOf", since3(children("anyOf"))],
  ["oneOf", since3(children("oneOf"))],
  ["not", since3(child("not"))],
  ["if", since31(child("if"))],
  ["then", since31(child("then"))],
  ["else", since31(child("else"))],
  ["discriminator", always(readDiscriminator)],
  ["xml", always(readXml)],
  ["nullable", { read: skip, since: 3, until: 3 }],
  ["x-nullable", always(skip)],
  ["$defs", since31(skip)],
  ["definitions", always(skip)],
  ["$id", since31(skip)],
  ["$anchor", since31(skip)],
  ["$dynamicAnchor", since31(skip)],
  ["$dynamicRef", since31(skip)],
  ["$schema", always(skip)],
  ["$vocabulary", since31(skip)],
  ["x-ms-enum", { read: readMsEnum, alsoExtension: true }],
  ["x-enum-varnames", always(readEnumNames)],
  ["x-enumNames", always(readEnumNames)],
  ["x-enum-descriptions", always(readEnumDescriptions)],
  ["x-enumDescriptions", always(readEnumDescriptions)],
]);
