import type { Outcome } from "./constraint.js";
import { NONE, OUT_OF_STEPS } from "./constraint.js";

interface Frame {
  readonly key: string;
  /** The lowest frame that this one's answer rests on. */
  low: number;
}

/**
 * Answers by question. A question met again while it is being answered counts as "none": a finite value that answered
 * it would hold a smaller one that does. Such a "none" rests on the outer question and is forgotten when that one
 * turns out to have a value.
 */
export class ResultTable {
  readonly #settled = new Map<string, Outcome>();
  readonly #provisional = new Map<string, number>();
  readonly #depthOf = new Map<string, number>();
  readonly #frames: Frame[] = [];

  lookup(key: string, compute: () => Outcome): Outcome {
    const settled = this.#settled.get(key);
    if (settled) return settled;
    const restsOn = this.#depthOf.get(key) ?? this.#provisional.get(key);
    if (restsOn !== undefined) {
      this.#restOn(restsOn);
      return NONE;
    }
    return this.#compute(key, compute);
  }

  #compute(key: string, compute: () => Outcome): Outcome {
    const depth = this.#frames.length;
    const frame: Frame = { key, low: depth };
    this.#frames.push(frame);
    this.#depthOf.set(key, depth);
    const outcome = compute();
    this.#frames.pop();
    this.#depthOf.delete(key);
    if (outcome.kind === "none" && frame.low < depth) {
      this.#provisional.set(key, frame.low);
      this.#move(depth, frame.low);
      this.#restOn(frame.low);
      return outcome;
    }
    if (outcome !== OUT_OF_STEPS) this.#settled.set(key, outcome);
    this.#resolve(depth, outcome);
    return outcome;
  }

  #restOn(depth: number): void {
    const top = this.#frames.at(-1);
    if (top) top.low = Math.min(top.low, depth);
  }

  /** What rested on a frame that is provisional itself rests on what that one rests on. */
  #move(from: number, to: number): void {
    for (const [key, depth] of this.#provisional) {
      if (depth >= from) this.#provisional.set(key, to);
    }
  }

  #resolve(depth: number, outcome: Outcome): void {
    for (const [key, restsOn] of this.#provisional) {
      if (restsOn < depth) continue;
      this.#provisional.delete(key);
      if (outcome.kind === "none") this.#settled.set(key, NONE);
    }
  }
}
