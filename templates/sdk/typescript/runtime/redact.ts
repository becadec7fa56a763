import type { Logger } from "./options.js";

/**
 * A logger that is told nothing of the headers and query parameters of these names, in any case: their values become
 * `[redacted]`. Credentials never reach a logger, with or without it.
 */
export function redactLogger(logger: Logger, names: readonly string[]): Logger {
  const secret = new Set(names.map((name) => name.toLowerCase()));
  const clean = (
    details: Readonly<Record<string, unknown>> | undefined,
  ): Readonly<Record<string, unknown>> | undefined => {
    if (!details) return details;
    const { headers, url } = details;
    return {
      ...details,
      ...(typeof headers === "object" && headers !== null
        ? { headers: cleanHeaders(headers, secret) }
        : {}),
      ...(typeof url === "string" ? { url: cleanUrl(url, secret) } : {}),
    };
  };
  return {
    debug: (message, details) => logger.debug(message, clean(details)),
    warn: (message, details) => logger.warn(message, clean(details)),
  };
}

function cleanHeaders(headers: object, secret: ReadonlySet<string>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]: [string, unknown]) => [
      name,
      secret.has(name.toLowerCase()) ? "[redacted]" : value,
    ]),
  );
}

function cleanUrl(url: string, secret: ReadonlySet<string>): string {
  return url.replace(
    /([?&])([^=&#]*)=[^&#]*/g,
    (pair, mark: string, name: string) =>
      secret.has(decoded(name).toLowerCase())
        ? `${mark}${name}=[redacted]`
        : pair,
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
