import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

/** What tells the time and gives chance: injected, so that tests hold both still. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
  /** Bytes of chance, hexadecimal. */
  hex(bytes: number): string;
  /** From 0 to below 1. */
  chance(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** Asking the system for few bytes at a time costs more than all that is done with them. */
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);

function randomHex(bytes: number): string {
  if (bytes > POOL_BYTES) return randomBytes(bytes).toString("hex");
  if (pool.length < bytes) pool = randomBytes(POOL_BYTES);
  const text = pool.toString("hex", 0, bytes);
  pool = pool.subarray(bytes);
  return text;
}

/** The machine's clock and chance. */
export const systemSurroundings: Surroundings = {
  now: () => Date.now(),
  uuid: () => randomUUID(),
  hex: randomHex,
  chance: () => Math.random(),
  sleep: (milliseconds) => setTimeout(milliseconds),
};
