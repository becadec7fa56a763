import type { ComponentsObject, OpenAPIObject, OperationObject } from "openapi3-ts/oas32";
import type { ApiModel, Operation, Parameter, ReusableNode } from "../../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../../util/json.js";
import type { ContentPrinter } from "../content-printer.js";
import { type DialectPrinter, listed } from "../dialect-printer.js";
import { printServer } from "../info-printer.js";
import { Members, objectOf } from "../members.js";
import type { OperationPrinter } from "../operation-printer.js";
import type { Printing, Section } from "../printing.js";
import { printSecurityScheme } from "../security-printer.js";

/** Writes what OpenAPI 3.0, 3.1 and 3.2 have in common. */
export class OpenApi3Printer implements DialectPrinter {
  readonly #printing: Printing;
  readonly #content: ContentPrinter;
  /** Set once both are made: operations hold callbacks, components hold operations. */
  operations: OperationPrinter | undefined;

  constructor(printing: Printing, content: ContentPrinter) {
    this.#printing = printing;
    this.#content = content;
  }

  get methods(): ReadonlyMap<string, string> {
    return this.#printing.spec >= 3.2 || this.#printing.isOwn ? METHODS_32 : METHODS;
  }

  head(members: Members<OpenAPIObject>, model: ApiModel): void {
    const printing = this.#printing;
    const { servers } = model;
    const more = printing.extensions?.server(model) ?? {};
    const printed = servers.map((server, index) => {
      return printServer(server, printing, index === 0 ? more : {});
    });
    members.put("servers", listed(printed));
    if (printed.length > 0) return;
    for (const [name, value] of Object.entries(more)) members.add(name, value);
  }

  components(members: Members<OpenAPIObject>, model: ApiModel): void {
    const printing = this.#printing;
    const { components } = model;
    const content = this.#content;
    const printed = new Members<ComponentsObject>()
      .put(
        "schemas",
        this.#section(components.schemas, (schema) => content.schema(schema)),
      )
      .put(
        "responses",
        this.#nodes("responses", components.responses, (node) => content.ownResponse(node)),
      )
      .put(
        "parameters",
        this.#nodes("parameters", components.parameters, (node) => content.ownParameter(node)),
      )
      .put(
        "examples",
        this.#nodes("examples", components.examples, (node) => content.ownExample(node)),
      )
      .put(
        "requestBodies",
        this.#nodes("requestBodies", components.requestBodies, (node) =>
          content.ownRequestBody(node),
        ),
      )
      .put(
        "headers",
        this.#nodes("headers", components.headers, (node) => content.ownHeader(node)),
      )
      .put(
        "securitySchemes",
        this.#nodes("securitySchemes", components.securitySchemes, (node) =>
          printSecurityScheme(node, printing),
        ),
      )
      .put(
        "links",
        this.#nodes("links", components.links, (node) => content.ownLink(node)),
      )
      .put(
        "callbacks",
        this.#nodes("callbacks", components.callbacks, (node) =>
          this.operations?.ownCallback(node),
        ),
      );
    if (printing.spec >= 3.1) {
      printed.put(
        "pathItems",
        this.#section(components.pathItems, (item, name) =>
          this.operations?.pathItems.component(name, item),
        ),
      );
    }
    if (printing.spec >= 3.2) {
      printed.put(
        "mediaTypes",
        this.#nodes("mediaTypes", components.mediaTypes, (node) => content.ownMediaType(node)),
      );
    }
    const more = printing.extensions?.components(model) ?? {};
    for (const [name, value] of Object.entries(more)) printed.add(name, value);
    printed.addAll(printing.extensionsIn(model.componentsExtensions));
    if (printed.size > 0) members.put("components", printed.end());
  }

  parameter(parameter: Parameter): JsonValue | undefined {
    return this.#content.parameter(parameter);
  }

  inputs(
    members: Members<OperationObject>,
    { parameters, requestBody }: Operation,
    shared: ReadonlySet<Parameter>,
  ): void {
    const own = parameters.filter((parameter) => !shared.has(parameter));
    members.put("parameters", listed(own.map((parameter) => this.parameter(parameter))));
    members.put("requestBody", requestBody && this.#content.requestBody(requestBody));
  }

  responses(operation: Operation): JsonObject {
    const { responses } = operation;
    // OpenAPI 3.0 asks for one response at least.
    if (responses.length === 0 && !this.#printing.isOwn)
      return this.#printing.anyResponse(operation);
    return objectOf(
      responses.flatMap(({ status, response }) => {
        const value = this.#content.response(response);
        return value === undefined ? [] : [{ name: status, value }];
      }),
    );
  }

  servers(members: Members<OperationObject>, { servers }: Operation): void {
    members.put(
      "servers",
      servers?.map((server) => printServer(server, this.#printing)),
    );
  }

  #section<T>(
    nodes: ReadonlyMap<string, T>,
    print: (node: T, name: string) => JsonValue | undefined,
  ): JsonObject | undefined {
    const entries = [...nodes].flatMap(([name, node]) => {
      const value = print(node, name);
      return value === undefined ? [] : [{ name, value }];
    });
    return entries.length > 0 ? objectOf(entries) : undefined;
  }

  /** A section whose members may stand for one another. */
  #nodes<T extends ReusableNode>(
    section: Section,
    nodes: ReadonlyMap<string, T>,
    print: (node: T) => JsonValue | undefined,
  ): JsonObject | undefined {
    return this.#section(nodes, (node, name) => {
      const { component } = node;
      const isOther = component !== undefined && component !== name && nodes.has(component);
      return isOther ? this.#printing.ref(section, component) : print(node);
    });
  }
}

const NAMES = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const METHODS: ReadonlyMap<string, string> = new Map([
  ...NAMES.map((name) => [name.toUpperCase(), name] as const),
  ["ANY", "x-amazon-apigateway-any-method"],
]);
const METHODS_32: ReadonlyMap<string, string> = new Map([...METHODS, ["QUERY", "query"]]);
