import type { ApiModel, Route, SecurityRequirement } from "../../model/index.js";
import type { HttpRequest } from "../http/message.js";
import type { Bucket, LimitStore } from "../limits/store.js";
import { Authorizers, type Caller, connectAuthorization } from "../aws/authorizer.js";
import { fault, type Fault, isFault } from "../aws/fault.js";
import { fieldValue } from "../aws/fields.js";
import type { Invocation } from "../aws/invocation.js";
import type { ApiKeys } from "../aws/keys.js";
import { checkSignature, type IamCredentials } from "../aws/signature.js";

/** What admits a client. */
export interface Admission {
  readonly model: ApiModel;
  readonly authorizers: Authorizers;
  readonly keys: ApiKeys;
  readonly store: LimitStore;
  readonly throttle: Bucket;
  readonly iam: readonly IamCredentials[];
  readonly region: string;
  readonly now: () => number;
}

/** Checks what stands before `$connect`: throttle, authorizer or signature, API key, and what the description asks for. */
export async function admit(
  route: Route | undefined,
  invocation: Invocation,
  admission: Admission,
): Promise<Caller | Fault> {
  const { store, throttle, now } = admission;
  if (!(await store.takeToken("websocket connections", throttle, now()))) {
    return fault("THROTTLED");
  }
  if (!route) return { authorizer: {} };
  const caller = await authorize(route, invocation, admission);
  if (isFault(caller)) return caller;
  const missing = missingParameter(route, invocation);
  return missing === undefined
    ? caller
    : fault("BAD_REQUEST_PARAMETERS", {
        message: `Missing required request parameters: [${missing}]`,
      });
}

async function authorize(
  route: Route,
  invocation: Invocation,
  { model, authorizers, keys, iam, region, now }: Admission,
): Promise<Caller | Fault> {
  const security = route.security ?? model.security;
  const authorization = connectAuthorization(model, route);
  if (authorization.iam) {
    const { request } = invocation;
    const signer = await checkSignature(request, { region, credentials: iam, now: now() });
    return isFault(signer) ? signer : { authorizer: {} };
  }
  const { apiId, accountId } = invocation.api;
  const arn = `arn:aws:execute-api:${invocation.api.region}:${accountId}:${apiId}/${invocation.stage}/$connect`;
  const caller = await authorizers.authorize(authorization, invocation, arn);
  if (isFault(caller)) return caller;
  if (authorization.apiKeyRequired) {
    const fromAuthorizer = model.gateway?.apiKeySource === "authorizer";
    const sent = fromAuthorizer ? caller.usageKey : fieldValue(invocation.headers, "x-api-key");
    const key = keys.find(sent);
    return isFault(key) ? key : caller;
  }
  const isOpen =
    authorization.authorizer || !security || hasCredentials(model, security, invocation.request);
  return isOpen ? caller : fault("UNAUTHORIZED");
}

/** Whether a handshake carries the credentials of an alternative, whatever their values. */
function hasCredentials(
  model: ApiModel,
  security: readonly SecurityRequirement[],
  request: HttpRequest,
): boolean {
  if (security.length === 0) return true;
  const query = new URLSearchParams(request.query);
  return security.some(({ schemes }) =>
    schemes.every(({ name }) => {
      const scheme = model.components.securitySchemes.get(name);
      if (!scheme || scheme.kind === "mutualTLS" || scheme.kind === "unknown") return true;
      if (scheme.kind !== "apiKey") return request.headers.authorization !== undefined;
      if (scheme.in === "query") return query.has(scheme.name);
      if (scheme.in === "header") return request.headers[scheme.name.toLowerCase()] !== undefined;
      return (request.headers.cookie ?? "").includes(`${scheme.name}=`);
    }),
  );
}

function missingParameter(
  { parameters = [] }: Route,
  { headers, query }: Invocation,
): string | undefined {
  return parameters.find(({ in: place, name, required }) => {
    if (required !== true) return false;
    if (place === "query") return fieldValue(query, name) === undefined;
    return place === "header" && fieldValue(headers, name) === undefined;
  })?.name;
}
