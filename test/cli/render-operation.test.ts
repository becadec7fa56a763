import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-operation-"));
  write("lamps.yaml", SPEC);
  write("add.vtl", ADD);
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(cwd, name), text);
}

const ADD = `
#set($context.requestOverride.header.X-Mode = "new")
{"label": $input.json('$.name')}
`;

const SPEC = `openapi: 3.0.3
info: { title: Lamps, version: "1" }
paths:
  /lamps/{id}:
    post:
      operationId: addLamp
      parameters:
        - { name: id, in: path, required: true, example: l 7, schema: { type: string } }
        - { name: dry, in: query, schema: { type: boolean } }
      requestBody: { content: { application/json: { example: { name: Desk } } } }
      responses: { "200": { description: fine }, "409": { description: there already } }
      x-gw-gen-template: { request: add.vtl }
      x-amazon-apigateway-integration:
        type: http
        httpMethod: PUT
        uri: https://backend.example/items/{item}
        requestParameters: { integration.request.path.item: method.request.path.id }
        responses:
          "200": { statusCode: "200", responseTemplates: { application/json: '{"id": $input.json("$.key")}' } }
          "4..": { statusCode: "409" }
    get:
      operationId: getLamp
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: fine } }
      x-gw-gen-transform: { responses: { "200": { body: { fields: { id: $.key } } } } }
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: "{\\"statusCode\\": $input.params('s')}" } }
`;

async function steps(...words: string[]) {
  const run = await runCli(["render", "lamps.yaml", "--json", ...words], { cwd });
  const { steps: found = [] } = (run.stdout === "" ? {} : JSON.parse(run.stdout)) as {
    readonly steps?: readonly { step: string; head?: string; body?: string }[];
  };
  return {
    code: run.code,
    steps: found.map(({ step, head = "", body = "" }) => [step, head, body.trim()]),
    problem: run.stderr.split("\n")[0],
  };
}

describe("gw-gen render with a spec", () => {
  it("prints an event from the operation's examples", async () => {
    const words = "render lamps.yaml --operation addLamp --print-event".split(" ");
    const { code, stdout } = await runCli(words, { cwd });
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        body: '{"name":"Desk"}',
        params: {
          path: { id: "l 7" },
          querystring: { dry: "true" },
          header: { "Content-Type": "application/json" },
        },
        context: {},
        stageVariables: {},
      },
    ]);
  });

  it("runs an operation step by step with a backend's answer", async () => {
    write("answer.json", '{"key": 5}');
    const words = '--operation addLamp --body {"name":"Hall"} --path id=l7 --backend answer.json';
    expect(await steps(...words.split(" "))).toEqual({
      code: 0,
      steps: [
        ["method request", "POST /lamps/l7", '{"name":"Hall"}'],
        ["request template", "add.vtl", '{"label": "Hall"}'],
        ["integration request (http)", "PUT https://backend.example/items/l7", '{"label": "Hall"}'],
        ["integration response (given)", "200", '{"key": 5}'],
        ["response template", "application/json", '{"id": 5}'],
        ["method response", "200", '{"id": 5}'],
      ],
      problem: "",
    });
  });

  it("tells the steps as text, overrides too", async () => {
    const words = ["render", "lamps.yaml", "--operation", "POST /lamps/{id}", "--body", "{}"];
    const { stdout } = await runCli(words, { cwd });
    const part = stdout.slice(
      stdout.indexOf("request template"),
      stdout.indexOf("integration request"),
    );
    expect(part).toBe(
      'request template add.vtl\n  sets header {"X-Mode":"new"}\n\n  {"label": ""}\n\n',
    );
  });

  it("evaluates transforms", async () => {
    const words = "--operation getLamp --path id=1 --query s=200".split(" ");
    expect((await steps(...words)).steps.slice(-2)).toEqual([
      ["response transform", "application/json", "{}"],
      ["method response", "200", "{}"],
    ]);
  });

  it("says where the template of an operation fails", async () => {
    write("add.vtl", "\n\n  {\n#foreach($x in $y)\n");
    const { code, problem } = await steps("--operation", "addLamp");
    expect([code, problem?.replace(/ error .*/, "")]).toEqual([
      2,
      expect.stringMatching(/^add\.vtl:[45]:\d+$/),
    ]);
  });

  it("says when the gateway itself answers", async () => {
    const fault = await steps("--operation", "getLamp", "--path", "id=1");
    expect([fault.code, fault.problem]).toEqual([
      2,
      expect.stringMatching(
        /^lamps\.yaml:26:7 error The gateway answers 500 itself \(INTEGRATION_FAILURE\)/,
      ),
    ]);
    write("answer.json", "{}");
    const words = "--operation addLamp --backend answer.json --backend-status 500".split(" ");
    expect((await steps(...words)).problem).toContain("(API_CONFIGURATION_ERROR)");
  });

  const REFUSED: [words: string, reason: string][] = [
    ["lamps.yaml", "lamps.yaml is no template; --operation says which operation of a spec is run."],
    ["add.vtl --backend x", "--backend needs a spec and --operation."],
    ["add.vtl --stage x", "--stage needs a spec and --operation."],
    ["add.vtl --profile velocity-1.7 --body x", "--body does nothing with --profile velocity-1.7."],
    ["add.vtl --format junit", "--format is the form of the report of --test."],
    ["--test --watch", "--watch does nothing with --test."],
    [
      "lamps.yaml --operation addLamp --print-event --body x",
      "--body does nothing with --print-event.",
    ],
    [
      "lamps.yaml --operation addLamp --backend-status 400",
      "--backend-status needs --backend, which gives the body.",
    ],
    [
      "lamps.yaml --operation addLamp --backend x --backend-status 42",
      "--backend-status is a status from 100 to 599.",
    ],
    [
      "lamps.yaml --operation addLamp --profile velocity-1.7",
      "The templates of an operation are API Gateway's.",
    ],
  ];
  it.each(REFUSED)("refuses %s", async (words, reason) => {
    const run = await runCli(["render", ...words.split(" ")], { cwd });
    expect([run.code, run.stdout, run.stderr]).toEqual([2, "", `error ${reason}\n`]);
  });

  it("names the operation that was meant", async () => {
    const { code, problem } = await steps("--operation", "addLamps");
    expect([code, problem]).toEqual([
      2,
      'error There is no operation "addLamps". Did you mean "addLamp"? [operation-unknown]',
    ]);
  });

  it("runs again when a file that it read changes, until it is interrupted", async () => {
    const controller = new AbortController();
    let runs = 0;
    const onStderr = (text: string): void => {
      if (!text.startsWith("Watching")) return;
      runs++;
      if (runs === 1) write("add.vtl", '{"label": "changed"}');
      else controller.abort();
    };
    const words = "render lamps.yaml --operation addLamp --body {} --watch".split(" ");
    const run = await runCli(words, { cwd, signal: controller.signal, onStderr });
    const bodies = [
      ...run.stdout.matchAll(/request template add\.vtl\n(?: {2}sets .*\n\n|\n)? {2}(.*)/g),
    ];
    expect([run.code, bodies.map(([, body]) => body)]).toEqual([
      130,
      ['{"label": ""}', '{"label": "changed"}'],
    ]);
  });

  it("reads parts whose names are computed", async () => {
    write("main.vtl", '#set($name = "par" + "t.txt")#include($name)');
    write("part.txt", "PART");
    const words = "render main.vtl --profile velocity-1.7".split(" ");
    expect(await runCli(words, { cwd })).toEqual({ code: 0, stdout: "PART", stderr: "" });
  });
});
