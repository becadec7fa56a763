import type { OAuth2Flow, SchemeUse, SecurityRequirement } from "../model/index.js";
import type { SecurityScheme, SecuritySchemeBase } from "../model/security.js";
import type { Draft } from "./draft.js";
import { assign } from "./draft.js";
import { readAuthorizer } from "./extensions/authorizer.js";
import type { ObjectReader } from "./object-reader.js";
import { memberSet } from "./member-set.js";

/** Reads the requirements at `security`: absent and empty differ. */
export function readSecurity(owner: ObjectReader): SecurityRequirement[] | undefined {
  return owner.objects("security")?.map((requirement) => ({
    schemes: requirement
      .all()
      .map(({ name }): SchemeUse => ({ name, scopes: requirement.texts(name) ?? [] })),
  }));
}

const authorizerMember = "x-amazon-apigateway-authorizer";
const authTypeMember = "x-amazon-apigateway-authtype";
const baseMembers = ["type", "description", "deprecated", authorizerMember, authTypeMember];
const memberSets = {
  apiKey: memberSet("name in", ...baseMembers),
  http: memberSet("scheme bearerFormat", ...baseMembers),
  basic: new Set(baseMembers),
  oauth2: memberSet(
    "flows oauth2MetadataUrl flow authorizationUrl tokenUrl scopes",
    ...baseMembers,
  ),
  openIdConnect: memberSet("openIdConnectUrl", ...baseMembers),
  mutualTLS: new Set(baseMembers),
};

const schemeTypes = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
const schemeTypesOfSwagger2 = ["basic", "apiKey", "oauth2"];

/** Reads a security scheme of any version. */
export function readSecurityScheme(reader: ObjectReader): SecurityScheme {
  const type = reader.requiredText("type", "The security scheme", "unknown");
  const base: Draft<SecuritySchemeBase> = { location: reader.location };
  assign(base, "description", reader.text("description"));
  assign(base, "deprecated", reader.flag("deprecated"));
  assign(base, "authType", reader.textValue(authTypeMember));
  assign(base, "authorizer", readAuthorizer(reader, authorizerMember));
  const known = Object.hasOwn(memberSets, type)
    ? memberSets[type as keyof typeof memberSets]
    : new Set(baseMembers);
  reader.keepRest(base, known);
  return schemeOfType(type, base, reader);
}

function schemeOfType(
  type: string,
  base: SecuritySchemeBase,
  reader: ObjectReader,
): SecurityScheme {
  switch (type) {
    case "apiKey": {
      const name = reader.requiredText("name", "The API key");
      const place = reader.oneOf("in", ["header", "query", "cookie"]) ?? "header";
      return { ...base, kind: "apiKey", name, in: place };
    }
    case "basic":
      return { ...base, kind: "http", scheme: "basic" };
    case "http": {
      const scheme = reader.requiredText("scheme", "The HTTP scheme", "bearer").toLowerCase();
      const bearerFormat = reader.text("bearerFormat");
      return { ...base, kind: "http", scheme, ...(bearerFormat !== undefined && { bearerFormat }) };
    }
    case "oauth2": {
      const metadata = reader.text("oauth2MetadataUrl");
      const flows = readFlows(reader);
      const flowsExtensions = reader.extensionsAt("flows");
      return {
        ...base,
        kind: "oauth2",
        flows,
        ...(flowsExtensions && { flowsExtensions }),
        ...(metadata && { oauth2MetadataUrl: metadata }),
      };
    }
    case "openIdConnect": {
      const openIdConnectUrl = reader.requiredText("openIdConnectUrl", "The OpenID scheme");
      return { ...base, kind: "openIdConnect", openIdConnectUrl };
    }
    case "mutualTLS":
      return { ...base, kind: "mutualTLS" };
    default:
      reportUnknownType(reader);
      return { ...base, kind: "unknown", type };
  }
}

/** AsyncAPI has types of its own, for protocols that are not served here. */
function reportUnknownType(reader: ObjectReader): void {
  const { isAsync, spec } = reader.scope.run;
  if (!isAsync) reader.oneOf("type", spec < 3 ? schemeTypesOfSwagger2 : schemeTypes);
}

const flowNames = new Map<string, OAuth2Flow["type"]>([
  ["implicit", "implicit"],
  ["password", "password"],
  ["application", "clientCredentials"],
  ["accessCode", "authorizationCode"],
  ["clientCredentials", "clientCredentials"],
  ["authorizationCode", "authorizationCode"],
  ["deviceAuthorization", "deviceAuthorization"],
]);

/** The flows of OpenAPI, or the one that Swagger 2 writes into the scheme itself. */
function readFlows(reader: ObjectReader): OAuth2Flow[] {
  if (typeof reader.raw.flow === "string") {
    const type = flowNames.get(reader.raw.flow);
    return type ? [readFlow(type, reader)] : [];
  }
  const flows = reader.object("flows");
  if (!flows) {
    reader.missing("The OAuth 2 scheme", "flows");
    return [];
  }
  return flows.all().flatMap((member) => {
    const type = flowNames.get(member.name);
    const flow = type && flows.asObject(member);
    if (!type || !flow) return [];
    const extensions = flows.extensionsAt(member.name);
    return [{ ...readFlow(type, flow), ...(extensions && { extensions }) }];
  });
}

function readFlow(type: OAuth2Flow["type"], reader: ObjectReader): OAuth2Flow {
  const scopes = (reader.object("scopes")?.all() ?? []).map(({ name, value }) => ({
    name,
    value: typeof value === "string" ? value : "",
  }));
  const flow: Draft<OAuth2Flow> = { type, scopes };
  assign(flow, "authorizationUrl", reader.text("authorizationUrl"));
  assign(flow, "deviceAuthorizationUrl", reader.text("deviceAuthorizationUrl"));
  assign(flow, "tokenUrl", reader.text("tokenUrl"));
  assign(flow, "refreshUrl", reader.text("refreshUrl"));
  return flow;
}
