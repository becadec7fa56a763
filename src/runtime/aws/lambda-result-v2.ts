import { isJsonObject, type JsonValue } from "../../util/json.js";
import type { BackendAnswer } from "./backend.js";
import { fault, type Fault } from "./fault.js";
import type { Fields } from "./fields.js";
import type { LambdaOutcome } from "./lambda-result.js";

/** The answer of a function in payload format 2.0: a result without `statusCode` is the body itself. */
export function proxyAnswerV2(outcome: LambdaOutcome): BackendAnswer | Fault {
  if (outcome.kind === "timeout") return fault("INTEGRATION_TIMEOUT");
  if (outcome.kind !== "result") return fault("API_CONFIGURATION_ERROR");
  const { value } = outcome;
  if (!isJsonObject(value) || value.statusCode === undefined)
    return answerOf(200, [], textOf(value));
  const status = Number(value.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    return fault("API_CONFIGURATION_ERROR");
  }
  const { headers = {}, cookies = [], body = "", isBase64Encoded } = value;
  if (!isJsonObject(headers) || !Array.isArray(cookies)) return fault("API_CONFIGURATION_ERROR");
  const fields: Fields = [
    ...Object.entries(headers).map(([name, one]) => [name, String(one)] as const),
    ...cookies.map((one: JsonValue) => ["set-cookie", String(one)] as const),
  ];
  const text = textOf(body);
  return answerOf(status, fields, isBase64Encoded === true ? Buffer.from(text, "base64") : text);
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function answerOf(status: number, headers: Fields, body: string | Buffer): BackendAnswer {
  const isTyped = headers.some(([name]) => name.toLowerCase() === "content-type");
  const typed: Fields = isTyped ? headers : [...headers, ["content-type", "application/json"]];
  return { status, headers: typed, body: Buffer.from(body), selector: String(status) };
}
