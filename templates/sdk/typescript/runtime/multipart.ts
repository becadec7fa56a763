import {
  type FilePart,
  isAsyncIterable,
  isBinary,
  isFilePart,
  toStream,
} from "./binary.js";
import type {
  EncodedBody,
  MediaDescriptor,
  PartDescriptor,
} from "./operation.js";
import { textOf } from "./styles.js";

/** What a Blob is made of. */
type BlobPiece = NonNullable<ConstructorParameters<typeof Blob>[0]>[number];

type Chunk = BlobPiece | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * A multipart body (RFC 7578, RFC 2046): a Blob, which stays on disk where its parts do, or a stream as soon
 * as one part is a stream. A list becomes one part for each item.
 */
export function multipartBody(
  value: unknown,
  media: MediaDescriptor,
): EncodedBody {
  const boundary = `gw-${crypto.getRandomValues(new Uint32Array(5)).join("")}`;
  const chunks: Chunk[] = [];
  const parts = new Map(Object.entries(media.parts ?? {}));
  const isForm = !Array.isArray(value);
  for (const [name, member] of Object.entries(value ?? {})) {
    const part = parts.get(name) ?? (isForm ? {} : (parts.get("*") ?? {}));
    // A list is spread unless its encoding asks for one part.
    for (const item of part.explode === false ? [member] : [member].flat()) {
      if (item === undefined || item === null) continue;
      const file = isFilePart(item) ? item : { content: item };
      const head = partHead(isForm ? name : undefined, file, part);
      const { content } = file;
      const chunk = isBinary(content) ? (content as Chunk) : textOf(content);
      chunks.push(`--${boundary}\r\n${head}\r\n`, chunk, "\r\n");
    }
  }
  chunks.push(`--${boundary}--\r\n`);
  const once = chunks.some(isAsyncIterable);
  return {
    content: once ? concatenate(chunks) : new Blob(chunks as BlobPiece[]),
    contentType: `${media.mediaType}; boundary=${boundary}`,
    once,
  };
}

/** A part as it is given: bytes with what is said of them, or any value. */
type GivenPart = Partial<Omit<FilePart, "content">> & {
  readonly content: unknown;
};

function partHead(
  name: string | undefined,
  { content, headers, contentType, filename }: GivenPart,
  part: PartDescriptor,
): string {
  const bytes = isBinary(content) ? (content as Partial<File>) : undefined;
  const file = filename ?? (bytes && (bytes.name ?? "blob"));
  const type =
    partType(contentType ?? bytes?.type, part.contentType) ??
    (file !== undefined
      ? "application/octet-stream"
      : typeof content === "object" && !(content instanceof Date)
        ? "application/json"
        : undefined);
  const given = {
    ...(name !== undefined && {
      "Content-Disposition": `form-data; name="${quote(name)}"${file === undefined ? "" : `; filename="${quote(file)}"`}`,
    }),
    ...(type && { "Content-Type": type }),
    ...part.headers,
    ...headers,
  };
  const lines = Object.entries(given).map(([key, text]) => `${key}: ${text}`);
  if (/[\r\n]/.test(lines.join(""))) {
    throw new TypeError("a part header breaks its line");
  }
  return lines.map((line) => `${line}\r\n`).join("");
}

/** What the value says of itself where the description allows it, else what is described. */
function partType(
  own: string | undefined,
  described: string | undefined,
): string | undefined {
  const allowed = described?.split(/\s*,\s*/) ?? ["*/*"];
  return own &&
    allowed.some((range) => own.startsWith(range.replace(/\*.*/, "")))
    ? own
    : allowed.find((range) => !range.includes("*"));
}

/** Escapes a parameter as HTML's multipart encoding does. */
function quote(text: string): string {
  return text.replace(/["\r\n]/g, encodeURIComponent);
}

/** One stream of all chunks, each read when it is its turn. */
function concatenate(chunks: readonly Chunk[]): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const fill = async (): Promise<void> => {
    for (const chunk of chunks) {
      const stream = isAsyncIterable(chunk)
        ? toStream(chunk)
        : new Blob([chunk]).stream();
      await stream.pipeTo(writable, { preventClose: true });
    }
    await writable.close();
  };
  // Its reader learns of a failure from the stream itself.
  fill().catch(() => undefined);
  return readable;
}
