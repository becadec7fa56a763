import * as fc from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { printDeclarations } from "../../../../src/emitters/sdk/typescript/types/print-declarations.js";
import { declarations } from "./type-arbitrary.js";

describe("printDeclarations", () => {
  it("prints what Prettier prints", async () => {
    await fc.assert(
      fc.asyncProperty(declarations, async (list) => {
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
});

function parse(text: string): { parseDiagnostics: readonly string[]; statements: ts.Statement[] } {
  const file = ts.createSourceFile("models.ts", text, ts.ScriptTarget.ES2022, true);
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
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
