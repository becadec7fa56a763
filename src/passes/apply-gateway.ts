import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type { ApiModel, Gateway, GatewayEndpoint } from "../model/index.js";
import type { SettingsContent } from "../settings/settings.js";
import type { JsonObject, JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";

type EndpointSettings = NonNullable<SettingsContent["endpoint"]>;

/** Joins the settings' endpoint and gateway parts to what the document says; the settings win. */
export function applyGateway(
  model: ApiModel,
  { endpoint, gateway }: SettingsContent,
  root: SourceLocation,
): { model: ApiModel; diagnostics: readonly Diagnostic[] } {
  if (!endpoint && !gateway) return { model, diagnostics: [] };
  const base: Gateway = model.gateway ?? { kind: "rest", endpoint: {}, location: root };
  const joined: GatewayEndpoint = { ...base.endpoint, ...makeEndpoint(endpoint ?? {}) };
  const isOpen = joined.type === "private" && joined.policy === undefined;
  const at = childLocation(root, "endpoint");
  // What runs operations without an integration is for the emitter to know.
  const { integration: _, function: __, accountThrottle: ___, cors, ...own } = gateway ?? {};
  const location = childLocation(childLocation(root, "gateway"), "cors");
  const allowed = cors && { cors: { ...cors, location } };
  return {
    model: { ...model, gateway: { ...base, ...own, ...allowed, endpoint: joined } },
    diagnostics: isOpen ? [diagnostic("private-without-policy", at, [])] : [],
  };
}

function makeEndpoint(settings: EndpointSettings): GatewayEndpoint {
  const { type, vpcEndpointIds, disableDefault } = settings;
  const policy = settings.policy ?? allowPolicy(settings.allowFrom ?? {});
  return {
    ...(type !== undefined && { type }),
    ...(vpcEndpointIds && { vpcEndpointIds }),
    ...(disableDefault !== undefined && { disableExecuteApi: disableDefault }),
    ...(policy !== undefined && { policy }),
  };
}

/** A policy that lets callers in by one statement for each way to name them; all others stay out. */
function allowPolicy({
  vpcEndpoints = [],
  vpcs = [],
  cidrs = [],
  accounts = [],
}: NonNullable<EndpointSettings["allowFrom"]>): JsonValue | undefined {
  const statements: JsonObject[] = [];
  const allow = (principal: JsonValue, condition?: JsonObject): void => {
    statements.push({
      Effect: "Allow",
      Principal: principal,
      Action: "execute-api:Invoke",
      Resource: "execute-api:/*",
      ...(condition && { Condition: condition }),
    });
  };
  if (vpcEndpoints.length > 0) allow("*", { StringEquals: { "aws:SourceVpce": vpcEndpoints } });
  if (vpcs.length > 0) allow("*", { StringEquals: { "aws:SourceVpc": vpcs } });
  if (cidrs.length > 0) allow("*", { IpAddress: { "aws:SourceIp": cidrs } });
  if (accounts.length > 0) allow({ AWS: accounts });
  return statements.length > 0 ? { Version: "2012-10-17", Statement: statements } : undefined;
}
