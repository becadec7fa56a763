import { describe, expect, it } from "vitest";
import {
  TemplateError,
  compileJsonPath,
  renderTemplate,
  toPlain,
  toValue,
} from "../../src/vtl/index.js";
import type { RenderInput, RenderResult, TemplateEvent } from "../../src/vtl/index.js";
import { casesPresent, readCases } from "../support/cases.js";

interface VelocityCase {
  readonly id: string;
  readonly template: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly expected: string | null;
  readonly error?: boolean;
  readonly expectedAws?: string | null;
  readonly errorAws?: boolean;
}

interface AwsCase {
  readonly id: string;
  readonly template: string;
  readonly event: TemplateEvent;
  readonly expected: string | null;
  readonly error?: boolean;
  readonly compare?: string;
  readonly accept?: readonly string[];
  readonly expectedOverrides?: Readonly<Record<string, unknown>>;
}

interface PathCase {
  readonly id: string;
  readonly path: string;
  readonly error?: boolean;
  readonly definite?: boolean;
  readonly notFound?: boolean;
  readonly expected?: unknown;
}

/** What a case comes to: its output, or that it fails with the engine's one error. */
function outcome(render: () => RenderResult): RenderResult | "fails" {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateError) return "fails";
    throw error;
  }
}

function outputOf(template: string, input: RenderInput, profile: "aws" | "velocity-1.7"): string {
  const result = outcome(() => renderTemplate(template, { ...input, profile }));
  return result === "fails" ? result : `printed: ${result.output}`;
}

function expectedOf(expected: string | null, error: boolean | undefined): string {
  return error ? "fails" : `printed: ${expected}`;
}

describe.skipIf(!casesPresent)("recorded templates", () => {
  it("prints what Velocity 1.7 prints, and fails where it fails", () => {
    const cases = readCases<readonly VelocityCase[]>("cases", "vtl-velocity.json");
    const found = cases.map(({ id, template, context, files = {} }) => {
      return [id, outputOf(template, { context, files }, "velocity-1.7")];
    });
    expect(found).toEqual(cases.map((c) => [c.id, expectedOf(c.expected, c.error)]));
  });

  it("prints what the service prints of the same templates", () => {
    const cases = readCases<readonly VelocityCase[]>("cases", "vtl-velocity.json");
    const found = cases.map(({ id, template, context, files = {} }) => {
      return [id, outputOf(template, { context, files }, "aws")];
    });
    const wanted = cases.map((c) => {
      const own = "expectedAws" in c || "errorAws" in c;
      return [
        c.id,
        own ? expectedOf(c.expectedAws ?? null, c.errorAws) : expectedOf(c.expected, c.error),
      ];
    });
    expect(found).toEqual(wanted);
  });

  it("prints what the service prints of mapping templates, and sets the same overrides", () => {
    const cases = readCases<readonly AwsCase[]>("cases", "vtl-aws.json");
    const wrong = cases.flatMap((c) => {
      const result = outcome(() => renderTemplate(c.template, { event: c.event }));
      const problem = awsProblem(c, result);
      return problem === undefined ? [] : [[c.id, problem]];
    });
    expect(cases.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});

/** What is wrong with a result; undefined for nothing. */
function awsProblem(c: AwsCase, result: RenderResult | "fails"): unknown {
  if (result === "fails" || c.error) return c.error && result === "fails" ? undefined : result;
  const accepted = [c.expected ?? "", ...(c.accept ?? [])];
  const read = (text: string): unknown => (c.compare === "json" ? JSON.parse(text) : text);
  const printed = read(result.output);
  if (!accepted.some((text) => sameData(read(text), printed))) return result.output;
  const overrides = {
    requestOverride: result.requestOverride,
    responseOverride: result.responseOverride,
  };
  return sameData({ ...overrides, ...c.expectedOverrides }, overrides) ? undefined : overrides;
}

function sameData(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, sorted(member)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe.skipIf(!casesPresent)("recorded JSONPaths", () => {
  it("reads what Jayway JsonPath 2.0 reads", () => {
    const { doc, cases } = readCases<{ doc: unknown; cases: readonly PathCase[] }>(
      "cases",
      "jsonpath.json",
    );
    const document = toValue(doc);
    const found = cases.map(({ id, path }) => {
      try {
        const compiled = compileJsonPath(path);
        const value = compiled.read(document);
        const { definite } = compiled;
        return {
          id,
          definite,
          missing: value === undefined,
          value: sorted(toPlain(value ?? null)),
        };
      } catch {
        return { id, fails: true };
      }
    });
    const wanted = cases.map(({ id, error, definite, notFound = false, expected }) => {
      return error
        ? { id, fails: true }
        : { id, definite, missing: notFound, value: sorted(expected) };
    });
    expect(found).toEqual(wanted);
  });
});
