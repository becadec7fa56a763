import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { SourceLocation } from "../../src/diagnostics/location.js";
import { readSource, type ReadOptions } from "../../src/source/read-source.js";
import { keysInOrder } from "../../src/source/key-order.js";
import { isJsonObject } from "../../src/util/json.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-source-"));
});

const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(join(folder, name), content);
const read = (spec: string, options: ReadOptions = {}) =>
  readSource(spec, { cwd: folder, ...options });
const brief = ({ code, location }: Diagnostic): string =>
  [code, location && place(location)].filter(Boolean).join(" ");
const place = ({ file, within }: SourceLocation): string =>
  within ? `${file.path}:${within.line}:${within.column}` : file.path;
const readText = async (name: string, content: string | Uint8Array, options?: ReadOptions) => {
  write(name, content);
  const { file, diagnostics } = await read(name, options);
  return { value: file?.value, file, problems: diagnostics.map(brief) };
};

describe("spec arguments", () => {
  test("a file, and those that it refers to, each read once", async () => {
    write("api.yaml", "openapi: 3.1.0\n");
    write("pet schema.json", '{"type":"object"}');
    const { file, reader, diagnostics } = await read("api.yaml");
    expect(diagnostics).toEqual([]);
    expect(file?.value).toEqual({ openapi: "3.1.0" });
    const other = reader.resolve("pet%20schema.json#/x", file!, { file: file! });
    expect(other.file?.value).toEqual({ type: "object" });
    expect(reader.resolve("./pet schema.json", file!, { file: file! }).file).toBe(other.file);
    expect(reader.files.map(({ path }) => path)).toEqual(["api.yaml", "pet schema.json"]);
  });

  test("an existing file wins over git, and a Windows path is none", async () => {
    write("main:api.yaml", "a: 1");
    expect((await read("main:api.yaml")).file?.value).toEqual({ a: 1 });
    expect((await read("C:\\specs\\api.yaml")).diagnostics.map(brief)).toEqual(["file-not-found"]);
    mkdirSync(join(folder, "specs"));
    write("specs/api.yaml", "a: 2");
    expect((await read("specs\\api.yaml")).file?.value).toEqual({ a: 2 });
  });

  test("standard input", async () => {
    const stdin = async () => Buffer.from("a: 1");
    expect((await read("-", { stdin })).file?.value).toEqual({ a: 1 });
    const empty = await read("-", { stdin: async () => Buffer.from("") });
    expect(empty.diagnostics.map(brief)).toEqual(["stdin-empty"]);
  });

  test("what cannot be read is said, with what may be meant", async () => {
    write("openapi.yaml", "a: 1");
    const messages = async (spec: string, options?: ReadOptions) =>
      (await read(spec, options)).diagnostics.map(({ message }) => message);
    expect(await messages("opnapi.yaml")).toEqual([
      'There is no file "opnapi.yaml". Did you mean "openapi.yaml"?',
    ]);
    expect(await messages(".")).toEqual([
      `"${folder}" is a folder. Did you mean "${join(folder, "openapi.yaml")}"?`,
    ]);
    write("big.yaml", "");
    truncateSync(join(folder, "big.yaml"), 200 * 1024 * 1024);
    expect(await messages("big.yaml")).toEqual([
      '"big.yaml" has 200 MiB; files up to 64 MiB are read.',
    ]);
    expect(await messages("openapi.yaml/x")).toEqual(['There is no file "openapi.yaml/x".']);
  });
});

describe("git", () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
      stdio: "pipe",
    });

  test("reads a file of a commit and what it refers to there", async () => {
    mkdirSync(join(folder, "api"));
    write("api/main.yaml", "v: old");
    write("api/part.yaml", "p: old");
    git("init", "-q", "-b", "trunk");
    git("add", ".");
    git("commit", "-qm", "one");
    write("api/main.yaml", "v: new");
    write("api/part.yaml", "p: new");
    const { file, reader } = await read("trunk:api/main.yaml");
    expect(file?.value).toEqual({ v: "old" });
    expect(file?.path).toBe("trunk:api/main.yaml");
    expect(reader.resolve("part.yaml", file!, { file: file! }).file?.value).toEqual({ p: "old" });
    const outside = reader.resolve("../../x.yaml", file!, { file: file! });
    expect(outside.diagnostics.map(brief)).toEqual(["file-outside trunk:api/main.yaml"]);
    const reasons = async (spec: string) =>
      (await read(spec)).diagnostics.map(({ code, message }) => [code, message]);
    expect(await reasons("nope:api/main.yaml")).toEqual([
      [
        "git-failed",
        'Cannot read "nope:api/main.yaml" from git: there is no commit, branch or tag "nope".',
      ],
    ]);
    expect(await reasons("trunk:api/x.yaml")).toEqual([
      ["git-failed", 'Cannot read "trunk:api/x.yaml" from git: "trunk" has no file "api/x.yaml".'],
    ]);
  });

  test("says what to do in a shallow clone", async () => {
    write("api.yaml", "a: 1");
    git("init", "-q", "-b", "trunk");
    git("add", ".");
    git("commit", "-qm", "one");
    git("clone", "-q", "--depth=1", `file://${folder}`, "clone");
    const result = await readSource("main:api.yaml", { cwd: join(folder, "clone") });
    expect(result.diagnostics.map(({ mend }) => mend)).toEqual([
      "Fetch it first: `git fetch --depth=1 origin main:main`, or clone with the whole history (`fetch-depth: 0` in GitHub's checkout action).",
    ]);
  });
});

describe("the network", () => {
  const pages: Record<string, string> = {
    "https://api.example/v1/main.yaml":
      "a: { $ref: part.yaml#/x }\nb: { $ref: https://other.example/y }",
    "https://api.example/v1/part.yaml": "x: 1",
  };
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    const url = String(input);
    asked.push(url);
    if (url.endsWith("/moved")) {
      return new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
    }
    const page = pages[url];
    return page === undefined ? new Response("", { status: 404 }) : new Response(page);
  };
  const allowNet = ["api.example"];

  test("is asked for allowed hosts only, before the import", async () => {
    const { file, reader } = await read("https://api.example/v1/main.yaml", { allowNet, fetch });
    const at = { file: file! };
    expect(reader.resolve("part.yaml#/x", file!, at).file?.value).toEqual({ x: 1 });
    const other = reader.resolve("https://other.example/y", file!, at);
    expect(other.diagnostics.map(({ message }) => message)).toEqual([
      '"https://other.example/y" is not read: the host other.example is not allowed.',
    ]);
    expect(asked).toEqual(Object.keys(pages));
  });

  test("is never asked unless allowed, nor after a redirect elsewhere", async () => {
    const codes = async (spec: string, options: ReadOptions) =>
      (await read(spec, { fetch, ...options })).diagnostics.map(({ message }) => message);
    expect(await codes("https://api.example/v1/main.yaml", {})).toEqual([
      '"https://api.example/v1/main.yaml" is not read: the host api.example is not allowed.',
    ]);
    expect(await codes("https://api.example/moved", { allowNet })).toEqual([
      '"https://evil.example/" is not read: the host evil.example is not allowed.',
    ]);
    expect(await codes("https://api.example/none", { allowNet })).toEqual([
      'Cannot fetch "https://api.example/none": the answer was 404.',
    ]);
  });
});

describe("references", () => {
  test("may enter a folder beside the spec's, but no hidden one and none farther up", async () => {
    for (const name of ["split/spec", "split/common", "split/.keys", "far"]) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    write("split/spec/api.yaml", "a: 1");
    write("split/common/shared.yaml", "b: 2");
    for (const name of ["split/common/notes.txt", "split/.keys/k.yaml", "far/f.yaml"]) {
      write(name, "k: 1");
    }
    const { file, reader } = await read("split/spec/api.yaml");
    const resolve = (uri: string) => reader.resolve(uri, file!, { file: file! });
    expect(resolve("../common/shared.yaml").file?.value).toEqual({ b: 2 });
    for (const uri of ["../common/notes.txt", "../.keys/k.yaml", "../../far/f.yaml"]) {
      expect(resolve(uri).diagnostics.map(brief)).toEqual(["file-outside split/spec/api.yaml"]);
    }
  });

  test("stay below the spec's folder unless allowed", async () => {
    mkdirSync(join(folder, "spec"));
    write("secret.yaml", "s: 1");
    write("spec/api.yaml", "a: 1");
    symlinkSync(join(folder, "secret.yaml"), join(folder, "spec", "link.yaml"));
    const { file, reader } = await read("spec/api.yaml");
    const codes = (uri: string) =>
      reader.resolve(uri, file!, { file: file! }).diagnostics.map(brief);
    for (const uri of [
      "../secret.yaml",
      join(folder, "secret.yaml"),
      "link.yaml",
      "file:///etc/x",
    ]) {
      expect(codes(uri)).toEqual(["file-outside spec/api.yaml"]);
    }
    const open = await read("spec/api.yaml", { allowOutside: true });
    const found = open.reader.resolve("../secret.yaml", open.file!, { file: open.file! });
    expect(found.file?.value).toEqual({ s: 1 });
  });

  test("a missing file is said at each place, the errors of a broken one once", async () => {
    write("api.yaml", "a: 1");
    write("broken.json", '{"a": }');
    const { file, reader } = await read("api.yaml");
    const codes = (uri: string, key: string) =>
      reader
        .resolve(uri, file!, { file: file!, key })
        .diagnostics.map((d) => [brief(d), d.location?.key]);
    expect(codes("none.yaml", "x")).toEqual([["file-not-found api.yaml", "x"]]);
    expect(codes("none.yaml", "y")).toEqual([["file-not-found api.yaml", "y"]]);
    expect(codes("broken.json", "x")).toEqual([["json-syntax broken.json:1:7", undefined]]);
    expect(codes("broken.json", "y")).toEqual([]);
  });
});

describe("encodings", () => {
  test.each([
    ["UTF-8 with a byte order mark", Buffer.from('\uFEFF{"a":"é"}')],
    ["UTF-16 LE", Buffer.from('\uFEFF{"a":"é"}', "utf16le")],
    ["UTF-16 BE", Buffer.from('\uFEFF{"a":"é"}', "utf16le").swap16()],
    ["UTF-16 LE without a mark", Buffer.from('{"a":"é"}', "utf16le")],
  ])("%s", async (_name, bytes) => {
    expect(await readText("a.json", bytes)).toMatchObject({ value: { a: "é" }, problems: [] });
  });

  test("Windows-1252 with a warning", async () => {
    const { value, problems } = await readText("a.yaml", Buffer.from("a: \xe9", "latin1"));
    expect([value, problems]).toEqual([{ a: "é" }, ["file-encoding"]]);
  });

  test.each([
    [
      "binary noise",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 0, 0, 0, 5]),
      "file-not-text",
    ],
    ["nothing", "", "file-empty"],
    ["white space", " \n\t", "file-empty"],
    ["a comment", "# nothing\n", "file-empty"],
    ["a web page", "<!doctype html><html></html>", "file-is-markup"],
  ])("%s is said to be no document", async (_name, content, code) => {
    expect((await readText("a.yaml", content)).problems).toEqual([code]);
  });
});

describe("JSON", () => {
  test("says where and why it is broken, reading on after what is missing", async () => {
    const { problems } = await readText("a.json", '{"a": [1 2],\n "b" 3}');
    expect(problems).toEqual(["json-syntax a.json:1:10", "json-syntax a.json:2:6"]);
    write("a.json", '{"a": [1, {"b": "x');
    const { diagnostics } = await read("a.json");
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "This is not JSON: the string that starts here has no end.",
    ]);
  });

  test("lets comments and trailing commas pass with a warning", async () => {
    const { value, problems } = await readText("a.json", '{\n// c\n"a": [1,],\n}');
    expect(value).toEqual({ a: [1] });
    expect(problems).toEqual([
      "json-not-strict a.json:2:1",
      "json-not-strict a.json:3:8",
      "json-not-strict a.json:3:10",
    ]);
  });

  test("is YAML where only YAML allows it", async () => {
    expect((await readText("a.yaml", "{a: 1}")).value).toEqual({ a: 1 });
    expect((await readText("a.json", "a: 1")).value).toEqual({ a: 1 });
  });

  test("reports duplicate keys, escaped ones and those of large objects too", async () => {
    const many = Array.from({ length: 30 }, (_, i) => `"k${i}": 0`).join(", ");
    const text = `{"a": 1, "\\u0061": 2,\n "b": [{"c": 1, "c": 2}, {"c": 1}],\n ${many}, "k7": 1}`;
    write("a.json", text);
    const { file, diagnostics } = await read("a.json");
    expect(isJsonObject(file?.value) && file.value["a"]).toBe(2);
    expect(
      diagnostics.map((item) => [brief(item), item.related?.map((r) => place(r.location))]),
    ).toEqual([
      ["duplicate-key a.json:2:17", ["a.json:2:9"]],
      ["duplicate-key a.json:1:10", ["a.json:1:2"]],
      [expect.stringMatching(/^duplicate-key a.json:3:/), [expect.stringMatching(/^a.json:3:/)]],
    ]);
  });

  test("reports integers that a number cannot hold", async () => {
    const text =
      "[9007199254740993, -9007199254740993, 9007199254740991, 0.12345678901234567890, 1e30, 1E-30, 12345678901234567.5]";
    const { file, diagnostics } = await (write("a.json", text), read("a.json"));
    expect(diagnostics.map(({ code, location }) => [code, location?.key])).toEqual([
      ["unsafe-integer", 0],
      ["unsafe-integer", 1],
    ]);
    expect(file?.value).toEqual(JSON.parse(text));
  });

  test("keeps the order of keys that look like numbers", async () => {
    const text =
      '{"x": {"404": {}, "200": {"b": 0, "1": 0}, "default": {}}, "y": [{"200": 1, "404": 2}]}';
    const { value } = await readText("a.json", text);
    const x = isJsonObject(value) && isJsonObject(value["x"]) ? value["x"] : {};
    expect(keysInOrder(x)).toEqual(["404", "200", "default"]);
    const inner = x["200"];
    expect(keysInOrder(isJsonObject(inner) ? inner : {})).toEqual(["b", "1"]);
  });

  test("reads characters beyond ASCII, be they few or many", async () => {
    const expected = { clé: "naïve \u{1F680}\u2028", edge: `${"-".repeat(4070)}é`, plain: "\\é" };
    const few = JSON.stringify({ ...expected, rest: "-".repeat(9000) });
    const many = JSON.stringify({ ...expected, rest: "é".repeat(9000) });
    expect((await readText("few.json", few)).value).toEqual(JSON.parse(few));
    expect((await readText("many.json", many)).value).toEqual(JSON.parse(many));
    const wrong = await readText("wrong.json", `{"a": "\\é", "b": "${"-".repeat(9000)}"}`);
    expect(wrong.problems).toEqual(["json-not-strict wrong.json:1:8"]);
  });

  test("takes __proto__ and constructor for names like any other", async () => {
    const { value } = await readText("a.json", '{"__proto__": {"x": 1}, "constructor": 2, }');
    expect(Object.keys(isJsonObject(value) ? value : {})).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("refuses deep nesting before it is parsed", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect((await readText("a.json", deep)).problems).toEqual(["too-deep a.json:1:501"]);
    const object = '{"a":'.repeat(100_000);
    expect((await readText("a.json", object)).problems).toEqual(["too-deep a.json:1:2501"]);
  });
});

describe("YAML", () => {
  test("is read by the core schema", async () => {
    const { value, problems } = await readText(
      "a.yaml",
      "d: 2020-01-01\nt: 12:30:45\ny: yes\nn: ~\no: 014\nx: 0x1F\nu: 1_000\nf: 1.\ne:\n200: ok\ntrue: b\n",
    );
    expect(problems).toEqual([]);
    expect(value).toEqual({
      "200": "ok",
      d: "2020-01-01",
      t: "12:30:45",
      y: "yes",
      n: null,
      o: 14,
      x: 31,
      u: "1_000",
      f: 1,
      e: null,
      true: "b",
    });
  });

  test("reports all syntax errors with their places", async () => {
    const { problems } = await readText("a.yaml", "a: [1\nb: {x: 1\nc: 'open\n");
    expect(problems.length).toBeGreaterThan(1);
    expect(new Set(problems.map((problem) => problem.split(" ")[0]))).toEqual(
      new Set(["yaml-syntax"]),
    );
    expect((await readText("b.yaml", "a:\n\tb: 1\n")).problems).toEqual(["yaml-syntax b.yaml:2:1"]);
  });

  test("reports duplicate and odd keys and keeps the last", async () => {
    const { value, problems } = await readText(
      "a.yaml",
      "a: 1\nb: {c: 1, c: 2}\na: 2\n~: 3\n? [x]\n: 4\n",
    );
    expect(value).toMatchObject({ a: 2, b: { c: 2 } });
    expect(problems).toEqual([
      "duplicate-key a.yaml:3:1",
      "yaml-key a.yaml:4:1",
      "yaml-key a.yaml:5:3",
      "duplicate-key a.yaml:2:11",
    ]);
  });

  test("merges and repeats by aliases", async () => {
    const { value, problems } = await readText(
      "a.yaml",
      "base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\ntwo: *b\nall:\n  <<: [*b, {z: 1}]\n",
    );
    expect(problems).toEqual([]);
    expect(value).toEqual({
      base: { x: 1, y: 2 },
      one: { x: 1, y: 3 },
      two: { x: 1, y: 2 },
      all: { x: 1, y: 2, z: 1 },
    });
  });

  test("understands CloudFormation's short tags", async () => {
    const text = [
      "a: !Sub arn:${AWS::Region}",
      "b: !Ref Api",
      "c: !GetAtt Api.Root.Id",
      "d: !Join ['', [a, !Ref B]]",
      "e: !If",
      "  - C",
      "  - 1",
      "  - 2",
      "f: !Transform {Name: AWS::Include}",
      "g: !Unknown x",
    ];
    const { value, problems, file } = await readText("a.yaml", text.join("\n"));
    expect(value).toEqual({
      a: { "Fn::Sub": "arn:${AWS::Region}" },
      b: { Ref: "Api" },
      c: { "Fn::GetAtt": ["Api", "Root.Id"] },
      d: { "Fn::Join": ["", ["a", { Ref: "B" }]] },
      e: { "Fn::If": ["C", 1, 2] },
      f: { "Fn::Transform": { Name: "AWS::Include" } },
      g: "x",
    });
    expect(problems).toEqual(["yaml-unknown-tag a.yaml:10:4"]);
    expect(file?.locate(["d", "Fn::Join", 1, 1])?.start).toEqual({ line: 4, column: 19 });
    expect(file?.locate(["f", "Fn::Transform", "Name"])?.start).toEqual({ line: 9, column: 16 });
  });

  test("keeps the order of keys that look like numbers", async () => {
    const { value } = await readText("a.yaml", "r:\n  404: {a: 1}\n  '200': {}\n  default: {}\n");
    const r = isJsonObject(value) ? value["r"] : undefined;
    expect(keysInOrder(isJsonObject(r) ? r : {})).toEqual(["404", "200", "default"]);
  });

  test("keeps items of an outer list out of an inner one that ends empty", async () => {
    const { value, file } = await readText(
      "a.yaml",
      "s:\n  - a:\n    -\n  - b:\n    - # none\n\n  - - 1\nc: 1\n",
    );
    expect(value).toEqual({ s: [{ a: [null] }, { b: [null] }, [1]], c: 1 });
    expect(file?.locate(["s", 1, "b"])?.start).toEqual({ line: 4, column: 5 });
    expect(file?.locate(["c"], "value")?.start).toEqual({ line: 8, column: 4 });
  });

  test("reads the first of several documents", async () => {
    const { value, problems } = await readText("a.yaml", "---\n---\na: 1\n---\nb: 2\n");
    expect([value, problems]).toEqual([{ a: 1 }, ["yaml-documents a.yaml"]]);
  });

  test("stops alias bombs, cycles and deep nesting", async () => {
    const bomb = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 10; i++) {
      bomb.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(",")}]`,
      );
    }
    expect((await readText("a.yaml", bomb.join("\n"))).problems).toEqual(["too-many-nodes a.yaml"]);
    expect((await readText("b.yaml", "a: &a [*a]")).problems).toEqual(["yaml-alias-cycle b.yaml"]);
    const flow = "a: " + "[".repeat(100_000);
    expect((await readText("c.yaml", flow)).problems.map((p) => p.split(" ")[0])).toEqual([
      "too-deep",
    ]);
    const block = Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
    expect((await readText("d.yaml", block)).problems.map((p) => p.split(" ")[0])).toEqual([
      "too-deep",
    ]);
  });

  test("takes __proto__ for a name like any other", async () => {
    const { value } = await readText("a.yaml", "__proto__: {x: 1}\nconstructor: 2\n");
    expect(Object.keys(isJsonObject(value) ? value : {})).toEqual(["__proto__", "constructor"]);
  });

  test("reports integers that a number cannot hold", async () => {
    const { problems } = await readText(
      "a.yaml",
      "a: 9223372036854775807\nb: [1, &x -9007199254740993]\n",
    );
    expect(problems).toEqual(["unsafe-integer a.yaml:1:4", "unsafe-integer a.yaml:2:8"]);
  });
});

describe("positions", () => {
  test.each([
    ["a.json", '{\n  "a": {"b": [1, {"c\\"": true}]},\n  "d": "x"\n}'],
    ["b.yaml", '# start\n"a":\n  b: [1, {"c\\"": true}] # end\n\nd: x\n'],
  ])("of keys and values in %s", async (name, text) => {
    const { file } = await readText(name, text);
    const lines = text.split("\n");
    const found = (path: (string | number)[], target?: "key" | "value") => {
      const range = file?.locate(path, target);
      if (!range?.end || range.start.line !== range.end.line) return undefined;
      return lines[range.start.line - 1]?.slice(range.start.column - 1, range.end.column - 1);
    };
    expect(found(["a", "b"])).toMatch(/^"?b"?$/);
    expect(found(["a", "b"], "value")).toBe('[1, {"c\\"": true}]');
    expect(found(["a", "b", 0])).toBe("1");
    expect(found(["a", "b", 1, 'c"'])).toBe('"c\\""');
    expect(found(["a", "b", 1, 'c"'], "value")).toBe("true");
    expect(found(["d"], "value")).toMatch(/^"?x"?$/);
    expect(file?.locate(["a", "x"])).toBeUndefined();
    expect(file?.line(2)).toBe(lines[1]);
    expect(file?.line(99)).toBeUndefined();
  });

  test("within aliases and merged members", async () => {
    const { file } = await readText(
      "a.yaml",
      "base: &b\n  x: 1\none:\n  <<: *b\n  y: 2\ntwo: *b\n",
    );
    expect(file?.locate(["one", "x"])?.start).toEqual({ line: 2, column: 3 });
    expect(file?.locate(["two", "x"], "value")?.start).toEqual({ line: 2, column: 6 });
    expect(file?.locate(["one", "y"])?.start).toEqual({ line: 5, column: 3 });
  });
});
