import type { ApiModel, MediaType, Operation, Parameter } from "../../model/index.js";
import { sample } from "../../schema/sample.js";
import type { JsonValue } from "../../util/json.js";
import type { TemplateEvent } from "../../vtl/index.js";

/** What templates see of example requests: one for each example of the body, else one of a body made from its schema. */
export function requestEvents(
  model: ApiModel,
  operation: Operation,
  mediaType: string,
): readonly TemplateEvent[] {
  const content = operation.requestBody?.content ?? [];
  const media = content.find(({ name }) => name === mediaType) ?? content[0];
  const params = {
    path: parametersIn(model, operation, "path"),
    querystring: parametersIn(model, operation, "query"),
    header: parametersIn(model, operation, "header"),
  };
  const bodies = media ? bodiesOf(model, media, "request") : [];
  if (bodies.length === 0) return [{ params }];
  return bodies.map((body) => ({ params, body }));
}

/** What response templates see where the backend answers with the examples of the operation's responses. */
export function backendEvents(model: ApiModel, operation: Operation): readonly TemplateEvent[] {
  const bodies = operation.responses.flatMap(({ response: value }) =>
    (value.content ?? []).flatMap((media) => bodiesOf(model, media, "response")),
  );
  return bodies.length === 0 ? [{}] : bodies.map((body) => ({ body }));
}

function bodiesOf(
  model: ApiModel,
  media: MediaType,
  direction: "request" | "response",
): readonly string[] {
  const examples = (media.examples ?? []).flatMap(({ value }) =>
    value.value === undefined ? [] : [value.value],
  );
  if (examples.length > 0) return examples.map(textOf);
  if (!media.schema) return [];
  const schemas = model.components.schemas;
  const made = sample(media.schema, { schemas, mode: "fixed", direction });
  return made.kind === "value" ? [textOf(made.value)] : [];
}

function parametersIn(
  model: ApiModel,
  { parameters }: Operation,
  place: Parameter["in"],
): Readonly<Record<string, JsonValue>> {
  const own = parameters.filter((parameter) => parameter.in === place);
  return Object.fromEntries(own.map((one) => [one.name, textOf(valueOf(model, one))]));
}

function valueOf(model: ApiModel, { schema, examples }: Parameter): JsonValue {
  const example = examples?.[0]?.value.value;
  if (example !== undefined) return example;
  if (!schema) return "example";
  const made = sample(schema, { schemas: model.components.schemas, mode: "fixed" });
  return made.kind === "value" ? made.value : "example";
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
