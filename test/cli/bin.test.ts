import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const BIN = resolve("bin/gw-gen.js");
const PETSTORE = resolve("fixtures/petstore/spec.yaml");
const STACK = /\n\s+at /;

let folder = "";
beforeAll(() => {
  if (!existsSync("dist/cli/main.cjs")) throw new Error("npm run build comes first");
  folder = mkdtempSync(join(tmpdir(), "gw-gen-bin-"));
  mkdirSync(join(folder, "folder"));
  copyFileSync(PETSTORE, join(folder, "pets.yaml"));
  const files: Record<string, string | Uint8Array> = {
    "empty.yaml": "",
    "noise.yaml": Uint8Array.from({ length: 2000 }, (_, index) => (index * 167 + 137) % 256),
    "cut.json": '{"openapi":"3.0.0","info":{"title":"x","ver',
    "tabs.yaml": "openapi: 3.0.0\ninfo:\n\ttitle: x\n",
    "list.yaml": "- 1\n- 2\n",
    taken: "a file of the user's\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...words: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, CI: "1", NO_COLOR: "1" },
  });
  return { code: status, stdout, stderr };
}

describe("bad input", () => {
  const cases: [name: string, words: string[], first: string][] = [
    [
      "a missing file",
      ["sdk", "absent.json"],
      'error There is no file "absent.json". [file-not-found]',
    ],
    ["an empty file", ["sdk", "empty.yaml"], 'error "empty.yaml" is empty. [file-empty]'],
    ["a folder", ["sdk", "folder"], 'error "folder" is a folder. [file-is-folder]'],
    ["binary noise", ["sdk", "noise.yaml"], 'error "noise.yaml" is no text file. [file-not-text]'],
    [
      "truncated JSON",
      ["sdk", "cut.json"],
      "cut.json:1:40 error This is not JSON: the string that starts here has no end. [json-syntax]",
    ],
    [
      "YAML with tabs",
      ["sdk", "tabs.yaml"],
      "tabs.yaml:3:1 error This is not YAML: Tabs are not allowed as indentation. [yaml-syntax]",
    ],
    ["an unknown option", ["sdk", "pets.yaml", "--ouut", "x"], "error Unknown option --ouut."],
  ];
  it.each(cases)("%s", (_name, words, first) => {
    const { code, stdout, stderr } = run(...words);
    expect({ code, stdout, first: stderr.split("\n")[0] }).toEqual({ code: 2, stdout: "", first });
    expect(stderr).not.toMatch(STACK);
  });

  it("an output path that is a file leaves the file", () => {
    const { code, stderr } = run("sdk", "pets.yaml", "--out", "taken");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error The output folder ".*taken" is a file\. \[output-is-file\]\n/);
    expect(stderr).not.toMatch(STACK);
    expect(readFileSync(join(folder, "taken"), "utf8")).toBe("a file of the user's\n");
  });

  it("leaves no output behind", () => {
    expect(readdirSync(folder).sort()).toEqual([
      "cut.json",
      "empty.yaml",
      "folder",
      "list.yaml",
      "noise.yaml",
      "pets.yaml",
      "tabs.yaml",
      "taken",
    ]);
  });
});

describe("gw-gen sdk", () => {
  it("writes, finds itself fresh, and names what is stale", () => {
    const first = run("sdk", "pets.yaml", "--out", "client");
    expect({ code: first.code, stdout: first.stdout }).toEqual({ code: 0, stdout: "" });
    expect(first.stderr).toMatch(/^done client\/: \d+ operations, \d+ types, \d+ files written/m);
    const fresh = run("sdk", "pets.yaml", "--out", "client", "--check");
    expect({ code: fresh.code, stdout: fresh.stdout }).toEqual({ code: 0, stdout: "" });
    rmSync(join(folder, "client", "README.md"));
    const stale = run(
      "sdk",
      "pets.yaml",
      "--out",
      "client",
      "--package-version",
      "9.0.0",
      "--check",
    );
    expect({ code: stale.code, stdout: stale.stdout }).toEqual({
      code: 1,
      stdout:
        "stale   client/src/config.ts\nstale   client/package.json\nmissing client/README.md\n",
    });
  });

  it("ends with 130 when it is interrupted, and can start again", async () => {
    const child = spawn(
      process.execPath,
      [BIN, "sdk", "pets.yaml", "--out", "watched", "--watch"],
      {
        cwd: folder,
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
    let told = "";
    const code = await new Promise<number | null>((settle) => {
      child.stderr.on("data", (chunk: Buffer) => {
        told += String(chunk);
        if (told.includes("Watching")) child.kill("SIGINT");
      });
      child.on("exit", settle);
    });
    expect(code).toBe(130);
    expect(told).not.toMatch(STACK);
    expect(run("sdk", "pets.yaml", "--out", "watched", "--check").code).toBe(0);
  });
});

describe("compiled code", () => {
  const inFolder = (cache: string, settings: Record<string, string> = {}) =>
    spawnSync(process.execPath, [BIN, "check", "pets.yaml"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CI: "1", NO_COLOR: "1", XDG_CACHE_HOME: cache, ...settings },
    }).stdout;
  const filesIn = (cache: string) => readdirSync(join(cache, "gw-gen"));

  it("is kept for the next run, and made anew when it is damaged", () => {
    const cache = join(folder, "cache");
    const first = inFolder(cache);
    const files = filesIn(cache);
    expect(files).toEqual([expect.stringMatching(/^check-\w+-[0-9a-f]{16}\.code$/)]);
    const file = join(cache, "gw-gen", files[0] ?? "");
    const code = readFileSync(file);
    expect(inFolder(cache)).toBe(first);
    expect(readFileSync(file).equals(code)).toBe(true);
    writeFileSync(file, code.fill(0, 5000, 6000));
    expect(inFolder(cache)).toBe(first);
    expect(
      readFileSync(file)
        .subarray(5000, 6000)
        .every((byte) => byte === 0),
    ).toBe(false);
  });

  it("is done without where it cannot be kept or is not wanted", () => {
    const expected = inFolder(join(folder, "cache"));
    expect(inFolder(join(folder, "taken"))).toBe(expected);
    const unused = join(folder, "unused");
    expect(inFolder(unused, { NODE_DISABLE_COMPILE_CACHE: "1" })).toBe(expected);
    expect(existsSync(unused)).toBe(false);
  });
});
