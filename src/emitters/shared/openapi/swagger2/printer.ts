import type {
  ApiModel,
  Operation,
  Parameter,
  RequestBody,
  Response,
} from "../../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../../util/json.js";
import { BODY_NAME, type ContentPrinter } from "../content-printer.js";
import { type DialectPrinter, listed } from "../dialect-printer.js";
import { Members, namedValues, objectOf } from "../members.js";
import type { Printing } from "../printing.js";
import { SchemaPrinter } from "../schema-printer.js";
import { printSecurityScheme } from "../security-printer.js";
import {
  type DefaultMediaTypes,
  defaultMediaTypes,
  fits,
  isFile,
  isForm,
  namesOf,
  sameNames,
} from "./media-types.js";
import { SwaggerValues } from "./parameters.js";
import { swaggerServers } from "./servers.js";

/** Writes what Swagger 2.0 says in its own way: media types apart from bodies, bodies among parameters. */
export class Swagger2Printer implements DialectPrinter {
  readonly #printing: Printing;
  readonly #content: ContentPrinter;
  readonly #values: SwaggerValues;
  readonly #defaults: DefaultMediaTypes;

  constructor(printing: Printing, content: ContentPrinter) {
    this.#printing = printing;
    this.#content = content;
    this.#values = new SwaggerValues(printing, new SchemaPrinter(printing));
    this.#defaults = defaultMediaTypes(printing.model);
  }

  get methods(): ReadonlyMap<string, string> {
    return this.#printing.isOwn ? OWN_METHODS : METHODS;
  }

  head<T>(members: Members<T>, { servers }: ApiModel): void {
    const { host, basePath, schemes } = swaggerServers(servers, this.#printing);
    const { consumes, produces } = this.#defaults;
    members.add("host", host).add("basePath", basePath).add("schemes", schemes);
    members.add("consumes", listed(consumes)).add("produces", listed(produces));
  }

  components<T>(members: Members<T>, model: ApiModel): void {
    const printing = this.#printing;
    const { components, componentsExtensions, location } = model;
    if (componentsExtensions) printing.lose("Extensions of `components`", location);
    const parameters = new Members<object>();
    for (const [name, node] of components.parameters)
      parameters.add(name, this.#values.parameter(node));
    for (const [name, body] of components.requestBodies) {
      if (components.parameters.has(name)) continue;
      parameters.add(name, this.#body(body));
    }
    const sections: readonly (readonly [string, JsonObject])[] = [
      ["definitions", section(components.schemas, (schema) => this.#content.schema(schema))],
      ["parameters", parameters.end()],
      ["responses", section(components.responses, (node) => this.#response(node))],
      [
        "securityDefinitions",
        section(components.securitySchemes, (node) => printSecurityScheme(node, printing)),
      ],
    ];
    for (const [name, printed] of sections) {
      if (Object.keys(printed).length > 0) members.add(name, printed);
    }
  }

  parameter(parameter: Parameter): JsonValue | undefined {
    const { component } = parameter;
    const isNamed =
      component !== undefined && this.#printing.model.components.parameters.has(component);
    return isNamed
      ? this.#printing.ref("parameters", component)
      : this.#values.parameter(parameter);
  }

  inputs<T>(members: Members<T>, operation: Operation, shared: ReadonlySet<Parameter>): void {
    const { parameters, requestBody } = operation;
    const own = parameters.filter((parameter) => !shared.has(parameter));
    const printed = own.map((parameter) => this.parameter(parameter));
    const inBody = requestBody ? this.#inBody(requestBody) : [];
    if (requestBody) members.add("consumes", this.#consumes(requestBody));
    members.add("produces", this.#produces(operation));
    members.add("parameters", listed([...printed, ...inBody]));
  }

  responses(operation: Operation): JsonObject {
    const hasDefaults = this.#produces(operation) === undefined;
    const known = operation.responses.filter(({ status, response }) => {
      const isRange = status.endsWith("XX") && !this.#printing.isOwn;
      if (isRange) this.#printing.lose(`The range of statuses ${status}`, response.location);
      return !isRange;
    });
    if (known.length === 0 && !this.#printing.isOwn) return this.#printing.anyResponse(operation);
    return objectOf(
      known.map(({ status, response }) => {
        const { component } = response;
        const isNamed =
          hasDefaults &&
          component !== undefined &&
          this.#printing.model.components.responses.has(component);
        const value = isNamed
          ? this.#printing.ref("responses", component)
          : this.#response(response);
        return { name: status, value };
      }),
    );
  }

  servers<T>(members: Members<T>, { servers, location }: Operation): void {
    if (!servers) return;
    const printing = this.#printing;
    const all = swaggerServers(printing.model.servers, printing);
    const own = swaggerServers(servers, printing);
    if (own.host !== all.host || own.basePath !== all.basePath) {
      printing.lose("A server of an operation", location);
    } else members.add("schemes", own.schemes);
  }

  /** The operation's own list of media types; undefined where the root's serves. */
  #consumes(body: RequestBody): JsonValue | undefined {
    const names = namesOf(body.content);
    const { consumes } = this.#defaults;
    const usual = consumes.length > 0 ? consumes : ["application/json"];
    return !isForm(body) && sameNames(names, usual) ? undefined : listed(names);
  }

  #produces(operation: Operation): JsonValue | undefined {
    const responses = operation.responses.map(({ response }) => response);
    if (responses.every((response) => fits(response, this.#defaults.produces))) return undefined;
    const lists = responses.flatMap(({ content = [] }) =>
      content[0]?.schema ? [namesOf(content)] : [],
    );
    const list = lists.find((names) => responses.every((response) => fits(response, names)));
    if (list) return list;
    this.#printing.loseOnce(operation, "That responses differ in media types", operation.location);
    return [...new Set(lists.flat())];
  }

  #inBody(body: RequestBody): (JsonValue | undefined)[] {
    const { component } = body;
    const { components } = this.#printing.model;
    const isUsual = this.#consumes(body) === undefined;
    const isOwnName = component !== undefined && !components.parameters.has(component);
    if (isUsual && isOwnName && components.requestBodies.has(component)) {
      return [this.#printing.ref("requestBodies", component)];
    }
    const [media] = body.content;
    const isMultipart = body.content.every(({ name }) => /^multipart\//i.test(name));
    const fields = media && isForm(body) ? this.#values.fields(media, isMultipart) : undefined;
    if (!fields) return [this.#body(body)];
    // Readers take a form for required when one of its fields is.
    if ((body.required ?? false) !== fields.some(({ required }) => required === true)) {
      const what = body.required ? "is required, and none of its fields" : "may be left out";
      this.#printing.lose(`That a form ${what}`, body.location);
    }
    return fields;
  }

  #body(body: RequestBody): JsonObject {
    const { extensions, content, location } = body;
    const kept = extensions?.find(({ name }) => name === BODY_NAME)?.value;
    const [media] = content;
    if (content.some(({ schema }) => schema !== media?.schema)) {
      this.#printing.lose("A schema of its own for each media type of a body", location);
    }
    const { extensions: _kept, ...plain } = body;
    // A parameter in the body has a schema.
    const anySchema = this.#printing.isOwn ? undefined : {};
    const others = extensions?.filter(({ name }) => name !== BODY_NAME);
    const members = new Members<object>()
      .add("name", body.name ?? kept ?? "body")
      .add("in", "body")
      .add("description", body.description)
      .add("required", body.required)
      .add("schema", media?.schema ? this.#content.schema(media.schema) : anySchema);
    return this.#printing.rest(members, others ? { ...plain, extensions: others } : plain).end();
  }

  #response(response: Response): JsonObject {
    const printing = this.#printing;
    const { content = [], headers, links, location } = response;
    const [media] = content;
    if (links) printing.lose("A link", links[0]?.value.location ?? location);
    if (content.some(({ schema }) => schema !== media?.schema)) {
      printing.lose("A schema of its own for each media type of a response", location);
    } else if (media && !media.schema && !printing.isOwn) {
      printing.lose("The media type of a response without a schema", location);
    }
    const examples = new Members<object>();
    for (const { name, examples: given } of content) examples.add(name, given?.[0]?.value.value);
    const members = new Members<object>()
      .add("description", response.description ?? (printing.isOwn ? undefined : ""))
      .add("schema", media?.schema && this.#responseSchema(media))
      .add("headers", headers && namedValues(headers, (header) => this.#values.header(header)))
      .add("examples", examples.size > 0 ? examples.end() : undefined);
    return printing.rest(members, response).end();
  }

  #responseSchema(media: NonNullable<Response["content"]>[number]): JsonValue {
    const schema = media.schema ? this.#content.schema(media.schema) : {};
    if (!isFile(media) || typeof schema !== "object" || schema === null) return schema;
    const { format: _binary, ...rest } = schema as { readonly [key: string]: JsonValue };
    return { ...rest, type: "file" };
  }
}

function section<T>(
  nodes: ReadonlyMap<string, T>,
  print: (node: T) => JsonValue | undefined,
): JsonObject {
  return namedValues(
    [...nodes].map(([name, value]) => ({ name, value })),
    print,
  );
}

const NAMES = ["get", "put", "post", "delete", "options", "head", "patch"];
const METHODS: ReadonlyMap<string, string> = new Map([
  ...NAMES.map((name) => [name.toUpperCase(), name] as const),
  ["ANY", "x-amazon-apigateway-any-method"],
]);
const OWN_METHODS: ReadonlyMap<string, string> = new Map([
  ...METHODS,
  ["TRACE", "trace"],
  ["QUERY", "query"],
]);
