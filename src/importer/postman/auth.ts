import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/** A security scheme with the name that it gets. */
export interface NamedScheme {
  readonly name: string;
  readonly scheme: JsonObject;
}

/** The security scheme of an `auth` member; undefined for `noauth`, null when there is no member. */
export function schemeOf(auth: JsonValue | undefined): NamedScheme | undefined | null {
  if (!isJsonObject(auth)) return null;
  const type = typeof auth.type === "string" ? auth.type.toLowerCase() : "noauth";
  const settings = settingsOf(auth[type]);
  switch (type) {
    case "basic":
    case "bearer":
    case "digest":
      return { name: type, scheme: { type: "http", scheme: type } };
    case "oauth1":
    case "hawk":
      return { name: type, scheme: { type: "http", scheme: type === "oauth1" ? "oauth" : type } };
    case "oauth2":
      return settings.get("addTokenTo") === "queryParams"
        ? { name: "oauth2", scheme: { type: "apiKey", in: "query", name: "access_token" } }
        : { name: "oauth2", scheme: { type: "http", scheme: "bearer" } };
    case "apikey": {
      const place = settings.get("in") === "query" ? "query" : "header";
      const name = settings.get("key") ?? "Authorization";
      return { name: `apikey-${place}-${name}`, scheme: { type: "apiKey", in: place, name } };
    }
    default:
      return undefined;
  }
}

/** Settings are a list of `{key, value}` (format 2.1) or an object (2.0). */
function settingsOf(value: JsonValue | undefined): ReadonlyMap<string, string> {
  if (Array.isArray(value)) {
    const pairs = value
      .filter(isJsonObject)
      .map(({ key, value: own }) => [String(key), String(own)] as const);
    return new Map(pairs);
  }
  if (!isJsonObject(value)) return new Map();
  return new Map(Object.entries(value).map(([name, own]) => [name, String(own)]));
}
