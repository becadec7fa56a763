import type {
  EncodingPropertyObject,
  ExampleObject,
  HeaderObject,
  LinkObject,
  MediaTypeObject,
  ParameterObject,
  RequestBodyObject,
  ResponseObject,
} from "openapi3-ts/oas32";
import type {
  Encoding,
  Example,
  Header,
  Link,
  MediaType,
  Named,
  Parameter,
  RequestBody,
  Response,
  ReusableNode,
  Schema,
} from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import { printServer } from "./info-printer.js";
import { type MemberName, Members, namedValues, objectOf } from "./members.js";
import type { Printing, Section } from "./printing.js";
import type { SchemaPrinter } from "./schema-printer.js";

/** The extension that keeps the name of a body parameter of Swagger 2, as other tools write it. */
export const BODY_NAME = "x-codegen-request-body-name";

/** A token (RFC 9110 §5.6.2). */
const HEADER_NAME = /^[0-9A-Za-z!#$%&'*+.^_`|~-]+$/;

/** What media types and encodings have in common. */
type Encodings = Pick<Encoding, "encoding" | "prefixEncoding" | "itemEncoding">;

/** Writes the parameters, bodies and responses of OpenAPI 3. */
export class ContentPrinter {
  readonly #printing: Printing;
  readonly #schemas: SchemaPrinter;

  constructor(printing: Printing, schemas: SchemaPrinter) {
    this.#printing = printing;
    this.#schemas = schemas;
  }

  /** A node where it is used: a reference to its component, or itself. */
  use<T extends ReusableNode>(
    section: Exclude<Section, "schemas" | "securitySchemes">,
    node: T,
    print: (node: T) => JsonValue | undefined,
  ): JsonValue | undefined {
    const { component } = node;
    const { spec, model } = this.#printing;
    const target = component === undefined ? undefined : model.components[section].get(component);
    if (component === undefined || !target || !isWritten(section, spec)) return print(node);
    const changes = describedAnew(node, target);
    if (changes && spec < 3.1) return print(node);
    return { ...this.#printing.ref(section, component), ...changes };
  }

  parameter(parameter: Parameter): JsonValue | undefined {
    return this.use("parameters", parameter, (node) => this.ownParameter(node));
  }

  /** A parameter itself; undefined where the dialect has none in that place. */
  ownParameter(parameter: Parameter): JsonObject | undefined {
    const printing = this.#printing;
    if (parameter.in === "querystring" && printing.spec < 3.2) {
      return printing.lose("A parameter that is the whole query", parameter.location);
    }
    const members = new Members<ParameterObject>()
      .put("name", parameter.name)
      .put("in", parameter.in);
    members
      .put("description", parameter.description)
      .put("required", parameter.required)
      .put("deprecated", parameter.deprecated)
      .put("allowEmptyValue", parameter.allowEmptyValue);
    this.#style(members, parameter);
    members.put("allowReserved", parameter.allowReserved);
    this.#value(members, parameter);
    return printing.rest(members, parameter).end();
  }

  header(header: Header): JsonValue | undefined {
    return this.use("headers", header, (node) => this.ownHeader(node));
  }

  /** A header of a response; OpenAPI 3.2 takes only names that HTTP takes. */
  #named(header: Header, name: string): JsonValue | undefined {
    const { spec, isOwn } = this.#printing;
    if (spec < 3.2 || isOwn || HEADER_NAME.test(name)) return this.header(header);
    return this.#printing.lose(`The header \`${name}\``, header.location);
  }

  ownHeader(header: Header): JsonObject {
    const members = new Members<HeaderObject>()
      .put("description", header.description)
      .put("required", header.required)
      .put("deprecated", header.deprecated);
    this.#style(members, header);
    this.#value(members, header);
    return this.#printing.rest(members, header).end();
  }

  #style(members: Members<ParameterObject>, node: Parameter | Header): void {
    const { style, explode, location } = node;
    const printing = this.#printing;
    const isCookie = style === "cookie" && printing.spec < 3.2;
    const isUnknown = style === "tsv" || (isCookie && !printing.isOwn);
    if (isUnknown) printing.lose(`The style \`${style}\``, location);
    else members.put("style", style);
    members.put("explode", explode);
  }

  #value(members: Members<ParameterObject>, node: Parameter | Header): void {
    members.put("schema", node.schema && this.#schemas.print(node.schema));
    members.put("content", node.content && this.content(node.content));
    this.#examples(members, node.examples);
  }

  /** The media types of a body, a response or a parameter. */
  content(content: readonly MediaType[]): JsonObject {
    const entries: Named<JsonValue>[] = [];
    for (const node of content) {
      const value = this.use("mediaTypes", node, (own) => this.ownMediaType(own));
      if (value !== undefined) entries.push({ name: node.name, value });
    }
    return objectOf(entries);
  }

  ownMediaType(node: MediaType): JsonObject {
    const printing = this.#printing;
    const members = new Members<MediaTypeObject>();
    const item = printing.since(3.2, "The schema of single items", node.itemSchema, node);
    members.put("schema", node.schema && this.#schemas.print(node.schema));
    members.put("itemSchema", item && this.#schemas.print(item));
    this.#examples(members, node.examples);
    this.#encodings(members, node, node);
    return printing.rest(members, node).end();
  }

  #examples(
    members: Members<Pick<MediaTypeObject, "example" | "examples">>,
    examples: readonly Named<Example>[] | undefined,
  ): void {
    if (!examples) return;
    const [first] = examples;
    const isSingle = first?.name === "" && first.value.value !== undefined;
    if (isSingle) members.put("example", first.value.value);
    const named = isSingle ? examples.slice(1) : examples;
    if (named.length > 0 || !isSingle) {
      members.put(
        "examples",
        namedValues(named, (example) => this.example(example)),
      );
    }
  }

  example(example: Example): JsonValue | undefined {
    return this.use("examples", example, (node) => this.ownExample(node));
  }

  ownExample(example: Example): JsonObject {
    const { dataValue, serializedValue } = example;
    const isNew = this.#printing.spec >= 3.2 || this.#printing.isOwn;
    const older = isNew ? undefined : (dataValue ?? serializedValue);
    const members = new Members<ExampleObject & NamedExample>()
      .put("summary", example.summary)
      .put("description", example.description)
      .put("value", example.value === undefined ? older : example.value)
      .put("dataValue", isNew ? dataValue : undefined)
      .put("serializedValue", isNew ? serializedValue : undefined)
      .put("externalValue", example.externalValue);
    return this.#printing.rest(members, example).end();
  }

  #encodings(members: Members<MediaTypeObject>, node: Encodings, at: MediaType | Encoding): void {
    const { encoding } = node;
    const printing = this.#printing;
    const prefix = printing.since(3.2, "`prefixEncoding`", node.prefixEncoding, at);
    const item = printing.since(3.2, "`itemEncoding`", node.itemEncoding, at);
    members
      .put("encoding", encoding && namedValues(encoding, (one) => this.#encoding(one)))
      .put(
        "prefixEncoding",
        prefix?.map((one) => this.#encoding(one)),
      )
      .put("itemEncoding", item && this.#encoding(item));
  }

  #encoding(encoding: Encoding): JsonObject {
    const { headers, style } = encoding;
    const members = new Members<KnownOf<EncodingPropertyObject> & MediaTypeObject>()
      .put("contentType", encoding.contentType)
      .put("headers", headers && namedValues(headers, (header) => this.header(header)));
    if (style === "tsv") this.#printing.lose("The style `tsv`", encoding.location);
    else members.put("style", style);
    members.put("explode", encoding.explode).put("allowReserved", encoding.allowReserved);
    this.#encodings(members, encoding, encoding);
    return this.#printing.rest(members, encoding).end();
  }

  requestBody(body: RequestBody): JsonValue | undefined {
    return this.use("requestBodies", body, (node) => this.ownRequestBody(node));
  }

  ownRequestBody(body: RequestBody): JsonObject {
    const members = new Members<RequestBodyObject>()
      .put("description", body.description)
      .put("content", this.content(body.content))
      .put("required", body.required);
    if (isNamed(body)) members.add(BODY_NAME, body.name);
    return this.#printing.rest(members, body).end();
  }

  response(response: Response): JsonValue | undefined {
    return this.use("responses", response, (node) => this.ownResponse(node));
  }

  ownResponse(response: Response): JsonObject {
    const printing = this.#printing;
    const { headers, content, links, description } = response;
    // Later versions need no description, earlier ones do.
    const needed = printing.spec < 3.2 && printing.model.source.dialect === "openapi-3.2";
    const members = new Members<ResponseObject>()
      .put("summary", printing.since(3.2, "The summary of a response", response.summary, response))
      .put("description", description ?? (needed ? "" : undefined))
      .put("headers", headers && namedValues(headers, (header, name) => this.#named(header, name)))
      .put("content", content && this.content(content))
      .put("links", links && namedValues(links, (link) => this.link(link)));
    return printing.rest(members, response).end();
  }

  link(link: Link): JsonValue | undefined {
    return this.use("links", link, (node) => this.ownLink(node));
  }

  ownLink(link: Link): JsonObject {
    const { parameters, server } = link;
    const members = new Members<KnownOf<LinkObject>>()
      .put("operationRef", link.operationRef)
      .put("operationId", link.operationId)
      .put("parameters", parameters && objectOf(parameters))
      .put("requestBody", link.requestBody)
      .put("description", link.description)
      .put("server", server && printServer(server, this.#printing));
    return this.#printing.rest(members, link).end();
  }

  /** A schema, for other printers. */
  schema(schema: Schema): JsonValue {
    return this.#schemas.print(schema);
  }
}

/** The members of an object type that also takes any other. */
type KnownOf<T> = { [K in MemberName<T>]?: unknown };

/** The members of an example, whose type takes any. */
interface NamedExample {
  readonly value?: unknown;
}

/** Sections that came with later versions; before, their nodes stand where they are used. */
function isWritten(section: Section, spec: number): boolean {
  if (section === "pathItems") return spec >= 3.1;
  return section === "mediaTypes" ? spec >= 3.2 : true;
}

/** Whether a body has a name that its place in OpenAPI 3 cannot tell. */
function isNamed({ name, content, extensions }: RequestBody): boolean {
  if (name === undefined || extensions?.some((extension) => extension.name === BODY_NAME)) {
    return false;
  }
  return (
    name !== "body" ||
    content.some((media) => /^(multipart\/|application\/x-www-form)/i.test(media.name))
  );
}

/** `summary` and `description` that stand beside a reference (OAS 3.1 §4.8.23). */
function describedAnew(node: object, target: object): JsonObject | undefined {
  const [own, other] = [textsOf(node), textsOf(target)];
  const changes: Record<string, JsonValue> = {};
  for (const name of ["summary", "description"] as const) {
    const text = own[name];
    if (text !== undefined && text !== other[name]) changes[name] = text;
  }
  return Object.keys(changes).length > 0 ? changes : undefined;
}

function textsOf(node: { readonly summary?: unknown; readonly description?: unknown }): {
  readonly summary?: string;
  readonly description?: string;
} {
  const { summary, description } = node;
  return {
    ...(typeof summary === "string" && { summary }),
    ...(typeof description === "string" && { description }),
  };
}
