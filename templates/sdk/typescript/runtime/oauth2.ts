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

/** A token endpoint that gave no token. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  /** The endpoint's status. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

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

const states = new WeakMap<object, TokenState>();

/** Adds an OAuth 2 access token; calls made at the same time share one token request. */
export async function applyOAuth2(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<void> {
  const given = credential as OAuth2Credential;
  if (typeof given !== "object") return applyBearer(target, given);
  const token = await currentToken(given, scheme, context);
  target.headers.set("authorization", `Bearer ${token.value}`);
}

/** Forgets the tokens after a 401, where there is something to buy a new one with. */
export function renewOAuth2(credential: unknown, response: Response): boolean {
  if (response.status !== 401 || typeof credential !== "object") return false;
  const state = credential && states.get(credential);
  state?.tokens.clear();
  return state !== undefined;
}

async function currentToken(
  given: OAuth2Credentials,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<Token> {
  const state = states.get(given) ?? {
    tokens: new Map<string, Promise<Token>>(),
    refreshToken: given.refreshToken,
  };
  states.set(given, state);
  const url = given.tokenUrl ?? scheme.tokenUrl;
  if (!url) throw new TypeError(`auth.${scheme.name} needs a tokenUrl`);
  const scopes = (given.scopes ?? context.scopes).join(" ");
  const key = `${url} ${scopes}`;
  const known = state.tokens.get(key);
  if (known) {
    const token = await known;
    if (token.expiresAt > context.now()) return token;
    if (state.tokens.get(key) === known) state.tokens.delete(key);
  }
  const pending =
    state.tokens.get(key) ?? requestToken(given, state, url, scopes, context);
  state.tokens.set(key, pending);
  pending.catch(() => state.tokens.delete(key));
  return pending;
}

async function requestToken(
  given: OAuth2Credentials,
  state: TokenState,
  url: string,
  scopes: string,
  context: AuthContext,
): Promise<Token> {
  const { clientId, clientSecret, clientAuthentication } = given;
  const form = new URLSearchParams(
    state.refreshToken === undefined
      ? { grant_type: "client_credentials" }
      : { grant_type: "refresh_token", refresh_token: state.refreshToken },
  );
  if (scopes) form.set("scope", scopes);
  const headers = new Headers({ accept: "application/json" });
  if (clientSecret !== undefined && clientAuthentication !== "body") {
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(":");
    headers.set("authorization", `Basic ${btoa(pair)}`);
  } else {
    form.set("client_id", clientId);
    if (clientSecret !== undefined) form.set("client_secret", clientSecret);
  }
  const response = await context.fetch(url, {
    method: "POST",
    headers,
    body: form,
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
  const fields = (typeof body === "object" && body) || {};
  const member = (name: string): unknown =>
    (fields as Record<string, unknown>)[name];
  const value = member("access_token");
  if (!response.ok || typeof value !== "string") {
    const reason = member("error_description") ?? member("error");
    throw new TokenError(
      `the token endpoint answered ${response.status}${typeof reason === "string" ? `: ${reason}` : ""}`,
      response.status,
    );
  }
  const replaced = member("refresh_token");
  if (typeof replaced === "string" && state.refreshToken !== undefined) {
    state.refreshToken = replaced;
  }
  const seconds = Number(member("expires_in") ?? 3600);
  // Renewed half a minute early, or at half its life where that is shorter.
  const margin = Math.min(30, seconds / 2);
  return { value, expiresAt: now + (seconds - margin) * 1000 };
}
