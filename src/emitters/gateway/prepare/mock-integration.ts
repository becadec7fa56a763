import type {
  Integration,
  IntegrationResponse,
  MediaType,
  Operation,
  Schema,
  StatusResponse,
} from "../../../model/index.js";
import { sample } from "../../../schema/sample.js";
import type { JsonValue } from "../../../util/json.js";
import { isJsonMediaType, mediaTypeEssence } from "../../../util/media-type.js";
import { literalTemplate } from "./literal-template.js";

/** A mock that answers with the example of the operation's success, or a value of its schema. */
export function mockIntegration(
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
): Integration {
  const { location } = operation;
  const success = successOf(operation.responses);
  const status = success?.status ?? "200";
  const text = `{"statusCode": ${status}}`;
  return {
    location,
    type: "mock",
    passthroughBehavior: "when_no_match",
    // A body of a type without a template would pass through, and no mock answers that.
    requestTemplates: requestTypes(operation).map((mediaType) => ({ location, mediaType, text })),
    responses: success ? [mockResponse(success, operation, schemas)] : [],
  };
}

function requestTypes({ requestBody }: Operation): string[] {
  const types = (requestBody?.content ?? []).map(({ name }) => mediaTypeEssence(name));
  const whole = types.filter((type) => !type.includes("*"));
  return [...new Set(["application/json", ...whole])];
}

/** The response that stands for success: the lowest 2xx, else the lowest of all. */
export function successOf(responses: readonly StatusResponse[]): StatusResponse | undefined {
  const single = responses
    .filter(({ status }) => /^\d{3}$/.test(status))
    .toSorted((a, b) => Number(a.status) - Number(b.status));
  return single.find(({ status }) => status.startsWith("2")) ?? single[0];
}

function mockResponse(
  { status, response }: StatusResponse,
  { location }: Operation,
  schemas: ReadonlyMap<string, Schema>,
): IntegrationResponse {
  const media = chosenMedia(response.content ?? []);
  const text = media && exampleText(media, schemas);
  return {
    location,
    pattern: "default",
    statusCode: status,
    ...(media &&
      text !== undefined && {
        templates: [{ location, mediaType: media.name, text: literalTemplate(text) }],
      }),
  };
}

function chosenMedia(content: readonly MediaType[]): MediaType | undefined {
  return content.find(({ name }) => isJsonMediaType(name)) ?? content[0];
}

function exampleText(media: MediaType, schemas: ReadonlyMap<string, Schema>): string | undefined {
  for (const { value: example } of media.examples ?? []) {
    if (example.serializedValue !== undefined) return example.serializedValue;
    const given = example.value ?? example.dataValue;
    if (given !== undefined) return printBody(given, media);
  }
  if (!media.schema || !isJsonMediaType(media.name)) return undefined;
  const made = sample(media.schema, { schemas, mode: "fixed", direction: "response" });
  return made.kind === "value" ? printBody(made.value, media) : undefined;
}

function printBody(value: JsonValue, media: MediaType): string {
  if (typeof value === "string" && !isJsonMediaType(media.name)) return value;
  return JSON.stringify(value, null, 2);
}
