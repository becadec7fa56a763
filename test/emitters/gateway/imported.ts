import type {
  ApiModel,
  Integration,
  IntegrationResponse,
  Operation,
  Response,
} from "../../../src/model/index.js";
import { printValue } from "../../../src/expression/intrinsic.js";
import { applyBasePath } from "../../../src/passes/base-path.js";
import { authorizationOf } from "../../../src/runtime/aws/authorizer.js";

const STRATEGIES = ["ignore", "prepend", "split"] as const;

type Shape = Readonly<Record<string, unknown>>;

/** What the service keeps of an imported document, in the form in which its API reads it back. */
export class ImportedApi {
  readonly #model: ApiModel;

  constructor(model: ApiModel, strategy: string) {
    const known = STRATEGIES.find((each) => each === strategy) ?? "ignore";
    this.#model = applyBasePath(model, known);
  }

  /** The API itself, without what the service makes up. */
  api(): Shape {
    const { info, gateway } = this.#model;
    const { type = "edge", disableExecuteApi = false } = gateway?.endpoint ?? {};
    return defined({
      apiKeySource: (gateway?.apiKeySource ?? "header").toUpperCase(),
      binaryMediaTypes: gateway?.binaryMediaTypes,
      description: info.description,
      disableExecuteApiEndpoint: disableExecuteApi,
      endpointConfiguration: { types: [type.toUpperCase()] },
      name: info.title,
      version: info.version,
    });
  }

  authorizers(): Shape[] {
    const { securitySchemes } = this.#model.components;
    return [...securitySchemes].flatMap(([name, scheme]) => {
      const { authorizer, authType } = scheme;
      if (!authorizer) return [];
      const { type, resultTtl, uri, identitySources, providerArns } = authorizer;
      const isCognito = type === "cognito_user_pools";
      const header = scheme.kind === "apiKey" && scheme.in === "header" ? [scheme.name] : [];
      const sources = identitySources ?? header.map((own) => `method.request.header.${own}`);
      return [
        defined({
          authType,
          authorizerResultTtlInSeconds: isCognito ? undefined : (resultTtl ?? 300),
          authorizerUri: uri === undefined ? undefined : printValue(uri),
          identitySource: sources.length > 0 ? sources.join(",") : undefined,
          name,
          providerARNs: providerArns,
          type: type.toUpperCase(),
        }),
      ];
    });
  }

  validators(): Shape[] {
    return (this.#model.gateway?.requestValidators ?? []).map(({ name, value }) => ({
      name,
      validateRequestBody: value.body,
      validateRequestParameters: value.parameters,
    }));
  }

  /** The paths of all resources: those of the operations and everything above them. */
  resources(): string[] {
    const paths = new Set(["/"]);
    for (const { path } of this.#model.operations) {
      const segments = path.raw.split("/").filter((text) => text !== "");
      for (let length = 1; length <= segments.length; length++) {
        paths.add(`/${segments.slice(0, length).join("/")}`);
      }
    }
    return [...paths].toSorted();
  }

  /** The operation at a path as the service has it, `base/test`, and a verb. */
  operation(path: string, verb: string): Operation | undefined {
    const wanted = path === "root" ? "/" : `/${path}`;
    return this.#model.operations.find(
      (operation) => operation.method === verb.toUpperCase() && operation.path.raw === wanted,
    );
  }

  method(operation: Operation): Shape {
    const { apiKeyRequired, iam, authorizer } = authorizationOf(this.#model, operation);
    const kind = authorizer?.type === "cognito_user_pools" ? "COGNITO_USER_POOLS" : "CUSTOM";
    const { scopes } = authorizationOf(this.#model, operation);
    const integration = operation.gateway?.integration;
    const parameters = operation.parameters.map(({ in: place, name, required }) => [
      `method.request.${place === "query" ? "querystring" : place}.${name}`,
      required ?? false,
    ]);
    const models = contentModels(operation.requestBody?.content ?? []);
    const methodResponses = operation.responses.map(({ status, response }) => [
      status,
      methodResponse(status, response),
    ]);
    return defined({
      apiKeyRequired,
      authorizationType: authorizer ? kind : iam ? "AWS_IAM" : "NONE",
      authorizationScopes: scopes.length > 0 ? scopes : undefined,
      httpMethod: operation.method,
      methodIntegration: integration && this.integration(integration),
      methodResponses: methodResponses.length > 0 ? Object.fromEntries(methodResponses) : undefined,
      requestParameters: parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
      operationName: operation.operationId,
      requestModels: Object.keys(models).length > 0 ? models : undefined,
    });
  }

  integration(integration: Integration): Shape {
    const { type, responses } = integration;
    const isHttp = type === "http" || type === "http_proxy";
    return defined({
      cacheKeyParameters: integration.cacheKeyParameters ?? [],
      connectionType: isHttp ? "INTERNET" : undefined,
      contentHandling: integration.contentHandling?.toUpperCase(),
      httpMethod: type === "mock" ? undefined : integration.httpMethod,
      integrationResponses:
        responses &&
        Object.fromEntries(responses.map((each) => [each.statusCode, integrationResponse(each)])),
      passthroughBehavior: (integration.passthroughBehavior ?? "when_no_match").toUpperCase(),
      requestParameters: mappings(integration.requestParameters),
      requestTemplates: templates(integration.requestTemplates),
      timeoutInMillis: integration.timeout ?? 29_000,
      type: type.toUpperCase(),
      uri: type === "mock" ? undefined : integration.uri,
    });
  }
}

export function methodResponse(status: string, response: Response): Shape {
  const headers = (response.headers ?? []).map(({ name }) => [
    `method.response.header.${name}`,
    false,
  ]);
  const models = contentModels(response.content ?? []);
  return defined({
    statusCode: status,
    responseParameters: headers.length > 0 ? Object.fromEntries(headers) : undefined,
    responseModels: Object.keys(models).length > 0 ? models : undefined,
  });
}

export function integrationResponse(response: IntegrationResponse): Shape {
  return defined({
    statusCode: response.statusCode,
    selectionPattern: response.pattern === "default" ? undefined : response.pattern,
    responseParameters: mappings(response.parameters),
    responseTemplates: templates(response.templates),
    contentHandling: response.contentHandling?.toUpperCase(),
  });
}

function contentModels(content: NonNullable<Response["content"]>): Shape {
  return Object.fromEntries(
    content.flatMap(({ name, schema }) => (schema?.kind === "ref" ? [[name, schema.name]] : [])),
  );
}

function mappings(list: Integration["requestParameters"]): Shape | undefined {
  if (!list || list.length === 0) return undefined;
  return Object.fromEntries(list.map(({ target, source }) => [target, printValue(source)]));
}

function templates(list: Integration["requestTemplates"]): Shape | undefined {
  if (!list || list.length === 0) return undefined;
  return Object.fromEntries(list.map(({ mediaType, text }) => [mediaType, printValue(text)]));
}

function defined(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
