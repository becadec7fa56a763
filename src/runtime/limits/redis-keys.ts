import type { Redis } from "ioredis";

/** Tells once that Redis is lost, and once that it is back. */
export class Health {
  #onTrouble: ((reason: string | undefined) => void) | undefined;
  #isLost = false;

  constructor(onTrouble: ((reason: string | undefined) => void) | undefined) {
    this.#onTrouble = onTrouble;
  }

  lost(reason: string): void {
    if (!this.#isLost) this.#onTrouble?.(reason);
    this.#isLost = true;
  }

  back(): void {
    if (this.#isLost) this.#onTrouble?.(undefined);
    this.#isLost = false;
  }

  stop(): void {
    this.#onTrouble = undefined;
  }

  /** Waits for an answer of Redis; where it fails, tells and gives `otherwise`. */
  async or<T>(otherwise: T, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.lost(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  }
}

/** Removes all keys that begin with a prefix. */
export async function removeAll(client: Redis, prefix: string): Promise<void> {
  for await (const keys of client.scanStream({ match: `${escapeGlob(prefix)}*`, count: 500 })) {
    const found: readonly string[] = keys;
    if (found.length > 0) await client.unlink(...found);
  }
}

/** A text as a pattern of Redis that matches it alone. */
export function escapeGlob(text: string): string {
  return text.replaceAll(/[*?[\]\\]/g, "\\$&");
}
