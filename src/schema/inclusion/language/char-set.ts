/** A set of code points as sorted, disjoint, non-adjacent inclusive ranges. */
export type CharSet = readonly (readonly [number, number])[];

const LAST_CODE_POINT = 0x10ffff;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

/** Every code point that a JSON text can carry: surrogates stand only in pairs. */
export const ANY_CHAR: CharSet = [
  [0, FIRST_SURROGATE - 1],
  [LAST_SURROGATE + 1, LAST_CODE_POINT],
];

/** No code point. */
export const NO_CHAR: CharSet = [];

/** The set of some ranges in any order, overlapping or not. */
export function charSet(ranges: readonly (readonly [number, number])[]): CharSet {
  const sorted = ranges.filter(([low, high]) => low <= high).sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

/** The set of one code point. */
export function singleChar(codePoint: number): CharSet {
  return [[codePoint, codePoint]];
}

/** What is in either. */
export function unionChars(a: CharSet, b: CharSet): CharSet {
  return charSet([...a, ...b]);
}

/** What is in both. */
export function intersectChars(a: CharSet, b: CharSet): CharSet {
  const both: [number, number][] = [];
  let i = 0;
  let j = 0;
  for (let x = a[i], y = b[j]; x && y; x = a[i], y = b[j]) {
    const low = Math.max(x[0], y[0]);
    const high = Math.min(x[1], y[1]);
    if (low <= high) both.push([low, high]);
    if (x[1] < y[1]) i += 1;
    else j += 1;
  }
  return both;
}

/** Every code point that is not in the set. */
export function complementChars(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (next < low) rest.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_CODE_POINT) rest.push([next, LAST_CODE_POINT]);
  return intersectChars(rest, ANY_CHAR);
}

/** Whether the code point is in the set. */
export function hasChar(set: CharSet, codePoint: number): boolean {
  return set.some(([low, high]) => low <= codePoint && codePoint <= high);
}

const READABLE: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x21, 0x7e],
  [0x20, 0x20],
];

/** A member that reads well in a report: a letter or a digit where there is one; undefined when the set is empty. */
export function pickChar(set: CharSet): number | undefined {
  for (const range of READABLE) {
    const found = intersectChars(set, [range])[0];
    if (found) return found[0];
  }
  return set[0]?.[0];
}
