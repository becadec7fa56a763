import type { SourceLocation } from "../../diagnostics/location.js";
import { childLocation } from "../../diagnostics/location.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/** A request of a collection, with the folder's and collection's `auth` handed down. */
export interface CollectedRequest {
  readonly name: string;
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  readonly item: JsonObject;
  readonly request: JsonObject;
  readonly responses: readonly JsonObject[];
  readonly auth: JsonValue | undefined;
  readonly location: SourceLocation;
}

/** All requests of a collection, folders opened, in order. */
export function collectRequests(
  node: JsonObject,
  location: SourceLocation,
  inherited?: JsonValue,
): CollectedRequest[] {
  const auth = node.auth ?? inherited;
  const at = childLocation(location, "item");
  const items: readonly JsonValue[] = Array.isArray(node.item) ? node.item : [];
  return items.flatMap((item: JsonValue, index) => {
    if (!isJsonObject(item)) return [];
    const place = childLocation(at, index);
    if (Array.isArray(item.item)) return collectRequests(item, place, auth);
    return toRequest(item, place, auth) ?? [];
  });
}

function toRequest(
  item: JsonObject,
  location: SourceLocation,
  inherited: JsonValue | undefined,
): CollectedRequest | undefined {
  const request = typeof item.request === "string" ? { url: item.request } : item.request;
  if (!isJsonObject(request)) return undefined;
  const responses: readonly JsonValue[] = Array.isArray(item.response) ? item.response : [];
  return {
    name: typeof item.name === "string" ? item.name : "",
    method: typeof request.method === "string" ? request.method.toLowerCase() : "get",
    path: pathOf(request.url),
    item,
    request,
    responses: responses.filter(isJsonObject),
    auth: request.auth ?? item.auth ?? inherited,
    location,
  };
}

/** The path of a URL in text or in parts; `:id` and `{{id}}` are parameters. */
function pathOf(url: JsonValue | undefined): string {
  const parts = isJsonObject(url) && url.path !== undefined ? url.path : rawPath(url);
  const segments = Array.isArray(parts) ? parts.map(segmentText) : String(parts).split("/");
  const named = segments
    .filter((segment, index) => segment !== "" || index === segments.length - 1)
    .map((segment) => segment.replace(/^:([\w-]+)$/, "{$1}").replace(/^\{\{([\w-]+)\}\}$/, "{$1}"));
  return `/${named.join("/")}`;
}

function rawPath(url: JsonValue | undefined): string {
  const raw = isJsonObject(url) ? url.raw : url;
  if (typeof raw !== "string") return "/";
  return raw
    .replace(/^(?:[a-z][\w+.-]*:\/\/)?(?:\{\{[^}]*\}\}|[^/?#{]*)/i, "")
    .replace(/[?#].*$/, "");
}

function segmentText(segment: JsonValue): string {
  return isJsonObject(segment) ? String(segment.value ?? "") : String(segment);
}

/** The origin of a URL, for the servers; undefined when it holds variables or is not there. */
export function originOf(url: JsonValue | undefined): string | undefined {
  const raw = isJsonObject(url) ? url.raw : url;
  if (typeof raw !== "string") return undefined;
  return /^https?:\/\/[^/?#{}]+/i.exec(raw)?.[0];
}

/** A list of `{key, value}`, without the disabled ones. */
export function pairsOf(value: JsonValue | undefined): readonly (readonly [string, string])[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isJsonObject)
    .filter(({ key, disabled }) => typeof key === "string" && disabled !== true)
    .map(({ key, value: own }) => [
      String(key),
      typeof own === "string" ? own : JSON.stringify(own ?? ""),
    ]);
}
