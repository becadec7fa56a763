import { percentEncode } from "./percent.js";
import type { HttpRequest } from "./request.js";

/** A value, or a function that gives it at each request. */
export type Provider<T> = T | (() => T | Promise<T>);

/** A user and its password. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a scheme may use while it adds credentials. */
export interface AuthContext {
  readonly scopes: readonly string[];
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A request that credentials are added to. */
export interface AuthTarget {
  url: string;
  readonly headers: Headers;
  readonly request: HttpRequest;
}

/** One security scheme: where its credentials go. */
export interface SecurityScheme {
  /** Its name in the API's description and in the `auth` option. */
  readonly name: string;
  /** Absent: the transport proves who calls (mutual TLS). */
  readonly apply?: (
    target: AuthTarget,
    credential: unknown,
    scheme: SecurityScheme,
    context: AuthContext,
  ) => void | Promise<void>;
  /** After a refused request: whether a second one may have better credentials. */
  readonly renew?: (
    credential: unknown,
    response: Response,
    request: HttpRequest,
  ) => boolean;
  /** The header that the caller may set instead; `authorization` unless told, empty for none. */
  readonly header?: string;
  /** The name of the header, query parameter or cookie. */
  readonly parameter?: string;
  /** The headers and query parameters that a Lambda authorizer reads. */
  readonly sources?: readonly (readonly ["header" | "query", string])[];
  /** Where OAuth 2 tokens come from. */
  readonly tokenUrl?: string;
  /** The issuer's discovery document, which tells that. */
  readonly discoveryUrl?: string;
}

/** What gives access tokens and may know when a refused one can be replaced; `oauth2()` makes one. */
export interface TokenSource {
  readonly getToken: (
    scheme: SecurityScheme,
    context: AuthContext,
  ) => Promise<string>;
  /** After a refused request: whether another token may do better. */
  readonly renew?: (response: Response) => boolean;
}

/** An access token, a function that gives one, or a source of them. */
export type AccessToken = Provider<string> | TokenSource;

/** Asks a provider. */
export function resolve<T>(provider: Provider<T>): T | Promise<T> {
  return typeof provider === "function"
    ? (provider as () => T | Promise<T>)()
    : provider;
}

/** Asks a provider for a text; anything else would travel as `[object Object]`. */
async function textOf(given: unknown): Promise<string> {
  const value = await resolve(given);
  if (typeof value === "string") return value;
  throw new TypeError(`a string is expected, not ${kindOf(value)}`);
}

/** What a value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** An API key in a header. */
export async function applyApiKeyHeader(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
): Promise<void> {
  const key = await textOf(credential);
  target.headers.set(scheme.parameter ?? scheme.name, key);
}

/** An API key in the query. */
export async function applyApiKeyQuery(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
): Promise<void> {
  const key = await textOf(credential);
  const pair = `${percentEncode(scheme.parameter ?? scheme.name)}=${percentEncode(key)}`;
  target.url += (target.url.includes("?") ? "&" : "?") + pair;
}

/** An API key in a cookie. */
export async function applyApiKeyCookie(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
): Promise<void> {
  const key = await textOf(credential);
  const pair = `${scheme.parameter ?? scheme.name}=${percentEncode(key)}`;
  const others = target.headers.get("cookie");
  target.headers.set("cookie", others ? `${others}; ${pair}` : pair);
}

/** HTTP Basic (RFC 7617), in UTF-8. */
export async function applyBasic(
  target: AuthTarget,
  credential: unknown,
): Promise<void> {
  const given = await resolve(credential as Provider<BasicCredentials>);
  const { username, password } = given ?? {};
  if (typeof username !== "string" || typeof password !== "string") {
    const kind = kindOf(given);
    throw new TypeError(`{ username, password } is expected, not ${kind}`);
  }
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  const text = btoa(String.fromCharCode(...bytes));
  target.headers.set("authorization", `Basic ${text}`);
}

/** HTTP Bearer (RFC 6750): a token, or a function that gives one. */
export async function applyBearer(
  target: AuthTarget,
  credential: unknown,
): Promise<void> {
  const token = await textOf(credential);
  target.headers.set("authorization", `Bearer ${token}`);
}

/** Any other scheme of the Authorization header: its whole value is given. */
export async function applyAuthorization(
  target: AuthTarget,
  credential: unknown,
): Promise<void> {
  const value = await textOf(credential);
  target.headers.set("authorization", value);
}

/** An access token of OAuth 2 or OpenID Connect. */
export async function applyAccessToken(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<void> {
  const source = credential as Partial<TokenSource> | null;
  const token = source?.getToken
    ? await source.getToken(scheme, context)
    : credential;
  return applyBearer(target, token);
}

/** Whether a source of access tokens has a better one. */
export function renewAccessToken(
  credential: unknown,
  response: Response,
): boolean {
  return (credential as Partial<TokenSource>).renew?.(response) ?? false;
}
