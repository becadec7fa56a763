import type { ObjectSchema } from "../../../../model/index.js";

/** The keywords with a number that limit a value, in the order of JSON Schema 2020-12 Validation §6. */
const LIMITS = [
  "multipleOf",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const satisfies readonly (keyof ObjectSchema)[];

/** Lower limits that say nothing where they are 0. */
const COUNTS: ReadonlySet<string> = new Set(["minLength", "minItems", "minProperties"]);

/** What a schema asks of a value beyond its type, as phrases such as `minLength 1`; none when it asks nothing. */
export function constraintsOf(schema: ObjectSchema): readonly string[] {
  const phrases: string[] = [];
  for (const keyword of LIMITS) {
    const limit = schema[keyword];
    const isMeaningful = limit !== undefined && !(limit === 0 && COUNTS.has(keyword));
    if (isMeaningful) phrases.push(`${keyword} ${String(limit)}`);
  }
  if (schema.uniqueItems === true) phrases.push("uniqueItems");
  if (schema.pattern !== undefined) phrases.push(`pattern ${codeSpan(schema.pattern)}`);
  return phrases;
}

const LINE_BREAKS: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** A regular expression on one line, between more backticks than it holds in a row (CommonMark §6.1). */
function codeSpan(pattern: string): string {
  const line = pattern.replace(/[\n\r\u2028\u2029]/g, (mark) => LINE_BREAKS[mark] ?? mark);
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const isPadded = line === "" || line.startsWith("`") || line.endsWith("`");
  return isPadded ? `${fence} ${line} ${fence}` : fence + line + fence;
}
