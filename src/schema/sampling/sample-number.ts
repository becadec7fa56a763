import type { ObjectSchema } from "../../model/index.js";
import type { Random } from "./random.js";

const INTEGER_LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** A fixed number for a schema: its minimum, else 0 where that is allowed, else its maximum. */
export function fixedNumber(schema: ObjectSchema, integer: boolean): number {
  const { low, high, step } = boundsOf(schema, integer);
  if (Number.isFinite(low)) return onStep(low, step, high);
  return high >= 0 ? 0 : onStep(Math.floor(high / (step || 1)) * (step || 1), step, high);
}

/** A random number for a schema. */
export function randomNumber(schema: ObjectSchema, integer: boolean, random: Random): number {
  const bounds = boundsOf(schema, integer);
  const low = Number.isFinite(bounds.low) ? bounds.low : Math.min(0, bounds.high - 1000);
  const high = Number.isFinite(bounds.high) ? bounds.high : low + 10_000;
  if (bounds.step > 0) {
    const first = Math.ceil(low / bounds.step);
    const last = Math.floor(high / bounds.step);
    return tidy(random.integer(first, Math.min(last, first + 10_000)) * bounds.step);
  }
  const value = low + random.next() * (high - low);
  const rounded = Math.round(value * 100) / 100;
  return rounded >= low && rounded <= high ? rounded : value;
}

function boundsOf(schema: ObjectSchema, integer: boolean): Bounds {
  const multiple = schema.multipleOf !== undefined && schema.multipleOf > 0 ? schema.multipleOf : 0;
  const step = stepOf(multiple, integer);
  const [formatLow, formatHigh] = limitsOf(schema.format, integer);
  const nudge = step > 0 ? step : nudgeOf(schema);
  let low = schema.minimum ?? Number.NEGATIVE_INFINITY;
  let high = schema.maximum ?? Number.POSITIVE_INFINITY;
  if (schema.exclusiveMinimum !== undefined && schema.exclusiveMinimum >= low) {
    low =
      step > 0
        ? Math.floor(schema.exclusiveMinimum / step) * step + step
        : schema.exclusiveMinimum + nudge;
  }
  if (schema.exclusiveMaximum !== undefined && schema.exclusiveMaximum <= high) {
    high =
      step > 0
        ? Math.ceil(schema.exclusiveMaximum / step) * step - step
        : schema.exclusiveMaximum - nudge;
  }
  if (Number.isFinite(low)) low = Math.max(low, formatLow);
  return { low, high: Math.min(high, formatHigh), step };
}

function limitsOf(format: string | undefined, integer: boolean): readonly [number, number] {
  const limits =
    integer && format !== undefined && Object.hasOwn(INTEGER_LIMITS, format)
      ? INTEGER_LIMITS[format]
      : undefined;
  return limits ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

/** How far a fractional value keeps from an exclusive bound: 1 where that fits, else a part of the range. */
function nudgeOf(schema: ObjectSchema): number {
  const low = schema.exclusiveMinimum ?? schema.minimum;
  const high = schema.exclusiveMaximum ?? schema.maximum;
  if (low === undefined || high === undefined) return 1;
  return Math.min(1, (high - low) / 4);
}

function stepOf(multiple: number, integer: boolean): number {
  if (!integer) return multiple;
  if (multiple === 0) return 1;
  return tidy(multiple * denominator(multiple));
}

function denominator(step: number): number {
  for (let factor = 1; factor <= 10_000; factor++) {
    if (Number.isInteger(tidy(step * factor))) return factor;
  }
  return 1;
}

function onStep(value: number, step: number, high: number): number {
  if (step === 0) return value;
  const rounded = tidy(Math.ceil(tidy(value / step)) * step);
  return rounded <= high ? rounded : value;
}

/** Takes off the digits that binary fractions add, such as 0.30000000000000004. */
function tidy(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(12));
}
