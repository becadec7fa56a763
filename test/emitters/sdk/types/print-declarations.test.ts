import * as fc from "fast-check";
import { format } from "prettier";
import ts from "typescript-5.4";
import { describe, expect, it } from "vitest";
import { printDeclarations } from "../../../../src/emitters/sdk/typescript/types/print-declarations.js";
import { declarations } from "./type-arbitrary.js";

describe("printDeclarations", () => {
  it("prints what Prettier prints", async () => {
    await fc.assert(
      fc.asyncProperty(declarations, async (list) => {
        fc.pre(!holdsNewLetter(JSON.stringify(list)));
        const text = printDeclarations(list);
        expect(text).toBe(await format(text, { parser: "typescript" }));
      }),
      { numRuns: 400 },
    );
  });

  it("declares what was asked for and nothing else, whatever the texts", () => {
    fc.assert(
      fc.property(declarations, (list) => {
        const text = printDeclarations(list);
        const { parseDiagnostics, statements } = parse(text);
        expect(parseDiagnostics).toEqual([]);
        const own = ["UnknownValue", "UnknownVariant", ""];
        const names = statements.map(declaredName).filter((name) => !own.includes(name));
        expect(names).toEqual(list.map(({ name }) => name));
      }),
      { numRuns: 300 },
    );
  });

  it("quotes members whose letters are newer than the oldest compiler", () => {
    const member = (name: string) =>
      ({ name, type: { kind: "reference", name: "B" }, optional: false }) as const;
    const members = ["\ua794", "\u191d", "\ua7dc", "\u9ffd"].map(member);
    const text = printDeclarations([
      { name: "A", type: { kind: "object", members }, origin: "A", direction: "both" },
    ]);
    expect(text).toContain('{\n  \ua794: B;\n  \u191d: B;\n  "\ua7dc": B;\n  "\u9ffd": B;\n}');
    expect(parse(text).parseDiagnostics).toEqual([]);
  });
});

/** Prettier takes the quotes off letters that the oldest compiler does not know yet. */
function holdsNewLetter(text: string): boolean {
  return [...text].some(
    (character) =>
      /\p{ID_Continue}/u.test(character) &&
      !ts.isIdentifierPart(character.codePointAt(0) ?? 0, ts.ScriptTarget.ES2022),
  );
}

function parse(text: string): { parseDiagnostics: readonly string[]; statements: ts.Statement[] } {
  const file = ts.createSourceFile("models.ts", text, ts.ScriptTarget.ES2022, true);
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const parseDiagnostics = diagnostics.map(({ messageText }) => String(messageText));
  return { parseDiagnostics, statements: [...file.statements] };
}

function declaredName(statement: ts.Statement): string {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    return statement.name.text;
  }
  if (ts.isEnumDeclaration(statement)) return statement.name.text;
  return ts.isExportDeclaration(statement) ? "" : `unexpected ${ts.SyntaxKind[statement.kind]}`;
}
