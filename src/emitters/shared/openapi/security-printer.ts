import type { OAuthFlowObject, SecuritySchemeObject } from "openapi3-ts/oas32";
import type { OAuth2Flow, SecurityRequirement, SecurityScheme } from "../../../model/index.js";
import type { JsonArray, JsonObject, JsonValue } from "../../../util/json.js";
import { Members, namedValues, objectOf, withMembers } from "./members.js";
import type { Printing } from "./printing.js";
import { swaggerScheme } from "./swagger2/security.js";

/** Writes a security scheme; undefined where the dialect has no such scheme. */
export function printSecurityScheme(
  scheme: SecurityScheme,
  printing: Printing,
): JsonObject | undefined {
  if (!isExpressible(scheme, printing)) {
    return printing.lose(`A security scheme of the type \`${typeOf(scheme)}\``, scheme.location);
  }
  const members = new Members<SecuritySchemeObject>();
  if (printing.spec === 2) swaggerScheme(members, scheme, printing);
  else {
    members.put("type", typeOf(scheme)).put("description", scheme.description);
    printParts(members, scheme, printing);
    const deprecated = printing.since(3.2, "A scheme's deprecation", scheme.deprecated, scheme);
    members.put("deprecated", deprecated);
  }
  for (const [name, value] of Object.entries(printing.extensions?.securityScheme(scheme) ?? {})) {
    members.add(name, value);
  }
  return printing.rest(members, scheme).end();
}

/** Whether the dialect can describe a scheme at all. */
export function isExpressible(scheme: SecurityScheme, { spec, isOwn }: Printing): boolean {
  if (isOwn || spec >= 3.1) return true;
  if (scheme.kind === "mutualTLS") return false;
  if (spec === 3) return true;
  if (scheme.kind === "openIdConnect") return false;
  if (scheme.kind === "apiKey") return scheme.in !== "cookie";
  return (
    scheme.kind !== "oauth2" || scheme.flows.some(({ type }) => type !== "deviceAuthorization")
  );
}

function typeOf(scheme: SecurityScheme): string {
  return scheme.kind === "unknown" ? scheme.type : scheme.kind;
}

function printParts(
  members: Members<SecuritySchemeObject>,
  scheme: SecurityScheme,
  printing: Printing,
): void {
  switch (scheme.kind) {
    case "apiKey":
      members.put("name", scheme.name).put("in", scheme.in);
      break;
    case "http":
      members.put("scheme", scheme.scheme).put("bearerFormat", scheme.bearerFormat);
      break;
    case "oauth2": {
      const url = printing.since(3.2, "`oauth2MetadataUrl`", scheme.oauth2MetadataUrl, scheme);
      members
        .put(
          "flows",
          withMembers(
            printFlows(scheme.flows, scheme, printing),
            printing.extensionsIn(scheme.flowsExtensions),
          ),
        )
        .put("oauth2MetadataUrl", url);
      break;
    }
    case "openIdConnect":
      members.put("openIdConnectUrl", scheme.openIdConnectUrl);
  }
}

function printFlows(
  flows: readonly OAuth2Flow[],
  scheme: SecurityScheme,
  printing: Printing,
): JsonObject {
  const known = flows.filter(({ type }) => {
    const isLost = type === "deviceAuthorization" && printing.spec < 3.2 && !printing.isOwn;
    if (isLost) printing.lose("The flow `deviceAuthorization`", scheme.location);
    return !isLost;
  });
  return objectOf(known.map((flow) => ({ name: flow.type, value: printFlow(flow, printing) })));
}

function printFlow(flow: OAuth2Flow, printing: Printing): JsonObject {
  return new Members<OAuthFlowObject>()
    .put("authorizationUrl", flow.authorizationUrl)
    .put("deviceAuthorizationUrl", flow.deviceAuthorizationUrl)
    .put("tokenUrl", flow.tokenUrl)
    .put("refreshUrl", flow.refreshUrl)
    .put(
      "scopes",
      namedValues(flow.scopes, (text): JsonValue => text),
    )
    .addAll(printing.extensionsIn(flow.extensions))
    .end();
}

/** Writes requirements; an alternative whose scheme the dialect cannot describe is left out. */
export function printSecurity(
  requirements: readonly SecurityRequirement[] | undefined,
  printing: Printing,
): JsonArray | undefined {
  if (!requirements) return undefined;
  const kept = requirements.filter(({ schemes }) =>
    schemes.every(({ name }) => {
      const scheme = printing.model.components.securitySchemes.get(name);
      return !scheme || isExpressible(scheme, printing);
    }),
  );
  // An empty list would open what was closed.
  if (kept.length === 0 && requirements.length > 0) return undefined;
  const printed = kept.map(({ schemes }) =>
    objectOf(schemes.map(({ name, scopes }) => ({ name, value: scopes }))),
  );
  // Swagger 2.0 allows no repetition.
  return printing.spec === 2 && !printing.isOwn ? unique(printed) : printed;
}

/** The values without those that stood there before. */
function unique<T extends JsonValue>(values: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
