import type {
  AuthContext,
  AuthTarget,
  Provider,
  SecurityScheme,
} from "./auth.js";
import { applyBearer } from "./auth.js";

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

/** An access token, a function that gives one, or credentials that buy one. */
export type OAuth2Credential = Provider<string> | OAuth2Credentials;

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What is known for one set of credentials: a token or a request for one under way, by URL and scopes. */
interface TokenState {
  readonly tokens: Map<string, Promise<Token>>;
  refreshToken: string | undefined;
}

const states = /* @__PURE__ */ new WeakMap<object, TokenState>();

/** Adds an OAuth 2 access token; calls made at the same time share one token request. */
export async function applyOAuth2(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<void> {
  const given = credential as OAuth2Credential;
  const token =
    typeof given === "object"
      ? await currentToken(given, scheme, context)
      : given;
  return applyBearer(target, token);
}

/** Forgets the tokens after a 401, where there is something to buy a new one with. */
export function renewOAuth2(credential: unknown, response: Response): boolean {
  const { tokens } = states.get(credential as object) ?? {};
  if (response.status !== 401 || !tokens) return false;
  tokens.clear();
  return true;
}

async function currentToken(
  given: OAuth2Credentials,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<string> {
  const { refreshToken, tokenUrl = scheme.tokenUrl } = given;
  if (!tokenUrl) throw new TypeError("a tokenUrl is missing");
  const state: TokenState = states.get(given) ?? {
    tokens: new Map(),
    refreshToken,
  };
  states.set(given, state);
  const { tokens } = state;
  const scopes = (given.scopes ?? context.scopes).join(" ");
  const key = `${tokenUrl} ${scopes}`;
  const known = tokens.get(key);
  const token = await known;
  if (token && token.expiresAt > context.now()) return token.value;
  let pending = tokens.get(key);
  if (!pending || pending === known) {
    pending = requestToken(given, state, tokenUrl, scopes, context);
    tokens.set(key, pending);
    pending.catch(() => tokens.delete(key));
  }
  return (await pending).value;
}

async function requestToken(
  given: OAuth2Credentials,
  state: TokenState,
  url: string,
  scopes: string,
  context: AuthContext,
): Promise<Token> {
  const { clientId, clientSecret, clientAuthentication } = given;
  const { refreshToken } = state;
  const body = new URLSearchParams(
    refreshToken === undefined
      ? { grant_type: "client_credentials" }
      : { grant_type: "refresh_token", refresh_token: refreshToken },
  );
  if (scopes) body.set("scope", scopes);
  const headers = new Headers({ accept: "application/json" });
  if (clientSecret !== undefined && clientAuthentication !== "body") {
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(":");
    headers.set("authorization", `Basic ${btoa(pair)}`);
  } else {
    body.set("client_id", clientId);
    if (clientSecret !== undefined) body.set("client_secret", clientSecret);
  }
  const response = await context.fetch(url, {
    method: "POST",
    headers,
    body,
    redirect: "error",
  });
  return readToken(response, state, context.now());
}

async function readToken(
  response: Response,
  state: TokenState,
  now: number,
): Promise<Token> {
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
  if (typeof replaced === "string" && state.refreshToken !== undefined) {
    state.refreshToken = replaced;
  }
  // Renewed half a minute early, or at half its life where that is shorter.
  const life = Number(seconds);
  return { value, expiresAt: now + (life - Math.min(30, life / 2)) * 1000 };
}
