import { Failure, TemplateError, limitFailure } from "../failure.js";
import type { NodePosition } from "../syntax/ast.js";
import type { TextSink } from "../values/block-reference.js";
import { resetNesting } from "../values/text.js";
import { resetIdentities } from "../values/value.js";
import type { Value } from "../values/value.js";
import type { RenderLimits } from "./limits.js";

/** One thing that a template did, for `render --trace`. */
export interface TraceEvent {
  readonly kind: "reference" | "set" | "if" | "foreach";
  readonly line: number;
  readonly column: number;
  /** The reference, or the variable that was set. */
  readonly source: string;
  /** Its value as it prints; null for none. */
  readonly value: string | null;
  /** The file of an included template. */
  readonly template: string | undefined;
}

/** The variables that a template sees at a place. */
export interface Context {
  readonly run: Run;
  /** A variable's value; null when it has none. */
  get(name: string): Value;
  put(name: string, value: Value): void;
  remove(name: string): void;
  /** What a macro's argument is in the caller's text, where `text` is the parameter as written. */
  argumentText(text: string): string | undefined;
}

/** Prints a part of a template. */
export type Printer = (context: Context, out: TextSink) => void;

/** A macro ready to run. */
export interface RunnableMacro {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Printer;
}

/** A template ready to run, with the macros that it defines. */
export interface RunnableTemplate {
  readonly body: Printer;
  readonly macros: readonly RunnableMacro[];
}

/** What a run gets from outside. */
export interface RunOptions {
  readonly limits: RenderLimits;
  /** The texts that `#parse` and `#include` may name. */
  readonly files: (name: string) => string | undefined;
  /** Compiles the text of `#evaluate` or `#parse`; throws a TemplateError. */
  readonly compile: (text: string, run: Run, name: string | undefined) => RunnableTemplate;
  readonly trace: ((event: TraceEvent) => void) | undefined;
}

/** Ends what it is for: the nearest block, one loop, or with neither everything. */
export class StopSignal extends Error {
  readonly nearest: boolean;
  readonly owner: unknown;

  constructor(nearest: boolean, owner?: unknown) {
    super("stop");
    this.nearest = nearest;
    this.owner = owner;
  }

  /** Whether it ends a directive with this identity. */
  endsBlock(owner: unknown): boolean {
    return this.nearest || (this.owner !== undefined && this.owner === owner);
  }

  /** Whether it ends a whole text: the template, or what `#evaluate` runs. */
  get endsText(): boolean {
    return this.nearest || this.owner === undefined;
  }
}

const CLOCK_EVERY = 1024;

/** The state of one rendering. */
export class Run {
  readonly options: RunOptions;
  readonly trace: RunOptions["trace"];
  readonly macros = new Map<string, RunnableMacro>();
  /** The names of the templates that are running, the outermost undefined. */
  readonly templates: (string | undefined)[] = [undefined];
  /** The node that runs, for errors. */
  at: NodePosition | undefined;
  /** How many macro calls are open; a `#break` out of a macro leaves its call counted, as in Velocity. */
  macroDepth = 0;
  #steps = 0;
  #depth = 0;
  readonly #maxSteps: number;
  readonly #deadline: number;

  constructor(options: RunOptions) {
    resetIdentities();
    resetNesting();
    this.options = options;
    this.trace = options.trace;
    this.#maxSteps = options.limits.steps;
    this.#deadline = performance.now() + options.limits.time;
  }

  /** Counts one step of work. */
  tick(): void {
    if (++this.#steps % CLOCK_EVERY === 0) this.#checkClock();
    if (this.#steps > this.#maxSteps) {
      throw limitFailure("the template takes too many steps", "steps", this.#maxSteps);
    }
  }

  #checkClock(): void {
    if (performance.now() <= this.#deadline) return;
    throw limitFailure("the template takes too long", "time", this.options.limits.time);
  }

  /** Runs something one level deeper. */
  nest<R>(work: () => R): R {
    const { depth } = this.options.limits;
    this.tick();
    if (this.#depth >= depth) throw limitFailure("the template nests too deeply", "depth", depth);
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  /** Makes macros known; the first of a name stays. */
  register(macros: readonly RunnableMacro[]): void {
    for (const macro of macros) {
      if (!this.macros.has(macro.name)) this.macros.set(macro.name, macro);
    }
  }

  /** A text buffer within the bound on output. */
  buffer(): Buffered {
    return new Buffered(this.options.limits.output);
  }

  /** Any failure as the one error that leaves the engine. */
  toTemplateError(error: unknown): TemplateError {
    if (error instanceof TemplateError) return error;
    const at = this.at ?? { line: 1, column: 1 };
    const template = this.templates.at(-1);
    if (error instanceof Failure) return new TemplateError(error.kind, error.message, at, template);
    // The engine's own stack, or the longest string that it can hold, ran out.
    if (error instanceof RangeError) {
      return new TemplateError(
        "limit",
        `the template needs too much memory: ${error.message}`,
        at,
        template,
      );
    }
    throw error;
  }
}

/** Text being printed. */
export class Buffered implements TextSink {
  text = "";
  readonly #bound: number;

  constructor(bound: number) {
    this.#bound = bound;
  }

  write(text: string): void {
    this.text += text;
    if (this.text.length > this.#bound) {
      throw limitFailure("the output is too long", "output", this.#bound);
    }
  }
}
