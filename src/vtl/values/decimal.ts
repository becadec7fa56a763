import { Failure, limitFailure } from "../failure.js";

/** More digits than this are refused: they come from crafted exponents, not from payloads. */
const MAX_SCALE = 10_000;
const MAX_BITS = 65_536;

function powerOfTen(exponent: number): bigint {
  if (exponent > MAX_SCALE) {
    throw limitFailure("a decimal number has too many digits", "digits", MAX_SCALE);
  }
  return 10n ** BigInt(exponent);
}

/** An exact decimal number, `unscaled · 10^-scale`, as java.math.BigDecimal keeps it. */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    if (BigInt.asIntN(MAX_BITS, unscaled) !== unscaled) {
      throw limitFailure("a decimal number has too many digits", "digits", MAX_SCALE);
    }
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** The number that a text spells; fails when it spells none. */
  static parse(text: string): Decimal {
    const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    const whole = parts?.[2] ?? "";
    const fraction = parts?.[3] ?? "";
    if (!parts || whole + fraction === "") throw new Failure(`"${text}" is no number`);
    const digits = BigInt(whole + fraction);
    const scale = fraction.length - Number(parts[4] ?? 0);
    return new Decimal(parts[1] === "-" ? -digits : digits, scale);
  }

  /** The exact value of a double; fails for infinities and NaN. */
  static ofDouble(value: number): Decimal {
    if (!Number.isFinite(value)) throw new Failure("Infinite or NaN");
    if (value === 0) return new Decimal(0n, 0);
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    const bits = view.getBigUint64(0);
    const biased = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    let significand = biased === 0 ? fraction << 1n : fraction | (1n << 52n);
    let exponent = biased - 1075;
    while ((significand & 1n) === 0n) {
      significand >>= 1n;
      exponent++;
    }
    if (value < 0) significand = -significand;
    if (exponent >= 0) return new Decimal(significand << BigInt(exponent), 0);
    return new Decimal(significand * 5n ** BigInt(-exponent), -exponent);
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.#at(scale) + other.#at(scale), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(-other.unscaled, other.scale));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** The quotient at this number's own scale; halves go towards zero. */
  dividedBy(other: Decimal): Decimal {
    const shift = other.scale;
    const numerator = shift >= 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
    const denominator = shift < 0 ? other.unscaled * powerOfTen(-shift) : other.unscaled;
    const quotient = numerator / denominator;
    const rest = numerator % denominator;
    const twice = 2n * (rest < 0n ? -rest : rest);
    const bound = denominator < 0n ? -denominator : denominator;
    if (twice <= bound) return new Decimal(quotient, this.scale);
    const up = numerator < 0n === denominator < 0n ? 1n : -1n;
    return new Decimal(quotient + up, this.scale);
  }

  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const left = this.#at(scale);
    const right = other.#at(scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  toBigInt(): bigint {
    return this.scale > 0 ? this.unscaled / powerOfTen(this.scale) : this.#at(0);
  }

  #at(scale: number): bigint {
    return this.unscaled * powerOfTen(scale - this.scale);
  }

  /** As BigDecimal prints: with an exponent where the number would need more than six leading zeros. */
  toText(): string {
    const negative = this.unscaled < 0n;
    const digits = (negative ? -this.unscaled : this.unscaled).toString();
    const sign = negative ? "-" : "";
    if (this.scale === 0) return sign + digits;
    const exponent = digits.length - 1 - this.scale;
    if (this.scale >= 0 && exponent >= -6) {
      const padded = digits.padStart(this.scale + 1, "0");
      const point = padded.length - this.scale;
      return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`;
    }
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const power = exponent === 0 ? "" : `E${exponent > 0 ? "+" : ""}${exponent}`;
    return `${sign}${digits[0]}${fraction}${power}`;
  }
}
