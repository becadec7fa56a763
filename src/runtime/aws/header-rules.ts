import type { IntegrationType } from "../../model/index.js";
import { type Fields, withoutFields } from "./fields.js";

function names(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().split(" "));
}

/** Headers of the client that reach nothing behind the gateway. */
const DROPPED_FROM_CLIENT = names(
  "Connection Content-Length Content-MD5 Expect Max-Forwards Proxy-Authenticate Server TE Transfer-Encoding Trailer Upgrade WWW-Authenticate",
);
const ILLEGAL_FOR_ALL = names(
  "Content-Length Transfer-Encoding X-Amzn-Trace-Id X-Amzn-Apigateway-Api-Id",
);
const ILLEGAL_FOR_AWS = names("Authorization Connection Expect Proxy-Authenticate TE");
const DROPPED_AFTER_MAPPING = names("Expect Proxy-Authenticate TE");
const NOT_FORWARDED_BY_PROXY = names("Host Content-Encoding");
const REMAPPED_FOR_ALL = names("Connection Content-Length Date Server");
const REMAPPED_FOR_BACKENDS = names(
  "Authorization Content-MD5 Expect Host Max-Forwards Proxy-Authenticate Trailer Upgrade User-Agent WWW-Authenticate",
);

/** The client's headers that templates, mappings and integrations see. */
export function clientFields(fields: Fields): Fields {
  return withoutFields(fields, DROPPED_FROM_CLIENT);
}

/** The client's headers that an HTTP proxy integration forwards. */
export function forwardedFields(fields: Fields): Fields {
  return withoutFields(fields, NOT_FORWARDED_BY_PROXY);
}

/** Whether an integration of that type refuses a header that a mapping sets. */
export function isIllegalMapping(type: IntegrationType, name: string): boolean {
  const lower = name.toLowerCase();
  if (ILLEGAL_FOR_ALL.has(lower)) return true;
  return (type === "aws" || type === "aws_proxy") && ILLEGAL_FOR_AWS.has(lower);
}

/** The headers that leave for the backend after mapping. */
export function outgoingFields(type: IntegrationType, fields: Fields): Fields {
  const kept = withoutFields(fields, DROPPED_AFTER_MAPPING);
  if (type === "aws" || type === "aws_proxy") return withoutFields(kept, names("Referer"));
  return withoutFields(kept, names("Via"));
}

/** The headers that reach the client: some are renamed to `x-amzn-Remapped-…`, some are dropped. */
export function remappedFields(type: IntegrationType, fields: Fields): Fields {
  const dropped =
    type === "http_proxy"
      ? names("Transfer-Encoding Content-Encoding Via")
      : names("Transfer-Encoding");
  return withoutFields(fields, dropped).map(([name, value]) =>
    isRemapped(type, name) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
  );
}

function isRemapped(type: IntegrationType, name: string): boolean {
  const lower = name.toLowerCase();
  if (REMAPPED_FOR_ALL.has(lower)) return true;
  if (type === "http_proxy" && lower === "x-amzn-requestid") return true;
  return type !== "mock" && REMAPPED_FOR_BACKENDS.has(lower);
}
