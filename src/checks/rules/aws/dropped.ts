import { defineRule } from "../../rule.js";
import { isHttpApi } from "./kind.js";

/** Schemes that a REST API does not know. */
export const schemeIgnored = defineRule({
  code: "aws-security-scheme-ignored",
  profile: "aws",
  severity: "warning",
  message: (name: string, kind: string) =>
    `API Gateway ignores the security scheme \`${name}\` of type ${kind}; the operations that require it are open.`,
  mend: "Use `type: apiKey` with `x-amazon-apigateway-authorizer`, or `x-amazon-apigateway-authtype`.",
  explain:
    "The import of a REST API takes schemes of type `apiKey`; OAuth 2 and HTTP schemes have effect only with an authorizer extension.",
  start(report, { model }) {
    for (const [name, scheme] of model.components.securitySchemes) {
      if (isHttpApi(model) || scheme.kind === "apiKey") continue;
      if (!scheme.authorizer && !scheme.authType) report(scheme.location, [name, scheme.kind]);
    }
    return {};
  },
});

/** Parts of an operation that no gateway has. */
export const partDropped = defineRule({
  code: "aws-part-dropped",
  profile: "aws",
  severity: "info",
  message: (parts: string) => `API Gateway has nothing that holds ${parts}; the import drops it.`,
  mend: "Nothing, if only readers and SDKs need it.",
  explain:
    "Callbacks, links, servers of single operations, webhooks and `deprecated` have no counterpart in API Gateway, and do not come back in its export.",
  start(report, { model }) {
    if (model.webhooks.length > 0) report(model.location, ["webhooks"]);
    return {
      operation(operation, site) {
        const parts = [
          ...(operation.callbacks?.length ? ["callbacks"] : []),
          ...(operation.servers ? ["the operation's servers"] : []),
          ...(operation.responses.some(({ response }) => response.links?.length) ? ["links"] : []),
          ...(operation.deprecated ? ["`deprecated`"] : []),
        ];
        if (parts.length > 0) report(operation.location, [parts.join(", ")], site);
      },
    };
  },
});
