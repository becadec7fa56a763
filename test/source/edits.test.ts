import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareEdited, writeEdited } from "../../src/source/edits/write-edited.js";
import type { OutputFile } from "../../src/source/output-file.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-edits-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const own = (path: string, content: string): OutputFile => ({
  path,
  content,
  ownership: "mergeable",
});
const read = (path: string) => readFileSync(join(folder, path), "utf8");
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(join(folder, path), change(read(path)));
async function generate(texts: Readonly<Record<string, string>>, force = false) {
  const files = Object.entries(texts).map(([path, content]) => own(path, content));
  const { diagnostics, ...rest } = await writeEdited(folder, files, {
    inputs: [],
    options: {},
    force,
  });
  return { ...rest, diagnostics: diagnostics.map(({ code, message }) => ({ code, message })) };
}
async function check(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, content]) => own(path, content));
  const { stale, missing, extra, diagnostics } = await compareEdited(folder, files);
  return { stale, missing, extra, codes: diagnostics.map(({ code }) => code) };
}
const FRESH = { stale: [], missing: [], extra: [], codes: [] };
const codes = ({ diagnostics }: { diagnostics: readonly { code: string }[] }) =>
  diagnostics.map(({ code }) => code);

const LINES = "one\ntwo\nthree\nfour\nfive\nsix\n";

describe("an edited file", () => {
  test("stays as it is when its new version is the old one, and is not stale", async () => {
    await generate({ "a.md": LINES });
    edit("a.md", (text) => text.replace("two", "TWO"));
    expect(await check({ "a.md": LINES })).toEqual(FRESH);
    const again = await generate({ "a.md": LINES });
    expect(again).toEqual({ written: [], unchanged: ["a.md"], removed: [], diagnostics: [] });
    expect(read("a.md")).toBe(LINES.replace("two", "TWO"));
  });

  test("has both changes when these are of different lines, once and again", async () => {
    await generate({ "a.md": LINES });
    edit("a.md", (text) => text.replace("two", "TWO"));
    const next = LINES.replace("five", "5");
    expect((await check({ "a.md": next })).stale).toEqual(["a.md"]);
    expect(codes(await generate({ "a.md": next }))).toEqual(["output-edits-merged"]);
    expect(read("a.md")).toBe("one\nTWO\nthree\nfour\n5\nsix\n");
    expect(await check({ "a.md": next })).toEqual(FRESH);
    expect(codes(await generate({ "a.md": next.replace("six", "6") }))).toEqual([
      "output-edits-merged",
    ]);
    expect(read("a.md")).toBe("one\nTWO\nthree\nfour\n5\n6\n");
    expect(readdirSync(folder).sort()).toEqual(["a.md", "gw-gen.base", "gw-gen.manifest.json"]);
  });

  test("keeps the line ends that it has", async () => {
    await generate({ "a.md": LINES });
    edit("a.md", (text) => text.replace("two", "TWO").replaceAll("\n", "\r\n"));
    await generate({ "a.md": LINES.replace("five", "5") });
    expect(read("a.md")).toBe("one\r\nTWO\r\nthree\r\nfour\r\n5\r\nsix\r\n");
  });

  test("stands beside both sides when these changed the same lines; the rest is written", async () => {
    await generate({ "a.md": LINES, "b.md": "old\n" });
    edit("a.md", (text) => text.replace("two", "TWO"));
    const next = { "a.md": LINES.replace("two", "2"), "b.md": "new\n" };
    const result = await generate(next);
    expect(result.written).toEqual(["b.md"]);
    expect(result.diagnostics).toEqual([
      {
        code: "output-edits-conflict",
        message:
          '"a.md" was edited in lines that the new version changes too: "a.md.gw-gen-conflict:2".',
      },
    ]);
    expect(read("a.md")).toBe(LINES.replace("two", "TWO"));
    expect(read("a.md.gw-gen-conflict")).toBe(
      "one\n<<<<<<< edited\nTWO\n=======\n2\n>>>>>>> generated\nthree\nfour\nfive\nsix\n",
    );
    expect(read("b.md")).toBe("new\n");
  });

  test("blocks every run until its conflict is resolved, and is merged from there on", async () => {
    await generate({ "a.md": LINES, "b.md": "old\n" });
    edit("a.md", (text) => text.replace("two", "TWO"));
    const next = { "a.md": LINES.replace("two", "2"), "b.md": "new\n" };
    await generate(next);
    const blocked = await generate({ ...next, "b.md": "newer\n" });
    expect(codes(blocked)).toEqual(["output-conflict-open"]);
    expect(read("b.md")).toBe("new\n");
    expect((await check(next)).stale).toEqual(["a.md"]);
    edit("a.md", (text) => text.replace("TWO", "2 (TWO)"));
    rmSync(join(folder, "a.md.gw-gen-conflict"));
    expect(await check(next)).toEqual(FRESH);
    expect(codes(await generate({ ...next, "a.md": next["a.md"].replace("six", "6") }))).toEqual([
      "output-edits-merged",
    ]);
    expect(read("a.md")).toBe("one\n2 (TWO)\nthree\nfour\nfive\n6\n");
  });

  test("becomes the generated one by force, with a backup that no later one replaces", async () => {
    await generate({ "a.md": LINES });
    edit("a.md", (text) => text.replace("two", "TWO"));
    await generate({ "a.md": LINES.replace("two", "2") });
    const forced = await generate({ "a.md": LINES.replace("two", "2") }, true);
    expect(codes(forced)).toEqual(["output-edits-replaced"]);
    expect(forced.removed).toEqual(["a.md.gw-gen-conflict"]);
    expect(read("a.md")).toBe(LINES.replace("two", "2"));
    expect(read("a.md.gw-gen-backup")).toBe(LINES.replace("two", "TWO"));
    edit("a.md", (text) => text.replace("2", "ZWEI"));
    await generate({ "a.md": LINES.replace("two", "II") }, true);
    expect(read("a.md.gw-gen-backup-2")).toBe(LINES.replace("two", "ZWEI"));
    expect(read("a.md.gw-gen-backup")).toBe(LINES.replace("two", "TWO"));
  });

  test("conflicts in every difference when nobody kept the base", async () => {
    await generate({ "a.md": LINES });
    rmSync(join(folder, "gw-gen.base"));
    edit("a.md", (text) => text.replace("two", "TWO"));
    expect(await check({ "a.md": LINES })).toEqual(FRESH);
    const result = await generate({ "a.md": LINES.replace("five", "5") });
    expect(codes(result)).toEqual(["output-edits-conflict"]);
    expect(read("a.md")).toBe(LINES.replace("two", "TWO"));
    expect(result.diagnostics[0]?.message).toContain(
      '"a.md.gw-gen-conflict:2", "a.md.gw-gen-conflict:9"',
    );
  });
});

describe("regions", () => {
  const module = (line: string) => `${line}\n// gw-gen:keep end\n// gw-gen:end\n`;

  test("keep their code while the rest changes, without a word", async () => {
    await generate({ "a.ts": module("v1();") });
    edit("a.ts", (text) => text.replace("keep end\n", "keep end\nmine();\n"));
    expect(await check({ "a.ts": module("v1();") })).toEqual(FRESH);
    expect(codes(await generate({ "a.ts": module("v2();") }))).toEqual([]);
    expect(read("a.ts")).toBe("v2();\n// gw-gen:keep end\nmine();\n// gw-gen:end\n");
  });

  test("keep their code beside edits elsewhere", async () => {
    const text = (last: string) => `${module("first();")}middle();\n\n${last}\n`;
    await generate({ "a.ts": text("last();") });
    edit("a.ts", (all) =>
      all.replace("keep end\n", "keep end\nmine();\n").replace("first();", "first(1);"),
    );
    await generate({ "a.ts": text("last(2);") });
    expect(read("a.ts")).toBe(
      "first(1);\n// gw-gen:keep end\nmine();\n// gw-gen:end\nmiddle();\n\nlast(2);\n",
    );
  });

  test("that the new version has no more become a conflict, and their code stays", async () => {
    await generate({ "a.ts": module("v1();") });
    edit("a.ts", (text) => text.replace("keep end\n", "keep end\nmine();\n"));
    expect(codes(await generate({ "a.ts": "v1();\n" }))).toEqual(["output-edits-conflict"]);
    expect(read("a.ts")).toContain("mine();");
  });

  test("do not begin in a doc comment or a string of the spec's", async () => {
    const text = (value: number) =>
      `/**\n * // gw-gen:keep end\n */\nconst a = "gw-gen:keep end";\nconst b = ${value};\n`;
    await generate({ "a.ts": text(1) });
    expect(codes(await generate({ "a.ts": text(2) }))).toEqual([]);
    expect(read("a.ts")).toBe(text(2));
  });
});

describe("files that lines cannot merge", () => {
  test("JSON merges by members, in the user's order", async () => {
    const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
    await generate({ "package.json": json({ name: "a", version: "1.0.0", files: ["dist"] }) });
    edit("package.json", () =>
      json({ name: "a", version: "1.0.0", files: ["dist"], dependencies: { left: "1" } }),
    );
    await generate({
      "package.json": json({ name: "a", version: "2.0.0", files: ["dist", "src"], type: "module" }),
    });
    expect(read("package.json")).toBe(
      json({
        name: "a",
        version: "2.0.0",
        files: ["dist", "src"],
        dependencies: { left: "1" },
        type: "module",
      }),
    );
    expect(existsSync(join(folder, "package.json.gw-gen-conflict"))).toBe(false);
  });

  test("modules merge by declarations and members", async () => {
    const module = (imports: string, members: string, last: string) =>
      `import { ${imports} } from "./a.js";\n\nexport class C {\n${members}}\n${last}`;
    await generate({ "c.ts": module("a", "  one = 1;\n", "") });
    edit("c.ts", () =>
      module("a, mine", "  one = 1;\n  mine = mine();\n", "\nexport const own = 1;\n"),
    );
    const result = await generate({
      "c.ts": module("a, b", "  one = 1;\n  two = 2;\n", "\nexport const generated = 2;\n"),
    });
    expect(codes(result)).toEqual(["output-edits-merged"]);
    expect(read("c.ts")).toBe(
      module(
        "a, b, mine",
        "  one = 1;\n  mine = mine();\n  two = 2;\n",
        "\nexport const own = 1;\n\nexport const generated = 2;\n",
      ),
    );
  });

  test("a declaration that both sides changed is a conflict", async () => {
    await generate({ "c.ts": "export const a = 1;\n" });
    edit("c.ts", () => "export const a = 2;\n");
    expect(codes(await generate({ "c.ts": "export const a = 3;\n" }))).toEqual([
      "output-edits-conflict",
    ]);
  });
});

describe("files of the user's", () => {
  test("stand untouched in the folder", async () => {
    await generate({ "a.md": LINES });
    writeFileSync(join(folder, "mine.ts"), "mine\n");
    await generate({ "a.md": "new\n" });
    expect(read("mine.ts")).toBe("mine\n");
    expect(await check({ "a.md": "new\n" })).toEqual(FRESH);
  });

  test("that .gwgenignore names are neither written nor replaced nor removed", async () => {
    await generate({ "src/a.ts": "a\n", "src/b.ts": "b\n", "package.json": "{}\n" });
    writeFileSync(join(folder, ".gwgenignore"), "# own\n/package.json\nsrc/*\n!src/b.ts\n");
    edit("package.json", () => '{"mine":true}\n');
    const next = { "src/a.ts": "a2\n", "src/b.ts": "b2\n", "src/c.ts": "c\n" };
    expect(await check(next)).toEqual({ ...FRESH, stale: ["src/b.ts"] });
    const result = await generate(next);
    expect(result).toEqual({ written: ["src/b.ts"], unchanged: [], removed: [], diagnostics: [] });
    expect([read("src/a.ts"), read("package.json")]).toEqual(["a\n", '{"mine":true}\n']);
    expect(existsSync(join(folder, "src/c.ts"))).toBe(false);
    expect(await check(next)).toEqual(FRESH);
  });
});
