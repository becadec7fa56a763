import type { HttpRequest, HttpResponse } from "../http/message.js";
import { parsePointerFragment } from "../../util/json-pointer.js";
import { decodeSegment } from "../routing/router.js";
import { decodeForm, parsePairs } from "./query.js";
import type { PathValues } from "./parameters.js";

/** The exchange that expressions speak of. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly path: PathValues;
  readonly response: HttpResponse;
}

/** Fills the `{$…}` parts of a text (OAS 3.2 §4.20.3); undefined when one of them has no value. */
export function fillExpressions(text: string, exchange: Exchange): string | undefined {
  if (text.startsWith("$")) return expressionValue(text, exchange);
  let missing = false;
  const filled = text.replaceAll(/\{(\$[^{}]+)\}/g, (_, expression: string) => {
    const value = expressionValue(expression, exchange);
    missing ||= value === undefined;
    return value ?? "";
  });
  return missing ? undefined : filled;
}

/** The value of a runtime expression such as `$request.body#/callbackUrl`. */
export function expressionValue(expression: string, exchange: Exchange): string | undefined {
  const { request, response, path } = exchange;
  if (expression === "$url") return request.target;
  if (expression === "$method") return request.method;
  if (expression === "$statusCode") return String(response.status);
  const match = /^\$(request|response)\.(header|query|path|body)(?:\.([^#]+))?(?:#(.*))?$/.exec(
    expression,
  );
  const [, side, place, name = "", pointer = ""] = match ?? [];
  switch (place) {
    case "header": {
      const flat = side === "request" ? request.rawHeaders : response.headers;
      const at = flat.findIndex(
        (one, index) => index % 2 === 0 && one.toLowerCase() === name.toLowerCase(),
      );
      return at < 0 ? undefined : flat[at + 1];
    }
    case "query": {
      const raw = parsePairs(request.query).find((pair) => pair.name === name)?.raw;
      return raw === undefined ? undefined : decodeForm(raw);
    }
    case "path": {
      const found = path.find(([known]) => known === name);
      return found && decodeSegment(found[1]);
    }
    case "body":
      return pointed(side === "request" ? request.body : response.body, pointer);
    default:
      return undefined;
  }
}

function pointed(body: Buffer, pointer: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return pointer === "" ? body.toString("utf8") : undefined;
  }
  for (const key of parsePointerFragment(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
