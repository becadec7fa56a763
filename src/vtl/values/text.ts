import { limitFailure } from "../failure.js";
import type { Value } from "./value.js";

/** The longest text that a value may print as: a bound against lists that contain themselves many times. */
export const MAX_TEXT = 1 << 25;
const MAX_DEPTH = 400;
const MAX_VISITED = 2_000_000;
let depth = 0;
let visited = 0;

/** What printing a value writes; null for null and for what Java's `toString` gives null. */
export function textOrNull(value: Value): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "boolean":
      return String(value);
    default:
      return value === null ? null : value.toText();
  }
}

/** A value within a container's text, where null prints `null`. */
export function elementText(value: Value): string {
  return textOrNull(value) ?? "null";
}

/** Joins the texts of a container's elements, within bounds of depth and length. */
export function joinTexts(
  open: string,
  texts: Iterable<string>,
  separator: string,
  close: string,
): string {
  let text = open;
  let first = true;
  for (const part of nested(texts)) {
    text += first ? part : separator + part;
    first = false;
    if (text.length > MAX_TEXT) throw limitFailure("a value's text is too long", "text", MAX_TEXT);
  }
  return text + close;
}

/** Forgets the levels that a broken-off rendering may have left open. */
export function resetNesting(): void {
  depth = 0;
}

/** Goes through a container's elements one level deeper. */
export function* nested<E>(elements: Iterable<E>): Iterable<E> {
  if (++depth > MAX_DEPTH) {
    depth--;
    throw limitFailure("a value is nested too deeply", "depth", MAX_DEPTH);
  }
  if (depth === 1) visited = 0;
  try {
    for (const element of elements) {
      // A list that contains another one twice doubles the work at each level.
      if (++visited > MAX_VISITED) {
        throw limitFailure("a value has too many parts", "parts", MAX_VISITED);
      }
      yield element;
    }
  } finally {
    depth--;
  }
}
