/** Names of headers and query parameters whose values may be secret. */
export const secretName =
  /auth|cookie|token|secret|signature|credential|password|api-?key/i;

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
