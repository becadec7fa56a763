import type { PathKey } from "../diagnostics/location.js";

/** What JSON.parse would not tell; offsets are in bytes. */
export interface JsonScan {
  /** Where nesting passes the limit; scanning stopped there. */
  readonly tooDeepAt?: number;
  /** Members whose name stands twice in one object; JSON.parse keeps the last. */
  readonly duplicates: readonly DuplicateKey[];
  /** Integers that a JavaScript number cannot hold. */
  readonly unsafeIntegers: readonly UnsafeInteger[];
  /** Objects whose members JavaScript reorders, because names such as "404" are array indexes to it. */
  readonly reordered: readonly ReorderedObject[];
}

/** An object's keys in the order of the text. */
export interface ReorderedObject {
  readonly path: PathKey[];
  readonly keys: readonly string[];
}

/** A name that stands twice. */
export interface DuplicateKey {
  readonly path: PathKey[];
  readonly first: number;
  readonly second: number;
}

/** An integer beyond 2^53, as written. */
export interface UnsafeInteger {
  readonly path: PathKey[];
  readonly text: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_ARRAY_INDEX = 4_294_967_294;
/** More of one kind are not reported. */
const MAX_FINDINGS = 200;
/** Below this many members comparing all pairs is quicker than sorting. */
const FEW = 12;
/** Bits of an object's order: a key that is no array index was seen; one that is; one came too late; one is escaped. */
const OTHER_SEEN = 1;
const INDEX_SEEN = 2;
const ORDER_LOST = 4;
const ESCAPED = 8;

/**
 * Reads JSON once, as bytes and without building anything, before JSON.parse is let near it:
 * deep nesting would overflow its stack, and some things it silently loses. Broken JSON is not reported here.
 */
export function scanJson(bytes: Uint8Array, maxDepth: number): JsonScan {
  const scanner = new JsonScanner(bytes, maxDepth);
  const findings = new Findings();
  for (;;) {
    const event = scanner.advance();
    if (event === "end") return findings;
    if (event === "tooDeep") return { ...findings, tooDeepAt: scanner.at };
    if (event === "digitKey") scanner.noteOrder();
    else if (event === "integer") findings.checkInteger(scanner);
    else findings.checkObject(scanner);
  }
}

/** What the loop stops for: the end, and what is too rare to burden it with. */
type ScanEvent = "end" | "tooDeep" | "digitKey" | "integer" | "object";

/**
 * The loop over all bytes. It calls nothing and keeps its state in local variables while it runs: a call that V8
 * inlines before it was ever made throws the compiled loop away later, and the file is over before it pays back.
 */
class JsonScanner {
  readonly bytes: Uint8Array;
  /** By depth, from 1: 1 for an object, 0 for an array. */
  readonly isObject: Uint8Array;
  /** By depth: where its keys start in the stack of keys. */
  readonly base: Int32Array;
  /** By depth: the number of commas so far. */
  readonly index: Int32Array;
  /** By depth: the bits above. */
  readonly order: Uint8Array;
  /** By depth: the greatest key so far that is an array index to JavaScript. */
  readonly #lastIndex: Float64Array;
  /** The keys of all open objects: an object's own stand together, for inner ones are gone when they close. */
  hashes = new Int32Array(1024);
  starts = new Int32Array(1024);
  top = 0;
  depth = 0;
  at = 0;
  readonly #maxDepth: number;
  #expectKey = false;

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.bytes = bytes;
    this.#maxDepth = maxDepth;
    this.isObject = new Uint8Array(maxDepth + 1);
    this.base = new Int32Array(maxDepth + 1);
    this.index = new Int32Array(maxDepth + 1);
    this.order = new Uint8Array(maxDepth + 1);
    this.#lastIndex = new Float64Array(maxDepth + 1);
  }

  /** Reads on until something is to be done; `at` is then behind it. */
  advance(): ScanEvent {
    const { bytes, isObject, base, index, order, hashes, starts } = this;
    const end = bytes.length;
    let { top, depth, at } = this;
    let expectKey = this.#expectKey;
    let event: ScanEvent = "end";
    while (at < end) {
      const byte = bytes[at++] ?? 0;
      if (byte <= 0x20) continue;
      if (byte === QUOTE) {
        const start = at;
        let unit = bytes[at] ?? QUOTE;
        if (!expectKey) {
          for (; unit !== QUOTE; unit = bytes[at] ?? QUOTE) at += unit === BACKSLASH ? 2 : 1;
          at++;
          continue;
        }
        expectKey = false;
        let hash = 0;
        for (; unit !== QUOTE && unit !== BACKSLASH; unit = bytes[++at] ?? QUOTE) {
          hash = (Math.imul(hash, 31) + unit) | 0;
        }
        if (unit === BACKSLASH) order[depth] = (order[depth] ?? 0) | ESCAPED;
        for (; unit !== QUOTE; unit = bytes[at] ?? QUOTE) at += unit === BACKSLASH ? 2 : 1;
        at++;
        hashes[top] = hash;
        starts[top++] = start;
        const first = (bytes[start] ?? 0) - 0x30;
        if (top === hashes.length || (first >= 0 && first <= 9)) {
          event = "digitKey";
          break;
        }
        order[depth] = (order[depth] ?? 0) | OTHER_SEEN;
      } else if (byte === 0x2c /* , */) {
        expectKey = isObject[depth] === 1;
        index[depth] = (index[depth] ?? 0) + 1;
      } else if ((byte | 0x20) === 0x7b /* { or [ */) {
        if (depth === this.#maxDepth) {
          at--;
          event = "tooDeep";
          break;
        }
        expectKey = byte === 0x7b;
        isObject[++depth] = expectKey ? 1 : 0;
        base[depth] = top;
        index[depth] = 0;
        order[depth] = 0;
      } else if ((byte | 0x20) === 0x7d /* } or ] */) {
        expectKey = false;
        if (depth === 0) continue;
        const first = base[depth] ?? 0;
        let remarkable = (order[depth] ?? 0) >= ORDER_LOST || top - first > FEW;
        for (let i = first + 1; i < top && !remarkable; i++) {
          const hash = hashes[i];
          for (let j = first; j < i; j++) remarkable ||= hashes[j] === hash;
        }
        if (remarkable) {
          event = "object";
          break;
        }
        top = first;
        depth--;
      } else if (byte >= 0x31 && byte <= 0x39) {
        const start = at;
        for (let digit = bytes[at] ?? 0; digit >= 0x30 && digit <= 0x39;) digit = bytes[++at] ?? 0;
        if (at - start > 14) {
          event = "integer";
          break;
        }
      }
    }
    this.top = top;
    this.depth = depth;
    this.at = at;
    this.#expectKey = expectKey;
    return event;
  }

  /** Notes whether the last key, which starts with a digit, will be moved before one that stands earlier. */
  noteOrder(): void {
    const { depth, order } = this;
    if (this.top === this.hashes.length) {
      this.hashes = doubled(this.hashes);
      this.starts = doubled(this.starts);
    }
    const key = arrayIndex(this.bytes, this.starts[this.top - 1] ?? 0);
    const seen = order[depth] ?? 0;
    if (seen === 0) this.#lastIndex[depth] = -1;
    if (key === -1) {
      order[depth] = seen | OTHER_SEEN;
    } else if ((seen & OTHER_SEEN) !== 0 || key < (this.#lastIndex[depth] ?? -1)) {
      order[depth] = seen | ORDER_LOST;
    } else {
      order[depth] = seen | INDEX_SEEN;
      this.#lastIndex[depth] = key;
    }
  }

  /** Leaves the object that ends here. */
  close(): void {
    this.top = this.base[this.depth--] ?? 0;
  }

  /** The path to what is open at `depth`, whose last key stands below `top` in the stack of keys. */
  path(depth: number, top: number): PathKey[] {
    const path: PathKey[] = [];
    for (let level = 1; level <= depth; level++) {
      const above = level === depth ? top : (this.base[level + 1] ?? 0);
      path.push(this.isObject[level] === 1 ? this.key(above - 1) : (this.index[level] ?? 0));
    }
    return path;
  }

  /** The text of a key in the stack. */
  key(position: number): string {
    return stringAt(this.bytes, this.starts[position] ?? 0);
  }
}

/** What the scan found, worked out where the loop stopped. */
class Findings implements JsonScan {
  readonly duplicates: DuplicateKey[] = [];
  readonly unsafeIntegers: UnsafeInteger[] = [];
  readonly reordered: ReorderedObject[] = [];

  /** For the object that ends where the scanner stands; leaves it. */
  checkObject(scanner: JsonScanner): void {
    const { depth, top } = scanner;
    const base = scanner.base[depth] ?? 0;
    const order = scanner.order[depth] ?? 0;
    if ((order & ESCAPED) !== 0 || hasRepeated(scanner.hashes, base, top)) {
      this.#findDuplicates(scanner, base);
    }
    if ((order & ORDER_LOST) !== 0) {
      const keys = new Set<string>();
      for (let i = base; i < top; i++) keys.add(scanner.key(i));
      this.reordered.push({ path: scanner.path(depth - 1, base), keys: [...keys] });
    }
    scanner.close();
  }

  /** For the digits behind which the scanner stands. */
  checkInteger(scanner: JsonScanner): void {
    const { bytes, at } = scanner;
    const next = bytes[at] ?? 0;
    if (next === 0x2e /* . */ || (next | 0x20) === 0x65 /* e */) return;
    let start = at;
    while (isDigit(bytes[start - 1])) start--;
    const before = bytes[start - 1];
    // The fraction or the exponent of a number is no integer.
    if (before === 0x2e || before === 0x2b || (before === 0x2d && !isSign(bytes, start - 1)))
      return;
    const text = textOf(bytes, before === 0x2d /* - */ ? start - 1 : start, at);
    if (Number.isSafeInteger(Number(text)) || this.unsafeIntegers.length === MAX_FINDINGS) return;
    this.unsafeIntegers.push({ path: scanner.path(scanner.depth, scanner.top), text });
  }

  #findDuplicates(scanner: JsonScanner, base: number): void {
    const seen = new Map<string, number>();
    for (let i = base; i < scanner.top; i++) {
      const second = (scanner.starts[i] ?? 0) - 1;
      const key = scanner.key(i);
      const first = seen.get(key);
      const path = (): PathKey[] => [...scanner.path(scanner.depth - 1, base), key];
      if (first === undefined) seen.set(key, second);
      else if (this.duplicates.length < MAX_FINDINGS)
        this.duplicates.push({ path: path(), first, second });
    }
  }
}

function hasRepeated(hashes: Int32Array, base: number, top: number): boolean {
  const sorted = hashes.slice(base, top).sort();
  for (let i = 1; i < sorted.length; i++) if (sorted[i - 1] === sorted[i]) return true;
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether the minus at `at` is a number's own, not its exponent's. */
function isSign(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at - 1] ?? 0) | 0x20) !== 0x65;
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(array.length * 2);
  next.set(array);
  return next;
}

/** The offset behind the closing quote of the string whose text holds `at`. */
function skipString(bytes: Uint8Array, at: number): number {
  let byte = bytes[at] ?? QUOTE;
  while (byte !== QUOTE) {
    at += byte === BACKSLASH ? 2 : 1;
    byte = bytes[at] ?? QUOTE;
  }
  return at + 1;
}

/** The number that JavaScript sees in a key that starts with a digit and is an array index; -1 for any other key. */
function arrayIndex(bytes: Uint8Array, start: number): number {
  let index = 0;
  for (let at = start; bytes[at] !== QUOTE; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9 || index > MAX_ARRAY_INDEX) return -1;
    if (at > start && index === 0) return -1;
    index = index * 10 + digit;
  }
  return index <= MAX_ARRAY_INDEX ? index : -1;
}

function stringAt(bytes: Uint8Array, start: number): string {
  const raw = textOf(bytes, start, skipString(bytes, start) - 1);
  if (!raw.includes("\\")) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    // A broken escape: JSON.parse of the whole text reports it.
    return raw;
  }
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString();
}
