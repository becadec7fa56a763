/** One thing that the server sends of its own accord. */
export interface ScenarioStep {
  /** What sets it off: a connection (`$connect`), or a message of a route; `$connect` when absent. */
  readonly on?: string;
  /** Milliseconds from then until the first message; 0 when absent. */
  readonly after?: number;
  /** Milliseconds between further messages; none follow when absent. */
  readonly every?: number;
  /** How many messages are sent at most; endless with `every`, else one, when absent. */
  readonly times?: number;
  /** The event whose example is sent. */
  readonly event?: string;
  /** What is sent instead of an example: a text as it is, anything else as JSON. */
  readonly message?: unknown;
  /** Who gets it: the connection that set it off (when absent), or all. */
  readonly to?: "sender" | "all";
}

/** Runs the steps of a scenario for single connections. */
export class Scenario {
  readonly #byTrigger = new Map<string, ScenarioStep[]>();

  constructor(steps: readonly ScenarioStep[]) {
    for (const step of steps) {
      const trigger = step.on ?? "$connect";
      this.#byTrigger.set(trigger, [...(this.#byTrigger.get(trigger) ?? []), step]);
    }
  }

  /** Starts what a connection or a message sets off; the result stops it, undefined when there is nothing. */
  start(trigger: string, send: (step: ScenarioStep) => void): (() => void) | undefined {
    const steps = this.#byTrigger.get(trigger);
    if (!steps) return undefined;
    const stops = steps.map((step) => run(step, send));
    return () => {
      for (const stop of stops) stop();
    };
  }
}

function run(step: ScenarioStep, send: (step: ScenarioStep) => void): () => void {
  const { after = 0, every, times = every === undefined ? 1 : Infinity } = step;
  let left = times;
  let timer = setTimeout(fire, after);
  function fire(): void {
    left -= 1;
    send(step);
    if (left > 0) timer = setTimeout(fire, every ?? 0);
  }
  return () => clearTimeout(timer);
}
