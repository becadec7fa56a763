import type { Integration, IntegrationResponse, IntegrationType } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import { ObjectReader } from "../object-reader.js";
import { isReference } from "../refs/reference.js";
import { isJsonObject } from "../../util/json.js";
import { lowerCase, values } from "./enums.js";
import { readMappings, readTemplates } from "./mappings.js";

const integrationMembers = memberSet(
  "$ref type httpMethod uri credentials connectionType connectionId contentHandling " +
    "passthroughBehavior requestParameters requestTemplates responses responseParameters " +
    "timeoutInMillis cacheNamespace cacheKeyParameters tlsConfig responseTransferMode " +
    "integrationTarget payloadFormatVersion integrationSubtype " +
    "templateSelectionExpression integrationResponseSelectionExpression",
);
const responseMembers = memberSet(
  "statusCode responseParameters responseTemplates contentHandling",
);
const integrationTypes: readonly IntegrationType[] = [
  "aws",
  "aws_proxy",
  "http",
  "http_proxy",
  "mock",
];
const contentHandlings = ["convert_to_text", "convert_to_binary"] as const;

/** Reads the integration at a member, or the named one that it refers to. */
export function readIntegration(owner: ObjectReader, key: string): Integration | undefined {
  const own = owner.object(key);
  if (!own || !isReference(own.raw)) return own && integrationOf(own);
  const { resolver } = own.scope.run;
  const target = resolver.follow(own.raw.$ref, own.scope, own.location);
  if (!target || !isJsonObject(target.value)) return undefined;
  const component = own.raw.$ref.slice(own.raw.$ref.lastIndexOf("/") + 1);
  const { integrations } = own.scope.run;
  const known = integrations.get(target.value);
  if (known) return { ...known, component };
  const reader = new ObjectReader(target.value, target.location, target.scope);
  const read = integrationOf(reader);
  integrations.set(target.value, read);
  return { ...read, component };
}

/** Reads an integration (API Gateway guide, "x-amazon-apigateway-integration object"). */
export function integrationOf(reader: ObjectReader): Integration {
  const written = reader.text("type");
  if (written === undefined) reader.missing("The integration", "type");
  const type = integrationTypes.find((known) => known === written?.toLowerCase());
  const integration: Draft<Integration> = { location: reader.location, type: type ?? "unknown" };
  if (!type && written !== undefined) {
    integration.rawType = written;
    lowerCase(reader, "type", integrationTypes);
  }
  assign(integration, "httpMethod", reader.text("httpMethod")?.toUpperCase());
  assign(integration, "uri", reader.textValue("uri"));
  assign(integration, "credentials", reader.textValue("credentials"));
  const connections = ["internet", "vpc_link"] as const;
  assign(integration, "connectionType", lowerCase(reader, "connectionType", connections));
  assign(integration, "connectionId", reader.textValue("connectionId"));
  assign(integration, "contentHandling", lowerCase(reader, "contentHandling", contentHandlings));
  const passthrough = ["when_no_match", "when_no_templates", "never"] as const;
  assign(integration, "passthroughBehavior", lowerCase(reader, "passthroughBehavior", passthrough));
  assign(integration, "requestParameters", readMappings(reader, "requestParameters"));
  assign(integration, "requestTemplates", readTemplates(reader, "requestTemplates"));
  readResponses(reader, integration);
  assign(integration, "timeout", reader.numberValue("timeoutInMillis"));
  assign(integration, "cacheNamespace", reader.textValue("cacheNamespace"));
  assign(integration, "cacheKeyParameters", reader.texts("cacheKeyParameters"));
  readTls(reader, integration);
  const modes = ["buffered", "stream"] as const;
  assign(integration, "responseTransferMode", lowerCase(reader, "responseTransferMode", modes));
  assign(integration, "integrationTarget", reader.textValue("integrationTarget"));
  assign(integration, "payloadFormatVersion", payloadVersion(reader));
  assign(integration, "integrationSubtype", reader.text("integrationSubtype"));
  assign(integration, "templateSelection", reader.text("templateSelectionExpression"));
  assign(integration, "responseSelection", reader.text("integrationResponseSelectionExpression"));
  reader.keepRest(integration, integrationMembers);
  return integration;
}

/** YAML reads an unquoted `2.0` as a number, which the service takes as well. */
function payloadVersion(reader: ObjectReader): string | undefined {
  const { payloadFormatVersion: written } = reader.raw;
  return typeof written === "number" ? written.toFixed(1) : reader.text("payloadFormatVersion");
}

function readResponses(reader: ObjectReader, integration: Draft<Integration>): void {
  const responses = reader.object("responses");
  if (responses) {
    integration.responses = responses.all().flatMap((member) => {
      const response = responses.asObject(member);
      return response ? [readResponse(member.name, response)] : [];
    });
  }
  const byStatus = reader.object("responseParameters");
  if (byStatus) {
    integration.responseParameters = byStatus.all().map(({ name }) => ({
      name,
      value: readMappings(byStatus, name) ?? [],
    }));
  }
}

function readResponse(pattern: string, reader: ObjectReader): IntegrationResponse {
  const response: Draft<IntegrationResponse> = { location: reader.location, pattern };
  const { statusCode } = reader.raw;
  const status = typeof statusCode === "number" ? String(statusCode) : undefined;
  assign(response, "statusCode", status ?? reader.textValue("statusCode"));
  assign(response, "parameters", readMappings(reader, "responseParameters"));
  assign(response, "templates", readTemplates(reader, "responseTemplates"));
  assign(response, "contentHandling", lowerCase(reader, "contentHandling", contentHandlings));
  reader.keepRest(response, responseMembers);
  return response;
}

function readTls(reader: ObjectReader, integration: Draft<Integration>): void {
  const config = reader.object("tlsConfig");
  if (!config) return;
  const tls: Draft<NonNullable<Integration["tls"]>> = {};
  assign(tls, "insecureSkipVerification", config.flag("insecureSkipVerification"));
  assign(tls, "serverNameToVerify", config.text("serverNameToVerify"));
  integration.tls = tls;
}

/** Reads the named integrations among the components (HTTP APIs). */
export function readIntegrations(
  root: ObjectReader,
): { name: string; value: Integration }[] | undefined {
  const components = root.object("components")?.object("x-amazon-apigateway-integrations");
  const { integrations } = root.scope.run;
  return (
    components &&
    values(components, (reader) => {
      const known = integrations.get(reader.raw) ?? integrationOf(reader);
      integrations.set(reader.raw, known);
      return known;
    })
  );
}
