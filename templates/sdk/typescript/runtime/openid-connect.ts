import {
  applyApiKeyHeader,
  type AuthContext,
  type AuthTarget,
  type SecurityScheme,
  type TokenSource,
} from "./auth.js";
import { oauth2, type OAuth2Credentials } from "./oauth2.js";

/** Client credentials or a refresh token, spent where the API's issuer says. */
export interface OpenIdConnectCredentials extends Omit<
  OAuth2Credentials,
  "tokenUrl"
> {
  /** Instead of the issuer in the API's description: its URL, or that of its discovery document. */
  readonly issuer?: string | undefined;
}

/**
 * Buys access tokens as `oauth2()` does, from the token endpoint that the issuer's discovery document names (OpenID
 * Connect Discovery §4, RFC 8414); calls made at the same time share the request for it.
 */
export function openIdConnect(given: OpenIdConnectCredentials): TokenSource {
  const { issuer, ...credentials } = given;
  const source = oauth2(credentials);
  let found: Promise<string> | undefined;
  const getToken = async (
    scheme: SecurityScheme,
    context: AuthContext,
  ): Promise<string> => {
    const url = issuer ?? scheme.discoveryUrl;
    if (!url) throw new TypeError("an issuer is missing");
    if (!found) {
      const asked = discover(url, context);
      found = asked;
      asked.catch(() => (found = undefined));
    }
    const tokenUrl = await found;
    return source.getToken({ ...scheme, tokenUrl }, context);
  };
  return { ...source, getToken };
}

async function discover(
  issuer: string,
  { fetch }: AuthContext,
): Promise<string> {
  const url = issuer.includes("/.well-known/")
    ? issuer
    : `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`;
  const headers = { accept: "application/json" };
  const response = await fetch(url, { headers });
  const body: unknown = await response.json().catch(() => undefined);
  const { token_endpoint: tokenUrl } = (body ?? {}) as Record<string, unknown>;
  if (!response.ok || typeof tokenUrl !== "string") {
    const { status } = response;
    throw new Error(`no token endpoint at ${url}, which answered ${status}`);
  }
  const allowed = url.startsWith("https:") ? /^https:/ : /^https?:/;
  if (!URL.canParse(tokenUrl) || !allowed.test(tokenUrl)) {
    throw new Error(`${url} names the token endpoint ${tokenUrl}`);
  }
  return tokenUrl;
}

/** A token of a user pool, alone in its header (API Gateway guide, "Call an API integrated with a user pool"). */
export async function applyUserPoolToken(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<void> {
  const source = credential as Partial<TokenSource> | null;
  const token = source?.getToken
    ? await source.getToken(scheme, context)
    : credential;
  return applyApiKeyHeader(target, token, scheme);
}
