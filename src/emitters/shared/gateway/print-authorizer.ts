import type { GatewayAuthorizer } from "../../../model/index.js";
import type { SecurityScheme } from "../../../model/security.js";
import { definedMembers, type JsonObject } from "../../../util/json.js";
import { keptMembers, optional, optionalList } from "./node-members.js";

/** What a security scheme says to the gateway: its authorizer and the type of it. */
export function printSchemeMembers({ authType, authorizer }: SecurityScheme): JsonObject {
  return definedMembers({
    "x-amazon-apigateway-authtype": optional(authType),
    "x-amazon-apigateway-authorizer": authorizer && printAuthorizer(authorizer),
  });
}

/** An authorizer (API Gateway guide, "x-amazon-apigateway-authorizer object"). */
export function printAuthorizer(authorizer: GatewayAuthorizer): JsonObject {
  const { type, rawType, identitySources, jwt } = authorizer;
  return {
    ...definedMembers({
      type: type === "unknown" ? rawType : type,
      authorizerUri: optional(authorizer.uri),
      authorizerCredentials: optional(authorizer.credentials),
      providerARNs: optionalList(authorizer.providerArns),
      identitySource: identitySources && identitySources.join(", "),
      identityValidationExpression: authorizer.identityValidationExpression,
      authorizerResultTtlInSeconds: optional(authorizer.resultTtl),
      authorizerPayloadFormatVersion: authorizer.payloadFormatVersion,
      enableSimpleResponses: authorizer.enableSimpleResponses,
      jwtConfiguration:
        jwt &&
        definedMembers({ issuer: optional(jwt.issuer), audience: optionalList(jwt.audience) }),
    }),
    ...keptMembers(authorizer),
  };
}
