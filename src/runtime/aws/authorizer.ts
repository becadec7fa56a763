import type {
  ApiModel,
  GatewayAuthorizer,
  Operation,
  Route,
  SecurityScheme,
} from "../../model/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { fault, type Fault } from "./fault.js";
import { fieldValue, multiValues, singleValues } from "./fields.js";
import { functionName, type Functions } from "./functions.js";
import type { Invocation } from "./invocation.js";
import { eventHeaders } from "./lambda-event.js";
import { proxyEventV2 } from "./lambda-event-v2.js";
import { evaluatePolicy, type PolicyVerdict } from "./policy.js";
import { verifyToken, type TokenKeys } from "./token.js";

/** Who calls, as an authorizer found it. */
export interface Caller {
  /** `$context.authorizer`. */
  readonly authorizer: Readonly<Record<string, unknown>>;
  /** The API key that the authorizer names (`usageIdentifierKey`). */
  readonly usageKey?: string;
}

/** What authorizers need from around them. */
export interface AuthorizerSurroundings {
  readonly functions: Functions;
  readonly now: () => number;
  readonly tokenKeys: TokenKeys | undefined;
}

/** How an operation is authorized. */
export interface OperationAuthorization {
  readonly apiKeyRequired: boolean;
  readonly iam: boolean;
  readonly scheme?: SecurityScheme;
  readonly authorizer?: GatewayAuthorizer;
  readonly scopes: readonly string[];
}

const DEFAULT_TTL_SECONDS = 300;
const TIMEOUT_MS = 29_000;

/** Finds how an operation is authorized: by its own requirements, else the document's. */
export function authorizationOf(
  model: ApiModel,
  operation: Pick<Operation, "security" | "gateway">,
): OperationAuthorization {
  const requirements = operation.security ?? model.security ?? [];
  const uses = requirements.flatMap(({ schemes }) => schemes);
  let apiKeyRequired = operation.gateway?.apiKeyRequired === true;
  let iam = operation.gateway?.auth === "aws_iam";
  for (const { name, scopes } of uses) {
    const scheme = model.components.securitySchemes.get(name);
    if (scheme?.authorizer)
      return { apiKeyRequired, iam, scheme, authorizer: scheme.authorizer, scopes };
    if (scheme?.authType === "awsSigv4") iam = true;
    else if (scheme?.kind === "apiKey" && scheme.name.toLowerCase() === "x-api-key")
      apiKeyRequired = true;
  }
  return { apiKeyRequired, iam, scopes: [] };
}

/** Finds how the handshake of a WebSocket API is authorized. */
export function connectAuthorization(model: ApiModel, connect: Route): OperationAuthorization {
  const { security } = connect;
  const alternatives = security ?? model.security ?? [];
  const isKey = (name: string): boolean => {
    const scheme = model.components.securitySchemes.get(name);
    return scheme?.kind === "apiKey" && scheme.name.toLowerCase() === "x-api-key";
  };
  // A client that has another way in needs no key.
  const needsKey =
    alternatives.length > 0 &&
    alternatives.every(({ schemes }) => schemes.some(({ name }) => isKey(name)));
  const apiKeyRequired = connect.apiKeyRequired === true || needsKey;
  return { ...authorizationOf(model, { security: alternatives }), apiKeyRequired };
}

interface CachedVerdict {
  readonly until: number;
  readonly result: JsonObject;
}

/** Runs authorizers and keeps their results as long as they say. */
export class Authorizers {
  readonly #surroundings: AuthorizerSurroundings;
  readonly #cache = new Map<string, CachedVerdict>();

  constructor(surroundings: AuthorizerSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Authorizes a request; the caller, or the fault that answers it. */
  async authorize(
    authorization: OperationAuthorization,
    invocation: Invocation,
    methodArn: string,
  ): Promise<Caller | Fault> {
    const { authorizer, scheme } = authorization;
    if (!authorizer || !scheme) return { authorizer: {} };
    if (authorizer.type === "cognito_user_pools" || authorizer.type === "jwt") {
      return this.#token(authorization, authorizer, scheme, invocation);
    }
    const sources = identitySources(authorizer, scheme, invocation);
    if (sources.some((value) => value === undefined || value === "")) return fault("UNAUTHORIZED");
    const pattern = authorizer.identityValidationExpression;
    if (authorizer.type === "token" && pattern && !fullMatch(pattern, sources[0] ?? "")) {
      return fault("UNAUTHORIZED");
    }
    return this.#lambda(authorizer, sources.map(String), invocation, methodArn);
  }

  /** Forgets cached results. */
  clear(): void {
    this.#cache.clear();
  }

  async #token(
    { scopes }: OperationAuthorization,
    authorizer: GatewayAuthorizer,
    scheme: SecurityScheme,
    invocation: Invocation,
  ): Promise<Caller | Fault> {
    const [sent] = identitySources(authorizer, scheme, invocation);
    const token = sent?.replace(/^bearer\s+/i, "");
    if (!token) return fault("UNAUTHORIZED");
    const claims = await verifyToken(
      token,
      this.#surroundings.tokenKeys,
      authorizer,
      this.#surroundings.now(),
    );
    if (!claims) return fault("UNAUTHORIZED");
    const granted = String(claims.scope ?? claims.scp ?? "").split(/[ ,]/);
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope)))
      return fault(authorizer.type === "jwt" ? "ACCESS_DENIED" : "UNAUTHORIZED");
    return { authorizer: { claims, ...(scopes.length > 0 && { scopes: granted }) } };
  }

  async #lambda(
    authorizer: GatewayAuthorizer,
    sources: readonly string[],
    invocation: Invocation,
    methodArn: string,
  ): Promise<Caller | Fault> {
    const { functions, now } = this.#surroundings;
    const name = typeof authorizer.uri === "string" ? functionName(authorizer.uri) : undefined;
    if (name === undefined) return fault("AUTHORIZER_CONFIGURATION_ERROR");
    if (!functions.has(name)) return { authorizer: { principalId: "mock" } };
    const ttl =
      typeof authorizer.resultTtl === "number" ? authorizer.resultTtl : DEFAULT_TTL_SECONDS;
    const key = JSON.stringify([name, ...sources]);
    const known = this.#cache.get(key);
    if (ttl > 0 && known && known.until > now())
      return callerOf(known.result, invocation, methodArn);
    const event = eventOf(authorizer, sources, invocation, methodArn);
    const outcome = await functions.invoke(name, event, TIMEOUT_MS);
    if (outcome.kind === "error") {
      const message = isJsonObject(outcome.error) ? outcome.error.errorMessage : undefined;
      return fault(message === "Unauthorized" ? "UNAUTHORIZED" : "AUTHORIZER_FAILURE");
    }
    if (outcome.kind !== "result") return fault("AUTHORIZER_FAILURE");
    const result = policyOf(outcome.value, authorizer);
    if (!isWellFormed(result)) return fault("AUTHORIZER_CONFIGURATION_ERROR");
    if (ttl > 0) this.#cache.set(key, { until: now() + ttl * 1000, result });
    return callerOf(result, invocation, methodArn);
  }
}

/** The result as one with a policy: a simple response of an HTTP API (`isAuthorized`) allows all, or nothing. */
function policyOf(value: JsonValue, { enableSimpleResponses }: GatewayAuthorizer): JsonValue {
  if (enableSimpleResponses !== true || !isJsonObject(value)) return value;
  if (typeof value.isAuthorized !== "boolean") return value;
  const Effect = value.isAuthorized ? "Allow" : "Deny";
  const Statement = [{ Effect, Action: "execute-api:Invoke", Resource: "*" }];
  const policyDocument = { Version: "2012-10-17", Statement };
  return { policyDocument, ...(value.context !== undefined && { context: value.context }) };
}

function isWellFormed(value: JsonValue): value is JsonObject {
  if (!isJsonObject(value) || !isJsonObject(value.policyDocument)) return false;
  if (value.context === undefined) return true;
  return (
    isJsonObject(value.context) &&
    Object.values(value.context).every((one) => typeof one !== "object")
  );
}

function callerOf(result: JsonObject, invocation: Invocation, methodArn: string): Caller | Fault {
  const question = { resource: methodArn, action: "execute-api:Invoke", conditions: {} };
  const verdict: PolicyVerdict = evaluatePolicy(result.policyDocument, question);
  if (verdict !== "allow") return accessDenied(verdict);
  const context = isJsonObject(result.context) ? result.context : {};
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)]);
  const { usageIdentifierKey } = result;
  return {
    authorizer: { principalId: result.principalId ?? null, ...Object.fromEntries(texts) },
    ...(typeof usageIdentifierKey === "string" && { usageKey: usageIdentifierKey }),
  };
}

/** The fault of a policy that does not allow the call. */
export function accessDenied(verdict: PolicyVerdict): Fault {
  const suffix = verdict === "deny" ? " with an explicit deny" : "";
  return fault("ACCESS_DENIED", {
    message: `User is not authorized to access this resource${suffix}`,
  });
}

function eventOf(
  authorizer: GatewayAuthorizer,
  sources: readonly string[],
  invocation: Invocation,
  methodArn: string,
): JsonValue {
  const [token = ""] = sources;
  if (authorizer.type === "token") return { type: "TOKEN", authorizationToken: token, methodArn };
  if (authorizer.payloadFormatVersion === "2.0") {
    const { body: _, isBase64Encoded: __, ...event } = proxyEventV2(invocation);
    return { ...event, type: "REQUEST", routeArn: methodArn, identitySource: [...sources] };
  }
  const headers = eventHeaders(invocation);
  // A handshake has neither a resource nor path variables.
  const isHandshake = invocation.context.eventType === "CONNECT";
  return {
    type: "REQUEST",
    methodArn,
    ...(!isHandshake && {
      resource: invocation.operation.path.raw,
      path: invocation.path,
      httpMethod: invocation.request.method,
      pathParameters: invocation.pathParameters,
    }),
    headers: singleValues(headers),
    multiValueHeaders: multiValues(headers),
    queryStringParameters: singleValues(invocation.query),
    multiValueQueryStringParameters: multiValues(invocation.query),
    stageVariables: invocation.stageVariables,
    requestContext: invocation.context as JsonObject,
  };
}

/** The values that identify the caller; TOKEN authorizers have one, the scheme's header. */
function identitySources(
  authorizer: GatewayAuthorizer,
  scheme: SecurityScheme,
  invocation: Invocation,
): readonly (string | undefined)[] {
  const written = authorizer.identitySources ?? [];
  const header = scheme.kind === "apiKey" && scheme.in === "header" ? scheme.name : "Authorization";
  if (written.length === 0) {
    return authorizer.type === "request" ? [] : [fieldValue(invocation.headers, header)];
  }
  return written.map((source) => sourceValue(source.trim(), invocation));
}

function sourceValue(source: string, invocation: Invocation): string | undefined {
  const match =
    /^(?:method\.|route\.|\$)?(?:request\.)?(header|querystring|context|stageVariables)\.(.+)$/.exec(
      source,
    );
  const name = match?.[2] ?? "";
  switch (match?.[1]) {
    case "header":
      return fieldValue(invocation.headers, name);
    case "querystring":
      return fieldValue(invocation.query, name);
    case "stageVariables":
      return invocation.stageVariables[name];
    case "context": {
      const value = invocation.context[name];
      return value === undefined || value === null ? undefined : String(value);
    }
    default:
      return undefined;
  }
}

function fullMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "s").test(text);
  } catch {
    return false;
  }
}
