import type { MappingExpression } from "../model/index.js";

/**
 * How an API writes its mappings: REST (`method.request.header.X`), WebSocket (`route.request.querystring.x`)
 * or HTTP (`$request.header.x`, mixed with text).
 */
export type MappingNotation = "rest" | "websocket" | "http";

type RequestPlace = Extract<MappingExpression, { kind: "request" }>["in"];

const requestPlaces: readonly RequestPlace[] = [
  "path",
  "querystring",
  "header",
  "multivaluequerystring",
  "multivalueheader",
];

/**
 * Reads the source side of a parameter mapping; undefined when it is none
 * (API Gateway guide, "Parameter mapping source and destination").
 */
export function parseMappingExpression(
  text: string,
  notation: MappingNotation,
): MappingExpression | undefined {
  if (notation === "http") return parseTemplate(text);
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'")) {
    return { kind: "static", value: text.slice(1, -1) };
  }
  const request = after(text, notation === "rest" ? "method.request." : "route.request.");
  if (request !== undefined) return parseRequest(request);
  const response = after(text, "integration.response.");
  if (response !== undefined) return parseResponse(response);
  return parseVariable(text);
}

/** Writes the source side of a parameter mapping in the notation of an API. */
export function printMappingExpression(
  expression: MappingExpression,
  notation: MappingNotation,
): string {
  if (notation === "http") return printTemplate(expression);
  const request = notation === "rest" ? "method.request" : "route.request";
  switch (expression.kind) {
    case "request":
      return `${request}.${expression.in}.${expression.name}`;
    case "requestBody":
      return withPath(`${request}.body`, expression.jsonPath);
    case "requestPath":
      return `${request}.path`;
    case "response":
      return `integration.response.${expression.in}.${expression.name}`;
    case "responseBody":
      return withPath("integration.response.body", expression.jsonPath);
    case "static":
      return `'${expression.value}'`;
    case "template":
      return expression.parts.map((part) => printMappingExpression(part, notation)).join("");
    default:
      return printVariable(expression);
  }
}

function parseRequest(rest: string): MappingExpression | undefined {
  const jsonPath = bodyPath(rest);
  if (jsonPath !== undefined) return { kind: "requestBody", ...(jsonPath && { jsonPath }) };
  for (const place of requestPlaces) {
    const name = after(rest, `${place}.`);
    if (name) return { kind: "request", in: place, name };
  }
  return undefined;
}

function parseResponse(rest: string): MappingExpression | undefined {
  const jsonPath = bodyPath(rest);
  if (jsonPath !== undefined) return { kind: "responseBody", ...(jsonPath && { jsonPath }) };
  for (const place of ["header", "multivalueheader"] as const) {
    const name = after(rest, `${place}.`);
    if (name) return { kind: "response", in: place, name };
  }
  return undefined;
}

function parseVariable(text: string): MappingExpression | undefined {
  const context = after(text, "context.");
  if (context) return { kind: "context", name: context };
  const variable = after(text, "stageVariables.");
  return variable ? { kind: "stageVariable", name: variable } : undefined;
}

function printVariable(
  expression: Extract<MappingExpression, { kind: "context" | "stageVariable" }>,
): string {
  const root = expression.kind === "context" ? "context" : "stageVariables";
  return `${root}.${expression.name}`;
}

/** The path behind `body`; empty for the whole body, undefined when this is not about the body. */
function bodyPath(text: string): string | undefined {
  if (text === "body") return "";
  if (text.startsWith("body[")) return text.slice("body".length);
  return after(text, "body.") || undefined;
}

function withPath(body: string, jsonPath: string | undefined): string {
  if (!jsonPath) return body;
  return jsonPath.startsWith("[") ? `${body}${jsonPath}` : `${body}.${jsonPath}`;
}

/** A variable among text: `$request.header.x` up to what no name can hold, or `${request.header.x}`. */
const variable =
  /\$\{([^{}]+)\}|\$((?:request|response|context|stageVariables)\.[A-Za-z0-9._$[\]-]*)/g;

function parseTemplate(text: string): MappingExpression {
  const parts: MappingExpression[] = [];
  let from = 0;
  for (const match of text.matchAll(variable)) {
    const parsed = parseHttpPath(match[1] ?? match[2] ?? "");
    if (!parsed) continue;
    if (match.index > from) parts.push({ kind: "static", value: text.slice(from, match.index) });
    parts.push(parsed);
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) {
    parts.push({ kind: "static", value: text.slice(from) });
  }
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: "template", parts };
}

function parseHttpPath(text: string): MappingExpression | undefined {
  if (text === "request.path") return { kind: "requestPath" };
  const request = after(text, "request.");
  if (request !== undefined) return parseRequest(request);
  const response = after(text, "response.");
  return response === undefined ? parseVariable(text) : parseResponse(response);
}

function printTemplate(expression: MappingExpression): string {
  if (expression.kind === "static") return expression.value;
  if (expression.kind !== "template") return `$${httpPath(expression)}`;
  return expression.parts.map((part) => printPart(part)).join("");
}

function printPart(part: MappingExpression): string {
  if (part.kind === "static") return part.value;
  return part.kind === "template" ? printTemplate(part) : `\${${httpPath(part)}}`;
}

function httpPath(expression: Exclude<MappingExpression, { kind: "template" | "static" }>): string {
  switch (expression.kind) {
    case "request":
      return `request.${expression.in}.${expression.name}`;
    case "requestBody":
      return withPath("request.body", expression.jsonPath);
    case "requestPath":
      return "request.path";
    case "response":
      return `response.${expression.in}.${expression.name}`;
    case "responseBody":
      return withPath("response.body", expression.jsonPath);
    default:
      return printVariable(expression);
  }
}

function after(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
