import type { JWK } from "jose";
import type { ApiModel } from "../../model/index.js";
import type { TokenKeys } from "./token.js";

/** A private key for tests, as a JWK (RFC 7517); it signs with RS256. */
export type SigningKey = JWK;

/** Claims that a token gets over the usual ones. */
export type TokenClaims = Readonly<Record<string, unknown>>;

const LIFETIME_SECONDS = 3600;

/** Makes a signing key. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import("jose");
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "RS256", use: "sig" };
}

/** The public half of a signing key, as a key set. */
export function publicKeys({ kty, n, e, kid, alg, use }: SigningKey): TokenKeys {
  const known = Object.entries({ kty, n, e, kid, alg, use }).filter(([, value]) => value);
  return { jwks: { keys: [Object.fromEntries(known) as JWK] } };
}

/** Signs a token for an API: its JWT authorizer's issuer and audience, one hour, and the claims given. */
export async function signToken(
  key: SigningKey,
  model: ApiModel | undefined,
  claims: TokenClaims,
  now: number,
): Promise<string> {
  const { importJWK, SignJWT } = await import("jose");
  const schemes = [...(model?.components.securitySchemes.values() ?? [])];
  const jwt = schemes.find(({ authorizer }) => authorizer?.jwt)?.authorizer?.jwt;
  const audience = jwt?.audience.filter((one) => typeof one === "string") ?? [];
  const seconds = Math.floor(now / 1000);
  return new SignJWT({
    iss: typeof jwt?.issuer === "string" ? jwt.issuer : "https://local.invalid",
    sub: "local",
    ...(audience.length > 0 && { aud: audience }),
    iat: seconds,
    exp: seconds + LIFETIME_SECONDS,
    ...claims,
  })
    .setProtectedHeader({ alg: "RS256", ...(key.kid !== undefined && { kid: key.kid }) })
    .sign(await importJWK(key, "RS256"));
}
