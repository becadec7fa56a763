import type { Facts, Outcome } from "./constraint.js";
import { excludedValues, NONE } from "./constraint.js";
import { isListed, isMultiple } from "./evaluate.js";
import { commonMultiple, divides } from "./decimal.js";

interface Range {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

const TRIES = 2_000;

/** A number within the bounds, on the common grid of all steps, off the grids that it must miss. */
export function solveNumber(facts: Facts): Outcome {
  const range = rangeOf(facts);
  if (range.low > range.high) return NONE;
  if (range.low === range.high && (range.lowOpen || range.highOpen)) return NONE;
  const steps = facts.schemas.flatMap(({ multipleOf, integer }) => [
    ...(multipleOf === undefined || multipleOf <= 0 ? [] : [multipleOf]),
    ...(integer ? [1] : []),
  ]);
  const missed = facts.violations.flatMap((one) => {
    if (one.kind === "notInteger") return [1];
    return one.kind === "notMultiple" ? [one.step] : [];
  });
  const unsure = undecidedFormat(facts);
  const outcome = search({ range, steps, missed, excluded: excludedValues(facts.violations) });
  return outcome.kind === "found" && unsure ? { kind: "unknown", reason: unsure } : outcome;
}

/** A format that narrows numbers by precision, and is not held by the other side. */
function undecidedFormat(facts: Facts): string | undefined {
  const held = new Set(facts.schemas.map((schema) => schema.numberFormat));
  for (const one of facts.violations) {
    if (one.kind === "notFormat") {
      return held.has(one.format) ? undefined : `whether a number fits \`${one.format}\``;
    }
  }
  return undefined;
}

interface Grid {
  readonly range: Range;
  readonly steps: readonly number[];
  readonly missed: readonly number[];
  readonly excluded: ReturnType<typeof excludedValues>;
}

function search(grid: Grid): Outcome {
  const { range, steps, missed, excluded } = grid;
  const fits = (value: number): boolean =>
    inRange(range, value) &&
    steps.every((step) => isMultiple(value, step)) &&
    !missed.some((step) => isMultiple(value, step)) &&
    !isListed(excluded, value);
  if (steps.length === 0) return firstFitting(denseCandidates(range), fits, range);
  const step = commonMultiple(steps);
  if (step === undefined) return { kind: "unknown", reason: "the steps are too fine to compare" };
  if (missed.some((one) => divides(one, step))) return NONE;
  const count = (range.high - range.low) / step;
  const outcome = firstFitting(gridCandidates(range, step), fits, range);
  if (outcome.kind === "found" || count > TRIES) return outcome;
  return NONE;
}

function firstFitting(
  candidates: Iterable<number>,
  fits: (value: number) => boolean,
  range: Range,
): Outcome {
  for (const value of candidates) {
    if (fits(value)) return { kind: "found", value: value === 0 ? 0 : value };
  }
  if (range.low === range.high) return NONE;
  return { kind: "unknown", reason: "no number was found within the bounds" };
}

/** Candidates in a range without a grid, plain ones first. */
function denseCandidates(range: Range): number[] {
  const { low, high } = range;
  const middle = Number.isFinite(low) && Number.isFinite(high) ? low + (high - low) / 2 : 0;
  const width = Number.isFinite(low) && Number.isFinite(high) ? high - low : 4;
  const anchors = [0, 1, -1, low, high, middle, Math.ceil(low), Math.floor(high)];
  const around = anchors.flatMap((anchor) => [
    anchor,
    ...[1, 0.5, 0.1, 0.37, 0.0173].flatMap((part) => [
      anchor + width * part,
      anchor - width * part,
      anchor + part,
      anchor - part,
    ]),
  ]);
  const whole = Array.from({ length: 200 }, (_, index) => [index, -index]).flat();
  return [...around, ...whole, low + 2, high - 2, low + 1e-3, high - 1e-3].filter(Number.isFinite);
}

function* gridCandidates(range: Range, step: number): Iterable<number> {
  const { low, high } = range;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  const start = Number.isFinite(first) ? first : Number.isFinite(last) ? last : 0;
  const centre = low <= 0 && high >= 0 ? 0 : start;
  const scaled = (index: number): number => Number((index * step).toPrecision(15));
  yield scaled(centre);
  for (let away = 1; away <= TRIES; away += 1) {
    yield scaled(centre + away);
    yield scaled(centre - away);
  }
  if (Number.isFinite(last)) {
    for (let away = 0; away <= 20; away += 1) yield scaled(last - away);
  }
}

function inRange(range: Range, value: number): boolean {
  if (value < range.low || (range.lowOpen && value === range.low)) return false;
  return value < range.high || (value === range.high && !range.highOpen);
}

function rangeOf(facts: Facts): Range {
  const bounds = [
    ...facts.schemas,
    ...facts.violations.flatMap((one) => (one.kind === "bounds" ? [one.node] : [])),
  ];
  let range: Range = { low: -Infinity, lowOpen: false, high: Infinity, highOpen: false };
  for (const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } of bounds) {
    range = raise(range, minimum, false);
    range = raise(range, exclusiveMinimum, true);
    range = lower(range, maximum, false);
    range = lower(range, exclusiveMaximum, true);
  }
  return range;
}

function raise(range: Range, low: number | undefined, open: boolean): Range {
  if (low === undefined || low < range.low) return range;
  return { ...range, low, lowOpen: open || (low === range.low && range.lowOpen) };
}

function lower(range: Range, high: number | undefined, open: boolean): Range {
  if (high === undefined || high > range.high) return range;
  return { ...range, high, highOpen: open || (high === range.high && range.highOpen) };
}
