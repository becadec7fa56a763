import type { MediaType, Operation, Schema } from "../../../../model/index.js";
import { mediaKind } from "../../../../util/media-kind.js";
import { isJsonMediaType, mediaTypeEssence } from "../../../../util/media-type.js";
import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import { resolveSchema } from "../types/schema-facts.js";
import type { PlanContext } from "./plan-context.js";
import { membersOf, scalarKind } from "./member-view.js";
import type { GroupPlan, OperationPlan, RuntimeName, StreamPlan } from "./sdk-plan.js";

/** How an operation streams when a success of it has a sequential media type (OAS 3.2 §4.14); undefined: not at all. */
export function planStream(
  context: PlanContext,
  operation: Operation,
  name: string,
  prefix: string,
): StreamPlan | undefined {
  const content = operation.responses
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ response }) => response.content ?? []);
  const [first, ...others] = content.filter((media) => mediaKind(media.name) === "events");
  if (!first || operation.method === "HEAD") return undefined;
  const essence = mediaTypeEssence(first.name);
  const alike = others.filter(
    (media) => readerOf(mediaTypeEssence(media.name)) === readerOf(essence),
  );
  const item = itemOf(context, first, essence === "text/event-stream");
  const isText =
    item !== undefined && isPlainText(context, item) && essence === "text/event-stream";
  const type: TypeExpression = isText
    ? { kind: "primitive", name: "string" }
    : item
      ? context.types.typeOf(item, "response", `${prefix}Event`)
      : { kind: "primitive", name: essence === "text/event-stream" ? "string" : "unknown" };
  const codec = item && !isText ? context.types.codecOf(item, "response") : undefined;
  const hasText = isText || (item === undefined && essence === "text/event-stream");
  const isOnly = content.every((media) => mediaKind(media.name) === "events");
  const lossless = (context.options.int64 ?? "number") !== "number";
  const parse: RuntimeName = lossless
    ? { module: "lossless-json", name: "parseLossless" }
    : { module: "decode", name: "parseJson" };
  return {
    name: isOnly ? name : `${name}Stream`,
    read: readerOf(essence),
    mediaTypes: [...new Set([essence, ...alike.map((media) => mediaTypeEssence(media.name))])],
    ...(!hasText && { parse }),
    type,
    ...(codec && { codec }),
  };
}

const EVENTS: RuntimeName = { module: "server-sent-events", name: "readServerSentEvents" };
const SEQUENCE: RuntimeName = { module: "json-lines", name: "readJsonSequence" };
const LINES: RuntimeName = { module: "json-lines", name: "readJsonLines" };

function readerOf(essence: string): RuntimeName {
  if (essence === "text/event-stream") return EVENTS;
  return essence.endsWith("json-seq") ? SEQUENCE : LINES;
}

/**
 * The schema of what an event holds. `itemSchema` describes the whole event of a `text/event-stream`: what it says of
 * `data` counts. Without it `schema` is taken for that of one item, or of the list of all.
 */
function itemOf(context: PlanContext, media: MediaType, isEvents: boolean): Schema | undefined {
  const { schemas } = context.model.components;
  const { schema, itemSchema } = media;
  if (itemSchema) return isEvents ? (dataOf(context, itemSchema) ?? itemSchema) : itemSchema;
  const known = schema && resolveSchema(schema, schemas);
  return known?.kind === "schema" && known.items && known.types?.includes("array")
    ? known.items
    : schema;
}

function dataOf(context: PlanContext, event: Schema): Schema | undefined {
  const { schemas } = context.model.components;
  const known = resolveSchema(event, schemas);
  if (known?.kind !== "schema") return undefined;
  const data = known.properties?.find(({ name }) => name === "data")?.value;
  const content = data && resolveSchema(data, schemas);
  if (content?.kind !== "schema") return data;
  const isJson = isJsonMediaType(content.contentMediaType ?? "application/json");
  return isJson && content.contentSchema ? content.contentSchema : data;
}

function isPlainText(context: PlanContext, schema: Schema): boolean {
  const known = resolveSchema(schema, context.model.components.schemas);
  return known?.kind === "schema" && known.types?.length === 1 && known.types[0] === "string";
}

/**
 * Completes the streams once all names and types are known: a second function of an operation goes where its name is
 * taken, and sets the body's flag where there is one.
 */
export function withStreams(
  groups: readonly GroupPlan[],
  declarations: readonly TypeDeclaration[],
): readonly GroupPlan[] {
  const types = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  const all = groups.flatMap(({ operations }) => operations);
  const taken = new Set(all.map(({ surface }) => surface.name));
  const plan = (one: OperationPlan): OperationPlan => {
    const { stream, surface, body, ...rest } = one;
    if (!stream || stream.name === surface.name) return one;
    if (taken.has(stream.name)) return { surface, body, ...rest };
    const flag = body[0] && membersOf(body[0].type, types).get("stream");
    const asks = flag !== undefined && scalarKind(flag, types) === "boolean";
    return asks ? { ...one, stream: { ...stream, flag: "stream" } } : one;
  };
  return groups.map((group) => ({ ...group, operations: group.operations.map(plan) }));
}
