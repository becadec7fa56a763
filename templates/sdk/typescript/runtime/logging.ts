import type { Operation } from "./operation.js";
import type { CoreOptions } from "./options.js";

/** Names of headers and query parameters whose values may be secret. */
export const secretName =
  /auth|cookie|token|secret|signature|credential|password|api.?key/i;

/** What a log may say of a request or an answer: header values that may be secret are left out. */
export function describe(message: {
  readonly url: string;
  readonly method?: string;
  readonly headers: Headers;
}): Readonly<Record<string, unknown>> {
  const headers: Record<string, string> = {};
  message.headers.forEach((value, name) => {
    headers[name] = secretName.test(name) ? "[redacted]" : value;
  });
  const url = message.url.replace(/([^?&=]+)=[^&#]*/g, (pair, name: string) =>
    secretName.test(name) ? `${name}=[redacted]` : pair,
  );
  return { method: message.method, url, headers };
}

/** Tells once of each operation that is to go away: its description says so, or the answer (RFC 9745, RFC 8594). */
export function warnDeprecated(
  { deprecated, name }: Operation,
  { headers }: Response,
  { logger }: CoreOptions,
  warned: Set<string>,
): void {
  const sunset = headers.get("sunset") || deprecated;
  const isDeprecated = sunset !== undefined || headers.has("deprecation");
  if (!isDeprecated || warned.has(name)) return;
  warned.add(name);
  logger?.warn(`${name} is deprecated${sunset ? `; it ends ${sunset}` : ""}`);
}
