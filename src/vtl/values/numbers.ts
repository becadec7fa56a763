import { limitFailure } from "../failure.js";
import { Decimal } from "./decimal.js";
import { doubleText, floatText } from "./double-text.js";
import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** A bound on big integers, so that repeated squaring ends. */
const MAX_BITS = 65_536;

/** java.lang.Long */
export class JavaLong extends JavaObject {
  readonly value: bigint;

  constructor(value: bigint) {
    super();
    this.value = value;
  }

  get javaType(): JavaType {
    return "java.lang.Long";
  }

  toText(): string {
    return this.value.toString();
  }

  override equalTo(other: Value): boolean {
    return other instanceof JavaLong && other.value === this.value;
  }

  override hash(): number {
    return Number(BigInt.asIntN(32, this.value ^ (BigInt.asUintN(64, this.value) >> 32n)));
  }
}

/** java.lang.Double, or java.lang.Float where `single` is set. */
export class JavaDouble extends JavaObject {
  readonly value: number;
  readonly single: boolean;

  constructor(value: number, single = false) {
    super();
    this.value = single ? Math.fround(value) : value;
    this.single = single;
  }

  get javaType(): JavaType {
    return this.single ? "java.lang.Float" : "java.lang.Double";
  }

  toText(): string {
    return this.single ? floatText(this.value) : doubleText(this.value);
  }

  override equalTo(other: Value): boolean {
    return (
      other instanceof JavaDouble &&
      other.single === this.single &&
      Object.is(other.value, this.value)
    );
  }

  override hash(): number {
    const view = new DataView(new ArrayBuffer(8));
    if (this.single) {
      view.setFloat32(0, this.value);
      return view.getInt32(0);
    }
    view.setFloat64(0, this.value);
    return view.getInt32(0) ^ view.getInt32(4);
  }
}

/** java.math.BigInteger */
export class JavaBigInteger extends JavaObject {
  readonly value: bigint;

  constructor(value: bigint) {
    super();
    if (BigInt.asIntN(MAX_BITS, value) !== value) {
      throw limitFailure("an integer has too many digits", "bits", MAX_BITS);
    }
    this.value = value;
  }

  get javaType(): JavaType {
    return "java.math.BigInteger";
  }

  toText(): string {
    return this.value.toString();
  }

  override equalTo(other: Value): boolean {
    return other instanceof JavaBigInteger && other.value === this.value;
  }

  override hash(): number {
    let hash = 0;
    const magnitude = this.value < 0n ? -this.value : this.value;
    const words = Math.ceil(magnitude.toString(16).length / 8);
    for (let i = words - 1; i >= 0; i--) {
      hash = (Math.imul(31, hash) + Number((magnitude >> BigInt(32 * i)) & 0xffffffffn)) | 0;
    }
    return this.value < 0n ? -hash | 0 : hash;
  }
}

/** java.math.BigDecimal */
export class JavaBigDecimal extends JavaObject {
  readonly value: Decimal;

  constructor(value: Decimal) {
    super();
    this.value = value;
  }

  get javaType(): JavaType {
    return "java.math.BigDecimal";
  }

  toText(): string {
    return this.value.toText();
  }

  override equalTo(other: Value): boolean {
    return (
      other instanceof JavaBigDecimal &&
      other.value.scale === this.value.scale &&
      other.value.unscaled === this.value.unscaled
    );
  }

  override hash(): number {
    const { unscaled, scale } = this.value;
    return (Math.imul(31, new JavaBigInteger(unscaled).hash()) + scale) | 0;
  }
}

/** Any number. */
export type JavaNumber = number | JavaLong | JavaDouble | JavaBigInteger | JavaBigDecimal;

/** Whether a value is a Number. */
export function isNumber(value: Value): value is JavaNumber {
  return (
    typeof value === "number" ||
    value instanceof JavaLong ||
    value instanceof JavaDouble ||
    value instanceof JavaBigInteger ||
    value instanceof JavaBigDecimal
  );
}

/** The smallest of Integer, Long and BigInteger that holds a whole number, as a literal is typed. */
export function integerValue(value: bigint): JavaNumber {
  if (BigInt.asIntN(32, value) === value) return Number(value);
  return BigInt.asIntN(64, value) === value ? new JavaLong(value) : new JavaBigInteger(value);
}

/** Java's `doubleValue`. */
export function toDouble(value: JavaNumber): number {
  if (typeof value === "number") return value;
  if (value instanceof JavaDouble) return value.value;
  if (value instanceof JavaBigDecimal) return Number(value.toText());
  return Number(value.value);
}

/** Java's `longValue`: fractions are cut, doubles saturate, big numbers keep their low bits. */
export function toLong(value: JavaNumber): bigint {
  if (typeof value === "number") return BigInt(value);
  if (value instanceof JavaDouble) return doubleToLong(value.value);
  const whole = value instanceof JavaBigDecimal ? value.value.toBigInt() : value.value;
  return BigInt.asIntN(64, whole);
}

/** Java's `intValue`. */
export function toInt(value: JavaNumber): number {
  if (typeof value === "number") return value;
  if (value instanceof JavaDouble) {
    const { value: double } = value;
    if (Number.isNaN(double)) return 0;
    return Math.max(-2147483648, Math.min(2147483647, Math.trunc(double))) | 0;
  }
  return Number(BigInt.asIntN(32, toLong(value)));
}

const LONG_MAX = 2n ** 63n - 1n;

function doubleToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return LONG_MAX;
  return value <= -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(value));
}

/** A number as a BigDecimal; a double becomes its exact binary value. */
export function toDecimal(value: JavaNumber): Decimal {
  if (value instanceof JavaBigDecimal) return value.value;
  if (value instanceof JavaBigInteger) return new Decimal(value.value, 0);
  return Decimal.ofDouble(toDouble(value));
}
