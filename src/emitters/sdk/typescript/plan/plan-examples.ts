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

/** Examples of requests; each is made when it is asked for. */
export function planExamples({ operations, components }: ApiModel): ExampleOf {
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  return (key, member, mediaType) => {
    const operation = byKey.get(key);
    const described = operation && describedBy(operation, member, mediaType);
    if (!described) return undefined;
    const { examples = [], schema } = described;
    const [given] = examples.flatMap(({ value: { value, dataValue = value } }) => dataValue ?? []);
    if (given !== undefined) return { value: given, isGiven: true };
    if (!schema) return undefined;
    const made = sample(schema, {
      schemas: components.schemas,
      mode: "fixed",
      direction: "request",
    });
    return made.kind === "value" ? { value: made.value, isGiven: false } : undefined;
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
