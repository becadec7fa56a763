import { basename } from "node:path";
import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { SdkOptions } from "../../../src/emitters/sdk/sdk-options.js";
import { generate } from "../../../src/index.js";
import type { OutputFile } from "../../../src/index.js";
import type { JsonObject } from "../../../src/util/json.js";
import { textOf } from "./fixture-cases.js";
import { reference, specOf } from "./hostile-spec.js";

/** What a spec's author may write where a name or a text is due. */
const HOSTILE = [
  "*/ process.exit() /*",
  "*/\nprocess.exit();\n/*",
  "${process.exit()}",
  "`${process.exit()}`",
  "`;process.exit();`",
  '";process.exit();"',
  "';process.exit();'",
  "\\",
  '\\";process.exit();//',
  "a\nprocess.exit()",
  "a\rprocess.exit()",
  "a\u2028process.exit()",
  "a\u2029process.exit()",
  "\u202eexit",
  "\u0000",
  "</script><!--",
  "//# sourceMappingURL=data:,",
  "@ts-nocheck",
  "*\\/ process.exit() /*",
  "**/ process.exit() /**",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "../../../../etc/passwd",
  "C:\\con",
  "con",
  "default",
  "class",
  "await",
  "Record",
  "Response",
  "globalThis",
  "1",
  "{@link process.exit()}",
  "```ts\nprocess.exit();\n```",
  "}; process.exit(); ({",
  "日本語",
  "a\u0301",
  "😀",
];

const texts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE))
    .map(([first, second]) => first + second),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
/** Whether TypeScript knows all letters of a text, which a newer Unicode may have added. */
function areKnown(text: string): boolean {
  const letters = (text + text.toUpperCase() + text.toLowerCase()).match(/\p{ID_Continue}/gu) ?? [];
  return letters.every((letter) =>
    ts.isIdentifierPart(letter.codePointAt(0) ?? 0, ts.ScriptTarget.ES2022),
  );
}

/** More strings than a spec has places. */
const manyTexts = fc.uniqueArray(texts.filter(areKnown), { minLength: 140, maxLength: 140 });

const optionSets: SdkOptions[] = [
  {},
  { layout: "source", int64: "bigint", dates: "date" },
  { int64: "string" },
];

/** A spec whose strings are the given ones, in turn. */
function hostileSpec(strings: readonly string[]): JsonObject {
  let at = 0;
  return specOf((place) => {
    const text = strings[at++];
    if (text === undefined) throw new Error(`no string is left for a ${place}`);
    return text;
  });
}

/** A spec of the same form in which every string is a plain word. */
const plainSpec = specOf(
  (
    (count) => (place: string) =>
      `${place.replaceAll(" ", "")}${String((count += 1))}`
  )(0),
);

async function filesOf(spec: JsonObject, options: SdkOptions): Promise<readonly OutputFile[]> {
  const bytes = new TextEncoder().encode(JSON.stringify(spec));
  const stdin = () => Promise.resolve(bytes);
  const { files, diagnostics } = await generate("-", { ...options, stdin, settings: false });
  if (!files) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return files;
}

const EXECUTED = new Set([
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.ComputedPropertyName,
]);

/** How many statements and running expressions of each kind the files hold, and which of them do not parse. */
function anatomy(files: readonly OutputFile[]) {
  const counts: Record<string, number> = {};
  const errors: string[] = [];
  const count = (kind: ts.SyntaxKind): void => {
    const name = ts.SyntaxKind[kind];
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const file of files) {
    if (!file.path.endsWith(".ts") || typeof file.content !== "string") continue;
    const { outputText, diagnostics = [] } = ts.transpileModule(file.content, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ES2022, removeComments: true },
    });
    for (const { messageText } of diagnostics) {
      errors.push(`${file.path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
    }
    if (/\bprocess\s*\.\s*exit\s*\(\s*\)/.test(withoutStrings(outputText))) errors.push(file.path);
    const source = ts.createSourceFile(file.path, file.content, ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements) count(statement.kind);
    const visit = (node: ts.Node): void => {
      if (EXECUTED.has(node.kind) && !isLiteralName(node)) count(node.kind);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { counts, errors };
}

/** Whether a node is `["__proto__"]`, the way to name that member without setting the prototype. */
function isLiteralName(node: ts.Node): boolean {
  return ts.isComputedPropertyName(node) && ts.isStringLiteral(node.expression);
}

/** The code of a program whose string literals are empty. */
function withoutStrings(code: string): string {
  const source = ts.createSourceFile("a.js", code, ts.ScriptTarget.ES2022, true);
  const literals: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) literals.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return literals.reduceRight(
    (text, node) => `${text.slice(0, node.getStart())}""${text.slice(node.end)}`,
    code,
  );
}

it("names what no identifier may hold", async () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const spec = {
    openapi: "3.0.3",
    info: { title: "Areas", version: "1" },
    paths: {
      "/m²": {
        get: {
          parameters: [{ name: "m²", in: "query", schema: { type: "number" } }],
          responses: {
            "200": {
              description: "ok",
              content: { "application/json": { schema: { $ref: reference("m²") } } },
            },
          },
        },
      },
    },
    components: { schemas: { "m²": schema, "①": schema } },
  };
  expect(anatomy(await filesOf(spec, {})).errors).toEqual([]);
});

describe("a spec of hostile strings", () => {
  it.each(optionSets)("gives the declarations that a plain one gives, with %o", async (options) => {
    const expected = anatomy(await filesOf(plainSpec, options));
    expect(expected.errors).toEqual([]);
    await fc.assert(
      fc.asyncProperty(manyTexts, async (strings) => {
        expect(anatomy(await filesOf(hostileSpec(strings), options))).toEqual(expected);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it("gives files of safe names and a package.json that says what the options say", async () => {
    await fc.assert(
      fc.asyncProperty(manyTexts, async (strings) => {
        const files = await filesOf(hostileSpec(strings), {});
        for (const { path } of files) {
          expect(path).toMatch(/^(?:[a-z]+\/){0,2}[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._-]*$/u);
          expect(basename(path)).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
        }
        const folded = files.map(({ path }) => path.toLowerCase());
        expect(folded).toEqual([...new Set(folded)]);
        const json = files.filter(({ path }) => path.endsWith(".json"));
        const parsed = new Map(json.map((file) => [file.path, JSON.parse(textOf(file))]));
        const { name, version, scripts } = parsed.get("package.json") as Record<string, unknown>;
        expect(name).toMatch(/^(?:@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/);
        expect(version).toMatch(/^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?$/);
        expect(JSON.stringify(scripts)).not.toContain("exit");
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
