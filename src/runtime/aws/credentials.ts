import type { ApiModel } from "../../model/index.js";
import { type Surroundings, systemSurroundings } from "../clock.js";
import { authorizationOf } from "./authorizer.js";
import type { ActiveKey } from "./keys.js";
import type { AwsOptions } from "./options.js";
import type { TokenKeys } from "./token.js";

/** What clients of a mock sign in with, made at start where nothing is given. */
export interface LocalCredentials {
  readonly apiKeys: readonly ActiveKey[];
  readonly tokenKeys?: TokenKeys;
  /** Signs a token that the mock's authorizers accept; absent when no operation takes one. */
  readonly token?: (claims?: Readonly<Record<string, unknown>>) => Promise<string>;
}

/** The credentials of an API: those given, and fresh ones for what its operations ask for. */
export async function localCredentials(
  model: ApiModel,
  options: AwsOptions,
): Promise<LocalCredentials> {
  const surroundings = options.surroundings ?? systemSurroundings;
  const authorizations = model.operations.map((operation) => authorizationOf(model, operation));
  const needsKey = authorizations.some(({ apiKeyRequired }) => apiKeyRequired);
  const apiKeys = needsKey ? withLocalKeys(model, options.apiKeys ?? [], surroundings) : [];
  const types = new Set(authorizations.map(({ authorizer }) => authorizer?.type));
  const needsToken = types.has("jwt") || types.has("cognito_user_pools");
  if (options.tokenKeys) return { apiKeys, tokenKeys: options.tokenKeys };
  return needsToken ? { apiKeys, ...(await localTokens(model, surroundings)) } : { apiKeys };
}

function withLocalKeys(
  model: ApiModel,
  given: readonly ActiveKey[],
  surroundings: Surroundings,
): readonly ActiveKey[] {
  const names = model.apiKeys.length > 0 ? model.apiKeys.map(({ name }) => name) : ["local"];
  const missing = names.filter((name) => !given.some((key) => key.name === name));
  if (model.apiKeys.length === 0 && given.length > 0) return given;
  return [...given, ...missing.map((name) => ({ name, value: surroundings.hex(20) }))];
}

async function localTokens(
  model: ApiModel,
  surroundings: Surroundings,
): Promise<Pick<LocalCredentials, "tokenKeys" | "token">> {
  const { exportJWK, generateKeyPair, SignJWT } = await import("jose");
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "local", alg: "RS256", use: "sig" };
  const jwt = [...model.components.securitySchemes.values()].find(
    ({ authorizer }) => authorizer?.jwt,
  )?.authorizer?.jwt;
  const issuer = typeof jwt?.issuer === "string" ? jwt.issuer : "https://local.invalid";
  const audience = jwt?.audience.filter((one) => typeof one === "string") ?? [];
  return {
    tokenKeys: { jwks: { keys: [jwk] } },
    token: (claims = {}) => {
      const seconds = Math.floor(surroundings.now() / 1000);
      return new SignJWT({ sub: "local", ...(audience.length > 0 && { aud: audience }), ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "local" })
        .setIssuer(issuer)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 3600)
        .sign(privateKey);
    },
  };
}
