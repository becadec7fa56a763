import { Failure } from "../failure.js";
import type { CharTest, Flags } from "./node.js";

/** Java's line terminators, apart from the pair of carriage return and line feed. */
export function isLineTerminator(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Whether a character belongs to a word, for `\w` and `\b`. */
export function isWordCharacter(code: number): boolean {
  return isDigit(code) || isUpper(code) || isLower(code) || code === 95;
}

const isDigit: CharTest = (c) => c >= 48 && c <= 57;
const isUpper: CharTest = (c) => c >= 65 && c <= 90;
const isLower: CharTest = (c) => c >= 97 && c <= 122;
const isAlpha: CharTest = (c) => isUpper(c) || isLower(c);
const isSpace: CharTest = (c) => c === 32 || (c >= 9 && c <= 13);
const isHorizontal: CharTest = (c) =>
  c === 9 ||
  c === 32 ||
  c === 0xa0 ||
  c === 0x1680 ||
  c === 0x180e ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000;
const isVertical: CharTest = (c) =>
  (c >= 10 && c <= 13) || c === 0x85 || c === 0x2028 || c === 0x2029;

/** The opposite of a test. */
export function not(test: CharTest): CharTest {
  return (code) => !test(code);
}

const SHORTHANDS: ReadonlyMap<string, CharTest> = new Map([
  ["d", isDigit],
  ["s", isSpace],
  ["w", isWordCharacter],
  ["h", isHorizontal],
  ["v", isVertical],
]);

/** The set of `\d`, `\S` and their like; undefined when the letter names none. */
export function shorthand(letter: string): CharTest | undefined {
  const test = SHORTHANDS.get(letter.toLowerCase());
  if (test === undefined) return undefined;
  return letter === letter.toLowerCase() ? test : not(test);
}

const POSIX: ReadonlyMap<string, CharTest> = new Map([
  ["Lower", isLower],
  ["Upper", isUpper],
  ["ASCII", (c: number) => c < 128],
  ["Alpha", isAlpha],
  ["Digit", isDigit],
  ["Alnum", (c: number) => isAlpha(c) || isDigit(c)],
  [
    "Punct",
    (c: number) =>
      (c >= 33 && c <= 47) ||
      (c >= 58 && c <= 64) ||
      (c >= 91 && c <= 96) ||
      (c >= 123 && c <= 126),
  ],
  ["Graph", (c: number) => c >= 33 && c <= 126],
  ["Print", (c: number) => c >= 32 && c <= 126],
  ["Blank", (c: number) => c === 32 || c === 9],
  ["Cntrl", (c: number) => c < 32 || c === 127],
  ["XDigit", (c: number) => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102)],
  ["Space", isSpace],
]);

const JAVA: ReadonlyMap<string, string> = new Map([
  ["javaLowerCase", "Lowercase"],
  ["javaUpperCase", "Uppercase"],
  ["javaWhitespace", "White_Space"],
  ["javaLetter", "L"],
  ["javaDigit", "Nd"],
  ["javaLetterOrDigit", "L"],
  ["javaAlphabetic", "Alphabetic"],
]);

/** The set of `\p{name}`. */
export function property(name: string): CharTest {
  const posix = POSIX.get(name);
  if (posix !== undefined) return posix;
  const unicode = unicodeProperty(name);
  if (unicode === undefined) throw new Failure(`Unknown character property name {${name}}`);
  return (code) => unicode.test(String.fromCodePoint(code));
}

function unicodeProperty(name: string): RegExp | undefined {
  if (!/^[A-Za-z_=0-9 ]+$/.test(name)) return undefined;
  const bare = name.replace(/^(Is|In)(?=[A-Z])/, "");
  const candidates = [
    JAVA.get(name),
    bare,
    `Script=${bare}`,
    name.replace(/^(general_category|gc)=/, "gc="),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    try {
      return new RegExp(`^\\p{${candidate}}$`, "u");
    } catch {
      continue;
    }
  }
  return undefined;
}

/** A test for one character, in either case where the flags say so. */
export function single(code: number, flags: Flags): CharTest {
  const others = flags.ignoreCase ? variants(code, flags.unicodeCase) : [];
  if (others.length === 0) return (c) => c === code;
  return (c) => c === code || others.includes(c);
}

/** A test for a range of characters, in either case where the flags say so. */
export function range(from: number, to: number, flags: Flags): CharTest {
  if (!flags.ignoreCase) return (c) => c >= from && c <= to;
  return (c) =>
    (c >= from && c <= to) || variants(c, flags.unicodeCase).some((v) => v >= from && v <= to);
}

function variants(code: number, unicode: boolean): number[] {
  if (isUpper(code)) return [code + 32];
  if (isLower(code)) return [code - 32];
  if (!unicode) return [];
  const text = String.fromCodePoint(code);
  return [text.toLowerCase(), text.toUpperCase()].map((each) => each.codePointAt(0) ?? code);
}
