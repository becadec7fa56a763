import type {
  ApiModel,
  Header,
  MediaType,
  Message,
  Named,
  Operation,
  Parameter,
  RequestBody,
  Response,
  ReusableNode,
  Route,
  Schema,
} from "../model/index.js";
import { childSchemas } from "../schema/inclusion/children.js";
import type { Site, Visitor } from "./rule.js";

/** What a visitor can see, by the name of its method. */
type Hook = Exclude<keyof Visitor, "end">;

/** Shows every node of a model to all visitors, once each: the shared components first, then operations and routes. */
export function walkModel(model: ApiModel, visitors: readonly Visitor[]): void {
  const walk = new Walk(model, visitors);
  walk.components();
  walk.operations(model.operations);
  for (const { operations } of model.webhooks) walk.operations(operations);
  walk.routes(model.websocket?.routes ?? []);
}

const SHARED: Site = { branch: false };

class Walk {
  readonly #model: ApiModel;
  readonly #visitors: Readonly<Record<Hook, readonly Visitor[]>>;
  readonly #seen = new Set<object>();

  constructor(model: ApiModel, visitors: readonly Visitor[]) {
    this.#model = model;
    const having = (hook: Hook) => visitors.filter((visitor) => visitor[hook] !== undefined);
    this.#visitors = {
      operation: having("operation"),
      route: having("route"),
      parameter: having("parameter"),
      requestBody: having("requestBody"),
      response: having("response"),
      header: having("header"),
      mediaType: having("mediaType"),
      schema: having("schema"),
      reference: having("reference"),
    };
  }

  components(): void {
    const { components } = this.#model;
    for (const schema of components.schemas.values()) this.#schema(schema, SHARED);
    for (const parameter of components.parameters.values()) this.#parameter(parameter, SHARED);
    for (const [name, header] of components.headers) this.#header(header, name, SHARED);
    for (const body of components.requestBodies.values()) this.#requestBody(body, SHARED);
    for (const response of components.responses.values()) {
      this.#response(response, undefined, SHARED);
    }
    for (const mediaType of components.mediaTypes.values()) this.#mediaType(mediaType, SHARED);
    for (const callback of components.callbacks.values()) {
      for (const { value } of callback.expressions) this.operations(value);
    }
  }

  operations(operations: readonly Operation[]): void {
    for (const operation of operations) this.#operation(operation);
  }

  routes(routes: readonly Route[]): void {
    for (const route of routes) {
      for (const visitor of this.#visitors.route) visitor.route?.(route, SHARED);
      const { direction, message, reply, parameters } = route;
      for (const parameter of parameters ?? []) {
        if (!this.#isShared(parameter, "parameters")) this.#parameter(parameter, SHARED);
      }
      const isSent = direction !== "receive";
      this.#message(message, isSent ? "request" : "response");
      this.#message(reply, isSent ? "response" : "request");
    }
  }

  #message(message: Message | undefined, direction: Site["direction"] & string): void {
    const site: Site = { branch: false, direction };
    if (message?.payload) this.#schema(message.payload, site);
    if (message?.headers) this.#schema(message.headers, site);
  }

  #operation(operation: Operation): void {
    if (this.#seen.has(operation)) return;
    this.#seen.add(operation);
    const site: Site = { operation, branch: false };
    for (const visitor of this.#visitors.operation) visitor.operation?.(operation, site);
    const request: Site = { ...site, direction: "request" };
    for (const parameter of operation.parameters) {
      if (!this.#isShared(parameter, "parameters")) this.#parameter(parameter, request);
    }
    const { requestBody } = operation;
    if (requestBody && !this.#isShared(requestBody, "requestBodies")) {
      this.#requestBody(requestBody, request);
    }
    for (const { status, response } of operation.responses) {
      if (this.#isShared(response, "responses")) continue;
      this.#response(response, status, { ...site, direction: "response" });
    }
    for (const { value } of operation.callbacks ?? []) {
      if (this.#isShared(value, "callbacks")) continue;
      for (const expression of value.expressions) this.operations(expression.value);
    }
  }

  #parameter(parameter: Parameter, site: Site): void {
    if (this.#again(parameter)) return;
    for (const visitor of this.#visitors.parameter) visitor.parameter?.(parameter, site);
    const request: Site = { ...site, direction: "request" };
    if (parameter.schema) this.#schema(parameter.schema, request);
    this.#mediaTypes(parameter.content, request);
  }

  #requestBody(body: RequestBody, site: Site): void {
    if (this.#again(body)) return;
    for (const visitor of this.#visitors.requestBody) visitor.requestBody?.(body, site);
    this.#mediaTypes(body.content, { ...site, direction: "request" });
  }

  #response(response: Response, status: string | undefined, site: Site): void {
    if (this.#again(response)) return;
    for (const visitor of this.#visitors.response) visitor.response?.(response, status, site);
    const down: Site = { ...site, direction: "response" };
    this.#headers(response.headers, down);
    this.#mediaTypes(response.content, down);
  }

  #headers(headers: readonly Named<Header>[] | undefined, site: Site): void {
    for (const { name, value } of headers ?? []) {
      if (!this.#isShared(value, "headers")) this.#header(value, name, site);
    }
  }

  #header(header: Header, name: string, site: Site): void {
    if (this.#again(header)) return;
    for (const visitor of this.#visitors.header) visitor.header?.(header, name, site);
    if (header.schema) this.#schema(header.schema, site);
    this.#mediaTypes(header.content, site);
  }

  #mediaTypes(mediaTypes: readonly MediaType[] | undefined, site: Site): void {
    for (const mediaType of mediaTypes ?? []) {
      if (!this.#isShared(mediaType, "mediaTypes")) this.#mediaType(mediaType, site);
    }
  }

  #mediaType(mediaType: MediaType, site: Site): void {
    if (this.#again(mediaType)) return;
    for (const visitor of this.#visitors.mediaType) visitor.mediaType?.(mediaType, site);
    if (mediaType.schema) this.#schema(mediaType.schema, site);
    if (mediaType.itemSchema) this.#schema(mediaType.itemSchema, site);
    for (const { value } of mediaType.encoding ?? []) this.#headers(value.headers, site);
  }

  #schema(schema: Schema, site: Site): void {
    if (this.#again(schema)) return;
    if (schema.kind === "ref") {
      for (const visitor of this.#visitors.reference) visitor.reference?.(schema, site);
    } else if (schema.kind === "schema") {
      for (const visitor of this.#visitors.schema) visitor.schema?.(schema, site);
    }
    const branches = schema.kind === "boolean" ? NONE : branchesOf(schema);
    for (const child of childSchemas(schema)) {
      this.#schema(child, { ...site, branch: branches.has(child) });
    }
  }

  #again(node: object): boolean {
    if (this.#seen.has(node)) return true;
    this.#seen.add(node);
    return false;
  }

  /** Whether a node stands among the components, and so is shown there. */
  #isShared(node: ReusableNode, section: SharedSection): boolean {
    return node.component !== undefined && this.#model.components[section].has(node.component);
  }
}

type SharedSection =
  "parameters" | "requestBodies" | "responses" | "headers" | "mediaTypes" | "callbacks";

const NONE: ReadonlySet<Schema> = new Set();

function branchesOf(schema: Exclude<Schema, { kind: "boolean" }>): ReadonlySet<Schema> {
  if (schema.kind === "ref") return new Set(schema.siblings ? [schema.siblings] : []);
  const { allOf = [], anyOf = [], oneOf = [] } = schema;
  const single = [schema.not, schema.if, schema.then, schema.else].filter(
    (child) => child !== undefined,
  );
  return new Set([...allOf, ...anyOf, ...oneOf, ...single]);
}
