/** Whether a frame that a client sends is too long, told from its header, before its payload has come. */
export class FrameWatch {
  readonly #limit: number;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #held = 0;
  #skip = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Looks at the next bytes of the stream; false as soon as a frame is longer than allowed. */
  look(chunk: Buffer): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
        continue;
      }
      this.#header[this.#held++] = chunk[at++] ?? 0;
      const length = payloadLength(this.#header, this.#held);
      if (length === undefined) continue;
      if (length > this.#limit) return false;
      const isMasked = ((this.#header[1] ?? 0) & MASKED) !== 0;
      this.#skip = length + (isMasked ? MASK_BYTES : 0);
      this.#held = 0;
    }
    return true;
  }
}

const HEADER_BYTES = 10;
const MASKED = 0x80;
const MASK_BYTES = 4;

/** The length in a frame's header (RFC 6455 §5.2); undefined while the header is not complete. */
function payloadLength(header: Buffer, held: number): number | undefined {
  if (held < 2) return undefined;
  const short = (header[1] ?? 0) & 0x7f;
  if (short < 126) return short;
  if (short === 126) return held < 4 ? undefined : header.readUInt16BE(2);
  return held < HEADER_BYTES ? undefined : Number(header.readBigUInt64BE(2));
}
