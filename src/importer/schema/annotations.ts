import type { Discriminator, ObjectSchema, Xml } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { readExternalDocs } from "../external-docs.js";
import { ObjectReader } from "../object-reader.js";
import type { Scope } from "../run.js";
import { locate } from "../run.js";
import { reportKeyword } from "./keyword-readers.js";
import { memberSet } from "../member-set.js";

/** Reads the external documentation of a schema. */
export function readSchemaDocs(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  _key: string,
  scope: Scope,
): void {
  const docs = readExternalDocs(new ObjectReader(raw, draft.location, scope));
  assign(draft, "externalDocs", docs);
}

const xmlMembers = memberSet("name namespace prefix attribute wrapped nodeType");

/** Reads the XML object of a schema. */
export function readXml(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
): void {
  const reader = new ObjectReader(raw, draft.location, scope).object(key);
  if (!reader) return;
  const xml: Draft<Xml> = { location: reader.location };
  assign(xml, "name", reader.text("name"));
  assign(xml, "namespace", reader.text("namespace"));
  assign(xml, "prefix", reader.text("prefix"));
  assign(xml, "attribute", reader.flag("attribute"));
  assign(xml, "wrapped", reader.flag("wrapped"));
  assign(xml, "nodeType", reader.text("nodeType"));
  reader.keepRest(xml, xmlMembers);
  draft.xml = xml;
}

const discriminatorMembers = memberSet("propertyName mapping defaultMapping");

/** Reads a discriminator: Swagger 2's property name, or the object of later versions. */
export function readDiscriminator(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
): void {
  const value = raw[key];
  const location = locate(scope, draft.location, key, value);
  if (typeof value === "string") {
    if (scope.run.spec > 2 && !scope.run.isAsync)
      reportKeyword(draft, raw, key, scope, "an object");
    draft.discriminator = { location, propertyName: value };
    return;
  }
  const reader = new ObjectReader(raw, draft.location, scope).object(key);
  if (!reader) return;
  const propertyName = reader.requiredText("propertyName", "The discriminator");
  if (propertyName === "") return;
  const discriminator: Draft<Discriminator> = { location, propertyName };
  const { schemas } = scope.run;
  const mapping = reader.members("mapping")?.flatMap((member) => {
    const name = schemas.nameOfMapping(member.value, member.location, scope);
    return name === undefined ? [] : [{ name: member.name, value: name }];
  });
  if (mapping && mapping.length > 0) discriminator.mapping = mapping;
  const fallback = reader.raw.defaultMapping;
  if (fallback !== undefined) {
    const at = reader.at("defaultMapping");
    assign(discriminator, "defaultMapping", schemas.nameOfMapping(fallback, at, scope));
  }
  reader.keepRest(discriminator, discriminatorMembers);
  draft.discriminator = discriminator;
}

/** Reads `enum`. */
export function readEnum(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
): void {
  const value = raw[key];
  if (!Array.isArray(value)) {
    if (value !== null) reportKeyword(draft, raw, key, scope, "an array");
  } else if (value.length === 0) {
    reportKeyword(draft, raw, key, scope, "an array with at least one value");
  } else draft.enum = value as readonly JsonValue[];
}

/** Reads names of enum values given as a list. */
export function readEnumNames(draft: Draft<ObjectSchema>, raw: JsonObject, key: string): void {
  const names = stringList(raw[key]);
  if (names && !draft.enumNames) draft.enumNames = names;
}

/** Reads descriptions of enum values given as a list, or as an object by value. */
export function readEnumDescriptions(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
): void {
  const value = raw[key];
  const values = raw.enum;
  if (isJsonObject(value) && Array.isArray(values)) {
    draft.enumDescriptions = values.map((item) => {
      const name = String(item);
      const text = Object.hasOwn(value, name) ? value[name] : undefined;
      return typeof text === "string" ? text : "";
    });
    return;
  }
  const texts = stringList(value);
  if (texts && !draft.enumDescriptions) draft.enumDescriptions = texts;
}

/** Reads AutoRest's `x-ms-enum`, which names values one by one. */
export function readMsEnum(draft: Draft<ObjectSchema>, raw: JsonObject, key: string): void {
  const extension = raw[key];
  const entries = isJsonObject(extension) ? extension.values : undefined;
  const values = raw.enum;
  if (!Array.isArray(entries) || !Array.isArray(values)) return;
  const byValue = new Map(
    (entries as readonly JsonValue[])
      .filter((entry) => isJsonObject(entry))
      .map((entry) => [entry.value, entry] as const),
  );
  const textOf = (item: JsonValue, member: "name" | "description"): string => {
    const text = byValue.get(item)?.[member];
    return typeof text === "string" ? text : "";
  };
  const list = values as readonly JsonValue[];
  const names = list.map((item) => textOf(item, "name") || String(item));
  const descriptions = list.map((item) => textOf(item, "description"));
  draft.enumNames ??= names;
  if (descriptions.some((text) => text !== "")) draft.enumDescriptions ??= descriptions;
}

function stringList(value: JsonValue | undefined): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return (value as readonly JsonValue[]).map((item) => (typeof item === "string" ? item : ""));
}
