import * as fc from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { printKey, printLiteralKey } from "../../src/printer/property-key.js";
import { printString } from "../../src/printer/string-literal.js";

const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));

describe("printString", () => {
  it.each([
    ["a", '"a"'],
    ["it's", '"it\'s"'],
    ['say "hi"', "'say \"hi\"'"],
    [`"'`, `"\\"'"`],
    ["a\\b\n", '"a\\\\b\\n"'],
    ["\u2028\u202e\ud800\u0000", '"\\u2028\\u202e\\ud800\\u0000"'],
    ["${x}`", '"${x}`"'],
    ["日本", '"日本"'],
  ])("prints %j", (text, printed) => {
    expect(printString(text)).toBe(printed);
  });

  it("gives back every text when it is read", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const file = ts.createSourceFile("a.ts", printString(text), ts.ScriptTarget.ES2022);
        const [statement] = file.statements;
        const read =
          statement &&
          ts.isExpressionStatement(statement) &&
          ts.isStringLiteral(statement.expression)
            ? statement.expression.text
            : undefined;
        expect(read).toBe(text);
      }),
    );
  });
});

describe("printKey", () => {
  it("quotes a key only where Prettier does", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const source = `interface A {\n  ${printKey(text)}: 1;\n}\n`;
        expect(source).toBe(await format(source, { parser: "typescript" }));
      }),
    );
  });

  it("computes the key that would set a prototype", () => {
    expect(printKey("__proto__")).toBe("__proto__");
    expect(printLiteralKey("__proto__")).toBe('["__proto__"]');
  });
});
