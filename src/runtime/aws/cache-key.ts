import type { Integration } from "../../model/index.js";
import { fieldValue } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** The key of a cached response: the namespace (default: the resource), the verb and the values of the key parameters. */
export function cacheKey(
  integration: Integration,
  resourceId: string,
  invocation: Invocation,
): string {
  const namespace =
    typeof integration.cacheNamespace === "string" ? integration.cacheNamespace : resourceId;
  const values = (integration.cacheKeyParameters ?? []).map((name) => [
    name,
    valueOf(name, invocation) ?? null,
  ]);
  return JSON.stringify([namespace, invocation.request.method, values]);
}

function valueOf(name: string, invocation: Invocation): string | undefined {
  const match =
    /^(?:method|integration)\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/.exec(
      name,
    );
  const key = match?.[2] ?? "";
  switch (match?.[1]) {
    case "path":
      return invocation.pathParameters[key];
    case "querystring":
      return fieldValue(invocation.query, key);
    case "header":
      return fieldValue(invocation.headers, key);
    case "multivaluequerystring":
      return JSON.stringify(invocation.query.filter(([known]) => known === key));
    case "multivalueheader":
      return JSON.stringify(
        invocation.headers.filter(([known]) => known.toLowerCase() === key.toLowerCase()),
      );
    default:
      return undefined;
  }
}
