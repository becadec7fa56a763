import { createHash } from "node:crypto";
import { printValue } from "../../../expression/intrinsic.js";
import { printMappingExpression } from "../../../expression/mapping-expression.js";
import type { ApiModel, Integration, Route, Template, WebSocketApi } from "../../../model/index.js";
import { connectAuthorization } from "../../../runtime/aws/authorizer.js";
import { toJsonSchema } from "../../../schema/to-json-schema.js";
import { pascalCase } from "../../../util/case.js";
import { definedMembers, type JsonObject, type JsonValue } from "../../../util/json.js";
import { Ids } from "./ids.js";

/** One resource of a WebSocket API, as CloudFormation names its kind and properties (`AWS::ApiGatewayV2::…`). */
export interface SocketResource {
  readonly id: string;
  readonly kind:
    | "Api"
    | "Authorizer"
    | "Integration"
    | "IntegrationResponse"
    | "Model"
    | "Route"
    | "RouteResponse";
  readonly properties: JsonObject;
  /** Properties that hold another resource's id. */
  readonly references: Readonly<Record<string, string>>;
}

/** The resources of a WebSocket API without its deployment and stages, and a hash of all that they say. */
export interface SocketResources {
  readonly api: string;
  readonly resources: readonly SocketResource[];
  readonly hash: string;
}

/** Plans the resources of the routes that clients send to; `prefix` begins their ids. */
export function socketResources(
  model: ApiModel,
  websocket: WebSocketApi,
  name: string,
  prefix: string,
): SocketResources {
  const planner = new SocketPlanner(model, prefix);
  planner.add("Api", "", {
    Name: name,
    ProtocolType: "WEBSOCKET",
    RouteSelectionExpression: websocket.routeSelection,
    ...(model.gateway?.apiKeySource === "authorizer" && {
      ApiKeySelectionExpression: "$context.authorizer.usageIdentifierKey",
    }),
  });
  for (const route of websocket.routes) {
    if (route.direction !== "receive") planner.addRoute(route);
  }
  const { resources } = planner;
  const hash = createHash("sha256").update(JSON.stringify(resources)).digest("hex");
  return { api: planner.api, resources, hash };
}

const TYPES = {
  aws: "AWS",
  aws_proxy: "AWS_PROXY",
  http: "HTTP",
  http_proxy: "HTTP_PROXY",
  mock: "MOCK",
} as const;

class SocketPlanner {
  readonly resources: SocketResource[] = [];
  readonly #model: ApiModel;
  readonly #prefix: string;
  readonly #ids = new Ids();
  readonly #authorizers = new Map<string, string>();

  constructor(model: ApiModel, prefix: string) {
    this.#model = model;
    this.#prefix = prefix;
  }

  get api(): string {
    return `${this.#prefix}Api`;
  }

  add(
    kind: SocketResource["kind"],
    name: string,
    properties: JsonObject,
    references: SocketResource["references"] = {},
  ): string {
    const id = this.#ids.take(`${this.#prefix}${name}${kind}`);
    const own = kind === "Api" ? references : { ApiId: this.api, ...references };
    this.resources.push({ id, kind, properties, references: own });
    return id;
  }

  addRoute(route: Route): void {
    const name = pascalCase(route.key.replace(/^\$/, "")) || "Route";
    const integration = this.#addIntegration(name, route);
    const isTwoWay = route.routeResponse === true;
    const needsKey =
      route.key === "$connect" && connectAuthorization(this.#model, route).apiKeyRequired;
    const authorization = route.key === "$connect" ? this.#authorization(route) : undefined;
    const checked = this.#addModel(name, route);
    const id = this.add(
      "Route",
      name,
      definedMembers({
        RouteKey: route.key,
        AuthorizationType: authorization?.type ?? "NONE",
        ApiKeyRequired: needsKey ? true : undefined,
        ModelSelectionExpression: checked === undefined ? undefined : route.modelSelection,
        RequestModels: checked === undefined ? undefined : { $default: checked },
        RouteResponseSelectionExpression: isTwoWay ? "$default" : undefined,
      }),
      {
        Target: integration,
        ...(authorization?.id !== undefined && { AuthorizerId: authorization.id }),
      },
    );
    if (isTwoWay)
      this.add("RouteResponse", name, { RouteResponseKey: "$default" }, { RouteId: id });
  }

  /** A route without an integration is taken by a mock, so that its messages are no errors. */
  #addIntegration(name: string, { integration }: Route): string {
    if (!integration || integration.type === "unknown") {
      return this.add("Integration", name, {
        IntegrationType: "MOCK",
        RequestTemplates: { $default: '{"statusCode": 200}' },
        TemplateSelectionExpression: "\\$default",
      });
    }
    const id = this.add("Integration", name, integrationProperties(integration));
    for (const response of integration.responses ?? []) {
      const { pattern, templates, contentHandling } = response;
      const isDefault = pattern === "" || pattern === "default" || pattern === "$default";
      const isRegex = pattern.startsWith("/") && pattern.endsWith("/");
      this.add(
        "IntegrationResponse",
        `${name}${isDefault ? "Default" : pascalCase(pattern)}`,
        definedMembers({
          IntegrationResponseKey: isDefault ? "$default" : isRegex ? pattern : `/${pattern}/`,
          ResponseTemplates: templates && templateMap(templates),
          TemplateSelectionExpression: templates && "\\$default",
          ContentHandlingStrategy: contentHandling?.toUpperCase(),
        }),
        { IntegrationId: id },
      );
    }
    return id;
  }

  /** The model of a route whose messages the gateway checks; its name. */
  #addModel(name: string, { modelSelection, message }: Route): string | undefined {
    if (modelSelection === undefined || !message?.payload) return undefined;
    const { schemas } = this.#model.components;
    const schema = toJsonSchema(message.payload, schemas, { annotations: false });
    const ContentType = "application/json";
    this.add("Model", name, { Name: name, ContentType, Schema: schema });
    return name;
  }

  #authorization({ security }: Route): { readonly type: string; readonly id?: string } | undefined {
    const requirements = security ?? this.#model.security ?? [];
    for (const { name } of requirements.flatMap(({ schemes }) => schemes)) {
      const scheme = this.#model.components.securitySchemes.get(name);
      if (scheme?.authType === "awsSigv4") return { type: "AWS_IAM" };
      const { authorizer } = scheme ?? {};
      if (!authorizer) continue;
      const known = this.#authorizers.get(name);
      const sources = (authorizer.identitySources ?? []).map((source) =>
        source.replace(/^method\./, "route."),
      );
      const properties = definedMembers({
        Name: name,
        AuthorizerType: "REQUEST",
        AuthorizerUri: authorizer.uri === undefined ? undefined : printValue(authorizer.uri),
        IdentitySource: sources,
      });
      const id = known ?? this.add("Authorizer", pascalCase(name), properties);
      this.#authorizers.set(name, id);
      return { type: "CUSTOM", id };
    }
    return undefined;
  }
}

function integrationProperties(integration: Integration): JsonObject {
  const { type, uri, credentials, connectionId, requestTemplates, requestParameters } = integration;
  const { passthroughBehavior, templateSelection, contentHandling, timeout } = integration;
  const isLambda = type === "aws" || type === "aws_proxy";
  const parameters = (requestParameters ?? []).flatMap(({ target, expression }) =>
    expression ? [[target, printMappingExpression(expression, "websocket")] as const] : [],
  );
  return definedMembers({
    IntegrationType: type === "unknown" ? "MOCK" : TYPES[type],
    IntegrationMethod: integration.httpMethod ?? (isLambda ? "POST" : undefined),
    IntegrationUri: uri === undefined ? undefined : printValue(uri),
    CredentialsArn: credentials === undefined ? undefined : printValue(credentials),
    ConnectionType: integration.connectionType?.toUpperCase(),
    ConnectionId: connectionId === undefined ? undefined : printValue(connectionId),
    ContentHandlingStrategy: contentHandling?.toUpperCase(),
    PassthroughBehavior: passthroughBehavior?.toUpperCase(),
    RequestTemplates: requestTemplates && templateMap(requestTemplates),
    TemplateSelectionExpression: templateSelection ?? (requestTemplates && "\\$default"),
    RequestParameters: parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
    TimeoutInMillis: typeof timeout === "number" ? timeout : undefined,
  });
}

/** Templates by the key that an expression chooses; a lone one of JSON is the default. */
function templateMap(templates: readonly Template[]): JsonValue {
  const entries = templates.map(({ mediaType, text }) => {
    const isLone = templates.length === 1 && mediaType === "application/json";
    const key = isLone ? "$default" : mediaType.replace(/^\\/, "");
    return [key, printValue(text)] as const;
  });
  return Object.fromEntries(entries);
}
