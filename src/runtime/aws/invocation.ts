import type { IntegrationType, Operation } from "../../model/index.js";
import { decodeForm, parsePairs } from "../openapi/query.js";
import type { HttpRequest } from "../http/message.js";
import type { Surroundings } from "../clock.js";
import type { Step } from "../exchange.js";
import { type Fields, fieldsOf, fieldValue } from "./fields.js";
import { clientFields } from "./header-rules.js";

/** The identity of the API that `$context` and events tell. */
export interface ApiIdentity {
  readonly apiId: string;
  readonly accountId: string;
  readonly region: string;
  readonly deploymentId: string;
  readonly endpoint: "edge" | "regional" | "private";
}

/** One request on its way through the gateway. */
export interface Invocation {
  readonly request: HttpRequest;
  readonly api: ApiIdentity;
  readonly stage: string;
  /** Without the stage, as sent. */
  readonly path: string;
  /** With the stage, as sent. */
  readonly stagePath: string;
  readonly operation: Operation;
  readonly resourceId: string;
  /** Percent-encoded, as sent. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Those that the gateway lets through. */
  readonly headers: Fields;
  /** With the ones that only templates see. */
  readonly allHeaders: Fields;
  readonly query: Fields;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** `$context` without overrides. */
  readonly context: Record<string, unknown>;
  readonly traceId: string;
  /** Takes what each step did, where somebody asks for it. */
  readonly steps?: Step[];
}

/** What an invocation is made from. */
export interface InvocationParts {
  readonly request: HttpRequest;
  readonly api: ApiIdentity;
  readonly stage: string;
  readonly path: string;
  readonly operation: Operation;
  readonly resourceId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly isCanary: boolean | undefined;
  readonly surroundings: Surroundings;
  readonly steps?: Step[];
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const IDENTITY =
  "accessKey accountId caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId".split(
    " ",
  );

/** Prepares a request for the steps of the gateway. */
export function makeInvocation(parts: InvocationParts): Invocation {
  const { request, api, surroundings } = parts;
  const sent = namedFields(fieldsOf(request.rawHeaders), api.endpoint);
  const query = parsePairs(request.query).map(({ name, raw }) => [name, decodeForm(raw)] as const);
  const stagePath = stagePathOf(parts);
  const traceId = extendTrace(fieldValue(sent, "x-amzn-trace-id"), surroundings);
  return {
    ...parts,
    stagePath,
    headers: clientFields(sent),
    allHeaders: sent,
    query,
    traceId,
    context: contextOf(parts, stagePath, sent),
  };
}

/** Edge APIs stand behind a distribution that writes two names its own way. */
function namedFields(fields: Fields, endpoint: ApiIdentity["endpoint"]): Fields {
  if (endpoint !== "edge") return fields;
  return fields.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === "authorization") return ["Authorization", value];
    return lower === "user-agent" ? ["User-Agent", value] : [name, value];
  });
}

/** The path with the stage, whether the client wrote it or used the bare path. */
function stagePathOf({ request, stage, path }: InvocationParts): string {
  const sent = request.path;
  const withStage = new RegExp(`^/+${stage.replaceAll(/[^\w-]/g, "\\$&")}(/|$)`).test(sent);
  return withStage ? sent.replace(/^\/+/, "/") : `/${stage}${path}`;
}

function extendTrace(sent: string | undefined, surroundings: Surroundings): string {
  if (sent?.includes("Root=")) {
    return sent.includes("Parent=") ? sent : `${sent};Parent=${surroundings.hex(8)};Sampled=0`;
  }
  const seconds = Math.floor(surroundings.now() / 1000).toString(16);
  return `Root=1-${seconds}-${surroundings.hex(12)}`;
}

function contextOf(
  parts: InvocationParts,
  stagePath: string,
  sent: Fields,
): Record<string, unknown> {
  const { api, request, stage, operation, surroundings } = parts;
  const domainName =
    fieldValue(sent, "host") ?? `${api.apiId}.execute-api.${api.region}.amazonaws.com`;
  const now = surroundings.now();
  const identity = Object.fromEntries(IDENTITY.map((name) => [name, null as string | null]));
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    deploymentId: api.deploymentId,
    domainName,
    domainPrefix: domainName.split(/[.:]/, 1)[0],
    extendedRequestId: `${Buffer.from(surroundings.hex(11), "hex").toString("base64url").slice(0, 15)}=`,
    httpMethod: request.method,
    identity: {
      ...identity,
      sourceIp: request.remoteAddress.replace(/^::ffff:/, ""),
      user: null,
      userAgent: fieldValue(sent, "user-agent") ?? null,
      userArn: null,
    },
    path: stagePath,
    protocol: "HTTP/1.1",
    requestId: surroundings.uuid(),
    requestTime: clfTime(now),
    requestTimeEpoch: now,
    resourceId: parts.resourceId,
    resourcePath: operation.path.raw,
    stage,
    ...(parts.isCanary !== undefined && { isCanaryRequest: String(parts.isCanary) }),
  };
}

/** A time in the Common Log Format: `10/Oct/2000:13:55:36 +0000`. */
export function clfTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastTime.second) lastTime = { second, text: formatTime(milliseconds) };
  return lastTime.text;
}

/** Many requests come in one second. */
let lastTime = { second: Number.NaN, text: "" };

function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  const month = MONTHS[date.getUTCMonth()] ?? "";
  const day = `${two(date.getUTCDate())}/${month}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** Whether an integration passes the request through as it is. */
export function isProxy(type: IntegrationType): boolean {
  return type === "http_proxy" || type === "aws_proxy";
}
