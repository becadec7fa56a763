import type { Operation, Parameter, Schema } from "../model/index.js";
import { effectiveStyle } from "../schema/effective-style.js";
import { sample } from "../schema/sample.js";
import { isJsonMediaType } from "../util/media-type.js";
import type { JsonValue } from "../util/json.js";
import type { EventParts, Values } from "./template-event.js";

type Schemas = ReadonlyMap<string, Schema>;

/** An event as the operation's examples have it, and what they leave out as the schemas do. */
export function operationEvent(operation: Operation, schemas: Schemas): EventParts {
  const of = (place: Parameter["in"]): Values =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place)
        .map((parameter) => [parameter.name, parameterText(parameter, schemas)]),
    );
  const content = operation.requestBody?.content ?? [];
  const media = content.find(({ name }) => isJsonMediaType(name)) ?? content[0];
  const body = media && exampleOf(media, schemas);
  const header = of("header");
  return {
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    path: of("path"),
    querystring: of("query"),
    header: media ? { "Content-Type": media.name, ...header } : header,
  };
}

function parameterText(parameter: Parameter, schemas: Schemas): string {
  const { explode, style } = effectiveStyle(parameter);
  const value = exampleOf(parameter.content?.[0] ?? parameter, schemas);
  const separator = style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";
  if (!Array.isArray(value)) return textOf(value);
  // The gateway shows one value of a parameter that is sent several times.
  const shown = explode && parameter.in === "query" ? value.slice(-1) : value;
  return shown.map((one: JsonValue) => textOf(one)).join(separator);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}

interface WithExamples {
  readonly schema?: Schema;
  readonly examples?: Parameter["examples"];
}

function exampleOf({ examples, schema }: WithExamples, schemas: Schemas): JsonValue | undefined {
  const given = examples?.find(({ value }) => value.value !== undefined)?.value.value;
  if (given !== undefined || !schema) return given;
  const made = sample(schema, { schemas, mode: "fixed", direction: "request" });
  return made.kind === "value" ? made.value : undefined;
}
