import { Decimal } from "../values/decimal.js";
import { isNumber } from "../values/numbers.js";
import type { JavaNumber } from "../values/numbers.js";
import { textOrNull } from "../values/text.js";
import type { Value } from "../values/value.js";

/** What comparing values of unlike types throws; the condition is then false. */
export class Incomparable extends Error {}

/** Compares a filter's expected value with an item's as Jayway 2.0 does: text becomes what the item is. */
export function compareLoosely(expected: Value, model: Value): number {
  const absent = isNullish(expected);
  if (absent || isNullish(model)) return Number(isNullish(model)) - Number(absent);
  if (typeof expected === "string") return compareText(expected, model);
  if (isNumber(expected) && isNumber(model)) {
    return decimalOf(expected).compare(decimalOf(model));
  }
  if (typeof expected === "boolean" && typeof model === "boolean") {
    return Number(expected) - Number(model);
  }
  if (expected === model) return 0;
  throw new Incomparable();
}

function compareText(expected: string, model: Value): number {
  if (typeof model === "string") {
    const text = expected.replaceAll("\\'", "'");
    return text < model ? -1 : text > model ? 1 : 0;
  }
  if (isNumber(model)) return Decimal.parse(expected).compare(decimalOf(model));
  if (typeof model === "boolean") return Number(expected.toLowerCase() === "true") - Number(model);
  throw new Incomparable();
}

function decimalOf(value: JavaNumber): Decimal {
  return Decimal.parse(textOrNull(value) ?? "");
}

function isNullish(value: Value): boolean {
  return value === null || value === "null";
}
