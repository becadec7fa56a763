import type {
  Encoding,
  Example,
  Header,
  Link,
  MediaType,
  Named,
  Parameter,
} from "../../model/index.js";
import type { RequestBody, Response } from "../../model/index.js";
import type { ParameterStyle, Schema } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { readServer } from "../info.js";
import { ObjectReader } from "../object-reader.js";
import { isReference } from "../refs/reference.js";
import { isJsonObject } from "../../util/json.js";
import { parameterPlaces } from "../parameters.js";
import { SharedNodes } from "../shared.js";
import { memberSet } from "../member-set.js";

const styles: readonly ParameterStyle[] = [
  "matrix",
  "label",
  "simple",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
  "cookie",
];

const parameterMembers = memberSet(
  "name in required description deprecated allowEmptyValue style explode " +
    "allowReserved schema content example examples",
);
const mediaTypeMembers = memberSet(
  "schema itemSchema example examples encoding prefixEncoding itemEncoding",
);
const encodingMembers = memberSet(
  "contentType headers style explode allowReserved encoding prefixEncoding itemEncoding",
);
const exampleMembers = memberSet(
  "summary description value dataValue serializedValue externalValue",
);
const bodyMembers = memberSet("description required content");
const responseMembers = memberSet("summary description headers content links");
const linkMembers = memberSet("operationRef operationId parameters requestBody description server");

/** What media types and encodings have in common. */
type Encodings = Pick<Encoding, "encoding" | "prefixEncoding" | "itemEncoding">;

/** Reads what OpenAPI 3 bodies, responses and parameters are made of. */
export class ContentReader {
  readonly parameters = new SharedNodes("parameters", (reader) => this.#parameter(reader));
  readonly headers = new SharedNodes("headers", (reader) => this.#header(reader));
  readonly examples = new SharedNodes("examples", (reader) => this.#example(reader));
  readonly mediaTypes = new SharedNodes("mediaTypes", (reader) => this.#mediaType(reader));
  readonly requestBodies = new SharedNodes("requestBodies", (reader) => this.#requestBody(reader));
  readonly responses = new SharedNodes("responses", (reader) => this.#response(reader));
  readonly links = new SharedNodes("links", (reader) => this.#link(reader));

  #parameter(reader: ObjectReader): Parameter | undefined {
    const name = reader.requiredText("name", "The parameter");
    if (reader.raw.in === undefined) reader.missing("The parameter", "in");
    const place = reader.oneOf("in", parameterPlaces);
    if (name === "" || !place) return undefined;
    const { location } = reader;
    const parameter: Draft<Parameter> = { kind: "parameter", location, name, in: place };
    if (place === "path" && reader.raw.required !== true) {
      reader.missing("The path parameter", "required: true");
    }
    assign(parameter, "required", place === "path" || reader.flag("required"));
    if (reader.raw.required === undefined && place !== "path") delete parameter.required;
    assign(parameter, "allowEmptyValue", reader.flag("allowEmptyValue"));
    assign(parameter, "allowReserved", reader.flag("allowReserved"));
    this.#value(reader, parameter);
    reader.keepRest(parameter, parameterMembers);
    return parameter;
  }

  #header(reader: ObjectReader): Header {
    const header: Draft<Header> = { kind: "header", location: reader.location };
    assign(header, "required", reader.flag("required"));
    this.#value(reader, header);
    reader.keepRest(header, parameterMembers);
    return header;
  }

  /** What parameters and headers have in common. */
  #value(reader: ObjectReader, node: Draft<Omit<Header, "kind">>): void {
    assign(node, "description", reader.text("description"));
    assign(node, "deprecated", reader.flag("deprecated"));
    assign(node, "style", reader.oneOf("style", styles));
    assign(node, "explode", reader.flag("explode"));
    assign(node, "schema", this.#schema(reader, "schema"));
    if (!node.schema && typeof reader.raw.type === "string") {
      reader.missing("The parameter", "schema");
      const { raw, location, scope } = reader;
      node.schema = scope.run.schemas.readKeywords(raw, location, scope, parameterMembers);
    }
    assign(node, "content", this.content(reader));
    assign(node, "examples", this.#examples(reader));
  }

  /** Reads the media types at `content`. */
  content(owner: ObjectReader): MediaType[] | undefined {
    const members = owner.members("content");
    if (!members) return undefined;
    const content: MediaType[] = [];
    for (const member of members) {
      const { name, value, location } = member;
      if (isJsonObject(value) && !isReference(value)) {
        content.push(this.#mediaType(new ObjectReader(value, location, owner.scope), name));
        continue;
      }
      const node = this.mediaTypes.read(member, owner.scope);
      if (node) content.push({ ...node, name });
    }
    return content;
  }

  #mediaType(reader: ObjectReader, name = ""): MediaType {
    const node: Draft<MediaType> = { kind: "mediaType", location: reader.location, name };
    assign(node, "schema", this.#schema(reader, "schema"));
    assign(node, "itemSchema", this.#schema(reader, "itemSchema"));
    assign(node, "examples", this.#examples(reader));
    this.#encodings(reader, node);
    reader.keepRest(node, mediaTypeMembers);
    return node;
  }

  #encodings(reader: ObjectReader, node: Draft<Encodings>): void {
    if (reader.raw.encoding !== undefined) {
      assign(node, "encoding", this.#named(reader, "encoding"));
    }
    const prefix = reader.objects("prefixEncoding");
    if (prefix) node.prefixEncoding = prefix.map((item) => this.#encoding(item));
    const item = reader.object("itemEncoding");
    if (item) node.itemEncoding = this.#encoding(item);
  }

  #named(owner: ObjectReader, key: string): Named<Encoding>[] | undefined {
    return owner.members(key)?.flatMap((member) => {
      const reader = owner.asObject(member);
      return reader ? [{ name: member.name, value: this.#encoding(reader) }] : [];
    });
  }

  #encoding(reader: ObjectReader): Encoding {
    const encoding: Draft<Encoding> = { location: reader.location };
    assign(encoding, "contentType", reader.text("contentType"));
    assign(encoding, "headers", this.#namedShared(reader, "headers", this.headers));
    assign(encoding, "style", reader.oneOf("style", styles));
    assign(encoding, "explode", reader.flag("explode"));
    assign(encoding, "allowReserved", reader.flag("allowReserved"));
    this.#encodings(reader, encoding);
    reader.keepRest(encoding, encodingMembers);
    return encoding;
  }

  #namedShared<T extends Header | Link | Example>(
    owner: ObjectReader,
    key: string,
    nodes: SharedNodes<T>,
  ): Named<T>[] | undefined {
    return owner.members(key)?.flatMap((member) => {
      const value = nodes.read(member, owner.scope);
      return value ? [{ name: member.name, value }] : [];
    });
  }

  #examples(owner: ObjectReader): Named<Example>[] | undefined {
    const { example, examples } = owner.raw;
    if (example === undefined && examples === undefined) return undefined;
    const single: Named<Example>[] =
      example === undefined
        ? []
        : [{ name: "", value: { kind: "example", location: owner.at("example"), value: example } }];
    return [...single, ...(this.#namedShared(owner, "examples", this.examples) ?? [])];
  }

  #example(reader: ObjectReader): Example {
    const example: Draft<Example> = { kind: "example", location: reader.location };
    assign(example, "summary", reader.text("summary"));
    assign(example, "description", reader.text("description"));
    assign(example, "value", reader.raw.value);
    assign(example, "dataValue", reader.raw.dataValue);
    assign(example, "serializedValue", reader.text("serializedValue"));
    assign(example, "externalValue", reader.text("externalValue"));
    reader.keepRest(example, exampleMembers);
    return example;
  }

  #requestBody(reader: ObjectReader): RequestBody {
    const content = this.content(reader);
    if (!content) reader.missing("The request body", "content");
    const { location } = reader;
    const body: Draft<RequestBody> = { kind: "requestBody", location, content: content ?? [] };
    assign(body, "required", reader.flag("required"));
    assign(body, "description", reader.text("description"));
    reader.keepRest(body, bodyMembers);
    return body;
  }

  #response(reader: ObjectReader): Response {
    const response: Draft<Response> = { kind: "response", location: reader.location };
    assign(response, "summary", reader.text("summary"));
    assign(response, "description", reader.text("description"));
    assign(response, "headers", this.#namedShared(reader, "headers", this.headers));
    assign(response, "content", this.content(reader));
    assign(response, "links", this.#namedShared(reader, "links", this.links));
    reader.keepRest(response, responseMembers);
    return response;
  }

  #link(reader: ObjectReader): Link {
    const link: Draft<Link> = { kind: "link", location: reader.location };
    assign(link, "operationRef", reader.text("operationRef"));
    assign(link, "operationId", reader.text("operationId"));
    const parameters = reader.members("parameters");
    if (parameters) link.parameters = parameters.map(({ name, value }) => ({ name, value }));
    assign(link, "requestBody", reader.raw.requestBody);
    assign(link, "description", reader.text("description"));
    const server = reader.object("server");
    if (server) link.server = readServer(server);
    reader.keepRest(link, linkMembers);
    return link;
  }

  #schema(reader: ObjectReader, key: string): Schema | undefined {
    const value = reader.raw[key];
    if (value === undefined || value === null) return undefined;
    return reader.scope.run.schemas.read(value, reader.at(key), reader.scope);
  }
}
