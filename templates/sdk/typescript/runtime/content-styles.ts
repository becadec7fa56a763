import { encodeForm } from "./form-body.js";
import type { ParameterDescriptor } from "./operation.js";
import { fillPath } from "./path.js";
import { percentEncode } from "./percent.js";
import type { RequestDraft } from "./request.js";

function contentText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A path parameter with JSON as its content. */
export function pathJson(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  fillPath(draft, parameter.name, percentEncode(JSON.stringify(value)));
}

/** A query parameter with JSON as its content. */
export function queryJson(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const text = percentEncode(JSON.stringify(value));
  draft.query.push(`${percentEncode(parameter.name)}=${text}`);
}

/** A header with JSON as its content. */
export function headerJson(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const text = JSON.stringify(value).replace(
    /[^\u0020-\u007e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  draft.headers.set(parameter.name, text);
}

/** A cookie with JSON as its content. */
export function cookieJson(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const text = percentEncode(JSON.stringify(value));
  draft.cookies.push(`${percentEncode(parameter.name)}=${text}`);
}

/** The whole query as a form (OAS 3.2 §4.12.1, `in: querystring`). */
export function querystringForm(
  draft: RequestDraft,
  _parameter: ParameterDescriptor,
  value: unknown,
): void {
  const text = encodeForm(value, {});
  if (text) draft.query.push(text);
}

/** The whole query as JSON or text. */
export function querystringText(
  draft: RequestDraft,
  _parameter: ParameterDescriptor,
  value: unknown,
): void {
  draft.query.push(percentEncode(contentText(value)));
}
