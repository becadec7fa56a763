import type { JSONWebKeySet, JWTPayload } from "jose";
import type { GatewayAuthorizer } from "../../model/index.js";

/** The public keys that tokens are checked with. */
export interface TokenKeys {
  readonly jwks: JSONWebKeySet;
}

/** Checks a JWT (RFC 7519): signature, times, issuer and audience; its claims, or undefined when it does not hold. */
export async function verifyToken(
  token: string,
  keys: TokenKeys | undefined,
  authorizer: GatewayAuthorizer,
  now: number,
): Promise<JWTPayload | undefined> {
  if (!keys) return undefined;
  const { createLocalJWKSet, jwtVerify } = await import("jose");
  const issuer = authorizer.jwt?.issuer;
  const audience = (authorizer.jwt?.audience ?? []).filter((one) => typeof one === "string");
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys.jwks), {
      algorithms: ["RS256", "RS384", "RS512"],
      currentDate: new Date(now),
      ...(typeof issuer === "string" && { issuer }),
    });
    if (audience.length > 0 && !audience.some((one) => hasAudience(payload, one))) return undefined;
    return payload;
  } catch {
    return undefined;
  }
}

/** Access tokens of user pools carry `client_id` instead of `aud`. */
function hasAudience(payload: JWTPayload, audience: string): boolean {
  const { aud } = payload;
  return [aud ?? []].flat().includes(audience) || payload["client_id"] === audience;
}
