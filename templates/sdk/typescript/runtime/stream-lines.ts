/** What is wrong with a stream itself, not with its connection. */
export class StreamFault extends Error {}

/** A line or an event is longer than what is taken. */
export function tooLong(what: string, limit: number): StreamFault {
  return new StreamFault(`${what} is longer than ${limit} characters`);
}

/** The text of a stream as it comes; characters that two chunks share come whole, a byte order mark not at all. */
export async function* readText(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      yield decoder.decode(value, { stream: !done });
      if (done) return;
    }
  } finally {
    // The reader is gone, or goes away in the middle: the connection is closed.
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * The pieces of a text between separators; `separator` is sticky-free and global, and must not match the empty text.
 * The last piece has `isWhole: false`: nothing says that it is all there.
 */
export async function* readPieces(
  body: ReadableStream<Uint8Array>,
  separator: RegExp,
  limit: number,
): AsyncGenerator<{ text: string; isWhole: boolean }, void, undefined> {
  let rest = "";
  for await (const chunk of readText(body)) {
    const text = rest + chunk;
    let start = 0;
    for (const match of text.matchAll(separator)) {
      // What stands behind a carriage return at the end of a chunk is not known yet.
      if (match[0] === "\r" && match.index === text.length - 1) break;
      if (match.index - start > limit) throw tooLong("a line", limit);
      yield { text: text.slice(start, match.index), isWhole: true };
      start = match.index + match[0].length;
    }
    rest = text.slice(start);
    if (rest.length > limit + 1) throw tooLong("a line", limit);
  }
  if (rest)
    yield { text: rest.replace(/\r$/, ""), isWhole: rest.endsWith("\r") };
}

/** A body that breaks when nothing comes for a while: some never end by themselves. */
export function untilIdle(
  body: ReadableStream<Uint8Array>,
  limitMs: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller): Promise<void> {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const idle = new Promise<never>((_, reject) => {
          const message = `nothing came within ${limitMs} ms`;
          timer = setTimeout(() => reject(new Error(message)), limitMs);
        });
        try {
          const { done, value } = await Promise.race([reader.read(), idle]);
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (cause) {
          reader.cancel(cause).catch(() => undefined);
          throw cause;
        } finally {
          clearTimeout(timer);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead: the time of a slow reader does not count.
    { highWaterMark: 0 },
  );
}
