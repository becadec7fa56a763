import type { OAuth2Flow, SecurityScheme } from "../../../../model/index.js";
import { type Members, namedValues } from "../members.js";
import type { Printing } from "../printing.js";
import { urlWithDefaults } from "./servers.js";

const FLOWS: Readonly<Record<OAuth2Flow["type"], string>> = {
  implicit: "implicit",
  password: "password",
  clientCredentials: "application",
  authorizationCode: "accessCode",
  deviceAuthorization: "deviceAuthorization",
};

/** Writes the members of a security scheme of Swagger 2.0, which has one flow a scheme and knows no bearer tokens. */
export function swaggerScheme<T>(
  members: Members<T>,
  scheme: SecurityScheme,
  printing: Printing,
): void {
  switch (scheme.kind) {
    case "apiKey":
      members.add("type", "apiKey").add("name", scheme.name).add("in", scheme.in);
      break;
    case "http":
      if (scheme.scheme === "basic") members.add("type", "basic");
      else if (printing.isOwn) members.add("type", "http").add("scheme", scheme.scheme);
      else {
        const how = "an API key in the header `Authorization`";
        printing.change(`The HTTP scheme \`${scheme.scheme}\``, how, scheme.location);
        members.add("type", "apiKey").add("name", "Authorization").add("in", "header");
      }
      break;
    case "oauth2":
      members.add("type", "oauth2");
      if (scheme.flowsExtensions) printing.lose("Extensions of OAuth flows", scheme.location);
      swaggerFlow(members, scheme.flows, scheme, printing);
      break;
    case "unknown":
      members.add("type", scheme.type);
      break;
    case "openIdConnect":
      members.add("type", scheme.kind).add("openIdConnectUrl", scheme.openIdConnectUrl);
      break;
    case "mutualTLS":
      members.add("type", scheme.kind);
  }
  members.add("description", scheme.description);
}

function swaggerFlow<T>(
  members: Members<T>,
  flows: readonly OAuth2Flow[],
  scheme: SecurityScheme,
  printing: Printing,
): void {
  const known = flows.filter(({ type }) => type !== "deviceAuthorization");
  const [flow] = known;
  if (flows.length > 1) printing.lose("A second OAuth flow of a scheme", scheme.location);
  if (!flow) return;
  if (flow.extensions) printing.lose("Extensions of an OAuth flow", scheme.location);
  members
    .add("flow", FLOWS[flow.type])
    .add("authorizationUrl", absolute(flow.authorizationUrl, scheme, printing))
    .add("tokenUrl", absolute(flow.tokenUrl, scheme, printing))
    .add(
      "scopes",
      namedValues(flow.scopes, (text) => text),
    );
}

/** Swagger 2.0 has no relative addresses of token servers; the API's server is what they are relative to. */
function absolute(url: string | undefined, { location }: SecurityScheme, printing: Printing) {
  if (url === undefined || printing.isOwn || URL.canParse(url)) return url;
  const [server] = printing.model.servers;
  const base = server ? urlWithDefaults(server) : undefined;
  if (base !== undefined && URL.canParse(url, base)) return new URL(url, base).href;
  printing.change(`The relative address ${url}`, `one at ${NOWHERE}`, location);
  return new URL(url, NOWHERE).href;
}

/** Stands for the server of a document that names none. */
const NOWHERE = "https://localhost";
