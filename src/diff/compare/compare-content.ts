import type { MediaType, RequestBody } from "../../model/content.js";
import { canonicalJson } from "../../schema/inclusion/index.js";
import { compareValue } from "./compare-annotations.js";
import type { CompareContext, Place } from "./context.js";
import { effectiveStyle } from "./parameter-style.js";
import type { Flow } from "./schema-change.js";
import { coversMediaType, mediaTypeKey } from "./media-type.js";

type PlaceWithFlow = Place & { readonly flow: Flow };

/** Adds what changed between two request bodies. */
export function compareBodies(
  context: CompareContext,
  place: PlaceWithFlow,
  old: RequestBody | undefined,
  next: RequestBody | undefined,
): void {
  if (!old && !next) return;
  const places = { ...(old && { old: old.location }), ...(next && { new: next.location }) };
  const at = { ...place, subject: "request body", places };
  if (!old) context.add("body-added", at, { required: next?.required ?? false });
  if (!next) context.add("body-removed", at, {});
  if (!old || !next) return;
  if ((old.required ?? false) !== (next.required ?? false)) {
    context.add("body-required", at, { required: next.required ?? false });
  }
  compareMediaTypes(context, at, { old: old.content, new: next.content });
}

/** Adds what changed among media types; names are compared by case and parameter order as HTTP does. */
export function compareMediaTypes(
  context: CompareContext,
  place: PlaceWithFlow,
  content: { readonly old: readonly MediaType[]; readonly new: readonly MediaType[] },
): void {
  const left = new Set(content.new);
  for (const old of content.old) {
    const same = content.new.find((one) => mediaTypeKey(one.name) === mediaTypeKey(old.name));
    if (same) {
      left.delete(same);
      compareMediaType(context, place, old, same);
    } else compareCovered(context, place, { old, content: content.new, left });
  }
  for (const added of left) {
    const at = mediaPlace(place, undefined, added);
    context.add("media-type", at, { name: added.name, action: "added" });
  }
}

/** A media type that is not there any more may live on in a range, or in the members of a range. */
function compareCovered(
  context: CompareContext,
  place: PlaceWithFlow,
  pair: {
    readonly old: MediaType;
    readonly content: readonly MediaType[];
    readonly left: Set<MediaType>;
  },
): void {
  const { old, content, left } = pair;
  const wider = content.find((one) => coversMediaType(one.name, old.name));
  const narrower = content.filter((one) => coversMediaType(old.name, one.name));
  const action = wider ? "generalized" : narrower.length > 0 ? "specialized" : "removed";
  context.add("media-type", mediaPlace(place, old, wider ?? narrower[0]), {
    name: old.name,
    action,
  });
  for (const one of wider ? [wider] : narrower) {
    left.delete(one);
    compareMediaType(context, place, old, one);
  }
}

function mediaPlace<P extends Place>(
  place: P,
  old: MediaType | undefined,
  next: MediaType | undefined,
): P {
  const name = (next ?? old)?.name ?? "";
  const places = { ...(old && { old: old.location }), ...(next && { new: next.location }) };
  return { ...place, subject: `${place.subject} (${name})`, places };
}

function compareMediaType(
  context: CompareContext,
  place: PlaceWithFlow,
  old: MediaType,
  next: MediaType,
): void {
  const at = mediaPlace(place, old, next);
  if (!old.schema !== !next.schema) context.add("media-type-schema", at, { added: !old.schema });
  if (old.schema || next.schema) {
    const shown = next.schema?.location;
    const places = {
      old: old.schema?.location ?? old.location,
      new: shown ?? next.location,
    };
    context.addSchema({ ...at, places }, { old: old.schema, new: next.schema });
  }
  if (old.itemSchema || next.itemSchema) {
    context.addSchema(
      { ...at, subject: `${at.subject} items` },
      { old: old.itemSchema, new: next.itemSchema },
    );
  }
  compareEncodings(context, at, old, next);
}

function compareEncodings(
  context: CompareContext,
  place: Place,
  old: MediaType,
  next: MediaType,
): void {
  const known = new Map((old.encoding ?? []).map(({ name, value }) => [name, value]));
  const fresh = new Map((next.encoding ?? []).map(({ name, value }) => [name, value]));
  for (const property of new Set([...known.keys(), ...fresh.keys()])) {
    const before = wireEncoding(known.get(property));
    const after = wireEncoding(fresh.get(property));
    if (canonicalJson(before) === canonicalJson(after)) continue;
    compareValue(before, after, (values) =>
      context.add("encoding", place, { property, ...values }),
    );
  }
}

function wireEncoding(encoding: NonNullable<MediaType["encoding"]>[number]["value"] | undefined) {
  const { style, explode } = effectiveStyle({ in: "query", ...encoding });
  return {
    contentType: encoding?.contentType?.toLowerCase() ?? null,
    style,
    explode,
    allowReserved: encoding?.allowReserved ?? false,
  };
}
