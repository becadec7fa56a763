import * as fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonText } from "../../src/printer/json-text.js";
import { yamlText } from "../../src/printer/yaml-text.js";
import { rememberKeyOrder } from "../../src/source/key-order.js";
import type { JsonValue } from "../../src/util/json.js";

/** Texts in which YAML sees more than letters. */
const tricky = fc.stringMatching(/^[-a-z0-9 \n:#?,{}[\]&*!|>'"%@`~=.+_<é🐈]{0,12}$/u);
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    tricky,
    fc.string({ unit: "binary-ascii", maxLength: 8 }),
    fc.constantFrom<JsonValue>(
      null,
      true,
      0,
      -1.5,
      1e21,
      "yes",
      "0x1f",
      "2001-01-01",
      "1_0",
      "a\n",
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      tricky.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe("a value as text", () => {
  test("is read as the same value from YAML, by both readers", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = yamlText(value);
        const options = { version: "1.1", merge: false } as const;
        expect([load(text), parse(text), parse(text, options)]).toEqual([value, value, value]);
      }),
      { numRuns: 500 },
    );
  });

  test("is read as the same value from JSON", () => {
    fc.assert(
      fc.property(values, fc.constantFrom("", "  ", "\t"), (value, indent) => {
        expect(jsonText(value, indent)).toBe(JSON.stringify(value, null, indent));
      }),
    );
  });

  test("keeps the order in which number-like keys were written", () => {
    const responses = { "200": "ok", default: "no" };
    rememberKeyOrder(responses, ["default", "200"]);
    expect(jsonText(responses, "")).toBe('{"default":"no","200":"ok"}');
    expect(yamlText(responses)).toBe('default: "no"\n"200": ok\n');
  });

  test("of several lines stands as a block", () => {
    expect(yamlText({ text: "one\n\n  two\n", list: ["a\nb"] })).toBe(
      "text: |\n  one\n\n    two\nlist:\n  - |-\n    a\n    b\n",
    );
  });
});
