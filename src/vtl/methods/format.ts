import { Failure, limitFailure } from "../failure.js";
import { JavaCharacter } from "../values/character.js";
import { hashValue } from "../values/compare.js";
import { Decimal } from "../values/decimal.js";
import {
  JavaBigDecimal,
  JavaBigInteger,
  JavaDouble,
  JavaLong,
  isNumber,
} from "../values/numbers.js";
import type { JavaNumber } from "../values/numbers.js";
import { elementText } from "../values/text.js";
import type { Value } from "../values/value.js";

const MAX_WIDTH = 100_000;
const SPECIFIER = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** One `%` specifier. */
interface Specifier {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** Java's `String.format` in the English locale: `%s %d %f %e %x %o %c %b %h %n` with their flags. */
export function formatText(format: string, args: readonly Value[]): string {
  let next = 0;
  let last = -1;
  if (format.replace(SPECIFIER, "").includes("%")) {
    throw new Failure("UnknownFormatConversionException: a `%` begins no conversion");
  }
  return format.replace(SPECIFIER, (text, index, flags: string, width, precision, conversion) => {
    const specifier: Specifier = {
      flags,
      width: bounded(width),
      precision: precision === undefined ? undefined : bounded(precision),
      conversion,
    };
    checkFlags(specifier, width !== undefined);
    if (conversion === "n") return "\n";
    if (conversion === "%") return pad("%", specifier);
    if (index !== undefined) last = Number(index) - 1;
    else if (!flags.includes("<")) last = next++;
    const value = args[last];
    if (value === undefined) throw new Failure(`Format specifier '${text}'`);
    return convert(value, specifier);
  });
}

/** The flags that a conversion takes. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ["s", "-<"],
  ["b", "-<"],
  ["h", "-<"],
  ["c", "-<"],
  ["%", "-"],
  ["n", ""],
  ["d", "-+ 0,(<"],
  ["x", "-#0<"],
  ["o", "-#0<"],
  ["f", "-#+ 0,(<"],
  ["e", "-#+ 0(<"],
  ["g", "-+ 0,(<"],
]);

function checkFlags({ flags, conversion, precision }: Specifier, hasWidth: boolean): void {
  const lower = conversion.toLowerCase();
  const allowed = FLAGS.get(lower) ?? "";
  const wrong = [...flags].find((flag) => !allowed.includes(flag));
  if (FLAGS.has(lower) && wrong !== undefined) {
    throw new Failure(`FormatFlagsConversionMismatchException: Flags = ${wrong}`);
  }
  if (!hasWidth && /[-0]/.test(flags)) throw new Failure("MissingFormatWidthException");
  if (precision !== undefined && "dxoc%n".includes(lower)) {
    throw new Failure(`IllegalFormatPrecisionException: ${precision}`);
  }
}

function bounded(digits: unknown): number {
  const value = digits === undefined ? 0 : Number(digits);
  if (value > MAX_WIDTH) throw limitFailure("a format is too wide", "width", MAX_WIDTH);
  return value;
}

function convert(value: Value, specifier: Specifier): string {
  const { conversion } = specifier;
  const lower = conversion.toLowerCase();
  const text = convertLower(value, { ...specifier, conversion: lower });
  if (conversion === lower) return text;
  if (!"BHSCXEG".includes(conversion)) throw unknown(conversion);
  return text.toUpperCase();
}

function convertLower(value: Value, specifier: Specifier): string {
  switch (specifier.conversion) {
    case "s":
      return padText(elementText(value), specifier);
    case "b":
      return padText(String(value !== null && value !== false), specifier);
    case "h":
      return padText(value === null ? "null" : (hashValue(value) >>> 0).toString(16), specifier);
    case "c":
      return padText(value === null ? "null" : character(value), specifier);
    case "d":
    case "x":
    case "o":
      return value === null ? padText("null", specifier) : whole(value, specifier);
    case "f":
    case "e":
    case "g":
      return value === null ? padText("null", specifier) : fraction(value, specifier);
    default:
      throw unknown(specifier.conversion);
  }
}

function unknown(conversion: string): Failure {
  return new Failure(`UnknownFormatConversionException: Conversion = '${conversion}'`);
}

function mismatch(specifier: Specifier): Failure {
  return new Failure(`IllegalFormatConversionException: %${specifier.conversion}`);
}

function padText(text: string, specifier: Specifier): string {
  const { precision } = specifier;
  return pad(precision === undefined ? text : text.slice(0, precision), specifier);
}

function pad(text: string, { flags, width }: Specifier): string {
  return flags.includes("-") ? text.padEnd(width) : text.padStart(width);
}

function character(value: Value): string {
  if (value instanceof JavaCharacter) return value.unit;
  if (typeof value === "number" && value >= 0 && value <= 0x10ffff) {
    return String.fromCodePoint(value);
  }
  throw new Failure("IllegalFormatConversionException: %c");
}

function whole(value: Value, specifier: Specifier): string {
  const big = value instanceof JavaBigInteger;
  if (typeof value !== "number" && !(value instanceof JavaLong) && !big) throw mismatch(specifier);
  const number = typeof value === "number" ? BigInt(value) : value.value;
  if (specifier.conversion === "d") return signed(number < 0n, digitsOf(number), specifier);
  const bits = typeof value === "number" ? 32 : 64;
  const unsigned = big ? number : BigInt.asUintN(bits, number);
  const prefix = specifier.conversion === "x" ? "0x" : "0";
  const radix = specifier.conversion === "x" ? 16 : 8;
  const text = (specifier.flags.includes("#") ? prefix : "") + unsigned.toString(radix);
  return specifier.flags.includes("0") ? text.padStart(specifier.width, "0") : pad(text, specifier);
}

function digitsOf(number: bigint): string {
  return (number < 0n ? -number : number).toString();
}

function fraction(value: Value, specifier: Specifier): string {
  if (!(value instanceof JavaDouble) && !(value instanceof JavaBigDecimal))
    throw mismatch(specifier);
  if (value instanceof JavaDouble && !Number.isFinite(value.value)) {
    const text = Number.isNaN(value.value) ? "NaN" : "Infinity";
    return pad(value.value < 0 ? `-${text}` : text, specifier);
  }
  const decimal = toExact(value);
  const negative =
    decimal.unscaled < 0n || Object.is(value instanceof JavaDouble && value.value, -0);
  const magnitude = negative ? new Decimal(-decimal.unscaled, decimal.scale) : decimal;
  const precision = specifier.precision ?? 6;
  if (specifier.conversion === "g")
    return signed(negative, general(magnitude, precision), specifier);
  if (specifier.conversion === "f") return signed(negative, fixed(magnitude, precision), specifier);
  return signed(negative, scientific(magnitude, precision), specifier);
}

/** The decimal value that a number prints as: Java rounds what `toString` shows. */
function toExact(value: JavaNumber): Decimal {
  return Decimal.parse(elementText(isNumber(value) ? value : 0));
}

/** A positive number with so many digits behind the point; halves go up. */
function fixed(value: Decimal, precision: number): string {
  const digits = rounded(value, precision)
    .toString()
    .padStart(precision + 1, "0");
  if (precision === 0) return digits;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

function rounded(value: Decimal, scale: number): bigint {
  if (value.scale <= scale) return value.unscaled * 10n ** BigInt(scale - value.scale);
  const divisor = 10n ** BigInt(value.scale - scale);
  const quotient = value.unscaled / divisor;
  return 2n * (value.unscaled % divisor) >= divisor ? quotient + 1n : quotient;
}

/** `%g`: as many digits as the precision says, with an exponent for very small and very large numbers. */
function general(value: Decimal, precision: number): string {
  const digits = Math.max(precision, 1);
  const text = scientific(value, digits - 1);
  const exponent = Number(text.slice(text.indexOf("e") + 1));
  const plain = value.unscaled === 0n || (exponent >= -4 && exponent < digits);
  return plain ? fixed(value, digits - 1 - exponent) : text;
}

function scientific(value: Decimal, precision: number): string {
  const length = value.unscaled.toString().length;
  let exponent = value.unscaled === 0n ? 0 : length - 1 - value.scale;
  let mantissa = fixed(new Decimal(value.unscaled, value.scale + exponent), precision);
  if (mantissa.startsWith("10")) {
    exponent++;
    mantissa = fixed(new Decimal(value.unscaled, value.scale + exponent), precision);
  }
  const sign = exponent < 0 ? "-" : "+";
  return `${mantissa}e${sign}${Math.abs(exponent).toString().padStart(2, "0")}`;
}

/** Puts signs, thousands separators and leading zeros to a number's digits. */
function signed(negative: boolean, digits: string, specifier: Specifier): string {
  const { flags, width } = specifier;
  let text = digits;
  if (flags.includes(",")) {
    const [integer = "", ...rest] = digits.split(".");
    text = [integer.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
  }
  let open = "";
  let close = "";
  if (negative) [open, close] = flags.includes("(") ? ["(", ")"] : ["-", ""];
  else if (flags.includes("+")) open = "+";
  else if (flags.includes(" ")) open = " ";
  if (flags.includes("0")) {
    return open + text.padStart(width - open.length - close.length, "0") + close;
  }
  return pad(open + text + close, specifier);
}
