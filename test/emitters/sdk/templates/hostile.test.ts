import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { parsers } from "prettier/plugins/markdown";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "../../../../src/pipeline/generate.js";
import { textOf } from "../fixture-cases.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-hostile-"));
  mkdirSync(join(folder, "own"));
  const put = (name: string, text: string) => writeFileSync(join(folder, "own", name), text);
  put(
    "header.ts.hbs",
    "// {{title}}{{title}}\n/* {{comment title}}{{comment title}} */\n/// {{title}}\n",
  );
  put(
    "package.json.hbs",
    '{ "name": {{name}}, "description": {{description}}, "again": [{{json description}}] }\n',
  );
  put(
    "README.md.hbs",
    [
      "a {{title}} b",
      "c {{prose title}}{{title}} d",
      "e {{code title}} f",
      "g {{string title}} h",
      "- i {{title}} j",
      "{{#each groups}}{{#each operations}}k {{summary}} l{{/each}}{{/each}}",
      "```ts\nconst m = {{string title}};\nconst n = 1; // {{title}}\n```",
      "o",
    ].join("\n\n"),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PARTS = [
  "*/",
  "/*",
  "//",
  "\n",
  "\r",
  "\u2028",
  "\u202e",
  "\u0000",
  "`",
  "```",
  "~~~",
  '"',
  "'",
  "\\",
  "${x}",
  "{{title}}",
  "{{{x}}}",
  "<script>",
  "</script>",
  "<!--",
  "-->",
  "[x](javascript:x)",
  "![x](http://x)",
  "**",
  "__",
  "|",
  "#",
  "# ",
  "- ",
  "1. ",
  "> ",
  "    ",
  "&lt;",
  "@ts-nocheck",
  " @ts-ignore",
  "# sourceMappingURL=x",
  '/ <reference path="/etc/passwd" />',
  "process.exit()",
  '", "scripts": { "postinstall": "x" }, "y": "',
  "a",
  " ",
];

/** The kinds of nodes of a Markdown text, code apart, from the outside in. */
async function anatomy(markdown: string): Promise<string[]> {
  // The parser reads nothing of its options.
  const ast: unknown = await parsers.markdown.parse(markdown, {} as never);
  const kinds: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, url, children } = node as { type?: string; url?: string; children?: unknown[] };
    // An address that shows itself is a link in any text.
    const shown = JSON.stringify(url?.replace(/^mailto:/, ""));
    if (type === "link" && JSON.stringify(children).includes(`"value":${shown}`)) return;
    const isText = ["text", "inlineCode", "sentence", "word", "whitespace"].includes(type ?? "");
    if (!isText) kinds.push(type ?? "");
    for (const child of children ?? []) visit(child);
  };
  visit(ast);
  return kinds;
}

async function made(title: string) {
  const spec = {
    openapi: "3.0.3",
    info: { title, version: "1.0.0" },
    paths: { "/a": { get: { operationId: "a", summary: title, responses: {} } } },
  };
  const stdin = () => Promise.resolve(new TextEncoder().encode(JSON.stringify(spec)));
  const { files = [], diagnostics } = await generate("-", { cwd: folder, stdin, templates: "own" });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors).toEqual([]);
  return new Map(files.map((file) => [file.path, textOf(file)]));
}

it("no text of a spec becomes code, a member or markup through a template", async () => {
  const plain = await anatomy((await made("Pets")).get("README.md") ?? "");
  expect(plain).toMatchInlineSnapshot(`
    [
      "root",
      "paragraph",
      "paragraph",
      "paragraph",
      "paragraph",
      "list",
      "listItem",
      "paragraph",
      "paragraph",
      "code",
      "paragraph",
    ]
  `);
  const title = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(title, async (parts) => {
      const files = await made(`x${parts.join("")}`);
      expect(await anatomy(files.get("README.md") ?? "")).toEqual(plain);
      const manifest = JSON.parse(files.get("package.json") ?? "") as object;
      expect(Object.keys(manifest)).toEqual(["name", "description", "again"]);
      const index = files.get("src/index.ts") ?? "";
      const [head = "", ...rest] = index.split("\n\n");
      expect(rest.join("\n\n")).toMatch(/^(export|import) /);
      expect(head.split(/[\n\r\u2028\u2029]/).map((line) => line.slice(0, 3))).toEqual([
        expect.stringMatching(/^\/\/ /),
        "/* ",
        "///",
      ]);
      expect(head.match(/\*\//g)).toHaveLength(1);
    }),
    { numRuns: 150 },
  );
});
