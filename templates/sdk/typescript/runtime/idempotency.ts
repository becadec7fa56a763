import type { CoreOptions } from "./options.js";

/** A key that no other call has: as the client makes them, else a random UUID (RFC 9562). */
export function newKey({ newIdempotencyKey }: CoreOptions): string {
  return newIdempotencyKey?.() ?? randomKey();
}

/** Pages over plain HTTP have no `crypto.randomUUID`. */
function randomKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte, index) => {
    const fixed =
      index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte;
    return fixed.toString(16).padStart(2, "0");
  }).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
