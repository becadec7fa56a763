import { isAscii, isUtf8 } from "node:buffer";

/** The text of a file. */
export interface DecodedText {
  /** Made when first asked for: of a large file often the bytes are enough. */
  readonly text: string;
  /** The text as UTF-8, without a byte order mark. */
  readonly bytes: Uint8Array;
  /** Set when the bytes were no UTF-8 and had to be taken as Windows-1252. */
  readonly guessed?: true;
}

/**
 * Decodes UTF-8 and UTF-16, with or without a byte order mark (RFC 8259 §8.1 and YAML 1.2 §5.2 allow one);
 * undefined for what is no text at all.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf16 = utf16Order(bytes);
  if (utf16) {
    const text = new TextDecoder(utf16).decode(bytes);
    return { text, bytes: Buffer.from(text) };
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  if (looksBinary(body)) return undefined;
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (isAscii(buffer)) return new LazyText(buffer, "latin1");
  if (isUtf8(buffer)) return new LazyText(buffer, "utf8");
  const text = new TextDecoder("windows-1252").decode(buffer);
  return { text, bytes: Buffer.from(text), guessed: true };
}

class LazyText implements DecodedText {
  readonly bytes: Buffer;
  readonly #encoding: "latin1" | "utf8";
  #text: string | undefined;

  constructor(bytes: Buffer, encoding: "latin1" | "utf8") {
    this.bytes = bytes;
    this.#encoding = encoding;
  }

  get text(): string {
    return (this.#text ??= this.bytes.toString(this.#encoding));
  }
}

function utf16Order(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (bytes.length < 2) return undefined;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return undefined;
}

/** Whether control characters that no text holds stand in the first kilobytes. */
function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  const length = Math.min(bytes.length, 4096);
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) controls++;
  }
  return controls > length / 50;
}
