import type { StreamMessage } from "./event-stream.js";
import { readPieces } from "./stream-lines.js";

/** Reads `application/jsonl` and `application/x-ndjson`: a value a line; empty lines are left out. */
export function readJsonLines(
  body: ReadableStream<Uint8Array>,
  limit: number,
): AsyncGenerator<StreamMessage, void, undefined> {
  return readValues(body, /\n/g, limit);
}

const recordSeparator = new RegExp(String.fromCharCode(0x1e), "g");

/** Reads `application/json-seq` (RFC 7464): a record separator before each value. */
export function readJsonSequence(
  body: ReadableStream<Uint8Array>,
  limit: number,
): AsyncGenerator<StreamMessage, void, undefined> {
  return readValues(body, recordSeparator, limit);
}

async function* readValues(
  body: ReadableStream<Uint8Array>,
  separator: RegExp,
  limit: number,
): AsyncGenerator<StreamMessage, void, undefined> {
  for await (const { text } of readPieces(body, separator, limit)) {
    const data = text.trim();
    if (data) yield { data };
  }
}
