import type { SourceLocation } from "../../diagnostics/location.js";
import type { Document } from "../../document/document.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { isJsonMediaType, mediaTypeEssence } from "../../util/media-type.js";
import { type NamedScheme, schemeOf } from "./auth.js";
import { inferSchema, uniqueSchemas } from "./infer-schema.js";
import { type CollectedRequest, collectRequests, originOf, pairsOf } from "./requests.js";

/** Whether a document is a Postman collection (format 2.0 or 2.1). */
export function isPostmanCollection(root: JsonObject): boolean {
  return Array.isArray(root.item) && isJsonObject(root.info) && root.openapi === undefined;
}

/**
 * Turns a Postman collection into an OpenAPI 3.1 description, each part of which points to the collection:
 * requests with the same method and path become one operation, bodies become examples with inferred schemas.
 */
export function postmanToOpenApi(document: Document): Document {
  const provenance = new Map<JsonValue, SourceLocation>();
  const requests = collectRequests(document.value, document.location);
  const schemes = new Map<string, JsonObject>();
  const paths = new Map<string, Map<string, CollectedRequest[]>>();
  for (const request of requests) {
    const methods = paths.get(request.path) ?? new Map<string, CollectedRequest[]>();
    paths.set(request.path, methods);
    methods.set(request.method, [...(methods.get(request.method) ?? []), request]);
  }
  const entries = [...paths].map(([path, methods]) => {
    const operations = [...methods].map(([method, same]) => {
      const made = operation(same, schemes);
      if (same[0]) provenance.set(made, same[0].location);
      return [method, made] as const;
    });
    return [path, Object.fromEntries(operations)] as const;
  });
  const origins = new Set(requests.flatMap(({ request }) => originOf(request.url) ?? []));
  const value: JsonObject = {
    openapi: "3.1.0",
    info: infoOf(document.value.info),
    ...(origins.size > 0 && { servers: [...origins].map((url) => ({ url })) }),
    paths: Object.fromEntries(entries),
    components: { securitySchemes: Object.fromEntries(schemes) },
  };
  return { ...document, value, provenance };
}

function infoOf(info: JsonValue | undefined): JsonObject {
  const given = isJsonObject(info) ? info : {};
  const version = typeof given.version === "string" ? given.version : "1.0.0";
  const description = textOf(given.description);
  return {
    title: String(given.name ?? ""),
    version,
    ...(description !== undefined && { description }),
  };
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  return isJsonObject(value) && typeof value.content === "string" ? value.content : undefined;
}

function operation(
  same: readonly CollectedRequest[],
  schemes: Map<string, JsonObject>,
): JsonObject {
  const [first] = same;
  const body = requestBody(same);
  const security = securityOf(same, schemes);
  const description = textOf(first?.request.description ?? first?.item.description);
  return {
    ...(first?.name && { summary: first.name }),
    ...(description !== undefined && { description }),
    parameters: parametersOf(same),
    ...(body && { requestBody: body }),
    responses: responsesOf(same),
    ...(security && { security }),
  };
}

function securityOf(
  same: readonly CollectedRequest[],
  schemes: Map<string, JsonObject>,
): JsonObject[] | undefined {
  const used = same.map(({ auth }) => schemeOf(auth));
  if (used.every((one) => one === null)) return undefined;
  const named = used.filter((one): one is NamedScheme => one !== null && one !== undefined);
  for (const { name, scheme } of named) schemes.set(name, scheme);
  return [...new Set(named.map(({ name }) => name))].map((name) => ({ [name]: [] }));
}

function parametersOf(same: readonly CollectedRequest[]): JsonObject[] {
  const found = new Map<string, JsonObject>();
  const add = (place: string, name: string, example: string | undefined): void => {
    const key = `${place} ${name}`;
    if (found.has(key)) return;
    found.set(key, {
      name,
      in: place,
      ...(place === "path" && { required: true }),
      schema: { type: "string" },
      ...(example !== undefined && example !== "" && { example }),
    });
  };
  for (const { path, request } of same) {
    for (const [, name] of path.matchAll(/\{([^{}]+)\}/g)) add("path", name ?? "", undefined);
    const { url } = request;
    for (const [name, value] of pairsOf(isJsonObject(url) ? url.query : undefined))
      add("query", name, value);
    for (const [name, value] of pairsOf(request.header)) {
      if (!/^(content-type|accept|authorization)$/i.test(name)) add("header", name, value);
    }
  }
  return [...found.values()];
}

function requestBody(same: readonly CollectedRequest[]): JsonObject | undefined {
  const content = new Map<string, JsonObject[]>();
  for (const { request } of same) {
    const media = bodyOf(request);
    if (media) content.set(media[0], [...(content.get(media[0]) ?? []), media[1]]);
  }
  if (content.size === 0) return undefined;
  const entries = [...content].map(([type, schemas]) => {
    const schema = uniqueSchemas(schemas);
    return [type, schema && Object.keys(schema).length > 0 ? { schema } : {}] as const;
  });
  return { content: Object.fromEntries(entries) };
}

/** The media type and schema of a request's body. */
function bodyOf(request: JsonObject): readonly [string, JsonObject] | undefined {
  const { body } = request;
  const declared = pairsOf(request.header).find(
    ([name]) => name.toLowerCase() === "content-type",
  )?.[1];
  const given = typeof body === "string" ? { mode: "raw", raw: body } : body;
  if (!isJsonObject(given) || given.disabled === true) return undefined;
  if (given.mode === "urlencoded" || given.mode === "formdata") {
    const type =
      given.mode === "urlencoded" ? "application/x-www-form-urlencoded" : "multipart/form-data";
    const properties = pairsOf(given[given.mode]).map(([name]) => [name, { type: "string" }]);
    return [type, { type: "object", properties: Object.fromEntries(properties) }];
  }
  if (given.mode !== "raw" || typeof given.raw !== "string" || given.raw === "") return undefined;
  const example = exampleOf(given.raw, declared);
  const schema = isJsonMediaType(example.type) ? inferSchema(example.value) : {};
  return [example.type, schema];
}

function responsesOf(same: readonly CollectedRequest[]): JsonObject {
  const byStatus = new Map<string, JsonObject[]>();
  for (const { responses } of same) {
    for (const response of responses) {
      const code = String(response.code ?? 200);
      byStatus.set(code, [...(byStatus.get(code) ?? []), response]);
    }
  }
  const entries = [...byStatus].map(([code, list]) => [code, responseOf(list)] as const);
  return Object.fromEntries(entries);
}

function responseOf(list: readonly JsonObject[]): JsonObject {
  const headers = new Map<string, JsonObject>();
  const content = new Map<string, { examples: [string, JsonObject][]; schemas: JsonObject[] }>();
  for (const response of list) {
    const pairs = pairsOf(response.header);
    const declared = pairs.find(([name]) => name.toLowerCase() === "content-type")?.[1];
    for (const [name, example] of pairs) {
      if (name.toLowerCase() !== "content-type")
        headers.set(name, { schema: { type: "string" }, example });
    }
    if (typeof response.body !== "string" || response.body === "") continue;
    const { type, value } = exampleOf(response.body, declared);
    const media = content.get(type) ?? { examples: [], schemas: [] };
    content.set(type, media);
    const name =
      typeof response.name === "string" ? response.name : `example-${media.examples.length + 1}`;
    media.examples.push([name, { value }]);
    if (isJsonMediaType(type)) media.schemas.push(inferSchema(value));
  }
  const [first] = list;
  const types = [...content].map(([type, { examples, schemas }]) => {
    const schema = uniqueSchemas(schemas);
    return [type, { examples: Object.fromEntries(examples), ...(schema && { schema }) }] as const;
  });
  return {
    description: textOf(first?.description) ?? String(first?.name ?? first?.status ?? ""),
    ...(headers.size > 0 && { headers: Object.fromEntries(headers) }),
    ...(types.length > 0 && { content: Object.fromEntries(types) }),
  };
}

/** A body as an example: parsed where its type says JSON, or where it is JSON and no type is given. */
function exampleOf(
  text: string,
  declared: string | undefined,
): { readonly type: string; readonly value: JsonValue } {
  if (declared !== undefined && !isJsonMediaType(declared)) return { type: declared, value: text };
  try {
    const value = JSON.parse(text) as JsonValue;
    return {
      type: declared === undefined ? "application/json" : mediaTypeEssence(declared),
      value,
    };
  } catch {
    return { type: declared ?? "text/plain", value: text };
  }
}
