import type { Header, Response } from "../../model/content.js";
import type { Named } from "../../model/node.js";
import type { StatusResponse } from "../../model/operation.js";
import { compareValue } from "./compare-annotations.js";
import { compareMediaTypes } from "./compare-content.js";
import type { CompareContext, Place } from "./context.js";
import type { Flow } from "./schema-change.js";

type PlaceWithFlow = Place & { readonly flow: Flow };

/** Adds what changed among the responses of an operation; ranges and `default` stand for the statuses that they cover. */
export function compareResponses(
  context: CompareContext,
  place: PlaceWithFlow,
  old: readonly StatusResponse[],
  next: readonly StatusResponse[],
): void {
  const left = new Set(next);
  for (const before of old) {
    const after = next.find((one) => sameStatus(one.status, before.status));
    const cover = after ?? coverOf(before.status, next);
    const at = placeOf(place, before, cover);
    if (after) left.delete(after);
    if (cover) compareResponse(context, at, before.response, cover.response);
    else context.add("response", at, { action: "removed", success: isSuccess(before.status, old) });
  }
  for (const added of left) {
    const cover = coverOf(added.status, old);
    const at = placeOf(place, cover, added);
    context.add("response", at, { action: "added", success: isSuccess(added.status, next) });
    const promised = cover && added.status.startsWith("2") && isSuccess(cover.status, old);
    if (promised) compareResponse(context, at, cover.response, added.response);
  }
}

function sameStatus(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

/** The range, else the `default`, that a status falls under. */
function coverOf(status: string, responses: readonly StatusResponse[]): StatusResponse | undefined {
  const range = `${status.charAt(0)}XX`;
  const others = responses.filter((one) => !sameStatus(one.status, status));
  return (
    others.find((one) => status !== "default" && sameStatus(one.status, range)) ??
    others.find((one) => one.status === "default")
  );
}

/** Whether the status tells of success; `default` does where nothing else can. */
function isSuccess(status: string, all: readonly StatusResponse[]): boolean {
  if (status === "default") return !all.some((one) => /^[23]/.test(one.status));
  return /^[23]/.test(status);
}

function placeOf<P extends Place>(
  place: P,
  old: StatusResponse | undefined,
  next: StatusResponse | undefined,
): P {
  const status = (next ?? old)?.status ?? "";
  return {
    ...place,
    subject: `response ${status}`,
    places: {
      ...(old && { old: old.response.location }),
      ...(next && { new: next.response.location }),
    },
  };
}

/** Adds what changed in one response. */
export function compareResponse(
  context: CompareContext,
  place: PlaceWithFlow,
  old: Response,
  next: Response,
): void {
  compareMediaTypes(context, place, { old: old.content ?? [], new: next.content ?? [] });
  compareHeaders(context, place, old.headers ?? [], next.headers ?? []);
  compareLinks(context, place, old, next);
}

function compareHeaders(
  context: CompareContext,
  place: PlaceWithFlow,
  old: readonly Named<Header>[],
  next: readonly Named<Header>[],
): void {
  const left = new Map(next.map((one) => [one.name.toLowerCase(), one]));
  // Names differ by more than case (RFC 9110 section 5.1); of a name that stands twice the last one holds.
  const before = new Map(old.map((one) => [one.name.toLowerCase(), one]));
  for (const { name, value } of before.values()) {
    const other = left.get(name.toLowerCase());
    left.delete(name.toLowerCase());
    const at = headerPlace(place, name, { old: value, new: other?.value });
    if (other) compareHeader(context, at, value, other.value);
    else if (name.toLowerCase() !== "content-type") {
      context.add("header-removed", at, { required: value.required ?? false });
    }
  }
  for (const { name, value } of left.values()) {
    const at = headerPlace(place, name, { new: value });
    context.add("header-added", at, { required: value.required ?? false });
  }
}

function headerPlace(
  place: PlaceWithFlow,
  name: string,
  headers: { readonly old?: Header | undefined; readonly new?: Header | undefined },
): PlaceWithFlow {
  return {
    ...place,
    subject: `${place.subject} header \`${name}\``,
    places: {
      ...(headers.old && { old: headers.old.location }),
      ...(headers.new && { new: headers.new.location }),
    },
  };
}

function compareHeader(
  context: CompareContext,
  place: PlaceWithFlow,
  old: Header,
  next: Header,
): void {
  if ((old.required ?? false) !== (next.required ?? false)) {
    context.add("header-required", place, { required: next.required ?? false });
  }
  if (old.content || next.content) {
    compareMediaTypes(context, place, { old: old.content ?? [], new: next.content ?? [] });
  } else if (old.schema || next.schema) {
    context.addSchema(place, { old: old.schema, new: next.schema });
  }
}

function compareLinks(context: CompareContext, place: Place, old: Response, next: Response): void {
  const before = new Map((old.links ?? []).map(({ name, value }) => [name, wireLink(value)]));
  const after = new Map((next.links ?? []).map(({ name, value }) => [name, wireLink(value)]));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    compareValue(before.get(name), after.get(name), (values) => {
      const action = !before.has(name) ? "added" : after.has(name) ? "changed" : "removed";
      context.add("link", place, { name, action, ...values });
    });
  }
}

function wireLink(link: NonNullable<Response["links"]>[number]["value"]) {
  return {
    operation: link.operationId ?? link.operationRef ?? null,
    parameters: Object.fromEntries((link.parameters ?? []).map(({ name, value }) => [name, value])),
    requestBody: link.requestBody ?? null,
  };
}
