import { isAscii } from "node:buffer";

/** Bytes that are looked at together: nearly all of a description's are ASCII, which is told quickly. */
const BLOCK = 4096;

const BACKSLASH = 0x5c;

/** With more of other characters than one in so many bytes escaping them costs more than it saves. */
const RARE = 256;

/**
 * JSON as a text of the same meaning in ASCII alone, other characters escaped; undefined where these are many.
 * A single one of them would make a JavaScript string take two bytes a character: for a spec of 13 MB that is
 * 26 MB to be made and read.
 */
export function asciiJson(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString("latin1");
  let text = "";
  let copied = 0;
  let budget = bytes.length / RARE;
  for (let block = 0; block < buffer.length; block += BLOCK) {
    const end = Math.min(block + BLOCK, buffer.length);
    if (isAscii(buffer.subarray(block, end))) continue;
    for (let at = Math.max(block, copied); at < end; at++) {
      if ((buffer[at] ?? 0) < 0x80) continue;
      // What a backslash stands before would no longer be the wrong escape that it may be.
      if (buffer[at - 1] === BACKSLASH) return undefined;
      text += buffer.toString("latin1", copied, at);
      copied = otherEnd(buffer, at);
      text += escaped(buffer.toString("utf8", at, copied));
      budget -= copied - at;
      if (budget < 0) return undefined;
      at = copied;
    }
  }
  return text + buffer.toString("latin1", copied);
}

/** Where the characters that are not ASCII end. */
function otherEnd(buffer: Buffer, start: number): number {
  let at = start;
  while ((buffer[at] ?? 0) >= 0x80) at++;
  return at;
}

function escaped(text: string): string {
  let escapes = "";
  for (let at = 0; at < text.length; at++) {
    escapes += `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }
  return escapes;
}
