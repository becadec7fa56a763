import type { ApiModel, MediaType, Operation, Parameter, Schema } from "../../model/index.js";
import { sample } from "../../schema/sample.js";
import type { JsonValue } from "../../util/json.js";

/** A name with a text. */
export interface RequestPart {
  readonly name: string;
  readonly value: string;
}

/** A request that an operation would take, with values from its examples or made of its schemas. */
export interface SampleRequest {
  readonly method: string;
  readonly path: readonly RequestPart[];
  readonly query: readonly RequestPart[];
  readonly headers: readonly RequestPart[];
  readonly mediaType?: string;
  readonly body?: JsonValue;
}

/** Makes a request of an operation's required parts; `ANY` is sent as GET. */
export function requestOf(operation: Operation, model: ApiModel): SampleRequest {
  const { parameters, requestBody, method } = operation;
  const partsIn = (place: string): RequestPart[] =>
    parameters
      .filter((parameter) => parameter.in === place && (parameter.required ?? false))
      .map((parameter) => ({ name: parameter.name, value: parameterText(parameter, model) }));
  const media = preferred(requestBody?.content ?? []);
  const headers = partsIn("header");
  const cookies = partsIn("cookie").map(({ name, value }) => `${name}=${value}`);
  if (cookies.length > 0) headers.push({ name: "Cookie", value: cookies.join("; ") });
  if (media) headers.push({ name: "Content-Type", value: media.name });
  const body = media && mediaValue(media, model);
  return {
    method: method === "ANY" ? "GET" : method,
    path: partsIn("path"),
    query: partsIn("query"),
    headers,
    ...(media && { mediaType: media.name }),
    ...(body !== undefined && { body }),
  };
}

function preferred(content: readonly MediaType[]): MediaType | undefined {
  return content.find(({ name }) => name.includes("json")) ?? content[0];
}

function mediaValue({ examples, schema }: MediaType, model: ApiModel): JsonValue | undefined {
  const given = examples?.find(({ value }) => value.value !== undefined)?.value.value;
  return given ?? (schema && sampled(schema, model));
}

function parameterText({ examples, schema, name }: Parameter, model: ApiModel): string {
  const given = examples?.find(({ value }) => value.value !== undefined)?.value.value;
  const value = given ?? (schema && sampled(schema, model));
  if (value === undefined || value === null) return name;
  if (Array.isArray(value)) return value.map(String).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function sampled(schema: Schema, { components }: ApiModel): JsonValue | undefined {
  const result = sample(schema, {
    mode: "fixed",
    schemas: components.schemas,
    direction: "request",
  });
  return result.kind === "value" ? result.value : undefined;
}
