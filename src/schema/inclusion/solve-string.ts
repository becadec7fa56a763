import type { Facts, Outcome, Violation } from "./constraint.js";
import { excludedValues, NONE } from "./constraint.js";
import { compilePattern, knownFormat } from "./formats.js";
import { ExpressionBuilder, type Expression } from "./language/expression.js";
import { END, START } from "./language/expression.js";
import { parsePattern } from "./language/parse-pattern.js";
import { findWord } from "./language/word.js";

interface StringFacts {
  readonly min: number;
  readonly max: number;
  readonly patterns: ReadonlySet<string>;
  readonly notPatterns: ReadonlySet<string>;
  readonly formats: ReadonlySet<string>;
  readonly notFormats: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
}

/** A text of an allowed length that matches some patterns and formats and misses others. */
export function solveString(facts: Facts): Outcome {
  const wanted = collect(facts);
  if (wanted.min > wanted.max) return NONE;
  if (intersects(wanted.patterns, wanted.notPatterns)) return NONE;
  if (intersects(wanted.formats, wanted.notFormats)) return NONE;
  const contents = new Set(facts.schemas.map((schema) => schema.content));
  const broken = facts.violations.filter((one) => one.kind === "notContent");
  if (broken.some((one) => contents.has(one.content))) return NONE;
  const regular = searchLanguage(wanted);
  if (regular.kind === "none") return NONE;
  const words = regular.kind === "word" ? [regular.word] : [];
  const value = [...words, ...candidates(wanted)].find((text) => fits(wanted, text));
  if (value !== undefined && broken.length === 0) return { kind: "found", value };
  if (broken.length > 0) return { kind: "unknown", reason: "encoded content is not compared" };
  return { kind: "unknown", reason: undecidedReason(wanted) };
}

function collect(facts: Facts): StringFacts {
  const bounds = [
    ...facts.schemas,
    ...facts.violations.flatMap((one) => (one.kind === "bounds" ? [one.node] : [])),
  ];
  const texts = (pick: (one: Violation) => string | undefined): Set<string> =>
    present(facts.violations.map(pick));
  return {
    min: Math.max(0, ...bounds.map((one) => one.minLength ?? 0)),
    max: Math.min(Infinity, ...bounds.map((one) => one.maxLength ?? Infinity)),
    patterns: present(facts.schemas.map((one) => one.pattern)),
    notPatterns: texts((one) => (one.kind === "notPattern" ? one.pattern : undefined)),
    formats: present(facts.schemas.map((one) => one.format)),
    notFormats: texts((one) => (one.kind === "notFormat" ? one.format : undefined)),
    excluded: new Set(
      excludedValues(facts.violations).filter((one): one is string => typeof one === "string"),
    ),
  };
}

function present(texts: readonly (string | undefined)[]): Set<string> {
  return new Set(texts.filter((text) => text !== undefined));
}

function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((one) => b.has(one));
}

/** Searches the regular part: no word in it proves that there is none at all, for the rest only narrows. */
function searchLanguage(wanted: StringFacts): ReturnType<typeof findWord> {
  const builder = new ExpressionBuilder();
  const parts: Expression[] = [];
  const add = (pattern: string | undefined, negated: boolean): void => {
    const parsed = pattern === undefined ? undefined : parsePattern(builder, pattern);
    if (parsed) parts.push(negated ? builder.not(parsed) : parsed);
  };
  for (const pattern of wanted.patterns) add(pattern, false);
  for (const pattern of wanted.notPatterns) add(pattern, true);
  for (const format of wanted.formats) add(knownFormat(format)?.outer, false);
  for (const format of wanted.notFormats) add(knownFormat(format)?.inner, true);
  if (wanted.excluded.size > 0) {
    const words = [...wanted.excluded].map((word) => builder.literal(word));
    const marked = builder.concat(builder.mark(START), builder.or(...words), builder.mark(END));
    parts.push(builder.not(marked));
  }
  return findWord(builder, builder.and(...parts), { min: wanted.min, max: wanted.max });
}

/** Texts worth trying where the regular search gave none that fits. */
function candidates(wanted: StringFacts): readonly string[] {
  const samples = [...wanted.formats].flatMap((format) => knownFormat(format)?.samples ?? []);
  const plain = ["", "a", "A", "0", "-", " ", "a b", "é", "…", "1", "a1", "A1a-", "\n"];
  const length = Number.isFinite(wanted.max) ? wanted.max : wanted.min;
  const padded = ["a", "0", "A"].flatMap((char) =>
    [wanted.min, Math.min(length, 10_000)].map((count) => char.repeat(count)),
  );
  return [...samples, ...plain, ...padded];
}

function fits(wanted: StringFacts, text: string): boolean {
  const length = [...text].length;
  if (length < wanted.min || length > wanted.max || wanted.excluded.has(text)) return false;
  return (
    [...wanted.patterns].every((pattern) => compilePattern(pattern)?.test(text) === true) &&
    [...wanted.notPatterns].every((pattern) => compilePattern(pattern)?.test(text) === false) &&
    [...wanted.formats].every((format) => knownFormat(format)?.test(text) ?? true) &&
    [...wanted.notFormats].every((format) => knownFormat(format)?.test(text) === false)
  );
}

function undecidedReason(wanted: StringFacts): string {
  const [format] = wanted.notFormats;
  if (format !== undefined)
    return `whether every text fits the format \`${format.replace("?", "")}\``;
  const [pattern] = [...wanted.notPatterns, ...wanted.patterns];
  return `the pattern \`${pattern ?? ""}\` is beyond what can be compared`;
}
