import type { MediaType, Operation, Parameter, Schema } from "../model/index.js";
import type { JsonValue } from "../util/json.js";
import { isJsonMediaType } from "../util/media-type.js";
import { effectiveStyle } from "./effective-style.js";
import { sample } from "./sample.js";

type Schemas = ReadonlyMap<string, Schema>;
type Texts = Readonly<Record<string, string>>;

/** A request as an operation's examples have it, and what they leave out as the schemas do; all as text. */
export interface ExampleRequest {
  readonly path: Texts;
  readonly querystring: Texts;
  readonly header: Texts;
  /** One for each example of the body, else one that its schema allows; none where there is no body. */
  readonly bodies: readonly string[];
}

/** The example request of an operation; the body is of `mediaType`, else JSON where the operation takes it. */
export function exampleRequest(
  { parameters, requestBody }: Operation,
  schemas: Schemas,
  mediaType?: string,
): ExampleRequest {
  const of = (place: Parameter["in"]): Texts =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === place)
        .map((parameter) => [parameter.name, parameterText(parameter, schemas)]),
    );
  const content = requestBody?.content ?? [];
  const media =
    content.find(({ name }) => name === mediaType) ??
    content.find(({ name }) => isJsonMediaType(name)) ??
    content[0];
  const header = of("header");
  return {
    path: of("path"),
    querystring: of("query"),
    header: media ? { "Content-Type": media.name, ...header } : header,
    bodies: media ? exampleBodies(media, schemas, "request") : [],
  };
}

/** The examples of a body, else one that its schema allows. */
export function exampleBodies(
  media: MediaType,
  schemas: Schemas,
  direction: "request" | "response",
): readonly string[] {
  return examplesOf(media, schemas, direction).map(textOf);
}

function parameterText(parameter: Parameter, schemas: Schemas): string {
  const { explode, style } = effectiveStyle(parameter);
  const [value] = examplesOf(parameter.content?.[0] ?? parameter, schemas, "request");
  const separator = style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";
  if (!Array.isArray(value)) return textOf(value);
  // The gateway shows one value of a parameter that is sent several times.
  const shown = explode && parameter.in === "query" ? value.slice(-1) : value;
  return shown.map((one: JsonValue) => textOf(one)).join(separator);
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}

interface WithExamples {
  readonly schema?: Schema;
  readonly examples?: Parameter["examples"];
}

function examplesOf(
  { examples = [], schema }: WithExamples,
  schemas: Schemas,
  direction: "request" | "response",
): readonly JsonValue[] {
  const given = examples.flatMap(({ value: { value } }) => (value === undefined ? [] : [value]));
  if (given.length > 0 || !schema) return given;
  const made = sample(schema, { schemas, mode: "fixed", direction });
  return made.kind === "value" ? [made.value] : [];
}
