import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { printDocComment } from "../../src/printer/doc-comment.js";

describe("printDocComment", () => {
  it("prints one line where one is enough", () => {
    expect(printDocComment({ paragraphs: ["A pet."], tags: [] })).toBe("/** A pet. */\n");
    expect(printDocComment({ paragraphs: [""], tags: [] })).toBe("");
  });

  it("prints paragraphs and tags as Markdown stands", () => {
    const comment = {
      paragraphs: ["A pet.", "* one\n* two\n\n    code"],
      tags: [{ name: "deprecated" }, { name: "example", text: '"a"\n"b"' }],
    };
    expect(printDocComment(comment, "  ")).toBe(`  /**
   * A pet.
   *
   * * one
   * * two
   *
   *     code
   *
   * @deprecated
   * @example "a"
   * "b"
   */
`);
  });

  it.each([
    ["a */ b", "/** a *\\/ b */\n"],
    ["@see evil", "/** \\@see evil */\n"],
    ["\u202eab\u0000", "/** ab */\n"],
    ["a\u2028b", "/**\n * a\n * b\n */\n"],
  ])("disarms %j", (text, printed) => {
    expect(printDocComment({ paragraphs: [text], tags: [] })).toBe(printed);
  });

  it("never lets a text end the comment", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("*", "/", "\n", "\u2028", "\u0000", "\\", "@", " ") }),
    );
    fc.assert(
      fc.property(texts, texts, (text, tag) => {
        const printed = printDocComment({ paragraphs: [text], tags: [{ name: "see", text: tag }] });
        const file = ts.createSourceFile("a.ts", `${printed}let a;`, ts.ScriptTarget.ES2022);
        expect(file.statements.length).toBe(1);
        expect(ts.getLeadingCommentRanges(`${printed}let a;`, 0)?.length).toBe(1);
      }),
    );
  });
});
