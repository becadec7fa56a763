import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ApiModel, Operation, SecurityScheme } from "../../model/index.js";
import { jsonText } from "../../printer/json-text.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { printValue } from "../shared/openapi/printing.js";
import { type RequestPart, requestOf } from "./sample-request.js";

const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/** An API as a Postman collection of format 2.1: a folder a tag, a request an operation, the server as a variable. */
export function exportPostman(model: ApiModel): {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { info, servers } = model;
  const folders = new Map<string, JsonObject[]>();
  const loose: JsonObject[] = [];
  for (const operation of model.operations) {
    const [tag] = operation.tags;
    const item = requestItem(operation, model);
    if (tag === undefined) loose.push(item);
    else folders.set(tag, [...(folders.get(tag) ?? []), item]);
  }
  const grouped = [...folders].map(([name, item]) => ({ name, item }));
  const auth = authOf(model);
  const collection: JsonObject = {
    info: {
      name: printValue(info.title),
      ...(info.description !== undefined && { description: printValue(info.description) }),
      version: printValue(info.version),
      schema: SCHEMA,
    },
    item: [...grouped, ...loose],
    ...(auth && { auth }),
    variable: [{ key: "baseUrl", value: baseUrl(servers[0]) }],
  };
  return { text: `${jsonText(collection)}\n`, diagnostics: [] };
}

function baseUrl(server: ApiModel["servers"][number] | undefined): string {
  const url = String(printValue(server?.url ?? "http://localhost"));
  return (server?.variables ?? [])
    .reduce((text, { name, value }) => {
      return text.replaceAll(`{${name}}`, String(printValue(value.default)));
    }, url)
    .replace(/\/$/, "");
}

function requestItem(operation: Operation, model: ApiModel): JsonObject {
  const { path, description, summary, operationId, key } = operation;
  const request = requestOf(operation, model);
  const steps = path.raw
    .split("/")
    .filter((step) => step !== "")
    .map((step) => step.replace(/\{([^}+]+)\+?\}/g, ":$1"));
  const query = request.query.map(pair);
  const text = query.map(({ key: name, value }) => `${name}=${value}`).join("&");
  const url: JsonObject = {
    raw: `{{baseUrl}}/${steps.join("/")}${text === "" ? "" : `?${text}`}`,
    host: ["{{baseUrl}}"],
    path: steps,
    ...(query.length > 0 && { query }),
    ...(request.path.length > 0 && { variable: request.path.map(pair) }),
  };
  return {
    name: summary ?? operationId ?? key,
    request: {
      method: request.method,
      ...(description !== undefined && { description }),
      header: request.headers.map(pair),
      ...(request.body !== undefined && { body: bodyOf(request.body, request.mediaType ?? "") }),
      url,
    },
    response: [],
  };
}

function bodyOf(body: JsonValue, mediaType: string): JsonObject {
  const isForm = mediaType.startsWith("application/x-www-form-urlencoded");
  const isMultipart = mediaType.startsWith("multipart/");
  if ((isForm || isMultipart) && typeof body === "object" && body !== null) {
    const fields = Object.entries(body).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? value : JSON.stringify(value),
      type: "text",
    }));
    return isForm
      ? { mode: "urlencoded", urlencoded: fields }
      : { mode: "formdata", formdata: fields };
  }
  const raw = typeof body === "string" ? body : jsonText(body);
  const options = mediaType.includes("json") && { options: { raw: { language: "json" } } };
  return { mode: "raw", raw, ...options };
}

function pair({ name, value }: RequestPart): { readonly key: string; readonly value: string } {
  return { key: name, value };
}

/** The authentication of the first scheme that the API asks for; its secrets are variables. */
function authOf({ security, components }: ApiModel): JsonObject | undefined {
  const name = security?.[0]?.schemes[0]?.name;
  const scheme = name === undefined ? undefined : components.securitySchemes.get(name);
  return scheme && authOfScheme(scheme);
}

function authOfScheme(scheme: SecurityScheme): JsonObject | undefined {
  const value = (key: string, text: string): JsonObject => ({ key, value: text, type: "string" });
  if (scheme.kind === "apiKey") {
    const place = scheme.in === "query" ? "query" : "header";
    return {
      type: "apikey",
      apikey: [value("key", scheme.name), value("value", "{{apiKey}}"), value("in", place)],
    };
  }
  if (scheme.kind === "http" && scheme.scheme === "basic") {
    const basic = [value("username", "{{username}}"), value("password", "{{password}}")];
    return { type: "basic", basic };
  }
  if (scheme.kind === "http") return { type: "bearer", bearer: [value("token", "{{token}}")] };
  if (scheme.kind !== "oauth2") return undefined;
  return { type: "oauth2", oauth2: [value("accessToken", "{{accessToken}}")] };
}
