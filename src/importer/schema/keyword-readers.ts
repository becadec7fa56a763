import { keysInOrder } from "../../source/key-order.js";
import type { Named, ObjectSchema, Schema } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { describeValue } from "../describe-value.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import { numberIn } from "../object-reader.js";
import type { Scope } from "../run.js";
import { locate, report } from "../run.js";
import type { KeywordReader } from "./keyword.js";

/** The fields of a schema that hold a `V`. */
type FieldOf<V> = {
  [K in keyof ObjectSchema]-?: [NonNullable<ObjectSchema[K]>, V] extends [
    V,
    NonNullable<ObjectSchema[K]>,
  ]
    ? K
    : never;
}[keyof ObjectSchema];

/** Reports a keyword whose value has the wrong type. */
export function reportKeyword(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
  expected: string,
): void {
  const at = locate(scope, draft.location, key, raw[key]);
  const found = describeValue(raw[key]);
  report(scope, diagnostic("wrong-type", at, [`\`${key}\``, expected, found]));
}

/** Reads a string; numbers and booleans are taken as their text. */
export function text(field: FieldOf<string>): KeywordReader {
  return (draft, raw, key, scope) => {
    const value = raw[key];
    if (typeof value === "string") draft[field] = value;
    else if (value !== null) {
      reportKeyword(draft, raw, key, scope, "a string");
      if (typeof value === "number" || typeof value === "boolean") draft[field] = String(value);
    }
  };
}

/** The number at a keyword; anything else is reported. */
export function numberValue(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
): number | undefined {
  const value = raw[key];
  if (typeof value === "number") return value;
  if (value !== null) reportKeyword(draft, raw, key, scope, "a number");
  return typeof value === "string" ? numberIn(value) : undefined;
}

/** Reads a boolean; the strings `true` and `false` are understood. */
export function flag(field: FieldOf<boolean>): KeywordReader {
  return (draft, raw, key, scope) => {
    const value = raw[key];
    if (typeof value === "boolean") draft[field] = value;
    else if (value !== null) {
      reportKeyword(draft, raw, key, scope, "true or false");
      if (value === "true" || value === "false") draft[field] = value === "true";
    }
  };
}

/** Reads a schema. */
export function child(field: FieldOf<Schema>): KeywordReader {
  return (draft, raw, key, scope) => {
    const value = raw[key];
    if (value === null) return;
    const at = locate(scope, draft.location, key, value);
    draft[field] = scope.run.schemas.read(value, at, scope);
  };
}

/** Reads a list of schemas. */
export function children(field: FieldOf<readonly Schema[]>): KeywordReader {
  return (draft, raw, key, scope) => {
    const value = raw[key];
    if (!Array.isArray(value)) {
      if (value !== null) reportKeyword(draft, raw, key, scope, "an array of schemas");
      return;
    }
    const parent = locate(scope, draft.location, key, value);
    const list: Schema[] = [];
    for (let index = 0; index < value.length; index++) {
      const item = value[index] as JsonValue;
      list.push(scope.run.schemas.read(item, locate(scope, parent, index, item), scope));
    }
    if (list.length > 0) draft[field] = list;
  };
}

/** Reads an object whose members are schemas. */
export function named(field: FieldOf<readonly Named<Schema>[]>): KeywordReader {
  return (draft, raw, key, scope) => {
    const value = raw[key];
    if (!isJsonObject(value)) {
      if (value !== null) reportKeyword(draft, raw, key, scope, "an object of schemas");
      return;
    }
    const parent = locate(scope, draft.location, key, value);
    const list: Named<Schema>[] = [];
    for (const name of keysInOrder(value)) {
      const member = value[name] as JsonValue;
      const schema = scope.run.schemas.read(member, locate(scope, parent, name, member), scope);
      list.push({ name, value: schema });
    }
    draft[field] = list;
  };
}

/** Reads a list of strings; other items are reported. */
export function textList(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
): string[] | undefined {
  const value = raw[key];
  if (!Array.isArray(value)) {
    if (value !== null) reportKeyword(draft, raw, key, scope, "an array of strings");
    return undefined;
  }
  const strings: string[] = [];
  const list = value as readonly JsonValue[];
  for (let index = 0; index < list.length; index++) {
    const item = list[index] as JsonValue;
    if (typeof item === "string") strings.push(item);
    else {
      const at = locate(scope, locate(scope, draft.location, key, value), index, item);
      const args = [`An item of \`${key}\``, "a string", describeValue(item)] as const;
      report(scope, diagnostic("wrong-type", at, [...args]));
      if (typeof item === "number" || typeof item === "boolean") strings.push(String(item));
    }
  }
  return strings;
}

/** A keyword that has its effect elsewhere, or none. */
export const skip: KeywordReader = () => undefined;

type Count =
  | "minLength"
  | "maxLength"
  | "minItems"
  | "maxItems"
  | "minContains"
  | "maxContains"
  | "minProperties"
  | "maxProperties";

/** A count: a whole number, not below 0 (JSON Schema Validation, section 6). */
export const count =
  (field: Count): KeywordReader =>
  (draft, raw, key, scope) => {
    const value = numberValue(draft, raw, key, scope);
    if (value === undefined) return;
    if (Number.isInteger(value) && value >= 0) draft[field] = value;
    else reportKeyword(draft, raw, key, scope, "a whole number, 0 or more");
  };

/** A number above 0. */
export const divisor: KeywordReader = (draft, raw, key, scope) => {
  const value = numberValue(draft, raw, key, scope);
  if (value === undefined) return;
  if (value > 0) draft.multipleOf = value;
  else reportKeyword(draft, raw, key, scope, "a number above 0");
};
