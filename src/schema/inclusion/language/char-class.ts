import type { CharSet } from "./char-set.js";
import { charSet } from "./char-set.js";

/** `\d` (ECMA-262 §22.2.2.9.3). */
export const DIGITS: CharSet = [[0x30, 0x39]];

/** `\w` without the ignore-case flag. */
export const WORD_CHARS: CharSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];

/** `\s`: white space and line ends (ECMA-262 §12.2, §12.3). */
export const SPACES: CharSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** What `.` does not match. */
export const LINE_ENDS: CharSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

const byProperty = new Map<string, CharSet | undefined>();

/** The code points of `\p{…}`, asked of the engine itself; undefined when it does not know the property. */
export function classOfProperty(braced: string): CharSet | undefined {
  if (!byProperty.has(braced)) byProperty.set(braced, askEngine(braced));
  return byProperty.get(braced);
}

function askEngine(braced: string): CharSet | undefined {
  let member: RegExp;
  try {
    member = new RegExp(`^\\p${braced}$`, "u");
  } catch {
    return undefined;
  }
  const ranges: [number, number][] = [];
  for (let point = 0; point <= 0x10ffff; point += 1) {
    if (point === 0xd800) point = 0xe000;
    if (!member.test(String.fromCodePoint(point))) continue;
    const last = ranges.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return charSet(ranges);
}
