import type { Connection } from "./socket-connection.js";
import type { HeartbeatOptions, RolloverOptions } from "./socket-options.js";

/** Keeps a connection from being idle, and finds out that it is lost. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #beat: () => void;
  readonly #lost: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #isExpecting = false;

  constructor(
    options: HeartbeatOptions,
    does: { readonly beat: () => void; readonly lost: () => void },
  ) {
    this.#options = options;
    this.#beat = does.beat;
    this.#lost = does.lost;
    this.sent();
  }

  /** Something was sent: the connection is not idle. */
  sent(): void {
    clearTimeout(this.#timer);
    const { everyMs = 300_000, timeoutMs = 0 } = this.#options;
    this.#timer = setTimeout(() => {
      this.#isExpecting = true;
      this.#beat();
      clearTimeout(this.#deadline);
      if (timeoutMs > 0) this.#deadline = setTimeout(this.#lost, timeoutMs);
      this.sent();
    }, everyMs);
  }

  /** Something arrived: the server lives. Whether it may be what answers a heartbeat. */
  received(): boolean {
    clearTimeout(this.#deadline);
    const wasExpecting = this.#isExpecting;
    this.#isExpecting = false;
    return wasExpecting;
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#deadline);
  }
}

/** Milliseconds until a connection is replaced. */
export function rolloverDelay(
  { afterMs = 6_600_000 }: RolloverOptions,
  random: () => number,
): number {
  return afterMs * (1 - random() / 20);
}

/** Closes a replaced connection once it is no longer needed, after `graceMs` at the latest. */
export function retire(
  connection: Connection,
  graceMs: number,
  isNeeded: () => boolean,
): void {
  const step = Math.min(250, graceMs);
  let left = graceMs;
  const check = (): void => {
    left -= step;
    if (left <= 0 || !isNeeded()) connection.close();
    else setTimeout(check, step);
  };
  setTimeout(check, step);
}
