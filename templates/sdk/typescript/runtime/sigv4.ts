import {
  type AuthContext,
  type AuthTarget,
  kindOf,
  type Provider,
  resolve,
  type SecurityScheme,
} from "./auth.js";
import { percentEncode } from "./percent.js";
import type { FetchBody } from "./operation.js";
import type { HttpRequest } from "./request.js";

/** Keys of an AWS identity, as every AWS SDK gives them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys. */
  readonly sessionToken?: string | undefined;
}

/** Who signs requests (AWS Signature Version 4), and for what. */
export interface SigV4Credential {
  /** Keys, or a function that gives them at each request, such as a provider of an AWS SDK. */
  readonly credentials: Provider<AwsCredentials>;
  /** Read from the host where it tells; a custom domain does not. */
  readonly region?: string | undefined;
  /** Read from the host where it tells; else `execute-api`. */
  readonly service?: string | undefined;
}

/** A request as the signature sees it. */
export interface SignableRequest {
  readonly method: string;
  /** As it stands in the request line. */
  readonly path: string;
  /** As it stands behind the question mark; may be empty. */
  readonly query: string;
  /** The headers that are signed, the host's among them. */
  readonly headers: Iterable<readonly [name: string, value: string]>;
  /** SHA-256 of the body in hexadecimal, or `UNSIGNED-PAYLOAD`. */
  readonly payloadHash: string;
}

/** What a signature holds for. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
  /** `20260102T030405Z`. */
  readonly date: string;
}

/** How far the server's clock is ahead in milliseconds, by credential. */
const offsets = new WeakMap<object, number>();

/** When each request was signed: our time and the offset added to it. */
const signings = new WeakMap<HttpRequest, readonly [at: number, by: number]>();

/** A signature is refused 5 minutes from the server's time; less than this is no reason to try again. */
const skewMs = 240_000;

/** Signs a request with AWS Signature Version 4; streams go unsigned, everything else with the hash of its body. */
export async function applySigV4(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<void> {
  const given = credential as SigV4Credential;
  const { accessKeyId, secretAccessKey, sessionToken } = await keysOf(
    given,
    scheme,
  );
  const { headers, request } = target;
  // `+` means a space to some servers and itself to others.
  target.url = target.url.replace(/\?.*/s, (query) =>
    query.replaceAll("+", "%20"),
  );
  const url = new URL(target.url);
  const now = context.now();
  const offset = offsets.get(given) ?? 0;
  signings.set(request, [now, offset]);
  const scope = {
    ...placeOf(url.hostname, given, scheme),
    date: dateText(now + offset),
  };
  headers.delete("authorization");
  headers.set("x-amz-date", scope.date);
  if (sessionToken !== undefined) {
    headers.set("x-amz-security-token", sessionToken);
  }
  const payloadHash = await hashOf(request.body);
  if (payloadHash === unsigned) headers.set("x-amz-content-sha256", unsigned);
  const signable = {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: [
      ["host", headers.get("host") ?? url.host] as const,
      ...signedOf(headers),
    ],
    payloadHash,
  };
  const signature = await sign(signable, scope, secretAccessKey);
  headers.set(
    "authorization",
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scopeText(scope)}, SignedHeaders=${namesOf(signable)}, Signature=${signature}`,
  );
}

/** After a 403 whose `Date` is far from the time signed with: the next signatures take the server's time. */
export function renewSigV4(
  credential: unknown,
  response: Response,
  request: HttpRequest,
): boolean {
  const signed = signings.get(request);
  const date = Date.parse(response.headers.get("date") ?? "");
  if (response.status !== 403 || !signed || Number.isNaN(date)) return false;
  const [at, by] = signed;
  if (Math.abs(date - at - by) < skewMs) return false;
  offsets.set(credential as object, date - at);
  return true;
}

/** The signature in hexadecimal. */
export async function sign(
  request: SignableRequest,
  scope: SigningScope,
  secretAccessKey: string,
): Promise<string> {
  const text = [
    "AWS4-HMAC-SHA256",
    scope.date,
    scopeText(scope),
    hex(await digest(encode(canonicalRequest(request, scope)))),
  ].join("\n");
  let key: Bytes = encode(`AWS4${secretAccessKey}`);
  for (const part of scopeText(scope).split("/")) {
    key = await hmac(key, part);
  }
  return hex(await hmac(key, text));
}

/** The text that is signed (IAM guide, "Create a signed AWS API request", step 1). */
export function canonicalRequest(
  request: SignableRequest,
  { service }: Pick<SigningScope, "service">,
): string {
  const { method, path, query, payloadHash } = request;
  const headers = headersByName(request).map(
    ([name, value]) => `${name}:${value}\n`,
  );
  return [
    method,
    service === "s3" ? path : canonicalPath(path),
    canonicalQuery(query),
    headers.join(""),
    namesOf(request),
    payloadHash,
  ].join("\n");
}

/** The path without empty and dot segments, encoded once more than it is on the wire. */
function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment && segment !== ".") kept.push(percentEncode(segment));
  }
  const end = kept.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${kept.join("/")}${end}`;
}

function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      const parts =
        at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      return parts.map((part) => percentEncode(decoded(part)));
    })
    .sort(
      ([a = "", x = ""], [b = "", y = ""]) => compare(a, b) || compare(x, y),
    )
    .map((parts) => parts.join("="))
    .join("&");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Repeated headers become one; runs of spaces too. */
function headersByName({ headers }: SignableRequest): [string, string][] {
  const found = new Map<string, string>();
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    const clean = value.trim().replace(/\s+/g, " ");
    const before = found.get(name);
    found.set(name, before === undefined ? clean : `${before},${clean}`);
  }
  return [...found].sort(([a], [b]) => compare(a, b));
}

function namesOf(request: SignableRequest): string {
  return headersByName(request)
    .map(([name]) => name)
    .join(";");
}

/** Headers that browsers, proxies and `fetch` itself add, drop or change. */
const unsignable =
  /^(?:accept-(?:charset|encoding)|cache-control|connection|content-length|cookie2?|date|dnt|expect|from|host|keep-alive|max-forwards|origin|pragma|proxy-.*|referer|sec-.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-amzn-trace-id)$/;

function signedOf(headers: Headers): [string, string][] {
  const signed: [string, string][] = [];
  headers.forEach((value, name) => {
    if (!unsignable.test(name)) signed.push([name, value]);
  });
  return signed;
}

/** Asks for the keys of a credential. */
export async function keysOf(
  given: SigV4Credential,
  { name }: SecurityScheme,
): Promise<AwsCredentials> {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`{ credentials } is expected, not ${kindOf(given)}`);
  }
  const keys: Partial<AwsCredentials> | undefined = await resolve(
    given.credentials,
  );
  const { accessKeyId, secretAccessKey, sessionToken } = keys ?? {};
  if (typeof accessKeyId !== "string" || typeof secretAccessKey !== "string") {
    throw new TypeError(
      `auth.${name}.credentials needs accessKeyId and secretAccessKey`,
    );
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** The hosts of API Gateway (endpoints of VPCs among them) and Lambda, and the usual form of other services. */
const hosts: readonly RegExp[] = [
  /\.(?<service>execute-api)\.(?<region>[a-z0-9-]+)\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws)$/,
  /\.(?<service>lambda)-url\.(?<region>[a-z0-9-]+)\.on\.aws$/,
  /^(?<service>[a-z0-9-]+)\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/,
];

/** The region and the service that a signature is for. */
export function placeOf(
  host: string,
  given: SigV4Credential,
  { name }: SecurityScheme,
): Pick<SigningScope, "region" | "service"> {
  const found = hosts.map((form) => form.exec(host)?.groups).find(Boolean);
  const region = given.region ?? found?.["region"];
  if (!region) {
    throw new TypeError(
      `${host} does not tell its region: set auth.${name}.region`,
    );
  }
  return {
    region,
    service: given.service ?? found?.["service"] ?? "execute-api",
  };
}

/** A time as signatures write it. */
export function dateText(ms: number): string {
  return new Date(ms).toISOString().replace(/[:-]|\.\d{3}/g, "");
}

/** What a signature holds for, as text. */
export function scopeText({ date, region, service }: SigningScope): string {
  return `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
}

const unsigned = "UNSIGNED-PAYLOAD";

async function hashOf(body: FetchBody | null): Promise<string> {
  if (body instanceof ReadableStream) return unsigned;
  return hex(await digest(await new Response(body).arrayBuffer()));
}

type Bytes =
  ArrayBuffer | ReturnType<InstanceType<typeof TextEncoder>["encode"]>;

function encode(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function digest(bytes: Bytes): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", bytes);
}

async function hmac(secret: Bytes, text: string): Promise<ArrayBuffer> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, [
    "sign",
  ]);
  return crypto.subtle.sign("HMAC", key, encode(text));
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
