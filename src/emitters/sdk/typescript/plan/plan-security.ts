import type { SecurityRequirement, SecurityScheme } from "../../../../model/index.js";
import { memberName } from "../names/member-names.js";
import { NameScope } from "../names/name-scope.js";
import type { PlanContext } from "./plan-context.js";
import type { RuntimeName, SchemePlan, SchemeUsePlan } from "./sdk-plan.js";

/** The alternatives of an operation; schemes that the API does not declare are left out. */
export function planSecurity(
  context: PlanContext,
  security: readonly SecurityRequirement[] | undefined,
): readonly (readonly SchemeUsePlan[])[] {
  const { securitySchemes } = context.model.components;
  return (security ?? context.model.security ?? [])
    .filter(({ schemes }) => schemes.every(({ name }) => securitySchemes.has(name)))
    .map(({ schemes }) => schemes.map(({ name, scopes }) => ({ scheme: name, scopes })));
}

/** The schemes of the API, with the runtime's functions that apply them. */
export function planSchemes(context: PlanContext): readonly SchemePlan[] {
  const scope = new NameScope();
  return [...context.model.components.securitySchemes].map(([name, scheme]) => {
    const { description, deprecated } = scheme;
    return {
      name,
      constant: scope.take(`${memberName(name)}Scheme`),
      ...(description !== undefined && { description }),
      ...(deprecated === true && { deprecated }),
      ...planScheme(scheme),
    };
  });
}

type SchemeParts = Omit<SchemePlan, "name" | "constant">;

function auth(name: string): RuntimeName {
  return { module: "auth", name };
}

const STRING_PROVIDER = { credential: auth("Provider"), credentialArgument: "string" };

function planScheme(scheme: SecurityScheme): SchemeParts {
  switch (scheme.kind) {
    case "apiKey":
      return {
        apply: auth(API_KEY[scheme.in]),
        parameter: scheme.name,
        header: scheme.in === "header" ? scheme.name.toLowerCase() : "",
        ...STRING_PROVIDER,
      };
    case "http":
      return scheme.scheme === "basic"
        ? {
            apply: auth("applyBasic"),
            credential: auth("Provider"),
            credentialArgument: "BasicCredentials",
          }
        : {
            apply: auth(scheme.scheme === "bearer" ? "applyBearer" : "applyAuthorization"),
            ...STRING_PROVIDER,
          };
    case "oauth2": {
      const tokenUrl = scheme.flows.find((flow) => flow.tokenUrl !== undefined)?.tokenUrl;
      return {
        apply: { module: "oauth2", name: "applyOAuth2" },
        renew: { module: "oauth2", name: "renewOAuth2" },
        ...(tokenUrl !== undefined && { tokenUrl }),
        credential: { module: "oauth2", name: "OAuth2Credential" },
      };
    }
    case "openIdConnect":
      return { apply: auth("applyBearer"), ...STRING_PROVIDER };
    case "mutualTLS":
      return {};
    case "unknown":
      return { apply: auth("applyAuthorization"), ...STRING_PROVIDER };
  }
}

const API_KEY = {
  header: "applyApiKeyHeader",
  query: "applyApiKeyQuery",
  cookie: "applyApiKeyCookie",
};
