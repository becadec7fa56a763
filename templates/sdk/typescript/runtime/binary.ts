/** Bytes: in memory, in a file, or as a stream. */
export type BinaryContent =
  | Blob
  | ArrayBuffer
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Bytes with what a multipart body says of them. */
export interface FilePart {
  readonly content: BinaryContent | string;
  readonly filename?: string | undefined;
  readonly contentType?: string | undefined;
  /** Further headers of the part. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a binary body or part may be given as. */
export type BinaryBody = BinaryContent | FilePart;

/** Whether bytes come with a name or type; text is a file only where it has one of them. */
export function isFilePart(value: unknown): value is FilePart {
  const { content, filename, contentType } = (value ?? {}) as Partial<FilePart>;
  return typeof content === "string"
    ? (filename ?? contentType) !== undefined
    : isBinary(content);
}

/** Whether a value is bytes in one of the forms. */
export function isBinary(value: unknown): value is BinaryContent {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    isAsyncIterable(value)
  );
}

/** Whether a value can be read only once. */
export function isAsyncIterable(
  value: unknown,
): value is ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> {
  return (
    value instanceof ReadableStream || Symbol.asyncIterator in Object(value)
  );
}

/** The media type that bytes bring along. */
export function contentTypeOf(value: unknown): string | undefined {
  if (isFilePart(value))
    return value.contentType ?? contentTypeOf(value.content);
  return (value instanceof Blob && value.type) || undefined;
}

/** A stream over chunks. */
export function toStream(
  source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  if (source instanceof ReadableStream) return source;
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      await iterator.return?.(reason);
    },
  });
}
