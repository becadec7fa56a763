import type { StreamMessage } from "./event-stream.js";
import { readPieces, tooLong } from "./stream-lines.js";

/** Reads `text/event-stream` (WHATWG HTML, "Interpreting an event stream"). */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  limit: number,
): AsyncGenerator<StreamMessage, void, undefined> {
  let id: string | undefined;
  let retry: number | undefined;
  let event: string | undefined;
  let data: string[] = [];
  let length = 0;
  for await (const { text, isWhole } of readPieces(
    body,
    /\r\n|\n|\r/g,
    limit,
  )) {
    if (!isWhole) return;
    if (text === "") {
      const message = { event: event || undefined, id, retry };
      if (data.length > 0) yield { ...message, data: data.join("\n") };
      event = undefined;
      data = [];
      length = 0;
      continue;
    }
    const [, name = "", value = ""] = /^([^:]*)(?:: ?)?(.*)$/s.exec(text) ?? [];
    if (name === "event") event = value;
    else if (name === "id" && !value.includes("\0")) id = value;
    else if (name === "retry" && /^\d+$/.test(value)) retry = Number(value);
    else if (name === "data") {
      data.push(value);
      length += value.length;
      if (length > limit) {
        throw tooLong("an event", limit);
      }
    }
  }
}
