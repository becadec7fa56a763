import type { Schema, Xml } from "../../model/index.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";
import { propertySchema, resolveSchema } from "./shape.js";

type Schemas = ReadonlyMap<string, Schema>;

/** Writes a value as XML by its schema's `xml` hints (OAS 3.2 §4.26); the root is `xml` where none names it. */
export function writeXml(value: JsonValue, schema: Schema | undefined, schemas: Schemas): string {
  const hints = resolveSchema(schema, schemas)?.xml;
  return element(nameOf(hints, "xml"), value, schema, schemas);
}

function element(
  name: string,
  value: JsonValue,
  schema: Schema | undefined,
  schemas: Schemas,
): string {
  const hints = resolveSchema(schema, schemas)?.xml;
  let attributes = hints?.namespace
    ? ` xmlns${hints.prefix ? `:${hints.prefix}` : ""}="${escape(hints.namespace)}"`
    : "";
  if (Array.isArray(value)) {
    const items = resolveSchema(schema, schemas)?.items;
    const itemName = nameOf(resolveSchema(items, schemas)?.xml, name);
    return value.map((item: JsonValue) => element(itemName, item, items, schemas)).join("");
  }
  if (!isJsonObject(value))
    return `<${name}${attributes}>${value === null ? "" : escape(String(value))}</${name}>`;
  let content = "";
  for (const [key, member] of Object.entries(value)) {
    const property = propertySchema(schema, key, schemas);
    const own = resolveSchema(property, schemas)?.xml;
    if (own?.attribute && typeof member !== "object") {
      attributes += ` ${nameOf(own, key)}="${escape(String(member))}"`;
    } else content += child(key, member, property, own, schemas);
  }
  return `<${name}${attributes}>${content}</${name}>`;
}

function child(
  key: string,
  value: JsonValue,
  schema: Schema | undefined,
  hints: Xml | undefined,
  schemas: Schemas,
): string {
  const name = nameOf(hints, key);
  if (!Array.isArray(value) || !hints?.wrapped) return element(name, value, schema, schemas);
  const items = resolveSchema(schema, schemas)?.items;
  const itemName = nameOf(resolveSchema(items, schemas)?.xml, name);
  const inner = value.map((item: JsonValue) => element(itemName, item, items, schemas)).join("");
  return `<${name}>${inner}</${name}>`;
}

function nameOf(hints: Xml | undefined, fallback: string): string {
  const name = (hints?.name ?? fallback).replaceAll(/[^\p{L}\p{N}_.:-]/gu, "_");
  return hints?.prefix ? `${hints.prefix}:${name}` : name;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
