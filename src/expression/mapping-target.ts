/** Where a parameter mapping writes (API Gateway guide, "Parameter mapping source and destination"). */
export interface MappingTarget {
  readonly of: "request" | "response" | "gatewayResponse";
  /** What HTTP APIs do with the value; REST and WebSocket APIs set it. */
  readonly action: "set" | "append" | "overwrite" | "remove";
  readonly in: "path" | "querystring" | "header" | "statuscode" | "requestPath";
  /** Empty where the place has no names: the status and the whole path. */
  readonly name: string;
}

const prefixes = [
  ["integration.request.", "request"],
  ["method.response.", "response"],
  ["route.response.", "response"],
  ["gatewayresponse.", "gatewayResponse"],
] as const;

/** Reads the target side of a parameter mapping; undefined when it is none. */
export function parseMappingTarget(text: string): MappingTarget | undefined {
  for (const [prefix, of] of prefixes) {
    if (text.startsWith(prefix)) return parsePlace(text.slice(prefix.length), of);
  }
  const match = /^(append|overwrite|remove):(.+)$/.exec(text);
  const action = match?.[1];
  if (action !== "append" && action !== "overwrite" && action !== "remove") return undefined;
  const place = match?.[2] ?? "";
  if (place === "path") return { of: "request", action, in: "requestPath", name: "" };
  if (place === "statuscode") return { of: "response", action, in: "statuscode", name: "" };
  const parsed = parsePlace(place, "request");
  return parsed && { ...parsed, action };
}

/** Writes the target side; `remove`, `append` and `overwrite` take the notation of HTTP APIs. */
export function printMappingTarget(target: MappingTarget): string {
  const place = target.in === "requestPath" ? "path" : target.in;
  const named = target.name === "" ? place : `${place}.${target.name}`;
  if (target.action !== "set") return `${target.action}:${named}`;
  const prefix = prefixes.find(([, of]) => of === target.of)?.[0] ?? "";
  return `${prefix}${named}`;
}

function parsePlace(text: string, of: MappingTarget["of"]): MappingTarget | undefined {
  const dot = text.indexOf(".");
  const place = text.slice(0, dot);
  const name = text.slice(dot + 1);
  const known = place === "path" || place === "querystring" || place === "header";
  return dot > 0 && name !== "" && known ? { of, action: "set", in: place, name } : undefined;
}
