import type { Operation, Schema } from "../../model/index.js";
import { sample } from "../../schema/sample.js";
import { isLoopback, sendUpstream } from "../http/upstream.js";
import { type Exchange, fillExpressions } from "./runtime-expression.js";
import { serialize } from "./serialize.js";

/** What became of a callback. */
export interface CallbackOutcome {
  readonly callback: string;
  readonly method: string;
  readonly url: string;
  /** The status of the answer, or why there is none. */
  readonly result: number | string;
}

/** What sending callbacks needs. */
export interface CallbackOptions {
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Hosts besides the loopback interface that may be called. */
  readonly allowNet: readonly string[];
  readonly onCallback?: (outcome: CallbackOutcome) => void;
}

const TIMEOUT_MS = 10_000;

/** Sends the callbacks of an operation that was answered well, with bodies from examples and schemas. */
export async function sendCallbacks(
  operation: Operation,
  exchange: Exchange,
  options: CallbackOptions,
): Promise<void> {
  for (const { name, value } of operation.callbacks ?? []) {
    for (const { name: expression, value: operations } of value.expressions) {
      const filled = fillExpressions(expression, exchange);
      for (const own of operations) {
        const result = await send(own, filled, options);
        options.onCallback?.({
          callback: name,
          method: own.method,
          url: filled ?? expression,
          result,
        });
      }
    }
  }
}

async function send(
  operation: Operation,
  filled: string | undefined,
  options: CallbackOptions,
): Promise<number | string> {
  if (filled === undefined || !URL.canParse(filled)) return "its URL has no value in this request";
  const url = new URL(filled);
  if (!/^https?:$/.test(url.protocol)) return "its URL is not one of HTTP";
  if (!isLoopback(url) && !options.allowNet.includes(url.hostname)) {
    return `the host ${url.hostname} is not allowed`;
  }
  const [media] = operation.requestBody?.content ?? [];
  const body = media ? bodyOf(media, options.schemas) : Buffer.alloc(0);
  if (!Buffer.isBuffer(body)) return body.detail;
  const headers = media ? ["content-type", media.name] : [];
  const answer = await sendUpstream({
    url,
    method: operation.method,
    headers,
    body,
    timeoutMs: TIMEOUT_MS,
  });
  return "failed" in answer ? answer.reason : answer.status;
}

type Media = NonNullable<Operation["requestBody"]>["content"][number];

function bodyOf(media: Media, schemas: ReadonlyMap<string, Schema>): ReturnType<typeof serialize> {
  const example = media.examples?.[0]?.value;
  if (example?.value !== undefined)
    return serialize(example.value, media.name, media.schema, schemas);
  if (!media.schema) return Buffer.alloc(0);
  const made = sample(media.schema, { schemas, mode: "fixed", direction: "request" });
  return serialize(made.kind === "value" ? made.value : null, media.name, media.schema, schemas);
}
