import type { ApiModel, Components } from "./api-model.js";
import type { Encoding, Header, MediaType, Parameter, RequestBody, Response } from "./content.js";
import type { Named } from "./node.js";
import type { Operation } from "./operation.js";
import type { ObjectSchema, Schema } from "./schema.js";

/** Gives what stands in the place of a schema whose inner schemas are replaced already. */
export type SchemaMapping = (schema: Schema) => Schema;

const SINGLE = [
  "items",
  "contains",
  "unevaluatedItems",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
  "contentSchema",
] as const satisfies readonly (keyof ObjectSchema)[];
const LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"] as const;
const NAMED = ["properties", "patternProperties", "dependentSchemas"] as const;

/** Replaces a schema from the inside out; references are mapped, not followed. */
export function mapSchema(schema: Schema, mapping: SchemaMapping): Schema {
  if (schema.kind === "boolean") return mapping(schema);
  if (schema.kind === "ref") {
    if (!schema.siblings) return mapping(schema);
    return mapping({ ...schema, siblings: mapKeywords(schema.siblings, mapping) });
  }
  return mapping(mapKeywords(schema, mapping));
}

function mapKeywords(schema: ObjectSchema, mapping: SchemaMapping): ObjectSchema {
  const draft: { -readonly [K in keyof ObjectSchema]: ObjectSchema[K] } = { ...schema };
  for (const keyword of SINGLE) {
    const child = schema[keyword];
    if (child) draft[keyword] = mapSchema(child, mapping);
  }
  for (const keyword of LISTS) {
    const children = schema[keyword];
    if (children) draft[keyword] = children.map((child) => mapSchema(child, mapping));
  }
  for (const keyword of NAMED) {
    const children = schema[keyword];
    if (children) draft[keyword] = mapNamed(children, (child) => mapSchema(child, mapping));
  }
  return draft;
}

/** Replaces the schemas of a model; nodes that several uses share are mapped once and stay shared. */
export class SchemaMapper {
  readonly #mapping: SchemaMapping;
  readonly #known = new Map<object, object>();

  constructor(mapping: SchemaMapping) {
    this.#mapping = mapping;
  }

  /** The model with the schemas of its components and of the operations of its paths replaced. */
  model(model: ApiModel): ApiModel {
    return {
      ...model,
      components: this.#components(model.components),
      operations: model.operations.map((operation) => this.operation(operation)),
    };
  }

  operation(operation: Operation): Operation {
    const { parameters, requestBody, responses } = operation;
    return {
      ...operation,
      parameters: parameters.map((parameter) => this.#value(parameter)),
      ...(requestBody && { requestBody: this.body(requestBody) }),
      responses: responses.map(({ status, response }) => ({
        status,
        response: this.#response(response),
      })),
    };
  }

  body(body: RequestBody): RequestBody {
    return this.#once(body, () => ({ ...body, content: this.#content(body.content) }));
  }

  #components(components: Components): Components {
    const { schemas, parameters, headers, requestBodies, responses, mediaTypes } = components;
    return {
      ...components,
      schemas: mapMap(schemas, (schema) => this.#schema(schema)),
      parameters: mapMap(parameters, (parameter) => this.#value(parameter)),
      headers: mapMap(headers, (header) => this.#value(header)),
      requestBodies: mapMap(requestBodies, (body) => this.body(body)),
      responses: mapMap(responses, (response) => this.#response(response)),
      mediaTypes: mapMap(mediaTypes, (media) => this.#media(media)),
    };
  }

  #schema(schema: Schema): Schema {
    return this.#once(schema, () => mapSchema(schema, this.#mapping));
  }

  #value<T extends Parameter | Header>(node: T): T {
    return this.#once(node, () => ({
      ...node,
      ...(node.schema && { schema: this.#schema(node.schema) }),
      ...(node.content && { content: this.#content(node.content) }),
    }));
  }

  #response(response: Response): Response {
    const { headers, content } = response;
    return this.#once(response, () => ({
      ...response,
      ...(headers && { headers: mapNamed(headers, (header) => this.#value(header)) }),
      ...(content && { content: this.#content(content) }),
    }));
  }

  #content(content: readonly MediaType[]): readonly MediaType[] {
    return content.map((media) => this.#media(media));
  }

  #media(media: MediaType): MediaType {
    return this.#once(media, () => ({
      ...media,
      ...(media.schema && { schema: this.#schema(media.schema) }),
      ...(media.itemSchema && { itemSchema: this.#schema(media.itemSchema) }),
      ...(media.encoding && {
        encoding: mapNamed(media.encoding, (encoding) => this.#encoding(encoding)),
      }),
    }));
  }

  #encoding(encoding: Encoding): Encoding {
    const { headers } = encoding;
    return {
      ...encoding,
      ...(headers && { headers: mapNamed(headers, (header) => this.#value(header)) }),
    };
  }

  #once<T extends object>(node: T, make: () => T): T {
    const known = this.#known.get(node);
    // What is known of a node was made from it, and has its type.
    if (known) return known as T;
    const made = make();
    this.#known.set(node, made);
    return made;
  }
}

function mapNamed<T>(list: readonly Named<T>[], map: (value: T) => T): Named<T>[] {
  return list.map(({ name, value }) => ({ name, value: map(value) }));
}

function mapMap<T>(all: ReadonlyMap<string, T>, map: (value: T) => T): ReadonlyMap<string, T> {
  return new Map([...all].map(([name, value]) => [name, map(value)]));
}
