import { limitFailure } from "../failure.js";
import { isLineTerminator, isWordCharacter } from "./char-class.js";
import type { Assertion, CharTest, RegexNode } from "./node.js";

const MAX_STEPS = 2_000_000;
const MAX_DEPTH = 2_500;

/** One attempt's state: the text, the groups found so far, and what is left of the bounds. */
export class MatchState {
  readonly text: string;
  /** Start and end of each group; -1 where it took no part. */
  readonly groups: Int32Array;
  #steps = 0;
  #depth = 0;

  constructor(text: string, groups: number) {
    this.text = text;
    this.groups = new Int32Array(2 * (groups + 1)).fill(-1);
  }

  /** Counts work; a catastrophic expression ends here instead of running for years. */
  step(): void {
    if (++this.#steps > MAX_STEPS) {
      throw limitFailure("a regular expression takes too many steps", "steps", MAX_STEPS);
    }
  }

  /** Counts repetitions that wait for each other. */
  enter(): void {
    if (++this.#depth > MAX_DEPTH) {
      throw limitFailure("a regular expression repeats a group too often", "depth", MAX_DEPTH);
    }
  }

  leave(): void {
    this.#depth--;
  }
}

/** Goes on matching behind a place; tells whether all that follows matches. */
export type Next = (state: MatchState, at: number) => boolean;

/** Turns a node and what follows it into a function that matches both. */
export function compileNode(node: RegexNode, next: Next): Next {
  switch (node.kind) {
    case "char":
      return (state, at) => {
        const end = charEnd(state, at, node.test);
        return end >= 0 && next(state, end);
      };
    case "literal":
      return (state, at) =>
        state.text.startsWith(node.text, at) && next(state, at + node.text.length);
    case "sequence":
      return node.parts.reduceRight((rest, part) => compileNode(part, rest), next);
    case "choice":
      return compileChoice(node.options.map((option) => compileNode(option, next)));
    case "group":
      return compileGroup(node.index, node.body, next);
    case "look":
      return node.behind
        ? compileLookBehind(node.body, node.negated, next)
        : compileLookAhead(node.body, node.negated, next);
    case "atomic":
      return compileAtomic(node.body, next);
    case "repeat":
      return compileRepeat(node, next);
    case "reference":
      return compileReference(node.index, node.ignoreCase, next);
    case "assert":
      return (state, at) => ASSERTIONS[node.what](state.text, at) && next(state, at);
  }
}

function charEnd(state: MatchState, at: number, test: CharTest): number {
  state.step();
  const code = state.text.codePointAt(at);
  if (code === undefined || !test(code)) return -1;
  return code > 0xffff ? at + 2 : at + 1;
}

function compileChoice(options: readonly Next[]): Next {
  return (state, at) => {
    state.step();
    return options.some((option) => option(state, at));
  };
}

function compileGroup(index: number, body: RegexNode, next: Next): Next {
  const starts: number[] = [];
  const close: Next = (state, at) => {
    const { groups } = state;
    const start = starts.pop() ?? at;
    const [oldStart, oldEnd] = [groups[2 * index] ?? -1, groups[2 * index + 1] ?? -1];
    groups[2 * index] = start;
    groups[2 * index + 1] = at;
    if (next(state, at)) return true;
    groups[2 * index] = oldStart;
    groups[2 * index + 1] = oldEnd;
    starts.push(start);
    return false;
  };
  const open = compileNode(body, close);
  return (state, at) => {
    state.step();
    const depth = starts.length;
    starts.push(at);
    const matched = open(state, at);
    starts.length = depth;
    return matched;
  };
}

const ACCEPT: Next = () => true;

function compileLookAhead(body: RegexNode, negated: boolean, next: Next): Next {
  const inner = compileNode(body, ACCEPT);
  return (state, at) => inner(state, at) !== negated && next(state, at);
}

/** Tries every place before this one from which the body leads exactly here. */
function compileLookBehind(body: RegexNode, negated: boolean, next: Next): Next {
  let target = 0;
  const inner = compileNode(body, (_, at) => at === target);
  return (state, at) => {
    const outer = target;
    target = at;
    let found = false;
    for (let start = at; start >= 0 && !found; start--) {
      state.step();
      found = inner(state, start);
    }
    target = outer;
    return found !== negated && next(state, at);
  };
}

function compileAtomic(body: RegexNode, next: Next): Next {
  let end = 0;
  const inner = compileNode(body, (_, at) => {
    end = at;
    return true;
  });
  return (state, at) => inner(state, at) && next(state, end);
}

type Repeat = Extract<RegexNode, { kind: "repeat" }>;

function compileRepeat(node: Repeat, next: Next): Next {
  const { body, min, max, mode } = node;
  if (mode === "possessive") return compileAtomic({ ...node, mode: "greedy" }, next);
  if (body.kind === "char") {
    return mode === "greedy"
      ? greedyChars(body.test, min, max, next)
      : lazyChars(body.test, min, max, next);
  }
  return compileGroupRepeat(node, next);
}

function greedyChars(test: CharTest, min: number, max: number, next: Next): Next {
  return (state, start) => {
    const ends: number[] = [start];
    let at = start;
    while (ends.length <= max) {
      at = charEnd(state, at, test);
      if (at < 0) break;
      ends.push(at);
    }
    for (let count = ends.length - 1; count >= min; count--) {
      state.step();
      if (next(state, ends[count] ?? start)) return true;
    }
    return false;
  };
}

function lazyChars(test: CharTest, min: number, max: number, next: Next): Next {
  return (state, start) => {
    let at = start;
    for (let count = 0; ; count++) {
      if (count >= min && next(state, at)) return true;
      if (count >= max) return false;
      at = charEnd(state, at, test);
      if (at < 0) return false;
    }
  };
}

function compileGroupRepeat({ body, min, max, mode }: Repeat, next: Next): Next {
  const rounds: { count: number; start: number }[] = [];
  const again: Next = (state, at) => {
    const round = rounds.pop();
    if (round === undefined) return false;
    const empty = at === round.start && round.count >= min;
    const matched = empty ? next(state, at) : turn(state, at, round.count + 1);
    rounds.push(round);
    return matched;
  };
  const inner = compileNode(body, again);
  const take = (state: MatchState, at: number, count: number): boolean => {
    const depth = rounds.length;
    rounds.push({ count, start: at });
    state.enter();
    const matched = inner(state, at);
    state.leave();
    rounds.length = depth;
    return matched;
  };
  const turn = (state: MatchState, at: number, count: number): boolean => {
    state.step();
    if (count < min) return take(state, at, count);
    if (mode === "lazy") return next(state, at) || (count < max && take(state, at, count));
    return (count < max && take(state, at, count)) || next(state, at);
  };
  return (state, at) => turn(state, at, 0);
}

function compileReference(index: number, ignoreCase: boolean, next: Next): Next {
  return (state, at) => {
    state.step();
    const start = state.groups[2 * index] ?? -1;
    if (start < 0) return false;
    const text = state.text.slice(start, state.groups[2 * index + 1]);
    const found = state.text.slice(at, at + text.length);
    const same = ignoreCase ? found.toLowerCase() === text.toLowerCase() : found === text;
    return same && next(state, at + text.length);
  };
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordCharacter(text.charCodeAt(at));
}

function isBoundary(text: string, at: number): boolean {
  return isWordAt(text, at - 1) !== isWordAt(text, at);
}

/** Whether only one line terminator, or nothing, follows. */
function isFinalEnd(text: string, at: number): boolean {
  if (at === text.length) return true;
  if (at === text.length - 2) return text.endsWith("\r\n");
  if (at !== text.length - 1 || !isLineTerminator(text.charCodeAt(at))) return false;
  return !(text[at] === "\n" && text[at - 1] === "\r");
}

const ASSERTIONS: Readonly<Record<Assertion, (text: string, at: number) => boolean>> = {
  start: (_, at) => at === 0,
  lineStart: (text, at) => {
    if (at === 0) return true;
    if (at === text.length || !isLineTerminator(text.charCodeAt(at - 1))) return false;
    return !(text[at - 1] === "\r" && text[at] === "\n");
  },
  end: (text, at) => at === text.length,
  lineEnd: (text, at) => {
    if (at === text.length) return true;
    if (!isLineTerminator(text.charCodeAt(at))) return false;
    return !(text[at] === "\n" && text[at - 1] === "\r");
  },
  finalEnd: isFinalEnd,
  wordBoundary: isBoundary,
  noWordBoundary: (text, at) => !isBoundary(text, at),
};
