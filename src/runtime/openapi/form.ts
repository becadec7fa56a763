import type { Encoding, MediaType, Schema } from "../../model/index.js";
import { isJsonMediaType, mediaTypeEssence, mediaTypeParameter } from "../../util/media-type.js";
import { fromPairs } from "./deserialize.js";
import { parseMultipart } from "./multipart.js";
import { parsePairs, type RawPair } from "./query.js";
import { propertyNames, propertySchema, resolveSchema, shapeOf } from "./shape.js";
import type { MessageViolation } from "./violation.js";

type Schemas = ReadonlyMap<string, Schema>;

/** A form body as an object of texts, lists and objects, ready for validation with coercion. */
export interface ParsedForm {
  readonly value: Record<string, unknown>;
  readonly findings: readonly MessageViolation[];
}

const RESERVED = /[:/?#[\]@!$&'()*+,;=]/;

/** Whether a media type is one of the two form types. */
export function isFormMediaType(contentType: string): boolean {
  const essence = mediaTypeEssence(contentType);
  return essence === "application/x-www-form-urlencoded" || essence === "multipart/form-data";
}

/** Reads a form body by the schema and the encoding of its media type (OAS 3.2 §4.15). */
export function parseForm(
  body: Buffer,
  contentType: string,
  media: MediaType,
  schemas: Schemas,
): ParsedForm {
  if (mediaTypeEssence(contentType) === "multipart/form-data") {
    return { value: multipartValue(body, contentType, media, schemas), findings: [] };
  }
  const text = body.toString("utf8");
  return {
    value: pairsValue(parsePairs(text), media, schemas),
    findings: reservedFindings(text, media),
  };
}

function pairsValue(
  pairs: readonly RawPair[],
  media: MediaType,
  schemas: Schemas,
): Record<string, unknown> {
  const members = new Map<string, unknown>();
  const known = propertyNames(media.schema, schemas);
  const names = new Set([...known, ...pairs.map(({ name }) => name.replace(/\[.*$/, ""))]);
  for (const name of names) {
    const schema = propertySchema(media.schema, name, schemas);
    const encoding = encodingOf(media, name);
    const style = encoding?.style ?? "form";
    const shape = shapeOf(schema, schemas);
    const bracketed = pairs.some(
      (pair) => pair.name.startsWith(`${name}[`) && pair.name !== `${name}[]`,
    );
    const value = fromPairs(
      {
        name,
        style: bracketed ? "deepObject" : style,
        explode: encoding?.explode ?? style === "form",
        shape: shape === "object" && !bracketed ? "primitive" : shape,
        properties: [],
        open: false,
      },
      pairs,
    );
    if (value === undefined) continue;
    members.set(name, shape === "object" && typeof value === "string" ? jsonOr(value) : value);
  }
  return Object.fromEntries(members);
}

/** Reserved characters that a property with `allowReserved: false` holds unencoded. */
function reservedFindings(text: string, media: MediaType): MessageViolation[] {
  const strict = (media.encoding ?? []).filter(({ value }) => value.allowReserved === false);
  if (strict.length === 0) return [];
  return strict.flatMap(({ name }) => {
    const at = text.split("&").findIndex((part) => part === name || part.startsWith(`${name}=`));
    const raw = at < 0 ? "" : text.slice(text.indexOf(`${name}=`) + name.length + 1);
    return RESERVED.test(raw.split("&", 1)[0] ?? "")
      ? [
          {
            location: ["body", name],
            severity: "Error",
            code: "allowReserved",
            message: `Request body property ${name} must not hold reserved characters unencoded`,
          },
        ]
      : [];
  });
}

function multipartValue(
  body: Buffer,
  contentType: string,
  media: MediaType,
  schemas: Schemas,
): Record<string, unknown> {
  const boundary = mediaTypeParameter(contentType, "boundary");
  const members = new Map<string, unknown[]>();
  for (const part of boundary === undefined ? [] : parseMultipart(body, boundary)) {
    const schema = propertySchema(media.schema, part.name, schemas);
    const declared = part.contentType ?? encodingOf(media, part.name)?.contentType;
    const text = part.content.toString(part.filename === undefined ? "utf8" : "latin1");
    const value =
      (declared !== undefined && isJsonMediaType(declared)) ||
      itemShape(schema, schemas) === "object"
        ? jsonOr(text)
        : text;
    const list = members.get(part.name);
    if (list) list.push(value);
    else members.set(part.name, [value]);
  }
  return Object.fromEntries(
    [...members].map(([name, values]) => {
      const list = shapeOf(propertySchema(media.schema, name, schemas), schemas) === "array";
      const [only] = values;
      if (values.length > 1) return [name, values];
      return [name, list && !Array.isArray(only) ? values : only];
    }),
  );
}

function itemShape(schema: Schema | undefined, schemas: Schemas): string {
  const shape = shapeOf(schema, schemas);
  if (shape !== "array") return shape;
  return shapeOf(resolveSchema(schema, schemas)?.items, schemas);
}

function encodingOf(media: MediaType, name: string): Encoding | undefined {
  return media.encoding?.find((one) => one.name === name)?.value;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
