import type { Profile } from "./profile.js";

/** The bounds within which a template runs; reaching one fails the rendering with a positioned error. */
export interface RenderLimits {
  /** Rounds of one `#foreach`. */
  readonly iterations: number;
  /** Rounds, method calls, macro calls and blocks altogether. */
  readonly steps: number;
  /** Characters of output, and of any string put together on the way. */
  readonly output: number;
  /** Macros, blocks, strings and evaluated texts within one another. */
  readonly depth: number;
  /** Milliseconds. */
  readonly time: number;
}

/** What holds where nothing else is set. */
export const DEFAULT_LIMITS: RenderLimits = {
  iterations: 100_000,
  steps: 5_000_000,
  output: 20_000_000,
  depth: 100,
  time: 10_000,
};

/** What holds in a profile: the gateway goes around a `#foreach` no more than 1,000 times. */
export function defaultLimits(profile: Profile): RenderLimits {
  return profile === "aws" ? AWS_LIMITS : DEFAULT_LIMITS;
}

const AWS_LIMITS: RenderLimits = { ...DEFAULT_LIMITS, iterations: 1_000 };
