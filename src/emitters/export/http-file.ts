import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ApiModel, Operation } from "../../model/index.js";
import { jsonText } from "../../printer/json-text.js";
import { printValue } from "../shared/openapi/printing.js";
import { requestOf } from "./sample-request.js";

/** An API as a .http file, one request an operation, as editors run them (JetBrains' HTTP request in editor format). */
export function exportHttp(model: ApiModel): {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const [server] = model.servers;
  const base = String(printValue(server?.url ?? "http://localhost"));
  const variables = new Map<string, string>([["baseUrl", serverUrl(base, model)]]);
  const requests = model.operations.map((operation) => requestText(operation, model, variables));
  const head = [...variables].map(([name, value]) => `@${name} = ${value}`).join("\n");
  return { text: `${head}\n\n${requests.join("\n\n")}\n`, diagnostics: [] };
}

function serverUrl(url: string, { servers }: ApiModel): string {
  const variables = servers[0]?.variables ?? [];
  return variables
    .reduce((text, { name, value }) => {
      return text.replaceAll(`{${name}}`, String(printValue(value.default)));
    }, url)
    .replace(/\/$/, "");
}

function requestText(
  operation: Operation,
  model: ApiModel,
  variables: Map<string, string>,
): string {
  const request = requestOf(operation, model);
  for (const { name, value } of request.path) variables.set(name, value);
  const query = request.query.map(({ name, value }) => {
    return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  });
  const path = operation.path.raw.replace(/\{([^}+]+)\+?\}/g, "{{$1}}");
  const title = oneLine(operation.summary ?? operation.operationId ?? operation.key);
  const lines = [
    `### ${title}`,
    ...(operation.operationId === undefined ? [] : [`# @name ${oneLine(operation.operationId)}`]),
    `${request.method} {{baseUrl}}${path}${query.length > 0 ? `?${query.join("&")}` : ""}`,
    ...request.headers.map(({ name, value }) => `${name}: ${oneLine(value)}`),
  ];
  if (request.body !== undefined) lines.push("", bodyText(request.body));
  return lines.join("\n");
}

/** A line that starts with three hashes would begin the next request. */
function bodyText(body: Parameters<typeof jsonText>[0]): string {
  const text = typeof body === "string" ? body : jsonText(body);
  return text.replace(/^###/gm, " ###");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
