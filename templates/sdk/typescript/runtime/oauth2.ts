import type { AuthContext, SecurityScheme, TokenSource } from "./auth.js";

/** OAuth 2 client credentials (RFC 6749 §4.4), or a refresh token (§6). */
export interface OAuth2Credentials {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Instead of client credentials: a token that buys access tokens; the server may replace it. */
  readonly refreshToken?: string | undefined;
  /** Instead of the address in the API's description. */
  readonly tokenUrl?: string | undefined;
  /** Instead of the scopes that the operation asks for. */
  readonly scopes?: readonly string[] | undefined;
  /** How the client shows who it is; `basic` (RFC 6749 §2.3.1) unless told. */
  readonly clientAuthentication?: "basic" | "body" | undefined;
}

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Buys access tokens for the `auth` option and keeps them until they expire or are refused; calls made at the
 * same time share one token request.
 */
export function oauth2(given: OAuth2Credentials): TokenSource {
  /** A token or a request for one under way, by URL and scopes. */
  const tokens = new Map<string, Promise<Token>>();
  let { refreshToken } = given;
  const requestToken = async (
    url: string,
    scopes: string,
    context: AuthContext,
  ): Promise<Token> => {
    const body = new URLSearchParams(
      refreshToken === undefined
        ? { grant_type: "client_credentials" }
        : { grant_type: "refresh_token", refresh_token: refreshToken },
    );
    if (scopes) body.set("scope", scopes);
    const headers = showClient(given, body);
    const options = { method: "POST", headers, body, redirect: "error" };
    const response = await context.fetch(url, options as RequestInit);
    const { replaced, value, seconds } = await readAnswer(response);
    if (replaced && refreshToken !== undefined) refreshToken = replaced;
    // Renewed half a minute early, or at half its life where that is shorter.
    const life = seconds - Math.min(30, seconds / 2);
    return { value, expiresAt: context.now() + life * 1000 };
  };
  const getToken = async (
    scheme: SecurityScheme,
    context: AuthContext,
  ): Promise<string> => {
    const url = given.tokenUrl ?? scheme.tokenUrl;
    if (!url) throw new TypeError("a tokenUrl is missing");
    const scopes = (given.scopes ?? context.scopes).join(" ");
    const key = `${url} ${scopes}`;
    const known = tokens.get(key);
    const token = await known;
    if (token && token.expiresAt > context.now()) return token.value;
    let pending = tokens.get(key);
    if (!pending || pending === known) {
      pending = requestToken(url, scopes, context);
      tokens.set(key, pending);
      pending.catch(() => tokens.delete(key));
    }
    return (await pending).value;
  };
  const renew = ({ status }: Response): boolean => {
    if (status === 401) tokens.clear();
    return status === 401;
  };
  return { getToken, renew };
}

/** The headers of a token request; who asks stands there or in the body. */
function showClient(given: OAuth2Credentials, body: URLSearchParams): Headers {
  const { clientId, clientSecret, clientAuthentication } = given;
  const headers = new Headers({ accept: "application/json" });
  if (clientSecret !== undefined && clientAuthentication !== "body") {
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(":");
    headers.set("authorization", `Basic ${btoa(pair)}`);
  } else {
    body.set("client_id", clientId);
    if (clientSecret !== undefined) body.set("client_secret", clientSecret);
  }
  return headers;
}

/** What the token endpoint said; an answer without a token is an error. */
async function readAnswer(response: Response): Promise<{
  readonly value: string;
  readonly replaced: string | undefined;
  readonly seconds: number;
}> {
  const body: unknown = await response.json().catch(() => undefined);
  const {
    access_token: value,
    refresh_token: replaced,
    expires_in: seconds = 3600,
    error = "",
    error_description: reason = error,
  } = (body ?? {}) as Record<string, unknown>;
  if (!response.ok || typeof value !== "string") {
    const { status } = response;
    throw new Error(`the token endpoint answered ${status}: ${String(reason)}`);
  }
  return {
    value,
    replaced: typeof replaced === "string" ? replaced : undefined,
    seconds: Number(seconds),
  };
}
