import { ts } from "ts-morph";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { LocatableFile } from "../../../diagnostics/location.js";
import { TextLines } from "../../../source/text-lines.js";
import { diagnostic } from "./diagnostics.js";
import type { ReplacedModule } from "./sdk-overrides.js";

/** A module that replaces one of the runtime. */
export interface ModuleSource {
  readonly file: LocatableFile;
  readonly text: string;
  /** The text of the module that it replaces. */
  readonly shipped: string;
  /** The modules that there are in the runtime. */
  readonly known: ReadonlySet<string>;
}

/** A module, unless an error stands among the diagnostics. */
export interface ReadModule {
  readonly module?: ReplacedModule;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a module of the user's in place of one of the runtime: it has to parse, and to export what that one does. */
export function readModule({ file, text, shipped, known }: ModuleSource): ReadModule {
  const lines = new TextLines(text);
  const at = (offset: number) => ({ file, within: lines.position(offset) });
  const wrong = syntaxErrors(text).map(({ start = 0, messageText }) => {
    return diagnostic("sdk-template-module", at(start), [
      ts.flattenDiagnosticMessageText(messageText, " "),
    ]);
  });
  if (wrong.length > 0) return { diagnostics: wrong };
  const source = parse(text);
  const imports = importsOf(source);
  const strange = imports.filter(({ name }) => !known.has(name));
  const exported = exportsOf(source);
  const missing = [...exportsOf(parse(shipped))].filter((name) => !exported.has(name));
  const diagnostics = [
    ...strange.map(({ name, start }) => diagnostic("sdk-template-import", at(start), [name])),
    ...(missing.length > 0 ? [diagnostic("sdk-template-exports", { file }, [missing])] : []),
  ];
  if (diagnostics.length > 0) return { diagnostics };
  return { module: { file, text, imports: imports.map(({ name }) => name) }, diagnostics };
}

/** The names that a module exports, in order. */
export function exportedNames(text: string): readonly string[] {
  return [...exportsOf(parse(text))];
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("module.ts", text, ts.ScriptTarget.ES2022);
}

function syntaxErrors(text: string): readonly ts.Diagnostic[] {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { diagnostics = [] } = ts.transpileModule(text, {
    compilerOptions,
    reportDiagnostics: true,
  });
  return diagnostics.slice(0, 5);
}

/** The modules beside it that a module imports or exports from. */
function importsOf(source: ts.SourceFile): { readonly name: string; readonly start: number }[] {
  return source.statements.flatMap((statement) => {
    const isFrom = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const from = isFrom ? statement.moduleSpecifier : undefined;
    if (!from || !ts.isStringLiteral(from) || !from.text.startsWith(".")) return [];
    const name = /^\.\/([^/]+)\.js$/.exec(from.text)?.[1] ?? from.text;
    return [{ name, start: from.getStart(source) }];
  });
}

function exportsOf(source: ts.SourceFile): Set<string> {
  const names = source.statements.flatMap((statement): readonly string[] => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      return exportClause && ts.isNamedExports(exportClause)
        ? exportClause.elements.map(({ name }) => name.text)
        : [];
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : [];
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) =>
        ts.isIdentifier(name) ? [name.text] : [],
      );
    }
    return hasName(statement) ? [statement.name.text] : [];
  });
  return new Set(names);
}

function hasName(node: ts.Statement): node is ts.Statement & { readonly name: ts.Identifier } {
  const isDeclared =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return isDeclared && node.name !== undefined;
}
