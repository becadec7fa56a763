import { parseFilter } from "./filter.js";
import { invalidPath } from "./path.js";
import type { PathPlan, Step } from "./path.js";

/** Reads a step in brackets: names, indexes, a slice, a filter, whose paths `parsePath` reads. */
export function parseBracket(
  path: string,
  fragment: string,
  parsePath: (text: string) => PathPlan,
): Step {
  if (fragment === "[*]") return { kind: "wildcard" };
  if (/^\[\s*\?[\s,?]*\]$/.test(fragment)) {
    const accepts = (): never => {
      throw invalidPath(path, "`[?]` has no condition");
    };
    return { kind: "filter", accepts };
  }
  for (let at = 0; at < fragment.length; at++) {
    const c = fragment[at] ?? "";
    if (c === "?") {
      const text = filterText(path, fragment.slice(fragment.lastIndexOf("[", at)));
      const accepts = parseFilter(path, text, parsePath);
      return { kind: "filter", accepts };
    }
    if (c === "'") return { kind: "property", names: names(path, fragment, at) };
    if (/[\d:\-@]/.test(c)) return new IndexReader(path, fragment, at).step();
  }
  throw invalidPath(path, `"${fragment}" is neither a name, an index nor a filter`);
}

function names(path: string, fragment: string, start: number): string[] {
  const found: string[] = [];
  let open: number | undefined;
  for (let at = start; at < fragment.length; at++) {
    const c = fragment[at];
    if (c === "]") return found;
    if (c !== "'") continue;
    if (open === undefined) open = at + 1;
    else {
      found.push(fragment.slice(open, at));
      open = undefined;
    }
  }
  throw invalidPath(path, "a bracket is not closed");
}

/** The filter up to the bracket that closes it, quotes and parentheses aside. */
function filterText(path: string, fragment: string): string {
  let quoted = false;
  let parentheses = 0;
  let brackets = 0;
  for (let at = 0; at < fragment.length; at++) {
    const c = fragment[at];
    if (c === "'" && fragment[at - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if (c === "(") parentheses++;
    else if (c === ")") parentheses--;
    else if (c === "[") brackets++;
    else if (c === "]") {
      brackets--;
      if (parentheses !== 0) continue;
      if (brackets !== 0) break;
      return fragment.slice(0, at + 1);
    }
  }
  throw invalidPath(path, "a filter's brackets are not balanced");
}

class IndexReader {
  readonly #path: string;
  readonly #text: string;
  readonly #numbers: number[] = [];
  #at: number;

  constructor(path: string, text: string, at: number) {
    this.#path = path;
    this.#text = text;
    this.#at = at;
  }

  step(): Step {
    return this.#current() === "@" ? this.#fromEnd() : this.#indexes();
  }

  #current(): string {
    const c = this.#text[this.#at];
    if (c === undefined) throw invalidPath(this.#path, "a bracket is not closed");
    return c;
  }

  #advance(): string {
    this.#at++;
    return this.#current();
  }

  #number(text: string): number {
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text) || (value | 0) !== value) {
      throw invalidPath(this.#path, `"${text}" is no index`);
    }
    return value;
  }

  /** `[(@.length - n)]` */
  #fromEnd(): Step {
    this.#advance();
    this.#advance();
    let name = "";
    for (; this.#current() !== "-"; this.#advance()) {
      if (!" ()".includes(this.#current())) name += this.#current();
    }
    if (name !== "size" && name !== "length") {
      throw invalidPath(this.#path, `@.${name} is unknown; @.length and @.size are known`);
    }
    let offset = "";
    for (; this.#current() !== ")"; this.#advance()) {
      if (this.#current() !== " ") offset += this.#current();
    }
    return { kind: "fromEnd", offset: this.#number(offset) };
  }

  #indexes(): Step {
    let slice: { from: number | undefined; to: number | undefined } | undefined;
    let sequence = false;
    let digits = "";
    while (/[\d, :-]/.test(this.#current())) {
      const c = this.#current();
      if (c === ":") {
        slice = this.#slice(digits);
        digits = "";
        if (this.#current() === "]") break;
      } else if (c === ",") {
        this.#numbers.push(this.#number(digits));
        digits = "";
        sequence = true;
      } else if (c !== " ") digits += c;
      this.#advance();
    }
    if (digits !== "") this.#numbers.push(this.#number(digits));
    return this.#result(slice, sequence);
  }

  #slice(digits: string): { from: number | undefined; to: number | undefined } {
    const from = digits === "" ? undefined : this.#number(digits);
    let end = "";
    for (this.#advance(); /[\d -]/.test(this.#current()); this.#advance()) {
      if (this.#current() !== " ") end += this.#current();
    }
    if (from === undefined || end !== "") {
      const to = this.#number(end);
      this.#numbers.push(...(from === undefined ? [to] : [from, to]));
      return { from, to };
    }
    this.#numbers.push(from);
    return { from, to: undefined };
  }

  #result(
    slice: { from: number | undefined; to: number | undefined } | undefined,
    sequence: boolean,
  ): Step {
    if (sequence && (slice === undefined || this.#numbers.length !== 1)) {
      return { kind: "index", indexes: this.#numbers };
    }
    if (slice === undefined) return { kind: "index", indexes: this.#numbers };
    return { kind: "slice", ...slice };
  }
}
