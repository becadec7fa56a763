import type { Integration } from "../../model/index.js";
import { parseIntegrationUri } from "../../expression/integration-uri.js";
import { sendUpstream } from "../http/upstream.js";
import type { BackendAnswer, BackendRequest } from "./backend.js";
import { fault, type Fault } from "./fault.js";
import { fieldsOf } from "./fields.js";
import type { Invocation } from "./invocation.js";

const DEFAULT_TIMEOUT_MS = 29_000;

/** Builds the URL of an HTTP integration; undefined when it is none or a path variable has no value. */
export function backendUrl(
  integration: Integration,
  request: Pick<BackendRequest, "path" | "query" | "urlPath">,
  { stageVariables }: Pick<Invocation, "stageVariables">,
): URL | undefined {
  if (typeof integration.uri !== "string") return undefined;
  let text = "";
  for (const part of parseIntegrationUri(integration.uri)) {
    if (part.kind === "text") text += part.text;
    else if (part.kind === "stageVariable") text += stageVariables[part.name] ?? "";
    else {
      const value = request.path[part.name.replace(/\+$/, "")];
      if (value === undefined) return undefined;
      text += value;
    }
  }
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (request.urlPath !== undefined) url.pathname = request.urlPath;
  for (const [name, value] of request.query) url.searchParams.append(name, value);
  return url;
}

/** The time that an integration may take, in milliseconds. */
export function timeoutOf(integration: Integration): number {
  return typeof integration.timeout === "number" ? integration.timeout : DEFAULT_TIMEOUT_MS;
}

/** Calls an HTTP backend. */
export async function answerHttp(
  integration: Integration,
  request: BackendRequest,
  url: URL,
): Promise<BackendAnswer | Fault> {
  const bodiless = request.method === "GET" || request.method === "HEAD";
  const body = Buffer.from(request.body);
  const answer = await sendUpstream({
    url,
    method: request.method,
    headers: request.headers.filter(([name]) => name.toLowerCase() !== "host").flat(),
    body: bodiless && body.length === 0 ? Buffer.alloc(0) : body,
    timeoutMs: timeoutOf(integration),
  });
  if ("failed" in answer) {
    return fault(answer.failed === "timeout" ? "INTEGRATION_TIMEOUT" : "INTEGRATION_FAILURE");
  }
  const { status, headers } = answer;
  return { status, headers: fieldsOf(headers), body: answer.body, selector: String(status) };
}
