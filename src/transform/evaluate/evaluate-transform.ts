import type { MessageTransform, Named, TransformValue } from "../../model/index.js";
import { isJsonObject } from "../../util/json.js";
import { Failure, type RenderResult, type TemplateEvent, writeJson } from "../../vtl/index.js";
import { STATUS_PATTERN } from "../number-text.js";
import { Evaluator, textOf } from "./evaluator.js";

/** What a transform makes, or why it makes nothing. */
export type TransformOutcome =
  | { readonly result: RenderResult }
  /** The payload could not be read, or a bound was reached. */
  | { readonly failure: string };

/** Does what a transform says, as the template that it compiles to would. */
export function evaluateTransform(
  transform: MessageTransform,
  event: TemplateEvent,
  direction: "request" | "response",
): TransformOutcome {
  try {
    return { result: evaluate(transform, event, direction) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error.message };
    throw error;
  }
}

function evaluate(
  { headers = [], query = [], path = [], status, body }: MessageTransform,
  event: TemplateEvent,
  direction: "request" | "response",
): RenderResult {
  const evaluator = new Evaluator(event);
  const texts = (named: readonly Named<TransformValue>[]): Record<string, string> =>
    Object.fromEntries(
      named
        .map(({ name, value }) => [name, textOf(evaluator.value(value))] as const)
        .filter(([, text]) => text !== ""),
    );
  const own = { header: texts(headers), querystring: texts(query), path: texts(path) };
  const statusText = status && textOf(evaluator.value(status));
  const isStatus = statusText !== undefined && new RegExp(`^${STATUS_PATTERN}$`).test(statusText);
  const known = (name: string, maps: readonly (keyof typeof own)[]): Record<string, unknown> => {
    const carried = event.context?.[name];
    const given = isJsonObject(carried) ? carried : {};
    const isOwn = name === `${direction}Override`;
    const merged = maps.map((map) => {
      const before = given[map];
      return [map, { ...(isJsonObject(before) && before), ...(isOwn && own[map]) }] as const;
    });
    return { ...given, ...Object.fromEntries(merged) };
  };
  return {
    output: body ? writeJson(evaluator.value(body) ?? null, false) : evaluator.body,
    requestOverride: known("requestOverride", ["path", "header", "querystring"]),
    responseOverride: {
      ...known("responseOverride", ["header"]),
      ...(isStatus && { status: Number(statusText) }),
    },
  };
}
