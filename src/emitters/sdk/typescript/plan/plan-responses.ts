import type { MediaType, Operation, Response } from "../../../../model/index.js";
import { mediaKind, type MediaKind } from "../../../../util/media-kind.js";
import type { TypeExpression } from "../../type-expression.js";
import type { PlanContext } from "./plan-context.js";
import type { ResponsePlan, RuntimeName } from "./sdk-plan.js";

/** The order in which several media types of an answer are preferred. */
const PREFERENCE: readonly MediaKind[] = [
  "json",
  "text",
  "xml",
  "events",
  "form",
  "multipart",
  "binary",
];

/** The answers of an operation that have a body, each with its preferred media type. */
export function planResponses(
  context: PlanContext,
  operation: Operation,
  prefix: string,
): readonly ResponsePlan[] {
  return operation.responses.flatMap(({ status, response }) => {
    const media = preferredMedia(response);
    if (!media || operation.method === "HEAD") return [];
    const label = status === firstSuccess(operation) ? "" : status.replace("default", "Default");
    return [planResponse(context, normalStatus(status), media, `${prefix}${label}Response`)];
  });
}

/** A status as the runtime looks it up: `2xx` is `2XX`. */
export function normalStatus(status: string): string {
  return /^\dxx$/i.test(status) ? status.toUpperCase() : status;
}

/** Whether a status is a success. */
export function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

function firstSuccess(operation: Operation): string | undefined {
  return operation.responses.find(({ status }) => isSuccess(status))?.status ?? "default";
}

function preferredMedia(response: Response): MediaType | undefined {
  let best: MediaType | undefined;
  let rank = PREFERENCE.length;
  for (const media of response.content ?? []) {
    const at = PREFERENCE.indexOf(mediaKind(media.name));
    if (at < rank) [best, rank] = [media, at];
  }
  return best;
}

function planResponse(
  context: PlanContext,
  status: string,
  media: MediaType,
  hint: string,
): ResponsePlan {
  const kind = mediaKind(media.name);
  const base = { status, mediaType: media.name };
  if (kind !== "json") {
    const isBinary = kind === "binary" || kind === "multipart";
    return {
      ...base,
      decoder: decoder(isBinary ? "binary" : "text"),
      type: { kind: "primitive", name: isBinary ? "binary" : "string" },
    };
  }
  const { schema } = media;
  const type: TypeExpression = schema
    ? context.types.typeOf(schema, "response", hint)
    : { kind: "primitive", name: "unknown" };
  if (type.kind === "primitive" && type.name === "binary") {
    return { ...base, mediaType: "*/*", decoder: decoder("binary"), type };
  }
  // Text of any type is not known to be JSON: it is given as it comes.
  if (type.kind === "primitive" && type.name === "string" && media.name.startsWith("*/*")) {
    return { ...base, decoder: decoder("text"), type };
  }
  const codec = schema && context.types.codecOf(schema, "response");
  return {
    ...base,
    decoder: codec ? context.codedJson("") : decoder("json"),
    type,
    ...(codec && { codec }),
  };
}

function decoder(name: string): RuntimeName {
  return { module: "decode", name };
}
