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

/** The machine's clock and chance. */
export const systemSurroundings: Surroundings = {
  now: () => Date.now(),
  uuid: () => randomUUID(),
  hex: (bytes) => randomBytes(bytes).toString("hex"),
  chance: () => Math.random(),
  sleep: (milliseconds) => setTimeout(milliseconds),
};
