import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  compareFolder,
  writeFolder,
  writeOutputFile,
  type WriteOptions,
} from "../../src/source/output-folder.js";
import type { FileOwnership, OutputFile } from "../../src/source/output-file.js";

const failing = vi.hoisted(() => ({ suffix: "", code: "" }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeFileSync: typeof fs.writeFileSync = (path, ...rest) => {
    if (failing.code && String(path).endsWith(failing.suffix)) {
      throw Object.assign(new Error(failing.code), { code: failing.code, syscall: "write" });
    }
    fs.writeFileSync(path, ...rest);
  };
  return { ...fs, writeFileSync };
});

const record: WriteOptions = { inputs: [{ path: "api.yaml", hash: "00" }], options: { a: 1 } };
const codes = (result: { diagnostics: readonly { code: string }[] }) =>
  result.diagnostics.map(({ code }) => code);
const file = (
  path: string,
  content: OutputFile["content"],
  ownership: FileOwnership = "generated",
): OutputFile => ({ path, content, ownership });
const list = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();

let parent: string;
let folder: string;
beforeEach(() => {
  failing.code = "";
  parent = mkdtempSync(join(tmpdir(), "gw-gen-out-"));
  folder = join(parent, "sdk");
});

describe("writeFolder", () => {
  test("writes a new folder with its manifest and leaves nothing beside it", () => {
    const result = writeFolder(folder, [file("src/b.ts", "b\n"), file("a.ts", "a\n")], record);
    expect(result).toEqual({
      written: ["src/b.ts", "a.ts"],
      unchanged: [],
      removed: [],
      diagnostics: [],
    });
    expect(list(folder)).toEqual(["a.ts", "gw-gen.manifest.json", "src/b.ts"]);
    expect(readdirSync(parent)).toEqual(["sdk"]);
    const manifest = JSON.parse(readFileSync(join(folder, "gw-gen.manifest.json"), "utf8"));
    expect(Object.keys(manifest)).toEqual(["generator", "version", "inputs", "options", "files"]);
    expect(manifest.inputs).toEqual(record.inputs);
    expect(manifest.options).toEqual({ a: 1 });
    expect(manifest.files).toEqual([
      {
        path: "a.ts",
        hash: "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7",
        ownership: "generated",
      },
      {
        path: "src/b.ts",
        hash: "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f",
        ownership: "generated",
      },
    ]);
  });

  test("does not touch unchanged files and removes those no longer made", () => {
    writeFolder(folder, [file("a.ts", "a"), file("old/b.ts", "b")], record);
    utimesSync(join(folder, "a.ts"), 1000, 1000);
    const result = writeFolder(folder, [file("a.ts", "a"), file("c.ts", "c")], record);
    expect(result).toEqual({
      written: ["c.ts"],
      unchanged: ["a.ts"],
      removed: ["old/b.ts"],
      diagnostics: [],
    });
    expect(statSync(join(folder, "a.ts")).mtimeMs).toBe(1_000_000);
    expect(existsSync(join(folder, "old"))).toBe(false);
  });

  test("keeps machine paths out of the manifest", () => {
    const inputs = ["/home/me/api.yaml", "../up/b.yaml", "C:\\x\\c.yaml", "main:d.yaml", "-"];
    writeFolder(folder, [], { inputs: inputs.map((path) => ({ path, hash: "" })), options: {} });
    const manifest = JSON.parse(readFileSync(join(folder, "gw-gen.manifest.json"), "utf8"));
    expect(manifest.inputs.map(({ path }: { path: string }) => path)).toEqual([
      "api.yaml",
      "b.yaml",
      "c.yaml",
      "main:d.yaml",
      "-",
    ]);
  });

  test("replaces a foreign file only by force", () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "a.ts"), "mine");
    const refused = writeFolder(folder, [file("a.ts", "a"), file("b.ts", "b")], record);
    expect(codes(refused)).toEqual(["output-not-ours"]);
    expect(list(folder)).toEqual(["a.ts"]);
    expect(codes(writeFolder(folder, [file("a.ts", "a")], { ...record, force: true }))).toEqual([]);
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("a");
  });

  test("keeps an edited file that is no longer made, replaces one that is", () => {
    writeFolder(folder, [file("a.ts", "a"), file("b.ts", "b")], record);
    writeFileSync(join(folder, "a.ts"), "edited");
    writeFileSync(join(folder, "b.ts"), "edited");
    const result = writeFolder(folder, [file("b.ts", "b")], record);
    expect(codes(result)).toEqual(["output-edited-replaced", "output-edited-kept"]);
    expect(result.removed).toEqual([]);
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("edited");
    expect(readFileSync(join(folder, "b.ts"), "utf8")).toBe("b");
  });

  test("writes a file of ownership once a single time", () => {
    writeFolder(folder, [file("package.json", "{}", "once")], record);
    writeFileSync(join(folder, "package.json"), "mine");
    const again = writeFolder(folder, [file("package.json", "{ }", "once")], record);
    expect(again.unchanged).toEqual(["package.json"]);
    expect(writeFolder(folder, [], record).removed).toEqual([]);
    expect(readFileSync(join(folder, "package.json"), "utf8")).toBe("mine");
  });

  test("carries regions over and says which have no place any more", () => {
    const text = (name: string, version: number) =>
      `v${version}\n// gw-gen:keep ${name}\n// gw-gen:end\nend\n`;
    writeFolder(folder, [file("a.ts", text("one", 1), "mergeable")], record);
    const path = join(folder, "a.ts");
    writeFileSync(path, "v1\n// gw-gen:keep one\nmine();\n// gw-gen:end\nend\n");
    expect(compareFolder(folder, [file("a.ts", text("one", 1), "mergeable")]).stale).toEqual([]);
    expect(codes(writeFolder(folder, [file("a.ts", text("one", 2), "mergeable")], record))).toEqual(
      [],
    );
    expect(readFileSync(path, "utf8")).toBe(
      "v2\n// gw-gen:keep one\nmine();\n// gw-gen:end\nend\n",
    );
    const lost = writeFolder(folder, [file("a.ts", text("two", 3), "mergeable")], record);
    expect(codes(lost)).toEqual(["output-region-lost"]);
  });

  test.each([
    ["../a.ts"],
    ["/etc/a"],
    ["a/../../b"],
    ["C:\\a"],
    ["a\\b"],
    ["a//b"],
    [""],
    ["a\0b"],
  ])("refuses the path %j", (path) => {
    expect(codes(writeFolder(folder, [file(path, "")], record))).toEqual(["output-path-outside"]);
    expect(existsSync(folder)).toBe(false);
  });

  test("does not follow a symbolic link out of the folder", () => {
    mkdirSync(folder);
    symlinkSync(parent, join(folder, "src"));
    symlinkSync(join(parent, "nowhere"), join(folder, "dangling"));
    expect(
      codes(writeFolder(folder, [file("src/a.ts", ""), file("dangling", "")], record)),
    ).toEqual(["output-path-outside", "output-path-outside"]);
  });

  test("does not follow a manifest that leads out of the folder", () => {
    writeFolder(folder, [file("a.ts", "a")], record);
    writeFileSync(join(parent, "victim"), "x");
    const path = join(folder, "gw-gen.manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    manifest.files.push({ ...manifest.files[0], path: "../victim" });
    writeFileSync(path, JSON.stringify(manifest));
    expect(writeFolder(folder, [], { ...record, force: true }).removed).toEqual(["a.ts"]);
    expect(existsSync(join(parent, "victim"))).toBe(true);
  });

  test("finds names that differ only in case, and a file in the place of a folder", () => {
    const result = writeFolder(
      folder,
      [file("Pet.ts", ""), file("pet.ts", ""), file("A/x.ts", ""), file("a", "")],
      record,
    );
    expect(codes(result)).toEqual(["output-collision", "output-collision"]);
  });

  test("names a file in the place of the folder", () => {
    writeFileSync(folder, "x");
    expect(codes(writeFolder(folder, [file("a.ts", "")], record))).toEqual(["output-is-file"]);
  });

  test("puts everything back when a rename fails half way", () => {
    writeFolder(folder, [file("a.ts", "a1"), file("gone.ts", "g")], record);
    const manifest = readFileSync(join(folder, "gw-gen.manifest.json"), "utf8");
    mkdirSync(join(folder, "z.ts", "full"), { recursive: true });
    const files = [file("a.ts", "a2"), file("new.ts", "n"), file("z.ts", "z")];
    expect(codes(writeFolder(folder, files, record))).toEqual(["output-not-writable"]);
    expect(list(folder)).toEqual(["a.ts", "gone.ts", "gw-gen.manifest.json"]);
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("a1");
    expect(readFileSync(join(folder, "gw-gen.manifest.json"), "utf8")).toBe(manifest);
  });

  test("changes nothing when the disk is full", () => {
    writeFolder(folder, [file("a.ts", "a1"), file("b.ts", "b1")], record);
    Object.assign(failing, { code: "ENOSPC", suffix: "b.ts" });
    const result = writeFolder(folder, [file("a.ts", "a2"), file("b.ts", "b2")], record);
    expect(codes(result)).toEqual(["disk-full"]);
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("a1");
    expect(list(folder)).toEqual(["a.ts", "b.ts", "gw-gen.manifest.json"]);
    const fresh = writeFolder(join(parent, "new"), [file("b.ts", "")], record);
    expect(codes(fresh)).toEqual(["disk-full"]);
    expect(readdirSync(parent)).toEqual(["sdk"]);
  });

  test("clears away what a killed run left", () => {
    mkdirSync(join(parent, ".sdk.gw-gen-99999999"), { recursive: true });
    mkdirSync(join(parent, ".sdk.gw-gen-mine"));
    writeFolder(folder, [file("a.ts", "")], record);
    expect(readdirSync(parent).sort()).toEqual([".sdk.gw-gen-mine", "sdk"]);
  });

  test("copies shipped files and sets permissions", () => {
    const shipped = file("t.json", { copyOf: "sdk/typescript/tsconfig.json" });
    writeFolder(folder, [shipped, { ...file("run.sh", "x"), mode: 0o755 }], record);
    expect(readFileSync(join(folder, "t.json"), "utf8")).toContain("compilerOptions");
    expect(statSync(join(folder, "run.sh")).mode & 0o777).toBe(0o755);
    chmodSync(join(folder, "run.sh"), 0o644);
    expect(compareFolder(folder, [shipped, { ...file("run.sh", "x"), mode: 0o755 }]).stale).toEqual(
      ["run.sh"],
    );
  });
});

describe("compareFolder", () => {
  test("lists what is stale, missing and extra", () => {
    writeFolder(folder, [file("a.ts", "a"), file("b.ts", "b"), file("c.ts", "c\n")], record);
    writeFileSync(join(folder, "c.ts"), "c\r\n");
    const result = compareFolder(folder, [
      file("a.ts", "A"),
      file("c.ts", "c\n"),
      file("d.ts", "d"),
    ]);
    expect(result).toEqual({
      stale: ["a.ts"],
      missing: ["d.ts"],
      extra: ["b.ts"],
      diagnostics: [],
    });
    expect(compareFolder(join(parent, "none"), [file("a.ts", "")])).toEqual({
      stale: [],
      missing: ["a.ts", "gw-gen.manifest.json"],
      extra: [],
      diagnostics: [],
    });
  });
});

describe("writeOutputFile", () => {
  test("makes the folder, and leaves the old file when writing fails", () => {
    const path = join(parent, "deep", "api.json");
    expect(writeOutputFile(path, "one")).toEqual([]);
    Object.assign(failing, { code: "ENOSPC", suffix: `gw-gen-${process.pid}` });
    expect(writeOutputFile(path, "two").map(({ code }) => code)).toEqual(["disk-full"]);
    expect(readFileSync(path, "utf8")).toBe("one");
    expect(readdirSync(join(parent, "deep"))).toEqual(["api.json"]);
  });
});
