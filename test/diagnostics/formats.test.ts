import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { defineDiagnostics } from "../../src/diagnostics/diagnostic.js";
import { DIAGNOSTIC_FORMATS } from "../../src/diagnostics/formats/index.js";
import type { LocatableFile, SourceLocation, TextRange } from "../../src/diagnostics/location.js";

const diagnostic = defineDiagnostics({
  "bad-name": {
    severity: "error",
    message: (name: string) => `The name "${name}" is bad.`,
    mend: "Choose another one.",
    explain: "A bad name is bad. It really is.",
  },
  "odd-thing": {
    severity: "warning",
    message: () => "This is odd.",
    mend: "Make it even.",
    explain: "Odd things are odd.",
  },
});

function file(path: string, text: string, places: Record<string, TextRange>): LocatableFile {
  const lines = text.split("\n");
  return {
    path,
    line: (number) => lines[number - 1],
    locate: (pointer) => places[pointer.join("/")],
  };
}

const spec = file("api/spec.yaml", 'info:\n  title: "x"\npaths:\n  /a: {}\n', {
  "info/title": { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } },
  "paths//a": { start: { line: 4, column: 3 }, end: { line: 4, column: 5 } },
});
const at = (...keys: string[]): SourceLocation =>
  keys.reduce<SourceLocation>((parent, key) => ({ file: spec, parent, key }), { file: spec });
const options = { colour: false, version: "1.2.3", catalogue: diagnostic.catalogue };

const found = [
  diagnostic("bad-name", at("paths", "/a"), ["/a"], {
    related: [{ message: "The first one", location: at("info", "title") }],
    operation: "GET /a",
  }),
  diagnostic("odd-thing", at("info", "title"), []),
  diagnostic("odd-thing", at("info", "title"), []),
  diagnostic("odd-thing", undefined, []),
];

describe("text", () => {
  it("sorts, drops repetitions, shows excerpt, related places and mend", () => {
    expect(DIAGNOSTIC_FORMATS.text(found, options)).toBe(`warning This is odd. [odd-thing]
  mend: Make it even.

api/spec.yaml:2:3 warning This is odd. [odd-thing]
  2 |   title: "x"
    |   ^^^^^
  mend: Make it even.

api/spec.yaml:4:3 error The name "/a" is bad. (GET /a) [bad-name]
  4 |   /a: {}
    |   ^^
  The first one: api/spec.yaml:2:3
  mend: Choose another one.
`);
  });

  it("keeps control characters of the input from the terminal", () => {
    const hostile = "a\u001B[31m\u202Eb\nc";
    const text = DIAGNOSTIC_FORMATS.text([diagnostic("bad-name", undefined, [hostile])], options);
    expect(text).toBe(
      'error The name "a\\u001b[31m\\u202eb\\nc" is bad. [bad-name]\n  mend: Choose another one.\n',
    );
  });

  it("shows of a long line what stands around the column", () => {
    const long = file("min.json", `${"a".repeat(5000)}HERE${"b".repeat(5000)}`, {
      x: { start: { line: 1, column: 5001 }, end: { line: 1, column: 5005 } },
    });
    const text = DIAGNOSTIC_FORMATS.text(
      [diagnostic("odd-thing", { file: long, parent: { file: long }, key: "x" }, [])],
      options,
    );
    const [, source = "", carets = ""] = text.split("\n");
    expect(source).toBe(`  1 | …${"a".repeat(40)}HERE${"b".repeat(56)}…`);
    expect(carets).toBe(`    | ${" ".repeat(41)}^^^^`);
  });
});

describe("json", () => {
  it("gives places, pointers and counts", () => {
    const report: unknown = JSON.parse(DIAGNOSTIC_FORMATS.json(found.slice(0, 1), options));
    expect(report).toEqual({
      version: 1,
      summary: { errors: 1, warnings: 0, infos: 0 },
      diagnostics: [
        {
          code: "bad-name",
          severity: "error",
          message: 'The name "/a" is bad.',
          mend: "Choose another one.",
          operation: "GET /a",
          location: {
            file: "api/spec.yaml",
            pointer: "/paths/~1a",
            line: 4,
            column: 3,
            endLine: 4,
            endColumn: 5,
          },
          related: [
            {
              message: "The first one",
              location: {
                file: "api/spec.yaml",
                pointer: "/info/title",
                line: 2,
                column: 3,
                endLine: 2,
                endColumn: 8,
              },
            },
          ],
        },
      ],
    });
  });
});

describe("the published schema of json", () => {
  const schema = JSON.parse(readFileSync("schemas/diagnostics.schema.json", "utf8"));
  const validate = new Ajv2020().compile(schema);

  it("holds for what is written", () => {
    validate(JSON.parse(DIAGNOSTIC_FORMATS.json(found, options)));
    expect(validate.errors).toBe(null);
  });

  it("refuses another form", () => {
    expect(validate({ version: 1, diagnostics: [] })).toBe(false);
  });
});

describe("github", () => {
  it("writes one annotation a line and escapes what would end it", () => {
    const hostile = diagnostic("bad-name", at("paths", "/a"), ["50%\n::error::x"]);
    expect(DIAGNOSTIC_FORMATS.github([hostile], options)).toBe(
      '::error file=api/spec.yaml,line=4,col=3,endLine=4,endColumn=5,title=bad-name::The name "50%25%0A::error::x" is bad.%0AMend: Choose another one.\n',
    );
  });
});

describe("sarif", () => {
  it("lists the rules that occur and points results to them", () => {
    const log = JSON.parse(DIAGNOSTIC_FORMATS.sarif(found, options));
    expect(log.version).toBe("2.1.0");
    expect(log.runs).toHaveLength(1);
    const [run] = log.runs;
    expect(run.tool.driver.name).toBe("gw-gen");
    expect(run.tool.driver.semanticVersion).toBe("1.2.3");
    const rules: { id: string; shortDescription: { text: string } }[] = run.tool.driver.rules;
    expect(rules.map(({ id, shortDescription }) => [id, shortDescription.text])).toEqual([
      ["bad-name", "A bad name is bad."],
      ["odd-thing", "Odd things are odd."],
    ]);
    for (const result of run.results) expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(
      run.results.map((result: { ruleId: string; level: string }) => [result.ruleId, result.level]),
    ).toEqual([
      ["odd-thing", "warning"],
      ["odd-thing", "warning"],
      ["bad-name", "error"],
    ]);
    expect(run.results[2].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "api/spec.yaml" },
          region: { startLine: 4, startColumn: 3, endLine: 4, endColumn: 5 },
        },
        logicalLocations: [{ fullyQualifiedName: "#/paths/~1a" }],
      },
    ]);
    expect(run.results[2].relatedLocations[0].message.text).toBe("The first one");
  });
});
