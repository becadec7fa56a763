import { Failure } from "../failure.js";
import { JavaCharacter } from "../values/character.js";
import { Decimal } from "../values/decimal.js";
import { doubleText } from "../values/double-text.js";
import {
  JavaBigDecimal,
  JavaBigInteger,
  JavaDouble,
  JavaLong,
  toDouble,
  toInt,
  toLong,
} from "../values/numbers.js";
import type { JavaNumber } from "../values/numbers.js";
import { isJavaWhitespace } from "../values/white-space.js";
import type { Methods } from "./java-class.js";
import { takes } from "./signature.js";

function classCast(): never {
  throw new Failure("ClassCastException: the argument is of another type");
}

function compare<N extends number | bigint>(left: N, right: N): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function parseWhole(text: string, radix: number, bits: number): bigint {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, radix);
  const body = text.replace(/^[+-]/, "").toLowerCase();
  const valid = body !== "" && radix >= 2 && radix <= 36 && text.length < 70;
  if (!valid || [...body].some((c) => !digits.includes(c))) throw noNumber(text);
  let value = 0n;
  for (const c of body) value = value * BigInt(radix) + BigInt(digits.indexOf(c));
  if (text.startsWith("-")) value = -value;
  if (BigInt.asIntN(bits, value) !== value) throw noNumber(text);
  return value;
}

function noNumber(text: string): Failure {
  return new Failure(`NumberFormatException: For input string: "${text.slice(0, 100)}"`);
}

const DOUBLE = /^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?)$/;

function parseDouble(text: string): number {
  const trimmed = text.trim();
  if (!DOUBLE.test(trimmed)) throw noNumber(text);
  const bare = trimmed.replace(/(\d\.?)[fFdD]$/, "$1");
  return Number(bare);
}

/** What every Number has. */
export const numberMethods: Methods<JavaNumber> = {
  intValue: takes([], (self: JavaNumber) => toInt(self)),
  longValue: takes([], (self: JavaNumber) => new JavaLong(toLong(self))),
  doubleValue: takes([], (self: JavaNumber) => new JavaDouble(toDouble(self))),
  floatValue: takes([], (self: JavaNumber) => new JavaDouble(toDouble(self), true)),
  shortValue: takes([], (self: JavaNumber) => (toInt(self) << 16) >> 16),
  byteValue: takes([], (self: JavaNumber) => (toInt(self) << 24) >> 24),
};

const int = (text: string, radix = 10): number => Number(parseWhole(text, radix, 32));
const long = (text: string, radix = 10): JavaLong => new JavaLong(parseWhole(text, radix, 64));

/** java.lang.Integer */
export const integerMethods: Methods<number> = {
  compareTo: [
    takes(["Integer"], (self: number, other) => compare(self, other)),
    takes(["Object"], classCast),
  ],
  parseInt: [
    takes(["String"], (_: number, text) => int(text)),
    takes(["String", "int"], (_: number, text, radix) => int(text, radix)),
  ],
  valueOf: [
    takes(["int"], (_: number, value) => value),
    takes(["String"], (_: number, text) => int(text)),
    takes(["String", "int"], (_: number, text, radix) => int(text, radix)),
  ],
  decode: takes(["String"], (_: number, text) => Number(decode(text, 32))),
  toString: [
    takes(["int"], (_: number, value) => String(value)),
    takes(["int", "int"], (_: number, value, radix) => value.toString(validRadix(radix))),
  ],
  hashCode: takes(["int"], (_: number, value) => value),
  toBinaryString: takes(["int"], (_: number, value) => (value >>> 0).toString(2)),
  toOctalString: takes(["int"], (_: number, value) => (value >>> 0).toString(8)),
  toHexString: takes(["int"], (_: number, value) => (value >>> 0).toString(16)),
  toUnsignedString: takes(["int"], (_: number, value) => String(value >>> 0)),
  max: takes(["int", "int"], (_: number, a, b) => Math.max(a, b)),
  min: takes(["int", "int"], (_: number, a, b) => Math.min(a, b)),
  sum: takes(["int", "int"], (_: number, a, b) => (a + b) | 0),
  compare: takes(["int", "int"], (_: number, a, b) => compare(a, b)),
  signum: takes(["int"], (_: number, value) => Math.sign(value)),
  bitCount: takes(
    ["int"],
    (_: number, value) => (value >>> 0).toString(2).replaceAll("0", "").length,
  ),
  reverse: takes(
    ["int"],
    (_: number, value) =>
      parseInt([...(value >>> 0).toString(2).padStart(32, "0")].reverse().join(""), 2) | 0,
  ),
  numberOfLeadingZeros: takes(["int"], (_: number, value) => Math.clz32(value)),
  numberOfTrailingZeros: takes(["int"], (_: number, value) =>
    value === 0 ? 32 : 31 - Math.clz32(value & -value),
  ),
  highestOneBit: takes(["int"], (_: number, value) =>
    value === 0 ? 0 : (1 << (31 - Math.clz32(value))) | 0,
  ),
  lowestOneBit: takes(["int"], (_: number, value) => value & -value),
};

function validRadix(radix: number): number {
  return radix >= 2 && radix <= 36 ? radix : 10;
}

function decode(text: string, bits: number): bigint {
  const parts = /^([+-]?)(0[xX]|#|0(?=.))?(.+)$/s.exec(text);
  if (!parts) throw noNumber(text);
  const radix = parts[2] === undefined ? 10 : parts[2] === "0" ? 8 : 16;
  return parseWhole((parts[1] ?? "") + (parts[3] ?? ""), radix, bits);
}

/** java.lang.Long */
export const longMethods: Methods<JavaLong> = {
  compareTo: [
    takes(["Long"], (self: JavaLong, other) => compare(self.value, other)),
    takes(["Object"], classCast),
  ],
  parseLong: [
    takes(["String"], (_: JavaLong, text) => long(text)),
    takes(["String", "int"], (_: JavaLong, text, radix) => long(text, radix)),
  ],
  valueOf: [
    takes(["long"], (_: JavaLong, value) => new JavaLong(value)),
    takes(["String"], (_: JavaLong, text) => long(text)),
    takes(["String", "int"], (_: JavaLong, text, radix) => long(text, radix)),
  ],
  toString: [
    takes(["long"], (_: JavaLong, value) => value.toString()),
    takes(["long", "int"], (_: JavaLong, value, radix) => value.toString(validRadix(radix))),
  ],
  hashCode: takes(["long"], (_: JavaLong, value) => new JavaLong(value).hash()),
  toBinaryString: takes(["long"], (_: JavaLong, value) => BigInt.asUintN(64, value).toString(2)),
  toOctalString: takes(["long"], (_: JavaLong, value) => BigInt.asUintN(64, value).toString(8)),
  toHexString: takes(["long"], (_: JavaLong, value) => BigInt.asUintN(64, value).toString(16)),
  max: takes(["long", "long"], (_: JavaLong, a, b) => new JavaLong(a > b ? a : b)),
  min: takes(["long", "long"], (_: JavaLong, a, b) => new JavaLong(a < b ? a : b)),
  sum: takes(["long", "long"], (_: JavaLong, a, b) => new JavaLong(BigInt.asIntN(64, a + b))),
  compare: takes(["long", "long"], (_: JavaLong, a, b) => compare(a, b)),
  bitCount: takes(
    ["long"],
    (_: JavaLong, value) => BigInt.asUintN(64, value).toString(2).replaceAll("0", "").length,
  ),
  decode: takes(["String"], (_: JavaLong, text) => new JavaLong(decode(text, 64))),
  signum: takes(["long"], (_: JavaLong, value) => compare(value, 0n)),
};

/** java.lang.Double, and java.lang.Float as far as both agree. */
export const doubleMethods: Methods<JavaDouble> = {
  compareTo: [
    takes(["Double"], (self: JavaDouble, other) => compareDoubles(self.value, other)),
    takes(["Object"], classCast),
  ],
  isNaN: [
    takes([], (self: JavaDouble) => Number.isNaN(self.value)),
    takes(["double"], (_: JavaDouble, value) => Number.isNaN(value)),
  ],
  isInfinite: [
    takes([], (self: JavaDouble) => Math.abs(self.value) === Infinity),
    takes(["double"], (_: JavaDouble, value) => Math.abs(value) === Infinity),
  ],
  isFinite: takes(["double"], (_: JavaDouble, value) => Number.isFinite(value)),
  parseDouble: takes(["String"], (_: JavaDouble, text) => new JavaDouble(parseDouble(text))),
  valueOf: [
    takes(["double"], (_: JavaDouble, value) => new JavaDouble(value)),
    takes(["String"], (_: JavaDouble, text) => new JavaDouble(parseDouble(text))),
  ],
  toString: takes(["double"], (_: JavaDouble, value) => doubleText(value)),
  hashCode: takes(["double"], (_: JavaDouble, value) => new JavaDouble(value).hash()),
  max: takes(["double", "double"], (_: JavaDouble, a, b) => new JavaDouble(Math.max(a, b))),
  min: takes(["double", "double"], (_: JavaDouble, a, b) => new JavaDouble(Math.min(a, b))),
  sum: takes(["double", "double"], (_: JavaDouble, a, b) => new JavaDouble(a + b)),
  compare: takes(["double", "double"], (_: JavaDouble, a, b) => compareDoubles(a, b)),
};

/** Java's order of doubles: -0.0 before 0.0, NaN behind everything. */
export function compareDoubles(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  if (Object.is(left, right)) return 0;
  if (Number.isNaN(left)) return 1;
  return Number.isNaN(right) || Object.is(left, -0) ? -1 : 1;
}

const big = (value: bigint): JavaBigInteger => new JavaBigInteger(value);

/** java.math.BigInteger, without the methods that take another BigInteger and nobody can write. */
export const bigIntegerMethods: Methods<JavaBigInteger> = {
  abs: takes([], (self: JavaBigInteger) => big(self.value < 0n ? -self.value : self.value)),
  negate: takes([], (self: JavaBigInteger) => big(-self.value)),
  signum: takes([], (self: JavaBigInteger) => compare(self.value, 0n)),
  bitLength: takes(
    [],
    (self: JavaBigInteger) =>
      (self.value < 0n ? ~self.value : self.value).toString(2).replace(/^0$/, "").length,
  ),
  toString: takes(["int"], (self: JavaBigInteger, radix) => self.value.toString(validRadix(radix))),
  valueOf: takes(["long"], (_: JavaBigInteger, value) => big(value)),
  compareTo: takes(["Number"], (self: JavaBigInteger, other) =>
    other instanceof JavaBigInteger ? compare(self.value, other.value) : classCast(),
  ),
  add: takes(["Number"], (self: JavaBigInteger, other) => big(self.value + bigOperand(other))),
  subtract: takes(["Number"], (self: JavaBigInteger, other) => big(self.value - bigOperand(other))),
  multiply: takes(["Number"], (self: JavaBigInteger, other) => big(self.value * bigOperand(other))),
};

function bigOperand(value: JavaNumber): bigint {
  return value instanceof JavaBigInteger ? value.value : classCast();
}

/** java.math.BigDecimal */
export const bigDecimalMethods: Methods<JavaBigDecimal> = {
  scale: takes([], (self: JavaBigDecimal) => self.value.scale),
  precision: takes(
    [],
    (self: JavaBigDecimal) => self.value.unscaled.toString().replace("-", "").length,
  ),
  signum: takes([], (self: JavaBigDecimal) => compare(self.value.unscaled, 0n)),
  negate: takes(
    [],
    (self: JavaBigDecimal) =>
      new JavaBigDecimal(new Decimal(-self.value.unscaled, self.value.scale)),
  ),
  abs: takes([], (self: JavaBigDecimal) =>
    self.value.unscaled < 0n
      ? new JavaBigDecimal(new Decimal(-self.value.unscaled, self.value.scale))
      : self,
  ),
  toPlainString: takes([], (self: JavaBigDecimal) => plainText(self.value)),
  toBigInteger: takes([], (self: JavaBigDecimal) => big(self.value.toBigInt())),
};

function plainText(value: Decimal): string {
  if (value.scale <= 0) return value.toBigInt().toString();
  const negative = value.unscaled < 0n;
  const digits = value.unscaled
    .toString()
    .replace("-", "")
    .padStart(value.scale + 1, "0");
  const point = digits.length - value.scale;
  return `${negative ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** java.lang.Boolean */
export const booleanMethods: Methods<boolean> = {
  booleanValue: takes([], (self: boolean) => self),
  compareTo: [
    takes(["Boolean"], (self: boolean, other) => Number(self) - Number(other)),
    takes(["Object"], classCast),
  ],
  parseBoolean: takes(["String"], (_: boolean, text) => text.toLowerCase() === "true"),
  valueOf: [
    takes(["boolean"], (_: boolean, value) => value),
    takes(["String"], (_: boolean, text) => text.toLowerCase() === "true"),
  ],
  toString: takes(["boolean"], (_: boolean, value) => String(value)),
  hashCode: takes(["boolean"], (_: boolean, value) => (value ? 1231 : 1237)),
  compare: takes(["boolean", "boolean"], (_: boolean, a, b) => Number(a) - Number(b)),
  logicalAnd: takes(["boolean", "boolean"], (_: boolean, a, b) => a && b),
  logicalOr: takes(["boolean", "boolean"], (_: boolean, a, b) => a || b),
  logicalXor: takes(["boolean", "boolean"], (_: boolean, a, b) => a !== b),
};

/** java.lang.Character */
export const characterMethods: Methods<JavaCharacter> = {
  charValue: takes([], (self: JavaCharacter) => self),
  compareTo: takes(
    ["char"],
    (self: JavaCharacter, other) => self.unit.charCodeAt(0) - other.charCodeAt(0),
  ),
  isDigit: takes(["char"], (_: JavaCharacter, unit) => /\p{Nd}/u.test(unit)),
  isLetter: takes(["char"], (_: JavaCharacter, unit) => /\p{L}/u.test(unit)),
  isLetterOrDigit: takes(["char"], (_: JavaCharacter, unit) => /[\p{L}\p{Nd}]/u.test(unit)),
  isUpperCase: takes(["char"], (_: JavaCharacter, unit) => /\p{Uppercase}/u.test(unit)),
  isLowerCase: takes(["char"], (_: JavaCharacter, unit) => /\p{Lowercase}/u.test(unit)),
  isWhitespace: takes(["char"], (_: JavaCharacter, unit) => isJavaWhitespace(unit.charCodeAt(0))),
  toUpperCase: takes(["char"], (_: JavaCharacter, unit) => new JavaCharacter(unit.toUpperCase())),
  toLowerCase: takes(["char"], (_: JavaCharacter, unit) => new JavaCharacter(unit.toLowerCase())),
  toString: takes(["char"], (_: JavaCharacter, unit) => unit),
  valueOf: takes(["char"], (_: JavaCharacter, unit) => new JavaCharacter(unit)),
  getNumericValue: takes(["char"], (_: JavaCharacter, unit) => {
    const value = parseInt(unit, 36);
    return Number.isNaN(value) ? -1 : value;
  }),
};
