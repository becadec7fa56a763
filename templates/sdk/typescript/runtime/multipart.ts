import {
  contentTypeOf,
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
  const boundary = `gw-${randomText()}`;
  const chunks: Chunk[] = [];
  const parts = media.parts ?? {};
  for (const [name, member] of Object.entries(value ?? {})) {
    const key = Array.isArray(value) ? "*" : name;
    const part = Object.hasOwn(parts, key) ? parts[key] : undefined;
    for (const item of itemsOf(member, part)) {
      if (item === undefined || item === null) continue;
      const isForm = !Array.isArray(value);
      const head = partHeaders(isForm ? name : undefined, item, part);
      chunks.push(`--${boundary}\r\n${head}\r\n`, partContent(item), "\r\n");
    }
  }
  chunks.push(`--${boundary}--\r\n`);
  const contentType = `${media.mediaType}; boundary=${boundary}`;
  const blobParts = chunks.filter((chunk) => !isAsyncIterable(chunk));
  if (blobParts.length === chunks.length) {
    return { content: new Blob(blobParts as BlobPiece[]), contentType };
  }
  return {
    content: toStream(concatenate(chunks)),
    contentType,
    once: true,
  };
}

/** The parts that a member becomes: a list is spread unless its encoding asks for one JSON part. */
function itemsOf(member: unknown, part: PartDescriptor | undefined): unknown[] {
  const asOne = part?.contentType?.includes("json") && part.explode === false;
  return Array.isArray(member) && !asOne ? (member as unknown[]) : [member];
}

function partHeaders(
  name: string | undefined,
  item: unknown,
  part: PartDescriptor | undefined,
): string {
  const file = isFilePart(item) ? item : undefined;
  const filename = filenameOf(item, file);
  const lines = new Map<string, string>();
  if (name !== undefined) {
    const disposition =
      `form-data; name="${quote(name)}"` +
      (filename === undefined ? "" : `; filename="${quote(filename)}"`);
    lines.set("Content-Disposition", disposition);
  }
  const type = partType(item, part);
  if (type) lines.set("Content-Type", type);
  for (const headers of [part?.headers, file?.headers]) {
    for (const [key, text] of Object.entries(headers ?? {})) {
      lines.set(key, text);
    }
  }
  let head = "";
  for (const [key, text] of lines) {
    if (/[\r\n]/.test(key + text)) {
      throw new TypeError(`the part header ${key} holds a line break`);
    }
    head += `${key}: ${text}\r\n`;
  }
  return head;
}

function filenameOf(
  item: unknown,
  file: FilePart | undefined,
): string | undefined {
  if (file?.filename !== undefined) return file.filename;
  const content = file ? file.content : item;
  if (!isBinary(content)) return undefined;
  const name = (content as { readonly name?: unknown }).name;
  return typeof name === "string" ? name : "blob";
}

/** What the value says of itself where the description allows it, else what is described, else the default. */
function partType(
  item: unknown,
  part: PartDescriptor | undefined,
): string | undefined {
  const described = part?.contentType
    ?.split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "");
  const own = contentTypeOf(item);
  if (own && (!described || described.some((type) => covers(type, own)))) {
    return own;
  }
  const concrete = described?.find((type) => !type.includes("*"));
  if (concrete) return concrete;
  if (isBinary(item) || isFilePart(item)) return "application/octet-stream";
  if (typeof item === "object" && !(item instanceof Date)) {
    return "application/json";
  }
  return undefined;
}

function covers(range: string, type: string): boolean {
  const essence = type.split(";")[0]?.trim();
  return (
    range === essence ||
    range === "*/*" ||
    (range.endsWith("/*") && type.startsWith(range.slice(0, -1)))
  );
}

function partContent(item: unknown): Chunk {
  if (isFilePart(item)) return item.content as Chunk;
  return isBinary(item) ? (item as Chunk) : textOf(item);
}

/** Escapes a parameter as HTML's multipart encoding does. */
function quote(text: string): string {
  return text
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A")
    .replaceAll('"', "%22");
}

async function* concatenate(
  chunks: readonly Chunk[],
): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    const stream = isAsyncIterable(chunk)
      ? toStream(chunk)
      : new Blob([chunk]).stream();
    const reader = stream.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
    } finally {
      await reader.cancel();
    }
  }
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
