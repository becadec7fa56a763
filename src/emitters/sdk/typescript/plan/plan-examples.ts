import type { ApiModel, MediaType, Operation, Parameter } from "../../../../model/index.js";
import { sample } from "../../../../schema/sample.js";
import type { JsonValue } from "../../../../util/json.js";
import { mediaTypeEssence } from "../../../../util/media-type.js";
import type { RequestMember } from "../../surface.js";

/** A value that a member of a request may have, as it is on the wire. */
export interface MemberExample {
  readonly value: JsonValue;
  /** Whether the description gives it as it is; otherwise its schema's examples and limits made it. */
  readonly isGiven: boolean;
}

/** Looks up what the description shows of a member of an operation's request, of a body in one of its media types. */
export type ExampleOf = (
  operationKey: string,
  member: RequestMember,
  mediaType?: string,
) => MemberExample | undefined;

/** Looks up what the description shows of the body of an answer. */
export type AnswerOf = (
  operationKey: string,
  status: string,
  mediaType: string,
) => MemberExample | undefined;

/** Examples of requests and answers; each is made when it is asked for. */
export function planExamples({ operations, components }: ApiModel): {
  readonly exampleOf: ExampleOf;
  readonly answerOf: AnswerOf;
} {
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  const shown = (
    described: Parameter | MediaType | undefined,
    direction: "request" | "response",
  ): MemberExample | undefined => {
    const { examples = [], schema } = described ?? {};
    const [given] = examples.flatMap(({ value: { value, dataValue = value } }) => dataValue ?? []);
    if (given !== undefined) return { value: given, isGiven: true };
    if (!schema) return undefined;
    const made = sample(schema, { schemas: components.schemas, mode: "fixed", direction });
    return made.kind === "value" ? { value: made.value, isGiven: false } : undefined;
  };
  return {
    exampleOf: (key, member, mediaType) => {
      const operation = byKey.get(key);
      return shown(operation && describedBy(operation, member, mediaType), "request");
    },
    answerOf: (key, status, mediaType) => {
      const answers = byKey.get(key)?.responses ?? [];
      const answer = answers.find((one) => one.status.toUpperCase() === status.toUpperCase());
      const media = answer?.response.content?.find(({ name }) => name === mediaType);
      return shown(media, "response");
    },
  };
}

function describedBy(
  { parameters, requestBody }: Operation,
  { source }: RequestMember,
  mediaType: string | undefined,
): Parameter | MediaType | undefined {
  if (source.kind === "parameter") {
    const found = parameters.find(
      (parameter) => parameter.in === source.in && parameter.name === source.wireName,
    );
    return found?.content?.[0] ?? found;
  }
  if (source.kind !== "body" || mediaType === undefined) return undefined;
  const essence = mediaTypeEssence(mediaType);
  return requestBody?.content.find(({ name }) => mediaTypeEssence(name) === essence);
}
