import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, replaceMatches, splitText } from "../../src/vtl/regex/pattern.js";

describe("Java's regular expressions", () => {
  it.each([
    ["a.c", "abc", true],
    ["a.c", "a\nc", false],
    ["(?s)a.c", "a\nc", true],
    ["(?i)HELLO", "hello", true],
    ["[a-c&&[^b]]+", "acca", true],
    ["[a-c&&[^b]]+", "abc", false],
    ["\\p{Alpha}\\p{Digit}+", "x42", true],
    ["\\p{L}+", "Ünï", true],
    ["\\Qa.b\\E+", "a.bb", true],
    ["(a)(b)\\2\\1", "abba", true],
    ["(?<q>['\"]).*\\k<q>", "'x'", true],
    ["a*+a", "aaa", false],
    ["(?>a|ab)c", "abc", false],
    ["(?=.*\\d)\\w+", "abc1", true],
    ["(?<!a)b|ab", "ab", true],
    ["x{2,3}?", "xx", true],
    ["(?:ab|cd){2}", "abcd", true],
    ["\\x41\\u0042\\t", "AB\t", true],
    ["(a|b)*c", "ababc", true],
    ["()*x", "x", true],
    ["^\\d+$", "42", true],
    [".", "😀", true],
  ])("matches %s with %j: %s", (regex, text, expected) => {
    expect(compilePattern(regex).matches(text)).toBe(expected);
  });

  it.each(["(", "[a", "a{2", "*a", "\\", "(?<1>a)", "a{3,2}", "\\p{Nope}", "[b-a]", ")"])(
    "refuses %s",
    (regex) => {
      expect(() => compilePattern(regex)).toThrow(Error);
    },
  );

  it("replaces and splits as Java does", () => {
    expect(replaceMatches(compilePattern("(\\w)(\\d)?"), "a1 b", "<$1$2>", false)).toBe("<a1> <b>");
    expect(replaceMatches(compilePattern("x*"), "abc", "-", false)).toBe("-a-b-c-");
    expect(splitText(compilePattern(""), "abc")).toEqual(["a", "b", "c"]);
    expect(splitText(compilePattern("\\s*,\\s*"), "a , b,,")).toEqual(["a", "b"]);
    expect(splitText(compilePattern(","), ",a,b", 2)).toEqual(["", "a,b"]);
    expect(splitText(compilePattern(","), "")).toEqual([""]);
  });

  it("ends catastrophic expressions with an error", () => {
    const text = `${"a".repeat(40)}b`;
    expect(() => compilePattern("(a+)+$").matches(text)).toThrow("takes too many steps");
    expect(() => compilePattern("(a|aa)+$").matches(text)).toThrow("takes too many steps");
  });

  it("agrees with JavaScript where both mean the same", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "[ab]",
      "a*",
      "b+?",
      "(a)",
      "(?:ab)*",
      "a|b",
      "^",
      "$",
      "\\b",
      "a{1,2}",
      ".",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.stringMatching(/^[ab ]{0,8}$/),
        (pieces, text) => {
          const source = pieces.join("");
          const wanted = Array.from(text.matchAll(new RegExp(source, "g")), (m) => [m.index, m[0]]);
          const found = Array.from(compilePattern(source).findAll(text), ({ start, end }) => {
            return [start, text.slice(start, end)];
          });
          expect(found).toEqual(wanted);
        },
      ),
      { numRuns: 500 },
    );
  });
});
