import { describe, expect, test } from "vitest";
import oldest from "typescript-5.4";
import ts from "typescript";
import { isIdentifierName, isPlainKey } from "../../src/printer/identifier.js";

const { ES2022 } = oldest.ScriptTarget;

function* characters(): Generator<readonly [string, number]> {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code < 0xd800 || code > 0xdfff) yield [String.fromCodePoint(code), code];
  }
}

describe("identifiers", () => {
  test("begin and go on with what the oldest compiler takes, for every character", () => {
    const wrong: string[] = [];
    for (const [character, code] of characters()) {
      const begins = oldest.isIdentifierStart(code, ES2022);
      if (isIdentifierName(character) !== begins) wrong.push(`${code.toString(16)} begins`);
      const follows = oldest.isIdentifierPart(code, ES2022);
      if (isIdentifierName(`a${character}`) !== follows) wrong.push(`${code.toString(16)} follows`);
    }
    expect(wrong).toEqual([]);
  });

  test("hold nothing that a newer compiler refuses", () => {
    const refused = [...characters()].filter(
      ([character, code]) =>
        (isIdentifierName(character) && !ts.isIdentifierStart(code, ES2022)) ||
        (isIdentifierName(`a${character}`) && !ts.isIdentifierPart(code, ES2022)),
    );
    expect(refused).toEqual([]);
  });

  test("stand unquoted as keys on the basic plane, and only with letters that the oldest compiler knows", () => {
    const names = [
      "a",
      "größe",
      "\u191d",
      "\ua794",
      "\u{20bb7}",
      "\u0c5d",
      "\ua7dc",
      "1",
      "a-b",
      "",
    ];
    expect(names.filter(isPlainKey)).toEqual(["a", "größe", "\u191d", "\ua794"]);
  });
});
