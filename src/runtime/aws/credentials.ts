import type { ApiModel } from "../../model/index.js";
import { type Surroundings, systemSurroundings } from "../clock.js";
import {
  authorizationOf,
  connectAuthorization,
  type OperationAuthorization,
} from "./authorizer.js";
import type { ActiveKey } from "./keys.js";
import { makeSigningKey, publicKeys, signToken, type TokenClaims } from "./local-token.js";
import type { AwsOptions } from "./options.js";
import type { IamCredentials } from "./signature.js";
import type { TokenKeys } from "./token.js";

/** What clients of a mock sign in with, made at start where nothing is given. */
export interface LocalCredentials {
  readonly apiKeys: readonly LocalApiKey[];
  readonly tokenKeys?: TokenKeys;
  /** Signs a token that the mock's authorizers accept; absent when no operation takes one or keys were given. */
  readonly token?: (claims?: TokenClaims) => Promise<string>;
  /** Credentials of an IAM user that may call everything; absent when no operation asks for IAM. */
  readonly iam?: LocalIam;
}

/** An API key with where its value is from. */
export interface LocalApiKey extends ActiveKey {
  /** `given` and `environment` values are secrets of the user: they are not printed. */
  readonly from: "given" | "environment" | "made";
}

/** IAM test credentials with the region that requests are signed for. */
export interface LocalIam extends IamCredentials {
  readonly region: string;
  readonly from: "given" | "made";
}

/** The region of an API where nothing names one. */
export const DEFAULT_REGION = "us-east-1";

/**
 * The credentials of an API: those given, those of the environment, and fresh ones for what its operations ask for;
 * fresh ones of an earlier version of the document stay what they were.
 */
export async function localCredentials(
  model: ApiModel,
  options: AwsOptions,
  before?: LocalCredentials,
): Promise<LocalCredentials> {
  const surroundings = options.surroundings ?? systemSurroundings;
  const connect = model.websocket?.routes.find(({ key }) => key === "$connect");
  const asked = model.operations.map((operation) => authorizationOf(model, operation));
  if (connect) asked.push(connectAuthorization(model, connect));
  const needsKey = asked.some(({ apiKeyRequired }) => apiKeyRequired);
  const made = before?.apiKeys.filter(({ from }) => from === "made") ?? [];
  const apiKeys = needsKey ? keysOf(model, options, surroundings, made) : [];
  // Who reaches the connections of a WebSocket API signs for it.
  const needsIam = model.websocket !== undefined || asked.some(({ iam: needed }) => needed);
  const iam = needsIam ? (before?.iam ?? iamOf(options, surroundings)) : undefined;
  const known = { apiKeys, ...(iam && { iam }) };
  if (options.tokenKeys) return { ...known, tokenKeys: options.tokenKeys };
  if (!asked.some(takesToken)) return known;
  if (before?.tokenKeys && before.token) {
    return { ...known, tokenKeys: before.tokenKeys, token: before.token };
  }
  return { ...known, ...(await localTokens(model, options, surroundings)) };
}

function takesToken({ authorizer }: OperationAuthorization): boolean {
  return authorizer?.type === "jwt" || authorizer?.type === "cognito_user_pools";
}

function keysOf(
  model: ApiModel,
  { apiKeys = [], env = {} }: AwsOptions,
  surroundings: Surroundings,
  made: readonly LocalApiKey[],
): readonly LocalApiKey[] {
  const given = apiKeys.map((key) => ({ ...key, from: "given" as const }));
  const fresh = (name: string): LocalApiKey =>
    made.find((key) => key.name === name) ?? { name, value: surroundings.hex(20), from: "made" };
  if (model.apiKeys.length === 0) return given.length > 0 ? given : [fresh("local")];
  const missing = model.apiKeys.filter(({ name }) => !given.some((key) => key.name === name));
  const found = missing.map(({ name, valueFrom }): LocalApiKey => {
    const value = valueFrom === undefined ? undefined : env[valueFrom];
    return value ? { name, value, from: "environment" } : fresh(name);
  });
  return [...given, ...found];
}

function iamOf({ iam = [], region }: AwsOptions, surroundings: Surroundings): LocalIam {
  const [given] = iam;
  const place = { region: region ?? DEFAULT_REGION };
  if (given) return { ...given, ...place, from: "given" };
  return {
    accessKeyId: `AKIALOCAL${surroundings.hex(6).toUpperCase()}`,
    secretAccessKey: surroundings.hex(20),
    ...place,
    from: "made",
  };
}

async function localTokens(
  model: ApiModel,
  options: AwsOptions,
  surroundings: Surroundings,
): Promise<Required<Pick<LocalCredentials, "tokenKeys" | "token">>> {
  const key = await (options.signingKey ?? makeSigningKey)();
  return {
    tokenKeys: publicKeys(key),
    token: (claims = {}) => signToken(key, model, claims, surroundings.now()),
  };
}
