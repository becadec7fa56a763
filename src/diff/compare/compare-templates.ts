import type { ApiModel, Integration, Operation, Template } from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import { renderTemplate, TemplateError, type TemplateEvent } from "../../vtl/index.js";
import { exampleBodies, exampleRequest } from "../../schema/example-request.js";
import { canonicalJson } from "../../schema/inclusion/index.js";
import type { Place, Recorder } from "./recorder.js";

/** Adds the mapping templates that now render differently for what the older document gives as examples. */
export function compareTemplates(
  run: Recorder,
  place: Place,
  old: Operation,
  next: Operation,
): void {
  const before = old.gateway?.integration;
  const after = next.gateway?.integration;
  if (!before || !after) return;
  const requests = templatesOf(before.requestTemplates, after.requestTemplates);
  for (const [mediaType, templates] of requests) {
    const events = () => requestEvents(run.old, old, mediaType);
    compare(run, { ...place, subject: `request template (${mediaType})` }, templates, events);
  }
  for (const [pattern, [was, is]] of responsesOf(before, after)) {
    for (const [mediaType, templates] of templatesOf(was, is)) {
      const subject = `response template (${pattern}, ${mediaType})`;
      compare(run, { ...place, subject }, templates, () => backendEvents(run.old, old));
    }
  }
}

/** What templates see of the example requests. */
function requestEvents(
  { components }: ApiModel,
  operation: Operation,
  mediaType: string,
): readonly TemplateEvent[] {
  const { bodies, ...params } = exampleRequest(operation, components.schemas, mediaType);
  return bodies.length === 0 ? [{ params }] : bodies.map((body) => ({ params, body }));
}

/** What response templates see where the backend answers with the examples of the operation's responses. */
function backendEvents(
  { components }: ApiModel,
  { responses }: Operation,
): readonly TemplateEvent[] {
  const bodies = responses.flatMap(({ response: { content = [] } }) =>
    content.flatMap((media) => exampleBodies(media, components.schemas, "response")),
  );
  return bodies.length === 0 ? [{}] : bodies.map((body) => ({ body }));
}

type Pair<T> = readonly [old: T | undefined, next: T | undefined];

function templatesOf(
  old: readonly Template[] = [],
  next: readonly Template[] = [],
): ReadonlyMap<string, Pair<Template>> {
  const names = new Set([...old, ...next].map(({ mediaType }) => mediaType));
  const named = (list: readonly Template[], name: string): Template | undefined =>
    list.find(({ mediaType }) => mediaType === name);
  return new Map([...names].map((name) => [name, [named(old, name), named(next, name)]]));
}

function responsesOf(
  old: Integration,
  next: Integration,
): ReadonlyMap<string, Pair<readonly Template[]>> {
  const after = new Map(next.responses?.map(({ pattern, templates }) => [pattern, templates]));
  return new Map(
    (old.responses ?? [])
      .filter(({ pattern }) => after.has(pattern))
      .map(({ pattern, templates }) => [pattern, [templates, after.get(pattern)]]),
  );
}

function compare(
  run: Recorder,
  place: Place,
  [old, next]: Pair<Template>,
  events: () => readonly TemplateEvent[],
): void {
  if (!old && !next) return;
  const at = {
    ...place,
    places: {
      ...place.places,
      ...(old && { old: old.location }),
      ...(next && { new: next.location }),
    },
  };
  const [was, is] = [textOf(old), textOf(next)];
  if (was === is) return;
  if (was === undefined || is === undefined) {
    const ends = { before: was !== undefined, after: is !== undefined };
    run.add("gateway", at, { aspect: "template", effect: "changed", ...ends });
    return;
  }
  for (const event of events()) {
    const [before, after] = [rendered(was, event), rendered(is, event)];
    if (canonicalJson(before) === canonicalJson(after)) continue;
    run.add("gateway", at, { aspect: "template", effect: "changed", before, after });
    return;
  }
}

function textOf(template: Template | undefined): string | undefined {
  return typeof template?.text === "string" ? template.text : undefined;
}

/** What a template gives: JSON by value where it is that, so that spaces and the order of members do not count. */
function rendered(text: string, event: TemplateEvent): JsonValue {
  try {
    const { output, requestOverride, responseOverride } = renderTemplate(text, { event });
    const overrides = { requestOverride, responseOverride };
    const set = JSON.parse(JSON.stringify(overrides)) as Record<string, JsonValue>;
    return { output: jsonOr(output), ...set };
  } catch (error) {
    if (error instanceof TemplateError) return { failure: error.message };
    throw error;
  }
}

function jsonOr(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
