import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import { readSource } from "../source/read-source.js";
import { filesWithEnding } from "../source/text-file.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import type { Profile, RenderResult } from "../vtl/index.js";
import { diagnostic } from "./render-diagnostics.js";
import { render } from "./render.js";
import { EVENT_MEMBERS, mergeEvents, readEvent } from "./template-event.js";

/** How a case went: passed when there is no failure. */
export interface CaseResult {
  readonly file: string;
  readonly name: string;
  readonly failures: readonly string[];
  /** Why the template could not be rendered. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The cases that were run, and what is wrong in the files that hold them. */
export interface TestTemplatesResult {
  readonly cases: readonly CaseResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where and how cases are run. */
export interface TestTemplatesOptions {
  readonly cwd: string;
  readonly profile?: Profile;
}

const ENDING = ".case.yaml";
const EXPECTED = ["expected", "expectedJson", "requestOverride", "responseOverride"];
const MEMBERS = ["name", "template", "event", ...EXPECTED, ...EVENT_MEMBERS];

/** Runs the cases of some files, or of all `*.case.yaml` below some folders. */
export async function testTemplates(
  paths: readonly string[],
  options: TestTemplatesOptions,
): Promise<TestTemplatesResult> {
  const cases: CaseResult[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths.flatMap((one) => filesWithEnding(one, ENDING, options.cwd))) {
    const read = await readSource(path, { cwd: options.cwd });
    diagnostics.push(...read.diagnostics);
    if (!read.file) continue;
    const { value } = read.file;
    const root: SourceLocation = { file: read.file };
    const several = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
    for (const [index, item] of (several ?? [value]).entries()) {
      const location = several ? childLocation(root, index) : root;
      const problems = judgeForm(item, location);
      diagnostics.push(...problems);
      if (problems.length > 0 || !isJsonObject(item)) continue;
      const name = several ? `case ${index + 1}` : "case";
      const ran = runCase(item, { path, location, name }, options);
      diagnostics.push(...ran.problems);
      if (ran.result) cases.push(ran.result);
    }
  }
  return { cases, diagnostics };
}

function judgeForm(item: JsonValue, location: SourceLocation): readonly Diagnostic[] {
  if (!isJsonObject(item)) return [diagnostic("case-form", location, ["it is no object"])];
  const names = Object.keys(item);
  const problems = names
    .filter((name) => !MEMBERS.includes(name))
    .map((name) =>
      diagnostic("case-form", childLocation(location, name), [`"${name}" is unknown`]),
    );
  for (const name of ["name", "template", "expected"]) {
    if (!names.includes(name) || typeof item[name] === "string") continue;
    problems.push(diagnostic("case-form", childLocation(location, name), [`"${name}" is no text`]));
  }
  if (!names.some((name) => EXPECTED.includes(name))) {
    problems.push(diagnostic("case-form", location, ["it expects nothing"]));
  }
  return problems;
}

interface CasePlace {
  readonly path: string;
  readonly location: SourceLocation;
  readonly name: string;
}

function runCase(item: JsonObject, place: CasePlace, options: TestTemplatesOptions) {
  const { event = {}, name, template } = item;
  const own = Object.fromEntries(
    Object.entries(item).filter(([member]) => EVENT_MEMBERS.includes(member)),
  );
  const whole = readEvent(event, childLocation(place.location, "event"));
  const parts = readEvent(own, place.location);
  const problems = [...whole.diagnostics, ...parts.diagnostics];
  if (problems.length > 0) return { problems };
  const path =
    typeof template === "string"
      ? join(dirname(place.path), template)
      : `${place.path.slice(0, -ENDING.length)}.vtl`;
  const { result, diagnostics } = render(path, {
    ...options,
    event: mergeEvents(whole.parts, parts.parts),
  });
  const failures = result
    ? compare(item, result)
    : diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const shown = typeof name === "string" ? name : place.name;
  return { problems, result: { file: place.path, name: shown, failures, diagnostics } };
}

function compare(item: JsonObject, result: RenderResult): readonly string[] {
  const failures: string[] = [];
  const differs = (what: string, expected: unknown, actual: unknown): void => {
    failures.push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  };
  const { expected, expectedJson } = item;
  if (expected !== undefined && expected !== result.output) {
    differs("output", expected, result.output);
  }
  if (expectedJson !== undefined) {
    const parsed = parseOutput(result.output);
    if (!parsed) failures.push(`output is no JSON: ${JSON.stringify(result.output)}`);
    else if (!isDeepStrictEqual(plain(expectedJson), parsed.value)) {
      differs("output", expectedJson, parsed.value);
    }
  }
  for (const name of ["requestOverride", "responseOverride"] as const) {
    const wanted = item[name];
    const actual = withoutEmpty(result[name]);
    if (wanted !== undefined && !isDeepStrictEqual(plain(wanted), actual)) {
      differs(name, wanted, actual);
    }
  }
  return failures;
}

function parseOutput(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Overrides without the maps in which nothing was set. */
function withoutEmpty(overrides: Readonly<Record<string, unknown>>): unknown {
  const set = Object.entries(overrides).filter(
    ([, value]) => !(isJsonObject(value) && Object.keys(value).length === 0),
  );
  return plain(Object.fromEntries(set));
}

/** A value as JSON would give it, whatever made it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
