import { isJsonObject, type JsonValue } from "../../util/json.js";
import type { BackendAnswer } from "./backend.js";
import { decodeBase64, firstAccept, isBinaryMediaType } from "./binary.js";
import { fault, type Fault, isFault } from "./fault.js";
import { type Fields, fieldValue } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** What calling a function gives. */
export type LambdaOutcome =
  | { readonly kind: "result"; readonly value: JsonValue }
  | { readonly kind: "error"; readonly error: JsonValue }
  | { readonly kind: "timeout" }
  | { readonly kind: "failed"; readonly reason: string };

const MEMBERS = new Set(["isBase64Encoded", "statusCode", "headers", "multiValueHeaders", "body"]);

/** The answer of a custom integration: the function's value as JSON, its error as the text that patterns see. */
export function customAnswer(outcome: LambdaOutcome): BackendAnswer | Fault {
  switch (outcome.kind) {
    case "result":
      return jsonAnswer(outcome.value, "");
    case "error": {
      const message = isJsonObject(outcome.error) ? outcome.error.errorMessage : undefined;
      return jsonAnswer(outcome.error, typeof message === "string" ? message : "");
    }
    case "timeout":
      return fault("INTEGRATION_TIMEOUT");
    case "failed":
      return fault("INTEGRATION_FAILURE");
  }
}

function jsonAnswer(value: JsonValue, selector: string): BackendAnswer {
  const headers: Fields = [["Content-Type", "application/json"]];
  return { status: 200, headers, body: Buffer.from(JSON.stringify(value)), selector };
}

/** The answer of a proxy integration, or the 502 of a result that has not the agreed form. */
export function proxyAnswerOf(
  outcome: LambdaOutcome,
  invocation: Invocation,
  binaryMediaTypes: readonly string[],
): BackendAnswer | Fault {
  if (outcome.kind === "timeout") return fault("INTEGRATION_TIMEOUT");
  if (outcome.kind !== "result") return malformed();
  const { value } = outcome;
  if (!isJsonObject(value) || Object.keys(value).some((name) => !MEMBERS.has(name)))
    return malformed();
  const status = statusOf(value.statusCode);
  const headers = headersOf(value.headers, value.multiValueHeaders);
  if (status === undefined || !headers) return malformed();
  const body = bodyOf(value, invocation, binaryMediaTypes);
  if (isFault(body)) return body;
  const typed: Fields =
    fieldValue(headers, "content-type") === undefined
      ? [...headers, ["Content-Type", "application/json"]]
      : headers;
  return { status, headers: typed, body, selector: String(status) };
}

function malformed(): Fault {
  return fault("API_CONFIGURATION_ERROR", { status: 502 });
}

function statusOf(value: JsonValue | undefined): number | undefined {
  if (value === undefined || value === null) return 200;
  const number =
    typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= 100 && number <= 599 ? number : undefined;
}

/** Values of several first, then the single ones; undefined when the form is wrong. */
function headersOf(
  single: JsonValue | undefined,
  multi: JsonValue | undefined,
): Fields | undefined {
  const groups = new Map<string, { name: string; values: string[] }>();
  const add = (name: string, value: JsonValue): void => {
    const key = name.toLowerCase();
    const group = groups.get(key) ?? { name, values: [] };
    groups.set(key, group);
    group.values.push(typeof value === "object" ? JSON.stringify(value) : String(value));
  };
  for (const [map, several] of [
    [multi, true],
    [single, false],
  ] as const) {
    if (map === undefined || map === null) continue;
    if (!isJsonObject(map)) return undefined;
    for (const [name, value] of Object.entries(map)) {
      if (several !== Array.isArray(value)) {
        if (several) return undefined;
      }
      if (Array.isArray(value) && several)
        for (const one of value as readonly JsonValue[]) add(name, one);
      else add(name, value);
    }
  }
  return [...groups.values()].flatMap(({ name, values }) =>
    values.map((value) => [name, value] as const),
  );
}

function bodyOf(
  value: { readonly [name: string]: JsonValue },
  invocation: Invocation,
  binaryMediaTypes: readonly string[],
): Buffer | Fault {
  const { body } = value;
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "object") return malformed();
  const text = String(body);
  const accept = firstAccept(fieldValue(invocation.headers, "accept"));
  const decodes =
    value.isBase64Encoded === true &&
    isBinaryMediaType(accept ?? "application/json", binaryMediaTypes);
  return decodes ? decodeBase64(text) : Buffer.from(text);
}
