import type { PathKey } from "../diagnostics/location.js";
import type { NodeOffsets, Positions } from "./positions.js";

/**
 * Finds nodes in the text of a JSON document, which has been parsed and is thus well-formed but for comments and trailing commas.
 * Only the objects and arrays on the way to a node are read, each once.
 */
export class JsonPositions implements Positions {
  readonly #text: string;
  readonly #containers = new Map<number, Map<PathKey, NodeOffsets>>();
  #root: NodeOffsets | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  find(path: readonly PathKey[]): NodeOffsets | undefined {
    let at = (this.#root ??= this.#findRoot());
    for (const key of path) {
      const child = this.#children(at.start).get(key) ?? this.#children(at.start).get(Number(key));
      if (!child) return undefined;
      at = child;
    }
    return at;
  }

  #findRoot(): NodeOffsets {
    const start = skipSpace(this.#text, 0);
    return { start, end: skipValue(this.#text, start) };
  }

  #children(start: number): Map<PathKey, NodeOffsets> {
    let children = this.#containers.get(start);
    if (!children) {
      const opening = this.#text.charCodeAt(start);
      children =
        opening === OPEN_OBJECT || opening === OPEN_ARRAY
          ? readChildren(this.#text, start, opening === OPEN_OBJECT)
          : new Map();
      this.#containers.set(start, children);
    }
    return children;
  }
}

const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const QUOTE = 0x22;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** What skipping a value has to look at; most of a text is blanks and letters. */
const MARK = /["/{}[\]]/g;

function readChildren(text: string, start: number, isObject: boolean): Map<PathKey, NodeOffsets> {
  const children = new Map<PathKey, NodeOffsets>();
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== "}" && text[at] !== "]") {
    const keyStart = at;
    let keyEnd = at;
    let name: PathKey = children.size;
    if (isObject) {
      at = skipString(text, at);
      keyEnd = at;
      name = String(JSON.parse(text.slice(keyStart, keyEnd)));
      at = skipSpace(text, skipSpace(text, at) + 1);
    }
    const end = skipValue(text, at);
    children.set(name, { start: at, end, ...(isObject && { keyStart, keyEnd }) });
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return children;
}

/** Skips comments too: a text that holds some was let pass with a warning. */
function skipSpace(text: string, at: number): number {
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
    if (text.charCodeAt(at) !== SLASH) return at;
    at = skipComment(text, at);
  }
}

function skipComment(text: string, at: number): number {
  const [close, length] = text[at + 1] === "*" ? ["*/", 2] : ["\n", 1];
  const end = text.indexOf(close, at + 2);
  return end === -1 ? text.length : end + length;
}

function skipString(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return (end === -1 ? text.length : end) + 1;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === BACKSLASH) start--;
  return (at - start) % 2 === 1;
}

function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return skipString(text, at);
  if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) {
    while (at < text.length && !/[\s,\]}]/.test(text[at] ?? "")) at++;
    return at;
  }
  let depth = 0;
  MARK.lastIndex = at;
  while (MARK.test(text)) {
    const mark = MARK.lastIndex - 1;
    const unit = text.charCodeAt(mark);
    if (unit === QUOTE) MARK.lastIndex = skipString(text, mark);
    else if (unit === SLASH) MARK.lastIndex = skipComment(text, mark);
    else if ((unit | 0x20) === OPEN_OBJECT) depth++;
    else if (--depth === 0) return mark + 1;
  }
  return text.length;
}
