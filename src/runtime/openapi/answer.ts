import type { Example, Header, MediaType, Named, Operation, Schema } from "../../model/index.js";
import { sample, type SampleTuning } from "../../schema/sample.js";
import type { JsonValue } from "../../util/json.js";
import { isJsonMediaType } from "../../util/media-type.js";
import type { HttpResponse } from "../http/message.js";
import type { Checkers } from "./checkers.js";
import { lifecycleHeaders } from "./lifecycle-headers.js";
import type { ChosenResponse } from "./negotiate.js";
import type { Problem } from "./problem.js";
import { serialize } from "./serialize.js";
import { type MessageViolation, toMessageViolations } from "./violation.js";

/** How an answer's body comes about. */
export interface AnswerRequest {
  readonly chosen: ChosenResponse;
  readonly media: MediaType | undefined;
  /** The name of an example. */
  readonly example?: string;
  readonly dynamic: boolean;
  readonly seed: string;
  /** Stands in place of an example. */
  readonly value?: JsonValue;
}

/** An answer with what its own validation found. */
export interface PreparedAnswer {
  readonly response: HttpResponse;
  readonly violations: readonly MessageViolation[];
  /** The response as a request without findings of its own gets it, once that was made. */
  finished?: HttpResponse;
}

/** What answers are made from. */
export interface AnswerContext {
  readonly operation: Operation;
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly checkers: Checkers;
  readonly tuning: SampleTuning | undefined;
}

type Body =
  | { readonly kind: "value"; readonly value: JsonValue | undefined }
  | { readonly kind: "text"; readonly text: string };

/** Makes the answer of a chosen response: headers, a body from an example or the schema, and its check. */
export function makeAnswer(
  context: AnswerContext,
  request: AnswerRequest,
): PreparedAnswer | Problem | Promise<PreparedAnswer> {
  const { media, chosen } = request;
  const body = bodyOf(context, request);
  if ("detail" in body) return body;
  const bytes =
    body.kind === "text"
      ? Buffer.from(body.text)
      : serialize(body.value, media?.name ?? "", media?.schema, context.schemas);
  if (!Buffer.isBuffer(bytes)) return bytes;
  const headers = [
    ...(media && bytes.length > 0 ? ["content-type", media.name] : []),
    ...responseHeaders(context, request),
    ...lifecycleHeaders(context.operation),
  ];
  const response = { status: chosen.status, headers, body: bytes };
  const checked = body.kind === "value" && media?.schema && isJsonMediaType(media.name);
  if (!checked || body.value === undefined) return { response, violations: [] };
  const { value } = body;
  const checker = context.checkers.response(media.schema);
  const found = (violations: Parameters<typeof toMessageViolations>[0]): PreparedAnswer => ({
    response,
    violations: toMessageViolations(violations, ["response", "body"], "Response body"),
  });
  if (checker instanceof Promise) return checker.then((validate) => found(validate(value)));
  return found(checker(value));
}

function bodyOf(context: AnswerContext, request: AnswerRequest): Body | Problem {
  const { media, example, dynamic, value } = request;
  if (media && value !== undefined) return { kind: "value", value };
  if (!media) return { kind: "value", value: undefined };
  if (example !== undefined) {
    const named = media.examples?.find(({ name }) => name === example);
    if (named) return exampleBody(named.value);
    return {
      name: "NOT_FOUND",
      detail: `The response has no example named ${example} for ${media.name}.`,
    };
  }
  const [first] = media.examples ?? [];
  if (first && !(dynamic && media.schema)) return exampleBody(first.value);
  if (!media.schema) return { kind: "value", value: undefined };
  return generated(context, media.schema, request);
}

function exampleBody(example: Example): Body {
  const { value, dataValue, serializedValue } = example;
  if (serializedValue !== undefined) return { kind: "text", text: serializedValue };
  return { kind: "value", value: value ?? dataValue };
}

function generated(
  context: AnswerContext,
  schema: Schema,
  { dynamic, seed }: AnswerRequest,
): Body | Problem {
  const made = sample(schema, {
    schemas: context.schemas,
    mode: dynamic ? "random" : "fixed",
    direction: "response",
    seed: dynamic ? seed : 0,
    ...(context.tuning && { tuning: context.tuning }),
  });
  if (made.kind === "value") return made;
  return {
    name: "SCHEMA_TOO_COMPLEX",
    detail: "The schema asks for more values than are made for one answer; give an example.",
  };
}

function responseHeaders(context: AnswerContext, request: AnswerRequest): string[] {
  const flat: string[] = [];
  for (const { name, value } of request.chosen.response.headers ?? []) {
    const text = headerText(context, value, request);
    const isOwn = /^(content-type|content-length|transfer-encoding|connection)$/i.test(name);
    if (text === undefined || isOwn || !TOKEN.test(name)) continue;
    flat.push(name, text);
  }
  return flat;
}

const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

function headerText(
  context: AnswerContext,
  header: Header,
  request: AnswerRequest,
): string | undefined {
  const [first]: readonly Named<Example>[] = header.examples ?? header.content?.[0]?.examples ?? [];
  const schema = header.schema ?? header.content?.[0]?.schema;
  let value: JsonValue | undefined = first?.value.value ?? first?.value.dataValue;
  if (value === undefined && schema) {
    const made = generated(context, schema, request);
    if ("kind" in made && made.kind === "value") value = made.value;
  }
  if (value === undefined || value === null) return undefined;
  const text = Array.isArray(value)
    ? value.join(",")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  return Buffer.from(text.replaceAll(/[\r\n\0]+/g, " ")).toString("latin1");
}
