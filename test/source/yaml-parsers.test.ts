import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { defaultLimits } from "../../src/source/limits.js";
import { parseYaml } from "../../src/source/parse-yaml.js";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";

/** What the `yaml` package reads; undefined where it sees a syntax error. */
const peer = (text: string): unknown => {
  const [document] = parseAllDocuments(text, { merge: true, uniqueKeys: false });
  if (!document || !("contents" in document) || document.errors.length > 0) return undefined;
  return toJson(document.toJS({ maxAliasCount: -1 }));
};
const toJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const own = (text: string): unknown => toJson(parseYaml(text, defaultLimits).value);

const SCALARS = `
integers: [0, -1, +12, 014, 0o14, 0xfF, 1_000, 9007199254740991, "7"]
floats: [1.5, -.5, 1., 1e3, 1E-3, .5e+2, 12e03, 1.2.3, 1e, .]
words: [yes, no, on, off, Y, true, True, TRUE, tRue, null, Null, NULL, ~, nUll]
times: [2020-01-01, 2020-01-01T00:00:00Z, 12:30:45, 1:20]
`;
const FORMS = `
folded: >-
  one
  two

  three
literal: |+
  a
   b

quoted: "tab\\t\\u00e9 'x'"
single: 'it''s'
plain: a b # comment
multi: one
  two
200: code
1.5: version
? explicit
: value
empty:
anchors: &a { x: 1, list: [&b [1], *b] }
alias: *a
merged: { <<: *a, y: 2 }
nested:
- - 1
  -
- - - 2
outer:
  - x:
    -
  - y:
flow: {a, b: , "c": [d, {e: f}], ? g : h}
pair: [a: b, c]
url: http://example.com/#x
`;

describe("both YAML parsers read alike", () => {
  test.each([
    ["scalars", SCALARS],
    ["forms", FORMS],
    ["line ends", "a: 1\r\nb:\r\n  - 2\r\n"],
    ["a tab after a colon", "a:\t1\n"],
  ])("%s", (_name, text) => {
    expect(own(text)).toEqual(peer(text));
  });

  test.skipIf(!casesPresent)("the corpus, as far as `yaml` reads it", () => {
    const specs = corpusIndex().filter(({ path, bytes }) => /ya?ml$/.test(path) && bytes < 30_000);
    const differing = specs.filter(({ path }) => {
      const text = readFileSync(casePath("corpus", "open", path), "utf8").replace(/^\uFEFF/, "");
      const expected = peer(text);
      return expected !== undefined && JSON.stringify(own(text)) !== JSON.stringify(expected);
    });
    expect(specs.length).toBeGreaterThan(100);
    expect(differing.map(({ path }) => path)).toEqual([]);
  });
});
