import type {
  ApiModel,
  Integration,
  IntegrationResponse,
  Operation,
  Response,
} from "../../../src/model/index.js";
import { printValue } from "../../../src/expression/intrinsic.js";
import { authorizationOf } from "../../../src/runtime/aws/authorizer.js";

type Shape = Readonly<Record<string, unknown>>;

/** What the service keeps of an imported document, in the form in which its API reads it back. */
export class ImportedApi {
  readonly #model: ApiModel;
  readonly #base: readonly string[];

  constructor(model: ApiModel, strategy: string) {
    this.#model = model;
    const segments = basePath(model)
      .split("/")
      .filter((segment) => segment !== "");
    this.#base = strategy === "prepend" ? segments : strategy === "split" ? segments.slice(1) : [];
  }

  /** The paths of all resources: those of the operations and everything above them. */
  resources(): string[] {
    const paths = new Set(["/"]);
    for (const { path } of this.#model.operations) {
      const segments = [...this.#base, ...path.raw.split("/").filter((text) => text !== "")];
      for (let length = 1; length <= segments.length; length++) {
        paths.add(`/${segments.slice(0, length).join("/")}`);
      }
    }
    return [...paths].toSorted();
  }

  /** The operation at a path as the service has it, `base/test`, and a verb. */
  operation(path: string, verb: string): Operation | undefined {
    const wanted = path === "root" ? [] : path.split("/");
    return this.#model.operations.find((operation) => {
      const own = [...this.#base, ...operation.path.raw.split("/").filter((text) => text !== "")];
      return operation.method === verb.toUpperCase() && own.join("/") === wanted.join("/");
    });
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

function basePath({ servers }: ApiModel): string {
  const [server] = servers;
  const variable = server?.variables?.find(({ name }) => name === "basePath");
  if (typeof variable?.value.default === "string") return variable.value.default;
  const url = server?.url;
  if (typeof url !== "string") return "";
  return url.replace(/^(?:[a-z]+:)?\/\/[^/]*/i, "");
}

function defined(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
