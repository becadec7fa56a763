import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-render-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

describe("gw-gen render", () => {
  it("takes the event from options", async () => {
    write({
      "a.vtl":
        "$input.path('$.n') $input.params('h') $input.params('q') $input.params('p') $stageVariables.s $context.identity.sourceIp $context.stage",
      "body.json": '{"n": 7}',
    });
    const words = "render a.vtl --body @body.json --header h=1 --query q=2=3 --path p=4";
    const more = "--stage-variable s=5 --context identity.sourceIp=10.0.0.1";
    const context = ["--context", '{"stage":"dev"}'];
    const run = await runCli([...`${words} ${more}`.split(" "), ...context], { cwd });
    expect(run).toEqual({ code: 0, stdout: "7 1 2=3 4 5 10.0.0.1 dev", stderr: "" });
  });

  it("takes the event from standard input, options before it", async () => {
    write({ "a.vtl": "$input.path('$.n') $input.params('q') $input.params('r')" });
    const stdin = JSON.stringify({ body: { n: 1 }, params: { querystring: { q: "a", r: "b" } } });
    const run = await runCli(["render", "a.vtl", "--event", "-", "--query", "q=c"], { cwd, stdin });
    expect(run).toEqual({ code: 0, stdout: "1 c b", stderr: "" });
  });

  it("prints the overrides with --json", async () => {
    write({ "a.vtl": "#set($context.responseOverride.status = 404)x" });
    const { code, stdout } = await runCli(["render", "a.vtl", "--json"], { cwd });
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        output: "x",
        requestOverride: { path: {}, header: {}, querystring: {} },
        responseOverride: { header: {}, status: 404 },
      },
    ]);
  });

  it("refuses an event of another form", async () => {
    write({ "a.vtl": "x", "event.json": '{"boody": 1}' });
    const run = await runCli(["render", "a.vtl", "--event", "event.json"], { cwd });
    expect([run.code, run.stdout, run.stderr.split("\n")[0]]).toEqual([
      2,
      "",
      'event.json:1:2 error This is no event of a template: "boody" is unknown. [event-form]',
    ]);
  });

  it("says where a template is broken", async () => {
    write({ "a.vtl": "one\n#if($a)\n" });
    const run = await runCli(["render", "a.vtl"], { cwd });
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toMatch(
      /^a\.vtl:\d+:\d+ error The template cannot be read: .+ \[template-syntax\]\n {2}\d+ \| /,
    );
  });

  it("reads parts below its folder only", async () => {
    write({
      "t/a.vtl": '#include("in/b.txt")',
      "t/c.vtl": '#include("../b.txt")',
      "t/in/b.txt": "B",
      "b.txt": "no",
    });
    const velocity = ["--profile", "velocity-1.7"];
    const inside = await runCli(["render", "t/a.vtl", ...velocity], { cwd });
    expect(inside).toEqual({ code: 0, stdout: "B", stderr: "" });
    const outside = await runCli(["render", "t/c.vtl", ...velocity], { cwd });
    expect([outside.code, outside.stdout]).toEqual([2, ""]);
  });

  it("traces on standard error", async () => {
    write({ "a.vtl": "#set($a = 1)$a" });
    expect(await runCli(["render", "a.vtl", "--trace"], { cwd })).toMatchObject({
      code: 0,
      stdout: "1",
      stderr: expect.stringMatching(/^a\.vtl:1:\d+ set .* → 1\na\.vtl:1:13 reference \$a → 1\n$/),
    });
  });
});

describe("gw-gen render --test", () => {
  const files = {
    "t/a.vtl": '{"id": $input.json("$.id")}',
    "t/a.case.yaml":
      "- name: right\n  body: {id: 1}\n  expectedJson: {id: 1}\n- name: wrong\n  event: {body: '{\"id\": 2}'}\n  expected: '{}'\n",
  };

  it("says which cases fail", async () => {
    write(files);
    expect(await runCli(["render", "--test", "t"], { cwd })).toEqual({
      code: 1,
      stdout:
        'passed t/a.case.yaml: right\nfailed t/a.case.yaml: wrong\n  output: expected "{}", got "{\\"id\\": 2}"\n',
      stderr: "2 cases, 1 failed.\n",
    });
  });

  it("writes JUnit's XML", async () => {
    write(files);
    const { code, stdout } = await runCli(["render", "--test", "--format", "junit"], { cwd });
    const tests = [...stdout.matchAll(/<testcase classname="(.*?)" name="(.*?)"(\/?)>/g)];
    expect([code, tests.map((one) => one.slice(1))]).toEqual([
      1,
      [
        ["t/a.case.yaml", "right", "/"],
        ["t/a.case.yaml", "wrong", ""],
      ],
    ]);
  });

  it("compares overrides", async () => {
    write({
      "b.vtl": "#set($context.requestOverride.header.x = 'y')",
      "b.case.yaml": "requestOverride: {header: {x: y}}\nresponseOverride: {}\n",
    });
    const run = await runCli(["render", "--test", "b.case.yaml"], { cwd });
    expect(run).toEqual({
      code: 0,
      stdout: "passed b.case.yaml: case\n",
      stderr: "1 cases, 0 failed.\n",
    });
  });

  it("refuses a case that expects nothing", async () => {
    write({ "b.vtl": "x", "b.case.yaml": "body: x\n" });
    const run = await runCli(["render", "--test", "b.case.yaml"], { cwd });
    expect([run.code, run.stdout, /\[.*\]/.exec(run.stderr)?.[0]]).toEqual([2, "", "[case-form]"]);
  });
});
