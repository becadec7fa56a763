import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import type { TemplateEvent } from "../vtl/index.js";
import { diagnostic } from "./render-diagnostics.js";

/** Parameters and variables by name. */
export type Values = Readonly<Record<string, JsonValue>>;

/** An event in its parts, each of which may be absent. */
export interface EventParts {
  readonly body?: string;
  readonly path?: Values;
  readonly querystring?: Values;
  readonly header?: Values;
  readonly context?: Values;
  readonly stageVariables?: Values;
}

type MapPart = Exclude<keyof EventParts, "body">;

/** The parts of an event, and the short names that they may have. */
const MAPS: ReadonlyMap<string, MapPart> = new Map([
  ["path", "path"],
  ["query", "querystring"],
  ["headers", "header"],
  ["context", "context"],
  ["stageVariables", "stageVariables"],
]);

const PARAMS: ReadonlyMap<string, MapPart> = new Map([
  ["path", "path"],
  ["querystring", "querystring"],
  ["header", "header"],
]);

/** The members that an event may have. */
export const EVENT_MEMBERS: readonly string[] = ["body", "params", ...MAPS.keys()];

/** An event with what is wrong in it. */
export interface ReadEventResult {
  readonly parts: EventParts;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads an event from a value; a body that is no text is written as JSON. */
export function readEvent(value: JsonValue, location: SourceLocation): ReadEventResult {
  if (!isJsonObject(value)) {
    return { parts: {}, diagnostics: [diagnostic("event-form", location, ["it is no object"])] };
  }
  const diagnostics: Diagnostic[] = [];
  const refuse = (at: SourceLocation, what: string): void => {
    diagnostics.push(diagnostic("event-form", at, [what]));
  };
  const maps: [MapPart, JsonObject][] = [];
  const readMaps = (
    object: JsonObject,
    at: SourceLocation,
    known: ReadonlyMap<string, MapPart>,
  ): void => {
    for (const [name, member] of Object.entries(object)) {
      const part = known.get(name);
      const place = childLocation(at, name);
      if (part === undefined) refuse(place, `"${name}" is unknown`);
      else if (isJsonObject(member)) maps.push([part, member]);
      else refuse(place, `"${name}" is no object`);
    }
  };
  const { body, params, ...rest } = value;
  if (isJsonObject(params)) readMaps(params, childLocation(location, "params"), PARAMS);
  else if (params !== undefined) refuse(childLocation(location, "params"), '"params" is no object');
  readMaps(rest, location, MAPS);
  const text = bodyText(body);
  return {
    parts: { ...(text !== undefined && { body: text }), ...Object.fromEntries(maps) },
    diagnostics,
  };
}

/** One event of two; of a member in both the one of `over` counts. */
export function mergeEvents(base: EventParts, over: EventParts): EventParts {
  const names = [...new Set(MAPS.values())];
  const maps = names.flatMap((name) => {
    const both = { ...base[name], ...over[name] };
    return Object.keys(both).length > 0 ? [[name, both] as const] : [];
  });
  const body = over.body ?? base.body;
  return { ...(body !== undefined && { body }), ...Object.fromEntries(maps) };
}

/** An event as the template engine takes it. */
export function toTemplateEvent(parts: EventParts): TemplateEvent {
  const { body, path = {}, querystring = {}, header = {} } = parts;
  return {
    ...(body !== undefined && { body }),
    params: { path, querystring, header },
    context: parts.context ?? {},
    stageVariables: parts.stageVariables ?? {},
  };
}

function bodyText(body: JsonValue | undefined): string | undefined {
  if (body === undefined || body === null) return undefined;
  return typeof body === "string" ? body : JSON.stringify(body);
}
