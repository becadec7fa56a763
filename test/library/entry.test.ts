import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Packages that cost start time and serve single commands only. */
const HEAVY = [
  "typescript",
  "prettier",
  "ajv",
  "handlebars",
  "ts-morph",
  "yargs",
  "ioredis",
  "jose",
  "ws",
];

/** A program that uses the built package as its users do, through its name. */
const PROGRAM = `
  const gw = await import("gw-gen");
  const spec = "fixtures/petstore/spec.yaml";
  const missing = await gw.load("no-such-file.yaml");
  const checked = await gw.check(spec);
  const generated = await gw.generate(spec);
  const rendered = gw.renderTemplate("$input.json('$.a')", { event: { body: '{"a":1}' } });
  const api = await gw.startMock(spec);
  await api.close();
  const result = {
    exports: Object.keys(gw).sort(),
    missing: missing.diagnostics.map(({ code }) => code),
    checked: checked.diagnostics.filter(({ severity }) => severity === "error").length,
    files: generated.files.length > 5,
    write: generated.write ?? null,
    rendered: rendered.output,
  };
  const { writeFileSync } = await import("node:fs");
  writeFileSync(3, JSON.stringify(result));
`;

/** Prints the files of packages that importing the entry loads. */
const LOADED = `
  import { register } from "node:module";
  import { MessageChannel } from "node:worker_threads";
  const { port1, port2 } = new MessageChannel();
  const seen = [];
  port1.on("message", (url) => seen.push(url));
  const hook = "export async function initialize({ port }) { globalThis.port = port; }" +
    "export async function resolve(name, context, next) { const found = await next(name, context); globalThis.port.postMessage(found.url); return found; }";
  register("data:text/javascript," + encodeURIComponent(hook), { data: { port: port2 }, transferList: [port2] });
  await import("gw-gen");
  await new Promise((done) => setTimeout(done, 50));
  port1.close();
  process.stdout.write(JSON.stringify(seen));
`;

describe("the built library", () => {
  it("does its work without a word", () => {
    expect(existsSync("dist/index.js"), "npm run build comes first").toBe(true);
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", PROGRAM], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    expect({ stdout: run.stdout, stderr: run.stderr, status: run.status }).toEqual({
      stdout: "",
      stderr: "",
      status: 0,
    });
    expect(JSON.parse(String(run.output[3]))).toEqual({
      exports: [
        "MockStartError",
        "TemplateError",
        "build",
        "check",
        "compileTemplate",
        "diff",
        "ejectSdkTemplates",
        "exportDocument",
        "gateway",
        "generate",
        "init",
        "load",
        "placeOf",
        "placeText",
        "renderTemplate",
        "scaffoldTemplates",
        "sdkTemplates",
        "stages",
        "startMock",
      ],
      missing: ["file-not-found"],
      checked: 0,
      files: true,
      write: null,
      rendered: "1",
    });
  });

  it("loads nothing heavy when it is imported", () => {
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", LOADED], {
      encoding: "utf8",
    });
    const urls: string[] = JSON.parse(output);
    expect(urls.some((url) => url.endsWith("/dist/index.js"))).toBe(true);
    const packages = urls.flatMap(
      (url) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? [],
    );
    expect(packages.filter((name) => HEAVY.includes(name))).toEqual([]);
  });
});
