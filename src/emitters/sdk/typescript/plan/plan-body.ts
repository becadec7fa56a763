import type { Encoding, Header, MediaType, Named, Operation } from "../../../../model/index.js";
import type { Schema } from "../../../../model/index.js";
import { mediaKind, type MediaKind } from "../../../../util/media-kind.js";
import { mediaTypeEssence } from "../../../../util/media-type.js";
import type { TypeExpression } from "../../type-expression.js";
import { styleEncoder } from "./plan-parameters.js";
import type { PlanContext } from "./plan-context.js";
import type { MediaPlan, PartPlan, RuntimeName } from "./sdk-plan.js";

/** The order in which several media types of a body are preferred. */
const PREFERENCE: readonly MediaKind[] = [
  "json",
  "multipart",
  "form",
  "text",
  "binary",
  "xml",
  "events",
];

/** The media types of an operation's body that a client can make, the preferred one first. */
export function planBody(
  context: PlanContext,
  operation: Operation,
  prefix: string,
): readonly MediaPlan[] {
  const content = operation.requestBody?.content ?? [];
  const ranked = content
    .map((media) => ({ media, rank: PREFERENCE.indexOf(mediaKind(media.name)) }))
    .sort((a, b) => a.rank - b.rank);
  const seen = new Set<string>();
  const plans: MediaPlan[] = [];
  for (const { media } of ranked) {
    const essence = mediaTypeEssence(media.name);
    if (seen.has(essence)) continue;
    seen.add(essence);
    plans.push(planMedia(context, media, prefix));
  }
  const typed = plans.filter(({ type }) => type.kind !== "primitive" || type.name !== "string");
  const [first] = plans;
  const isText = first && first.type.kind === "primitive";
  return isText || typed.length === 0
    ? plans
    : plans.filter((plan) => mediaKind(plan.mediaType) !== "xml");
}

function planMedia(context: PlanContext, media: MediaType, prefix: string): MediaPlan {
  const kind = mediaKind(media.name);
  const structured = kind === "json" || kind === "form" || kind === "multipart";
  if (!structured) {
    const isText = kind === "text" || kind === "xml";
    return {
      mediaType: concreteType(media.name),
      encoder: { module: "bodies", name: isText ? "textBody" : "binaryBody" },
      type: { kind: "primitive", name: isText ? "string" : "binary" },
    };
  }
  const { schema } = media;
  const type: TypeExpression = schema
    ? context.types.typeOf(schema, "request", `${prefix}Body`)
    : { kind: "primitive", name: "unknown" };
  if (type.kind === "primitive" && type.name === "binary") {
    const encoder = { module: "bodies", name: "binaryBody" };
    return { mediaType: concreteType(media.name), encoder, type };
  }
  const codec = schema && context.types.codecOf(schema, "request");
  const parts = kind === "json" ? [] : planParts(context, media);
  return {
    mediaType: concreteType(media.name),
    encoder: kind === "json" && codec ? context.codedJson("Body") : structuredEncoder(kind),
    type,
    ...(codec && { codec }),
    ...(parts.length > 0 && { parts }),
  };
}

function structuredEncoder(kind: MediaKind): RuntimeName {
  if (kind === "form") return { module: "form-body", name: "formBody" };
  if (kind === "multipart") return { module: "multipart", name: "multipartBody" };
  return { module: "bodies", name: "jsonBody" };
}

/** A media range has no place in a request: the nearest type that has. */
export function concreteType(mediaType: string): string {
  const essence = mediaTypeEssence(mediaType);
  if (!essence.includes("*")) return mediaType;
  if (essence === "*/*") return "application/json";
  return essence.startsWith("text/") ? "text/plain" : "application/octet-stream";
}

function planParts(context: PlanContext, media: MediaType): PartPlan[] {
  const isForm = mediaKind(media.name) === "form";
  const parts = (media.encoding ?? []).map(({ name, value }) => planPart(name, value, isForm));
  const positions = (media.prefixEncoding ?? []).map((one, at) => planPart(`${at}`, one, isForm));
  parts.push(...positions);
  if (media.itemEncoding) parts.push(planPart("*", media.itemEncoding, isForm));
  const described = new Set(parts.map(({ name }) => name));
  for (const { name, value } of isForm ? [] : propertiesOf(context, media.schema)) {
    if (described.has(name)) continue;
    const contentType = value.kind === "schema" ? value.contentMediaType : undefined;
    if (contentType !== undefined) parts.push({ name, contentType });
  }
  return parts.filter((part) => Object.keys(part).length > 1);
}

function planPart(name: string, encoding: Encoding, isForm: boolean): PartPlan {
  const { contentType, headers = [], style, explode, allowReserved } = encoding;
  const isStyled =
    isForm && (style !== undefined || explode !== undefined || allowReserved !== undefined);
  const fixed = headers.flatMap((header) => fixedHeader(header));
  if (!isStyled) {
    return {
      name,
      ...(contentType !== undefined && !isForm && { contentType }),
      ...(fixed.length > 0 && { headers: fixed }),
    };
  }
  const { encoder, explodes } = styleEncoder("query", style ?? "form");
  const effective = explode ?? (style ?? "form") === "form";
  return {
    name,
    encoder,
    ...(explodes !== undefined && effective !== explodes && { explode: effective }),
    ...(allowReserved === true && { allowReserved }),
  };
}

/** A part's header whose value the description fixes; others are the caller's, with the part's file. */
function fixedHeader({
  name,
  value: { schema },
}: Named<Header>): { readonly name: string; readonly value: string }[] {
  if (schema?.kind !== "schema" || name.toLowerCase() === "content-type") return [];
  const only = schema.enum?.length === 1 ? schema.enum[0] : undefined;
  const value = schema.const ?? only ?? schema.default;
  return value === undefined || value === null || typeof value === "object"
    ? []
    : [{ name, value: String(value) }];
}

function propertiesOf(context: PlanContext, schema: Schema | undefined): readonly Named<Schema>[] {
  const target =
    schema?.kind === "ref" ? context.model.components.schemas.get(schema.name) : schema;
  return target?.kind === "schema" ? (target.properties ?? []) : [];
}

/** The media types of a body by type: those of one type stand together. */
export function groupByType(body: readonly MediaPlan[]): readonly (readonly MediaPlan[])[] {
  const byType = new Map<string, MediaPlan[]>();
  for (const media of body) {
    const key = JSON.stringify(media.type);
    const same = byType.get(key);
    if (same) same.push(media);
    else byType.set(key, [media]);
  }
  return [...byType.values()];
}
