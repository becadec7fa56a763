import { type HttpRequest, headerValue } from "../http/message.js";
import { decodeForm, parsePairs } from "./query.js";

/** What a request asks of the mock itself: `Prefer: code=…, example=…, dynamic=…` (RFC 7240), or the query forms `__code` …. */
export interface Preferences {
  readonly code?: string;
  readonly example?: string;
  readonly dynamic?: boolean;
}

const NONE: Preferences = {};

/** Reads the preferences of a request; the header wins over the query. */
export function readPreferences(request: HttpRequest): Preferences {
  const header = headerValue(request.headers, "prefer");
  const inQuery = request.query.includes("__");
  if (header === undefined && !inQuery) return NONE;
  const found = new Map<string, string>();
  if (inQuery) {
    for (const { name, raw } of parsePairs(request.query)) {
      if (name.startsWith("__")) put(found, name.slice(2), decodeForm(raw));
    }
  }
  for (const part of (header ?? "").split(/[,;]/)) {
    const at = part.indexOf("=");
    if (at > 0) put(found, part.slice(0, at).trim().toLowerCase(), part.slice(at + 1));
  }
  const [code, example, dynamic] = [found.get("code"), found.get("example"), found.get("dynamic")];
  return {
    ...(code !== undefined && { code }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && { dynamic: dynamic === "true" }),
  };
}

/** Empty preferences ask for nothing. */
function put(found: Map<string, string>, name: string, text: string): void {
  const value = text.trim().replaceAll('"', "");
  if (value !== "") found.set(name, value);
}
