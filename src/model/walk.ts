import type { ApiModel } from "./api-model.js";
import type { Encoding, Header, MediaType, Parameter, RequestBody, Response } from "./content.js";
import type { Operation } from "./operation.js";
import type { Schema } from "./schema.js";

/** Which message a schema describes: what is sent to an operation, or what comes back. */
export type MessageDirection = "request" | "response";

/** Called with a schema, and with its direction where it was reached from an operation. */
export type SchemaVisitor = (schema: Schema, direction?: MessageDirection) => void;

/** The schemas directly inside a schema, in the order of its keywords; a reference has those of its siblings. */
export function childSchemas(schema: Schema): Schema[] {
  if (schema.kind === "boolean") return [];
  if (schema.kind === "ref") return schema.siblings ? childSchemas(schema.siblings) : [];
  const children: Schema[] = [];
  for (const list of [schema.properties, schema.patternProperties, schema.dependentSchemas]) {
    if (list) for (const { value } of list) children.push(value);
  }
  for (const list of [schema.prefixItems, schema.allOf, schema.anyOf, schema.oneOf]) {
    if (list) for (const child of list) children.push(child);
  }
  const single = [
    schema.items,
    schema.contains,
    schema.unevaluatedItems,
    schema.additionalProperties,
    schema.propertyNames,
    schema.unevaluatedProperties,
    schema.not,
    schema.if,
    schema.then,
    schema.else,
    schema.contentSchema,
  ];
  for (const child of single) if (child) children.push(child);
  return children;
}

/** Visits a schema and all that it holds inline; references are visited, not followed. */
export function walkSchema(schema: Schema, visit: (schema: Schema) => void): void {
  visit(schema);
  for (const child of childSchemas(schema)) walkSchema(child, visit);
}

/** All operations, each once: those of the paths, of callbacks (which may hold more) and of webhooks. */
export function allOperations(model: ApiModel): Operation[] {
  const found = new Set<Operation>();
  const add = (operations: readonly Operation[]): void => {
    for (const operation of operations) {
      if (found.has(operation)) continue;
      found.add(operation);
      for (const { value } of operation.callbacks ?? []) {
        for (const expression of value.expressions) add(expression.value);
      }
    }
  };
  add(model.operations);
  for (const webhook of model.webhooks) add(webhook.operations);
  return [...found];
}

/** Visits the outermost schemas of an operation: of its parameters, its bodies and their headers. */
export function operationSchemas(operation: Operation, visit: SchemaVisitor): void {
  for (const parameter of operation.parameters) valueSchemas(parameter, "request", visit);
  if (operation.requestBody) contentSchemas(operation.requestBody.content, "request", visit);
  for (const { response } of operation.responses) responseSchemas(response, visit);
}

/** The names of the schemas that an operation's transforms name for its backend. */
export function backendSchemas({ transform }: Operation): readonly string[] {
  const messages = [transform?.request, ...(transform?.responses ?? []).map(({ value }) => value)];
  return messages.flatMap((message) => message?.backend ?? []);
}

/** Visits every schema of a model once: the components', then those inline in components of other kinds and in operations. */
export function walkSchemas(model: ApiModel, visit: SchemaVisitor): void {
  const seen = new Set<Schema>();
  const once: SchemaVisitor = (schema, direction) => {
    if (seen.has(schema)) return;
    seen.add(schema);
    visit(schema, direction);
    for (const child of childSchemas(schema)) once(child, direction);
  };
  const { components } = model;
  for (const schema of components.schemas.values()) once(schema);
  for (const operation of allOperations(model)) operationSchemas(operation, once);
  for (const parameter of components.parameters.values()) valueSchemas(parameter, "request", once);
  for (const body of components.requestBodies.values()) bodySchemas(body, once);
  for (const response of components.responses.values()) responseSchemas(response, once);
  for (const header of components.headers.values()) valueSchemas(header, "response", once);
  contentSchemas([...components.mediaTypes.values()], undefined, once);
}

/** The directions in which each named schema travels, through all that refers to it; what nothing reaches is left out. */
export function schemaDirections(model: ApiModel): Map<string, ReadonlySet<MessageDirection>> {
  const directions = new Map<string, Set<MessageDirection>>();
  const pending: { readonly schema: Schema; readonly direction: MessageDirection }[] = [];
  const reach = (root: Schema, direction: MessageDirection): void => {
    walkSchema(root, (schema) => {
      if (schema.kind !== "ref") return;
      const known = directions.get(schema.name) ?? new Set();
      directions.set(schema.name, known);
      if (known.has(direction)) return;
      known.add(direction);
      const target = model.components.schemas.get(schema.name);
      if (target) pending.push({ schema: target, direction });
    });
  };
  for (const operation of allOperations(model)) {
    operationSchemas(operation, (schema, direction) => direction && reach(schema, direction));
  }
  for (let next = pending.pop(); next; next = pending.pop()) reach(next.schema, next.direction);
  return directions;
}

function bodySchemas(body: RequestBody, visit: SchemaVisitor): void {
  contentSchemas(body.content, "request", visit);
}

function responseSchemas(response: Response, visit: SchemaVisitor): void {
  for (const { value } of response.headers ?? []) valueSchemas(value, "response", visit);
  contentSchemas(response.content ?? [], "response", visit);
}

function valueSchemas(
  node: Parameter | Header,
  direction: MessageDirection | undefined,
  visit: SchemaVisitor,
): void {
  if (node.schema) visit(node.schema, direction);
  contentSchemas(node.content ?? [], direction, visit);
}

function contentSchemas(
  content: readonly MediaType[],
  direction: MessageDirection | undefined,
  visit: SchemaVisitor,
): void {
  for (const media of content) {
    if (media.schema) visit(media.schema, direction);
    if (media.itemSchema) visit(media.itemSchema, direction);
    encodingSchemas(media, direction, visit);
  }
}

function encodingSchemas(
  owner: Pick<Encoding, "encoding" | "prefixEncoding" | "itemEncoding">,
  direction: MessageDirection | undefined,
  visit: SchemaVisitor,
): void {
  const encodings = [
    ...(owner.encoding ?? []).map(({ value }) => value),
    ...(owner.prefixEncoding ?? []),
    ...(owner.itemEncoding ? [owner.itemEncoding] : []),
  ];
  for (const encoding of encodings) {
    for (const { value } of encoding.headers ?? []) valueSchemas(value, direction, visit);
    encodingSchemas(encoding, direction, visit);
  }
}
