import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation } from "../../diagnostics/location.js";
import { definedMembers, isJsonObject, type JsonObject } from "../../util/json.js";
import type { SavedItem } from "./saved-api.js";
import { SavedMembers } from "./saved-members.js";

/** A stage of the settings, made of what the service saved. */
export interface StageOfSaved {
  readonly name: string;
  readonly settings: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

const OF_THE_SERVICE = [
  "createdDate",
  "lastUpdatedDate",
  "deploymentId",
  "cacheClusterStatus",
  "documentationVersion",
];

/** What the service writes where nobody chose anything; it is left out of settings. */
const DEFAULTS = { rate: 10_000, burst: 5000, ttl: 300 };

/** Makes a stage of the settings of one of get-stages. */
export function stageOfSaved(item: SavedItem, url: string | undefined): StageOfSaved {
  const stage = new SavedMembers(item, OF_THE_SERVICE);
  const name = stage.text("stageName") ?? "default";
  const where = `the stage "${name}"`;
  const hasCache = stage.flag("cacheClusterEnabled") ?? false;
  const size = stage.text("cacheClusterSize");
  const log = stage.within("accessLogSettings");
  const canary = stage.within("canarySettings", ["deploymentId"]);
  const percent = canary.number("percentTraffic");
  const methods = new Map<string, JsonObject>();
  const diagnostics: Diagnostic[] = [];
  const all = stage.object("methodSettings") ?? {};
  const at = childLocation(item.location, "methodSettings");
  for (const [key, value] of Object.entries(all)) {
    if (!isJsonObject(value)) continue;
    const location = childLocation(at, key);
    const method = new SavedMembers({ value, location });
    const settings = methodSettings(method, hasCache);
    diagnostics.push(...method.rest(`${key} in ${where}`));
    if (Object.keys(settings).length > 0) methods.set(methodKey(key), settings);
  }
  const { cache, ...defaults } = methods.get("* *") ?? {};
  methods.delete("* *");
  const settings = definedMembers({
    description: stage.text("description"),
    url,
    variables: stage.object("variables"),
    ...defaults,
    cache: hasCache ? { ...(isJsonObject(cache) && cache), ...(size && { size }) } : undefined,
    methods: methods.size > 0 ? Object.fromEntries(methods) : undefined,
    canary:
      percent === undefined
        ? undefined
        : definedMembers({
            percent,
            variables: canary.object("stageVariableOverrides"),
            useStageCache: canary.flag("useStageCache") || undefined,
          }),
    accessLog: nonEmpty({ destination: log.text("destinationArn"), format: log.text("format") }),
    tracing: stage.flag("tracingEnabled") || undefined,
    clientCertificate: stage.text("clientCertificateId"),
  });
  return { name, settings, diagnostics: [...diagnostics, ...stage.rest(where)] };
}

// `~1pets~1{id}/GET` becomes `GET /pets/{id}`, a star for both becomes `* *`.
function methodKey(key: string): string {
  const end = key.lastIndexOf("/");
  const path = key.slice(0, end).replaceAll("~1", "/").replaceAll("~0", "~");
  const method = key.slice(end + 1);
  if (path === "*") return `${method} *`;
  return `${method} ${path.startsWith("/") ? path : `/${path}`}`;
}

function methodSettings(method: SavedMembers, hasCache: boolean): JsonObject {
  const rate = method.number("throttlingRateLimit");
  const burst = method.number("throttlingBurstLimit");
  const logging = method.text("loggingLevel")?.toLowerCase();
  const isCached = (method.flag("cachingEnabled") ?? false) && hasCache;
  const ttl = method.number("cacheTtlInSeconds");
  const requires = method.flag("requireAuthorizationForCacheControl");
  const strategy = UNAUTHORIZED.get(method.text("unauthorizedCacheControlHeaderStrategy") ?? "");
  const encrypted = method.flag("cacheDataEncrypted");
  return definedMembers({
    throttle: nonEmpty({
      rate: rate !== undefined && rate >= 0 && rate !== DEFAULTS.rate ? rate : undefined,
      burst: burst !== undefined && burst >= 0 && burst !== DEFAULTS.burst ? burst : undefined,
    }),
    cache: isCached
      ? definedMembers({
          enabled: true,
          ttl: ttl === DEFAULTS.ttl ? undefined : ttl,
          encrypted: encrypted || undefined,
          requireAuthorization: requires === false ? false : undefined,
          unauthorized: strategy,
        })
      : undefined,
    logging: logging === "off" ? undefined : logging,
    dataTrace: method.flag("dataTraceEnabled") || undefined,
    metrics: method.flag("metricsEnabled") || undefined,
  });
}

const UNAUTHORIZED = new Map([
  ["FAIL_WITH_403", "fail_403"],
  ["SUCCEED_WITHOUT_RESPONSE_HEADER", "succeed_without_header"],
]);

function nonEmpty(members: Parameters<typeof definedMembers>[0]): JsonObject | undefined {
  const defined = definedMembers(members);
  return Object.keys(defined).length > 0 ? defined : undefined;
}
