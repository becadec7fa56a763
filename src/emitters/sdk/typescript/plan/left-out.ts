import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { MediaType, Operation } from "../../../../model/index.js";
import { mediaKind } from "../../../../util/media-kind.js";
import { mediaTypeEssence } from "../../../../util/media-type.js";
import { diagnostic } from "./diagnostics.js";
import { concreteType } from "./plan-body.js";
import { normalStatus } from "./plan-responses.js";
import type { MediaPlan, ResponsePlan } from "./sdk-plan.js";

/** What of an operation is described and not in the client: XML beside what it prefers, and the choice of `ANY`, and bodies that `fetch` sends with no such method. */
export function leftOut(
  operation: Operation,
  body: readonly MediaPlan[],
  responses: readonly ResponsePlan[],
): readonly Diagnostic[] {
  const any = operation.method === "ANY";
  return [
    ...(any ? [diagnostic("sdk-any-method", operation.location, [operation.key])] : []),
    ...(body.length > 0 && sendsNoBody(operation)
      ? [
          diagnostic("sdk-body-not-sent", operation.requestBody?.location, [
            operation.key,
            operation.method,
          ]),
        ]
      : []),
    ...xmlRequests(operation, body),
    ...xmlResponses(operation, responses),
  ];
}

/** Whether `fetch` refuses any body of an operation (Fetch, `new Request`, step 36). */
export function sendsNoBody({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD";
}

function xmlRequests({ key, requestBody }: Operation, body: readonly MediaPlan[]): Diagnostic[] {
  const sent = body.map(({ mediaType }) => mediaType);
  const known = new Set(sent.map(mediaTypeEssence));
  return xmlOf(requestBody?.content)
    .filter(({ name }) => !known.has(mediaTypeEssence(concreteType(name))))
    .map(({ name, location }) =>
      diagnostic("sdk-xml-request-left-out", location, [key, name, sent.join(", ")]),
    );
}

function xmlResponses(operation: Operation, plans: readonly ResponsePlan[]): Diagnostic[] {
  return operation.responses.flatMap(({ status, response }) => {
    const plan = plans.find((known) => known.status === normalStatus(status));
    if (!plan || isXml(plan.mediaType)) return [];
    return xmlOf(response.content).map(({ name, location }) => {
      const args = [operation.key, status, name, plan.mediaType] as const;
      return diagnostic("sdk-xml-response-left-out", location, [...args]);
    });
  });
}

function xmlOf(content: readonly MediaType[] = []): readonly MediaType[] {
  return content.filter(({ name }) => isXml(name));
}

function isXml(mediaType: string): boolean {
  return mediaKind(mediaType) === "xml";
}
