import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import type { MessageTransform, Named, Transform, TransformValue } from "../../model/index.js";
import { keysInOrder } from "../../source/key-order.js";
import type { JsonValue } from "../../util/json.js";
import { parseNamedValues, parseTextValue, parseTransformValue } from "./parse-value.js";
import { TransformReader } from "./transform-reader.js";

/** A transform without what is wrong in it. */
export interface TransformResult {
  /** Absent when nothing of it can be used. */
  readonly transform?: Transform;
  readonly diagnostics: readonly Diagnostic[];
}

const REQUEST = ["backend", "body", "headers", "query", "path"];
const RESPONSE = ["backend", "body", "headers", "status"];

/** Reads the transforms of an operation: `request`, and `responses` by status. */
export function parseTransform(value: JsonValue, location: SourceLocation): TransformResult {
  const reader = new TransformReader();
  const object = reader.object(value, location, "it");
  if (!object) return { diagnostics: reader.diagnostics };
  reader.only(object, ["request", "responses"], location);
  const request =
    object.request === undefined
      ? undefined
      : parseMessage(object.request, childLocation(location, "request"), REQUEST, reader);
  const responses = parseResponses(object.responses, childLocation(location, "responses"), reader);
  return {
    transform: {
      location,
      written: value,
      ...(request && { request }),
      ...(responses && { responses }),
    },
    diagnostics: reader.diagnostics,
  };
}

function parseResponses(
  value: JsonValue | undefined,
  location: SourceLocation,
  reader: TransformReader,
): readonly Named<MessageTransform>[] | undefined {
  if (value === undefined) return undefined;
  const object = reader.object(value, location, "`responses`");
  return (
    object &&
    [...keysInOrder(object)].flatMap((name) => {
      const at = childLocation(location, name);
      if (name !== "default" && !/^[1-5]\d\d$/.test(name)) {
        reader.refuse(at, `\`${name}\` is neither a status nor \`default\``);
        return [];
      }
      const message = parseMessage(object[name], at, RESPONSE, reader);
      return message ? [{ name, value: message }] : [];
    })
  );
}

function parseMessage(
  value: JsonValue | undefined,
  location: SourceLocation,
  known: readonly string[],
  reader: TransformReader,
): MessageTransform | undefined {
  const object = reader.object(value, location, "the transform of a message");
  if (!object) return undefined;
  reader.only(object, known, location);
  const { backend } = object;
  if (backend !== undefined && typeof backend !== "string") {
    reader.refuse(childLocation(location, "backend"), "`backend` is no name of a schema");
  }
  const has = (name: string): boolean => Object.hasOwn(object, name) && known.includes(name);
  const at = (name: string): SourceLocation => childLocation(location, name);
  const named = (name: string): readonly Named<TransformValue>[] | undefined =>
    has(name) ? parseNamedValues(object[name], at(name), [], reader, parseTextValue) : undefined;
  const body = has("body") ? parseTransformValue(object.body, at("body"), [], reader) : undefined;
  const status = has("status")
    ? parseTextValue(object.status, at("status"), [], reader)
    : undefined;
  const [headers, query, path] = [named("headers"), named("query"), named("path")];
  return {
    location,
    ...(typeof backend === "string" && { backend: backend.replace(/^#\/.*\//, "") }),
    ...(body && { body }),
    ...(headers && { headers }),
    ...(query && { query }),
    ...(path && { path }),
    ...(status && { status }),
  };
}
