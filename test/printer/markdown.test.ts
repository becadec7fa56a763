import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { codeSpan, firstParagraph, prose } from "../../src/printer/markdown.js";

describe("codeSpan", () => {
  it.each([
    ["GET /pets", "`GET /pets`"],
    ["a\n  b ", "`a b`"],
    ["a`b", "``a`b``"],
    ["``", "` `` `"],
    ["\u202eevil", "`\\u202eevil`"],
  ])("of %j", async (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
    expect(await format(`${expected}\n`, { parser: "markdown" })).toBe(`${expected}\n`);
  });
});

describe("prose", () => {
  it.each([
    ["List all pets", "List all pets"],
    ["See [the guide](https://example.com/a_b) first.", "See the guide first."],
    ["A **very** good pet", "A very good pet"],
    ["of snake_case and `code`, too", "of `snake_case` and `code`, too"],
    ["<script>alert(1)</script> | *x*", "`<script>alert(1)</script> | *x*`"],
    ["two\nlines  here", "two lines here"],
    ["Größe der Tiere; 動物", "Größe der Tiere; 動物"],
    ["``", ""],
  ])("of %j", async (text, expected) => {
    expect(prose(text)).toBe(expected);
    const line = `\`x\`: ${expected}`.trimEnd();
    expect(await format(`${line}\n`, { parser: "markdown" })).toBe(`${line}\n`);
  });

  it("takes the first paragraph of a text", () => {
    expect(firstParagraph("\nOne\ntwo.\n \nThree.")).toBe("One\ntwo.");
  });
});
