import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { diffModels } from "../../src/diff/index.js";
import {
  nextVersion,
  REPORT_FORMATS,
  suggestVersion,
  toDiagnostic,
  type DiffReport,
} from "../../src/diff/report/index.js";
import { modelOf } from "./load-text.js";

const spec = (name: string): string => `
openapi: 3.1.0
info: {title: Pets, version: 1.2.3}
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {name: ${name}}}
      responses: {"200": {description: ok}}
`;

const options = { colour: false, version: "0.0.0" };

function report(before: string, after: string): DiffReport {
  const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
  const findings = diffModels(
    modelOf(spec(before), "old.yaml"),
    modelOf(spec(after), "new.yaml"),
    policy,
  );
  return { old: "old.yaml", new: "new.yaml", findings: findings.map(toDiagnostic) };
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
}

const narrowed = report("{type: string}", "{type: string, maxLength: 3, pattern: '<b>&'}");

describe("reports", () => {
  it("show people what breaks, with a witness", () => {
    expect(REPORT_FORMATS.text(report("{type: string}", "{type: string, maxLength: 3}"), options))
      .toBe(`# On the wire: running clients

the API as a whole
  note Version: The API changed, and the version still is 1.2.3. [version-not-raised]
      at new.yaml:3:1
      before at old.yaml:3:1

POST /pets
  breaking Request body (application/json): The greatest length of \`name\` changed from none to \`3\`. [request-max-length-narrowed]
      at new.yaml:10:13
      before at old.yaml:10:13
      witness: "aaaa" at name was accepted and is refused
      mend: Keep accepting what was accepted.
`);
  });

  it("give programs the same", () => {
    const value: unknown = JSON.parse(REPORT_FORMATS.json(narrowed, options));
    expect(value).toMatchObject({
      version: 1,
      breaking: true,
      counts: { breaking: 2, warning: 0, note: 1 },
      suggestedBump: "major",
      findings: [
        { id: "request-max-length-narrowed", path: ["name"], after: 3, new: { line: 10 } },
        { id: "request-pattern-narrowed", path: ["name"], after: "<b>&" },
        { id: "version-not-raised" },
      ],
    });
  });

  it("are as the published schema says", () => {
    const schema = readJson("schemas/diff-report.schema.json");
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(JSON.parse(REPORT_FORMATS.json(narrowed, options)));
    expect(validate.errors).toBeNull();
    expect(validate({ version: 2 })).toBe(false);
  });

  it("are well-formed whatever the document says", () => {
    expect(REPORT_FORMATS.html(narrowed, options)).toContain("&lt;b&gt;&amp;");
    expect(REPORT_FORMATS.html(narrowed, options)).not.toContain("<b>");
    expect(REPORT_FORMATS.junit(narrowed, options)).toContain("&lt;b&gt;&amp;");
    expect(REPORT_FORMATS.junit(narrowed, options)).toContain('tests="3" failures="2"');
  });

  it("start a comment with the mark that later runs look for", () => {
    expect(REPORT_FORMATS.markdown(narrowed, options).split("\n").slice(0, 2)).toEqual([
      "<!-- gw-gen diff -->",
      "## API changes: wire: 2 breaking, 1 note",
    ]);
  });

  it("make an entry of a changelog", () => {
    expect(
      REPORT_FORMATS.changelog(report("{type: string, maxLength: 3}", "{type: string}"), options),
    ).toBe(`## [Unreleased]

### Changed

- \`POST /pets\`: Request body (application/json): The greatest length of \`name\` changed from \`3\` to none.
`);
  });

  it("suggest a version", () => {
    expect(suggestVersion(narrowed.findings)).toBe("major");
    expect(suggestVersion(report("{maxLength: 3}", "{maxLength: 4}").findings)).toBe("minor");
    expect(suggestVersion(report("{maxLength: 3}", "{maxLength: 3}").findings)).toBe("none");
    expect([
      nextVersion("1.2.3", "major"),
      nextVersion("0.4.1", "major"),
      nextVersion("v", "minor"),
    ]).toEqual(["2.0.0", "0.5.0", undefined]);
  });
});
