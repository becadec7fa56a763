import { parseBracket } from "./bracket.js";
import { invalidPath } from "./path.js";
import type { PathPlan, Step } from "./path.js";
import { trimLow } from "../values/white-space.js";

/**
 * Reads a path in Jayway's dialect (2.0): `$` may be missing, `@` starts at an item.
 * Throws a Failure for what is no path.
 */
export function parsePath(source: string): PathPlan {
  const trimmed = trimLow(source);
  if (trimmed === "") throw invalidPath(source, "it is empty");
  if (trimmed.endsWith("..")) throw invalidPath(source, "it ends with a scan");
  const rooted = trimmed.startsWith("$") || trimmed.startsWith("@") ? trimmed : `$.${trimmed}`;
  const next = rooted[1];
  if (next !== undefined && next !== "." && next !== "[") {
    throw invalidPath(source, `unexpected "${next}"`);
  }
  const steps = new PathReader(source, `$${rooted.slice(1)}`).steps();
  return { steps, fromRoot: rooted.startsWith("$") };
}

class PathReader {
  readonly #source: string;
  readonly #path: string;
  #at = 1;

  constructor(source: string, path: string) {
    this.#source = source;
    this.#path = path;
  }

  steps(): Step[] {
    const steps: Step[] = [];
    while (this.#at < this.#path.length) {
      const step = this.#step();
      if (step !== undefined) steps.push(step);
    }
    const last = steps.at(-1);
    if (last?.kind === "scan") throw invalidPath(this.#source, "it ends with a scan");
    return steps;
  }

  #step(): Step | undefined {
    switch (this.#path[this.#at]) {
      case " ":
        throw invalidPath(this.#source, "a blank stands outside quotes");
      case "$":
        this.#at++;
        return { kind: "self" };
      case "[":
        return parseBracket(this.#source, this.#bracket(), parsePath);
      case ".":
        return this.#afterDot();
      case "*":
        this.#at++;
        return { kind: "wildcard" };
      default:
        return this.#name();
    }
  }

  #afterDot(): Step | undefined {
    this.#at++;
    if (this.#at >= this.#path.length) throw invalidPath(this.#source, "it ends with a dot");
    if (this.#path[this.#at] === ".") {
      this.#at++;
      return { kind: "scan" };
    }
    const end = this.#nameEnd();
    if (end === this.#at) return undefined;
    if (end === this.#at + 1 && this.#path[this.#at] === "*") {
      this.#at = end;
      return { kind: "wildcard" };
    }
    return this.#name();
  }

  /** A bare name; quotes and brackets in it count as in `['name']`. */
  #name(): Step {
    const end = this.#nameEnd();
    const name = this.#path.slice(this.#at, end);
    this.#at = end;
    if (!/['\]]/.test(name)) return { kind: "property", names: [name] };
    return parseBracket(this.#source, `['${name}']`, parsePath);
  }

  #nameEnd(): number {
    let end = this.#at;
    while (end < this.#path.length && !".[ ".includes(this.#path[end] ?? "")) end++;
    return end;
  }

  /** The text from `[` to the `]` that closes it, or to the end. */
  #bracket(): string {
    const start = this.#at;
    let nested = 0;
    for (let at = start + 1; at < this.#path.length; at++) {
      const c = this.#path[at];
      if (c === "]" && nested === 0) {
        this.#at = at + 1;
        return this.#path.slice(start, this.#at);
      }
      if (c === "[") nested++;
      if (c === "]") nested--;
    }
    this.#at = this.#path.length;
    return this.#path.slice(start);
  }
}
