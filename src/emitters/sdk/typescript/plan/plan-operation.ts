import type { Operation, PathSegment } from "../../../../model/index.js";
import { pascalCase } from "../../../../util/case.js";
import { mediaKind } from "../../../../util/media-kind.js";
import type { RequestMember } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import { operationDocumentation } from "./documentation.js";
import { leftOut, sendsNoBody } from "./left-out.js";
import { groupByType, planBody } from "./plan-body.js";
import type { PlanContext } from "./plan-context.js";
import { planIdempotency } from "./plan-idempotency.js";
import { planParameters } from "./plan-parameters.js";
import { isSuccess, planResponses } from "./plan-responses.js";
import { planSecurity } from "./plan-security.js";
import { operationBaseUrl, typesStages } from "./plan-servers.js";
import { planStream } from "./plan-stream.js";
import type { MediaPlan, OperationPlan, ResponsePlan } from "./sdk-plan.js";

/** Plans one operation under the names given to it. */
export function planOperation(
  context: PlanContext,
  operation: Operation,
  name: string,
  group: string,
): OperationPlan {
  const prefix = pascalCase(name);
  const idempotencyHeader = planIdempotency(context, operation);
  const { members, wire } = planParameters(context, operation, prefix, idempotencyHeader);
  const body = planBody(context, operation, prefix);
  const responses = planResponses(context, operation, prefix);
  context.report(...leftOut(operation, body, responses));
  const errors = responses
    .filter(({ status }) => !isSuccess(status))
    .map(({ status, type }) => ({ name: status, value: type }));
  const security = planSecurity(context, operation);
  const serverUrl = operationBaseUrl(operation.servers);
  const stream = planStream(context, operation, name, prefix);
  return {
    surface: {
      key: operation.key,
      name,
      group,
      requestTypeName: context.reserveName(`${prefix}Request`),
      members: [...members, ...bodyMembers(operation, body)],
      result: resultType(operation, responses),
      errors,
      ...(operation.security && { security: operation.security }),
      documentation: operationDocumentation(operation),
    },
    method: operation.method === "ANY" ? "POST" : operation.method,
    path: sentPath(operation),
    parameters: wire,
    body,
    responses,
    security,
    ...variantNames(context, prefix, body),
    ...(serverUrl !== undefined && { serverUrl }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    ...(stream && { stream }),
    ...deprecation(operation),
    ...(typesStages(context) && operation.stages && { stages: operation.stages }),
    ...(errors.length > 0 && { errorsTypeName: context.reserveName(`${prefix}Errors`) }),
  };
}

/** `x-sunset` says that an operation goes away, `deprecated` alone does not say when. */
function deprecation({ deprecated, lifecycle }: Operation): Pick<OperationPlan, "deprecated"> {
  const sunset = lifecycle?.sunset;
  return deprecated === true || sunset !== undefined ? { deprecated: sunset ?? "" } : {};
}

/** Names for the forms of a request whose body's type depends on its media type. */
function variantNames(
  context: PlanContext,
  prefix: string,
  body: readonly MediaPlan[],
): Pick<OperationPlan, "variantTypeNames"> {
  const variants = groupByType(body);
  if (variants.length < 2) return {};
  const names = variants.map(([media]) => {
    const kind = media ? mediaKind(media.mediaType) : "";
    return context.reserveName(`${prefix}${pascalCase(kind)}Request`);
  });
  return { variantTypeNames: [context.reserveName(`${prefix}RequestBase`), ...names] };
}

/** The path without a fragment, which is never sent (RFC 3986 §3.5): some descriptions tell operations apart by it. */
function sentPath({ path }: Operation): string {
  const text = path.segments.map((segment) => `/${segmentText(segment)}`).join("");
  return text.replace(/#[^{}]*$/, "");
}

/** A segment as the runtime reads it: parameters in braces, without what marks greedy ones. */
function segmentText(segment: PathSegment): string {
  switch (segment.kind) {
    case "static":
      return segment.text;
    case "parameter":
    case "greedy":
      return `{${segment.name}}`;
    case "mixed":
      return segment.parts
        .map((part) => (typeof part === "string" ? part : `{${part.name}}`))
        .join("");
  }
}

function bodyMembers(operation: Operation, body: readonly MediaPlan[]): RequestMember[] {
  const { requestBody } = operation;
  if (!requestBody || body.length === 0) return [];
  const description = sendsNoBody(operation)
    ? [
        requestBody.description,
        `\`fetch\` sends no body with ${operation.method}: a call with one fails.`,
      ]
        .filter((text) => text !== undefined)
        .join("\n\n")
    : requestBody.description;
  const member: RequestMember = {
    name: "body",
    source: { kind: "body" },
    type: unionOf(body.map(({ type }) => type)),
    required: requestBody.required === true,
    ...(description !== undefined && { documentation: { description } }),
  };
  if (body.length === 1) return [member];
  const contentType: RequestMember = {
    name: "contentType",
    source: { kind: "contentType" },
    type: unionOf(body.map(({ mediaType }) => ({ kind: "literal", value: mediaType }))),
    required: false,
  };
  return [member, contentType];
}

/** What awaiting a call gives: the bodies of all successes, nothing where one has none. */
function resultType(operation: Operation, responses: readonly ResponsePlan[]): TypeExpression {
  const described = operation.responses.filter(({ status }) => isSuccess(status));
  const statuses = described.length > 0 ? described.map(({ status }) => status) : ["default"];
  const successes = responses.filter(({ status }) =>
    statuses.some((known) => known.toUpperCase() === status.toUpperCase()),
  );
  const nothing: TypeExpression = { kind: "primitive", name: "undefined" };
  const types = successes.map(({ type }) => type);
  if (types.length < statuses.length || types.length === 0) types.push(nothing);
  return unionOf(types);
}

/** One type of several, each counted once. */
export function unionOf(types: readonly TypeExpression[]): TypeExpression {
  const parts = types.flatMap((type) =>
    type.kind === "union" && types.length > 1 ? type.members : [type],
  );
  const distinct = new Map(parts.map((type) => [JSON.stringify(type), type]));
  const members = [...distinct.values()];
  const [only] = members;
  return only && members.length === 1 ? only : { kind: "union", members };
}
