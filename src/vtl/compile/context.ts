import type { Value } from "../values/value.js";
import type { Context, Run } from "./run.js";

/** The variables of a whole rendering. */
export class RootContext implements Context {
  readonly run: Run;
  readonly #variables: Map<string, Value>;

  constructor(run: Run, variables: Map<string, Value>) {
    this.run = run;
    this.#variables = variables;
  }

  get(name: string): Value {
    return this.#variables.get(name) ?? null;
  }

  put(name: string, value: Value): void {
    this.#variables.set(name, value);
  }

  remove(name: string): void {
    this.#variables.delete(name);
  }

  argumentText(): undefined {
    return undefined;
  }
}

/** An argument that is evaluated whenever its parameter is read. */
export interface LazyArgument {
  readonly read: (context: Context) => Value;
  readonly text: string;
}

/** The variables in a macro: its arguments by name, and behind them the caller's. */
export class MacroContext implements Context {
  readonly run: Run;
  readonly #caller: Context;
  readonly #locals = new Map<string, Value>();
  readonly #lazy = new Map<string, LazyArgument>();
  readonly #texts = new Map<string, string>();

  constructor(caller: Context) {
    this.run = caller.run;
    this.#caller = caller;
  }

  /** Gives a parameter a value of its own. */
  bind(name: string, value: Value): void {
    this.#locals.set(name, value);
  }

  /** Gives a parameter an argument by name. */
  bindLazily(name: string, argument: LazyArgument): void {
    this.#lazy.set(name, argument);
    this.#texts.set(`$${name}`, argument.text);
  }

  get(name: string): Value {
    const local = this.#locals.get(name) ?? null;
    if (local !== null) return local;
    const lazy = this.#lazy.get(name);
    return lazy === undefined ? this.#caller.get(name) : lazy.read(this.#caller);
  }

  put(name: string, value: Value): void {
    this.#locals.set(name, value);
    this.#caller.put(name, value);
  }

  remove(name: string): void {
    this.#locals.delete(name);
    this.#lazy.delete(name);
    this.#caller.remove(name);
  }

  argumentText(text: string): string | undefined {
    return this.#texts.get(text) ?? this.#caller.argumentText(text);
  }
}

/** The variables in a loop's round whose element is null: it hides an outer variable of the same name. */
export class NullElementContext implements Context {
  readonly run: Run;
  readonly #outer: Context;
  readonly #element: string;
  #active = true;

  constructor(outer: Context, element: string) {
    this.run = outer.run;
    this.#outer = outer;
    this.#element = element;
  }

  get(name: string): Value {
    return this.#active && name === this.#element ? null : this.#outer.get(name);
  }

  put(name: string, value: Value): void {
    if (name === this.#element && value === null) this.#active = true;
    this.#outer.put(name, value);
  }

  remove(name: string): void {
    if (name === this.#element) this.#active = false;
    this.#outer.remove(name);
  }

  argumentText(text: string): string | undefined {
    return this.#outer.argumentText(text);
  }
}
