import type { ApiModel, MediaType, ObjectSchema, Operation, Schema } from "../../../model/index.js";
import { modelName } from "./model-names.js";
import type { Preparation } from "./preparation.js";

/**
 * Moves inline schemas that the import does not take into models of their own: primitive ones of responses, and those
 * that compose references (API Gateway guide, "Amazon API Gateway important notes for REST APIs").
 */
export function nameInlineModels(model: ApiModel, run: Preparation): ApiModel {
  if (!run.isPlain || run.isHttp) return model;
  const schemas = new Map(model.components.schemas);
  const operations = model.operations.map((operation) => nameIn(operation, schemas));
  return { ...model, operations, components: { ...model.components, schemas } };
}

function nameIn(operation: Operation, schemas: Map<string, Schema>): Operation {
  const base = modelName(operation.operationId ?? operation.key.toLowerCase());
  const place = (content: readonly MediaType[], name: string, primitives: boolean) =>
    content.map((media): MediaType => {
      const { schema } = media;
      if (schema?.kind !== "schema" || !needsName(schema, primitives)) return media;
      const free = freeName(`${base}${name}`, schemas);
      schemas.set(free, schema);
      return { ...media, schema: { kind: "ref", name: free, location: schema.location } };
    });
  const { requestBody, responses } = operation;
  return {
    ...operation,
    ...(requestBody && {
      requestBody: { ...requestBody, content: place(requestBody.content, "Request", false) },
    }),
    responses: responses.map(({ status, response }) => ({
      status,
      response: {
        ...response,
        ...(response.content && { content: place(response.content, `Response${status}`, true) }),
      },
    })),
  };
}

function needsName(schema: ObjectSchema, primitives: boolean): boolean {
  const composed = [schema.oneOf, schema.anyOf, schema.allOf].some((list) =>
    list?.some(({ kind }) => kind === "ref"),
  );
  const type = schema.types?.find((each) => each !== "null");
  return composed || (primitives && type !== undefined && type !== "object" && type !== "array");
}

function freeName(wanted: string, schemas: ReadonlyMap<string, Schema>): string {
  let free = wanted;
  for (let count = 2; schemas.has(free); count++) free = `${wanted}${count}`;
  return free;
}
