import type { JsonValue } from "../util/json.js";
import type { GatewayAuthorizer } from "./gateway.js";
import type { Named, ReusableNode, Value } from "./node.js";

/** Any security scheme; `kind` tells which. */
export type SecurityScheme =
  ApiKeyScheme | HttpScheme | OAuth2Scheme | OpenIdConnectScheme | MutualTlsScheme | UnknownScheme;

/** What all schemes have. */
export interface SecuritySchemeBase extends ReusableNode {
  readonly description?: string;
  readonly deprecated?: boolean;
  /** `x-amazon-apigateway-authtype`, such as `awsSigv4`. */
  readonly authType?: Value<string>;
  /** `x-amazon-apigateway-authorizer`. */
  readonly authorizer?: GatewayAuthorizer;
}

/** A key in a header, the query or a cookie. */
export interface ApiKeyScheme extends SecuritySchemeBase {
  readonly kind: "apiKey";
  readonly name: string;
  readonly in: "header" | "query" | "cookie";
}

/** An HTTP authentication scheme (RFC 9110 §11); Swagger 2's `basic` becomes one. */
export interface HttpScheme extends SecuritySchemeBase {
  readonly kind: "http";
  /** Lower-case, such as `basic` or `bearer`. */
  readonly scheme: string;
  readonly bearerFormat?: string;
}

/** OAuth 2 (RFC 6749), one entry a flow. */
export interface OAuth2Scheme extends SecuritySchemeBase {
  readonly kind: "oauth2";
  readonly flows: readonly OAuth2Flow[];
  /** Extensions of `flows` itself. */
  readonly flowsExtensions?: readonly Named<JsonValue>[];
  readonly oauth2MetadataUrl?: string;
}

/** One OAuth 2 flow. */
export interface OAuth2Flow {
  readonly type:
    "implicit" | "password" | "clientCredentials" | "authorizationCode" | "deviceAuthorization";
  readonly authorizationUrl?: string;
  readonly deviceAuthorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  /** scope → description. */
  readonly scopes: readonly Named<string>[];
  readonly extensions?: readonly Named<JsonValue>[];
}

/** OpenID Connect discovery. */
export interface OpenIdConnectScheme extends SecuritySchemeBase {
  readonly kind: "openIdConnect";
  readonly openIdConnectUrl: string;
}

/** Client certificates. */
export interface MutualTlsScheme extends SecuritySchemeBase {
  readonly kind: "mutualTLS";
}

/** A scheme of a type that the dialect does not know. */
export interface UnknownScheme extends SecuritySchemeBase {
  readonly kind: "unknown";
  readonly type: string;
}

/** One alternative: all of its schemes together; an empty list lets anyone in. */
export interface SecurityRequirement {
  readonly schemes: readonly SchemeUse[];
}

/** A scheme named by a requirement, with the scopes or roles that it asks for. */
export interface SchemeUse {
  readonly name: string;
  readonly scopes: readonly string[];
}
