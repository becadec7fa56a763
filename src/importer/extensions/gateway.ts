import type {
  Gateway,
  GatewayDocumentation,
  GatewayEndpoint,
  GatewayResponse,
} from "../../model/index.js";
import type { EndpointType, HttpApiCors, Operation, RequestValidator } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import type { ObjectReader } from "../object-reader.js";
import { readValues } from "./authorizer.js";
import { lowerCase, values } from "./enums.js";
import { readIntegrations } from "./integration.js";
import { readMappings, readTexts } from "./mappings.js";

const prefix = "x-amazon-apigateway-";

/** The extensions of `components` that the gateway part holds. */
export const gatewayComponentsMembers: ReadonlySet<string> = new Set([`${prefix}integrations`]);

/** The extensions of the document that the gateway part holds. */
export const gatewayRootMembers: readonly string[] = [
  "api-key-source",
  "binary-media-types",
  "cors",
  "documentation",
  "endpoint-access-mode",
  "endpoint-configuration",
  "gateway-responses",
  "importexport-version",
  "minimum-compression-size",
  "policy",
  "request-validator",
  "request-validators",
  "security-policy",
].map((name) => prefix + name);

/** Reads what the document says of its gateway; undefined when it says nothing, in no operation either. */
export function readGateway(
  root: ObjectReader,
  operations: readonly Operation[],
): Gateway | undefined {
  const servers = Array.isArray(root.raw.servers) ? (root.objects("servers") ?? []) : [];
  const owners = [root, ...servers];
  const integrations = readIntegrations(root);
  const says =
    integrations !== undefined ||
    operations.some((operation) => operation.gateway) ||
    owners.some((owner) =>
      Object.keys(owner.raw).some((name) => gatewayRootMembers.includes(name)),
    );
  if (!says) return undefined;
  const gateway: Draft<Gateway> = {
    location: root.location,
    kind: isHttpApi(root, operations) ? "http" : "rest",
    endpoint: readEndpoint(root, owners),
  };
  const source = lowerCase(root, `${prefix}api-key-source`, ["header", "authorizer"]);
  assign(gateway, "apiKeySource", source);
  assign(gateway, "binaryMediaTypes", readValues(root, `${prefix}binary-media-types`));
  const size = `${prefix}minimum-compression-size`;
  if (root.raw[size] === null) gateway.minimumCompressionSize = null;
  else assign(gateway, "minimumCompressionSize", root.number(size));
  assign(gateway, "requestValidator", root.text(`${prefix}request-validator`));
  const validators = root.object(`${prefix}request-validators`);
  if (validators) gateway.requestValidators = values(validators, readValidator);
  const responses = root.object(`${prefix}gateway-responses`);
  if (responses) gateway.gatewayResponses = values(responses, readGatewayResponse);
  assign(gateway, "documentation", readDocumentation(root));
  assign(gateway, "securityPolicy", root.textValue(`${prefix}security-policy`));
  assign(gateway, "endpointAccessMode", root.textValue(`${prefix}endpoint-access-mode`));
  assign(gateway, "cors", readCors(root));
  assign(gateway, "importExportVersion", root.text(`${prefix}importexport-version`));
  assign(gateway, "integrations", integrations);
  return gateway;
}

/** Only HTTP APIs have a CORS block, an export version, a default route and the second payload format. */
function isHttpApi(root: ObjectReader, operations: readonly Operation[]): boolean {
  return (
    root.raw[`${prefix}cors`] !== undefined ||
    root.raw[`${prefix}importexport-version`] !== undefined ||
    operations.some(({ gateway, path }) => {
      if (gateway?.isDefaultRoute || path.raw === "/$default") return true;
      return gateway?.integration?.payloadFormatVersion !== undefined;
    })
  );
}

const endpointMembers = `${prefix}endpoint-configuration`;
const endpointTypes: readonly EndpointType[] = ["edge", "regional", "private"];

function readEndpoint(root: ObjectReader, owners: readonly ObjectReader[]): GatewayEndpoint {
  const endpoint: Draft<GatewayEndpoint> = {};
  assign(endpoint, "policy", root.raw[`${prefix}policy`]);
  for (const owner of owners) {
    const reader = owner.object(endpointMembers);
    if (!reader) continue;
    const written = readValues(reader, "types")?.[0];
    const type = endpointTypes.find((known) => {
      return typeof written === "string" && known === written.toLowerCase();
    });
    assign(endpoint, "type", type);
    assign(endpoint, "vpcEndpointIds", readValues(reader, "vpcEndpointIds"));
    assign(endpoint, "disableExecuteApi", reader.flagValue("disableExecuteApiEndpoint"));
  }
  return endpoint;
}

const validatorMembers = memberSet("validateRequestBody validateRequestParameters");

function readValidator(reader: ObjectReader): RequestValidator {
  const validator: Draft<RequestValidator> = {
    location: reader.location,
    body: reader.flag("validateRequestBody") ?? false,
    parameters: reader.flag("validateRequestParameters") ?? false,
  };
  reader.keepRest(validator, validatorMembers);
  return validator;
}

const responseMembers = memberSet("statusCode responseParameters responseTemplates");

function readGatewayResponse(reader: ObjectReader): GatewayResponse {
  const response: Draft<GatewayResponse> = { location: reader.location };
  const { statusCode } = reader.raw;
  const status = typeof statusCode === "number" ? String(statusCode) : undefined;
  assign(response, "statusCode", status ?? reader.textValue("statusCode"));
  assign(response, "parameters", readMappings(reader, "responseParameters"));
  assign(response, "templates", readTexts(reader, "responseTemplates"));
  reader.keepRest(response, responseMembers);
  return response;
}

const documentationMembers = memberSet("version documentationParts");

function readDocumentation(root: ObjectReader): GatewayDocumentation | undefined {
  const reader = root.object(`${prefix}documentation`);
  if (!reader) return undefined;
  const parts = (reader.items("documentationParts") ?? []).map(({ value }) => value);
  const documentation: Draft<GatewayDocumentation> = { location: reader.location, parts };
  assign(documentation, "version", reader.text("version"));
  reader.keepRest(documentation, documentationMembers);
  return documentation;
}

const corsMembers = memberSet(
  "allowOrigins allowCredentials exposeHeaders maxAge allowMethods allowHeaders",
);

function readCors(root: ObjectReader): HttpApiCors | undefined {
  const reader = root.object(`${prefix}cors`);
  if (!reader) return undefined;
  const list = (key: string): string[] | undefined => {
    return typeof reader.raw[key] === "string" ? [reader.raw[key]] : reader.texts(key);
  };
  const cors: Draft<HttpApiCors> = { location: reader.location };
  assign(cors, "allowOrigins", list("allowOrigins"));
  assign(cors, "allowCredentials", reader.flag("allowCredentials"));
  assign(cors, "exposeHeaders", list("exposeHeaders"));
  assign(cors, "maxAge", reader.number("maxAge"));
  assign(cors, "allowMethods", list("allowMethods"));
  assign(cors, "allowHeaders", list("allowHeaders"));
  reader.keepRest(cors, corsMembers);
  return cors;
}
