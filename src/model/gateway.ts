import type { JsonValue } from "../util/json.js";
import type { ModelNode, Named, Value } from "./node.js";

/** Where an API is reachable (API Gateway guide, "API endpoint types for REST APIs"). */
export type EndpointType = "edge" | "regional" | "private";

/** What concerns the gateway as a whole: the root's `x-amazon-apigateway-*` and the settings' API part. */
export interface Gateway extends ModelNode {
  /** REST unless the document or the settings say HTTP API. */
  readonly kind: "rest" | "http";
  readonly endpoint: GatewayEndpoint;
  readonly basePathStrategy?: "ignore" | "prepend" | "split";
  readonly apiKeySource?: "header" | "authorizer";
  readonly binaryMediaTypes?: readonly Value<string>[];
  /** Bytes, 0 to 10,485,760; null disables compression. */
  readonly minimumCompressionSize?: number | null;
  /** The name of the validator for operations that name none. */
  readonly requestValidator?: string;
  readonly requestValidators?: readonly Named<RequestValidator>[];
  readonly gatewayResponses?: readonly Named<GatewayResponse>[];
  readonly documentation?: GatewayDocumentation;
  readonly securityPolicy?: Value<string>;
  readonly endpointAccessMode?: Value<string>;
  readonly cors?: HttpApiCors;
  readonly importExportVersion?: string;
  /** Named integrations of `components.x-amazon-apigateway-integrations`. */
  readonly integrations?: readonly Named<Integration>[];
}

/** The endpoint of an API. */
export interface GatewayEndpoint {
  readonly type?: EndpointType;
  readonly vpcEndpointIds?: readonly Value<string>[];
  readonly disableExecuteApi?: Value<boolean>;
  /** An IAM policy document (`x-amazon-apigateway-policy`). */
  readonly policy?: JsonValue;
}

/** A request validator (`x-amazon-apigateway-request-validators`). */
export interface RequestValidator extends ModelNode {
  readonly body: boolean;
  readonly parameters: boolean;
}

/** A gateway response; its name is the response type, such as `DEFAULT_4XX`. */
export interface GatewayResponse extends ModelNode {
  readonly statusCode?: Value<string>;
  readonly parameters?: readonly ParameterMapping[];
  /** Media type → template (these are not VTL). */
  readonly templates?: readonly Named<Value<string>>[];
}

/** Documentation parts (`x-amazon-apigateway-documentation`). */
export interface GatewayDocumentation extends ModelNode {
  readonly version?: string;
  readonly parts: readonly JsonValue[];
}

/** CORS of an HTTP API (`x-amazon-apigateway-cors`). */
export interface HttpApiCors extends ModelNode {
  readonly allowOrigins?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly exposeHeaders?: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
}

/** An authorizer (`x-amazon-apigateway-authorizer`). */
export interface GatewayAuthorizer extends ModelNode {
  readonly type: "token" | "request" | "cognito_user_pools" | "jwt" | "unknown";
  /** The type as written where it is not one of the known. */
  readonly rawType?: string;
  readonly uri?: Value<string>;
  readonly credentials?: Value<string>;
  /** Each source, as written (`method.request.header.X`, `$request.header.X`, `context.x`, `stageVariables.x`). */
  readonly identitySources?: readonly string[];
  readonly identityValidationExpression?: string;
  /** Seconds. */
  readonly resultTtl?: Value<number>;
  readonly providerArns?: readonly Value<string>[];
  readonly payloadFormatVersion?: string;
  readonly enableSimpleResponses?: boolean;
  readonly jwt?: { readonly issuer?: Value<string>; readonly audience: readonly Value<string>[] };
}

/** The gateway's part of an operation. */
export interface OperationGateway {
  readonly integration?: Integration;
  readonly apiKeyRequired?: boolean;
  /** The name of the operation's request validator. */
  readonly requestValidator?: string;
  /** `x-amazon-apigateway-auth`: `none` or `aws_iam`. */
  readonly auth?: string;
  /** HTTP APIs: the `$default` route. */
  readonly isDefaultRoute?: boolean;
}

/** Integration types of REST, HTTP and WebSocket APIs, lower-case. */
export type IntegrationType = "aws" | "aws_proxy" | "http" | "http_proxy" | "mock";

/** An integration (`x-amazon-apigateway-integration`); what is absent has the service's default. */
export interface Integration extends ModelNode {
  readonly type: IntegrationType | "unknown";
  /** The type as written where it is not one of the known. */
  readonly rawType?: string;
  /** The name where it was used by `$ref` from the components. */
  readonly component?: string;
  readonly httpMethod?: string;
  readonly uri?: Value<string>;
  readonly credentials?: Value<string>;
  readonly connectionType?: "internet" | "vpc_link";
  readonly connectionId?: Value<string>;
  readonly contentHandling?: "convert_to_text" | "convert_to_binary";
  readonly passthroughBehavior?: "when_no_match" | "when_no_templates" | "never";
  readonly requestParameters?: readonly ParameterMapping[];
  /** Media type → VTL. */
  readonly requestTemplates?: readonly Template[];
  readonly responses?: readonly IntegrationResponse[];
  /** HTTP APIs: mappings of the response by its status. */
  readonly responseParameters?: readonly Named<readonly ParameterMapping[]>[];
  /** Milliseconds. */
  readonly timeout?: Value<number>;
  readonly cacheNamespace?: Value<string>;
  readonly cacheKeyParameters?: readonly string[];
  readonly tls?: {
    readonly insecureSkipVerification?: boolean;
    readonly serverNameToVerify?: string;
  };
  readonly responseTransferMode?: "buffered" | "stream";
  readonly integrationTarget?: Value<string>;
  readonly payloadFormatVersion?: string;
  readonly integrationSubtype?: string;
  /** WebSocket APIs: what chooses among the request templates. */
  readonly templateSelection?: string;
  /** WebSocket APIs: what chooses among the responses. */
  readonly responseSelection?: string;
}

/** One response of an integration, chosen by its pattern. */
export interface IntegrationResponse extends ModelNode {
  /** The selection pattern, or `default`. */
  readonly pattern: string;
  readonly statusCode?: Value<string>;
  readonly parameters?: readonly ParameterMapping[];
  readonly templates?: readonly Template[];
  readonly contentHandling?: "convert_to_text" | "convert_to_binary";
}

/** A mapping template of one media type. */
export interface Template extends ModelNode {
  readonly mediaType: string;
  readonly text: Value<string>;
  /** The file it was read from, relative to the spec, where it is one of its own. */
  readonly file?: string;
}

/**
 * A parameter mapping: the target as written (`integration.request.header.X`) and where its value comes from.
 * `expression/` parses and prints both sides.
 */
export interface ParameterMapping extends ModelNode {
  readonly target: string;
  readonly source: Value<string>;
  /** The parsed form of `source`; absent when it cannot be parsed (a diagnostic says so). */
  readonly expression?: MappingExpression;
}

/** The source side of a parameter mapping (API Gateway guide, "Parameter mapping source and destination"). */
export type MappingExpression =
  | {
      readonly kind: "request";
      readonly in: "path" | "querystring" | "header" | "multivaluequerystring" | "multivalueheader";
      readonly name: string;
    }
  | { readonly kind: "requestBody"; readonly jsonPath?: string }
  | {
      readonly kind: "response";
      readonly in: "header" | "multivalueheader";
      readonly name: string;
    }
  | { readonly kind: "responseBody"; readonly jsonPath?: string }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "stageVariable"; readonly name: string }
  | { readonly kind: "static"; readonly value: string }
  /** HTTP APIs: the path of the request as a whole. */
  | { readonly kind: "requestPath" }
  /** HTTP APIs: text and values joined. */
  | { readonly kind: "template"; readonly parts: readonly MappingExpression[] };
