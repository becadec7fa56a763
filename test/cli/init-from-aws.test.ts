import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { load as parseYaml } from "js-yaml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { load } from "../../src/pipeline/load.js";
import { runCli } from "./run-cli.js";

const SAVED = resolve("test/pipeline/saved-answers");

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-from-aws-"));
  cpSync(SAVED, join(cwd, "saved"), { recursive: true });
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(cwd, path), "utf8");
const run = (...words: string[]) => runCli(["init", "--from-aws", "saved", ...words], { cwd });

describe("gw-gen init --from-aws", () => {
  test("writes the spec as it was saved, and settings that load without a problem", async () => {
    const { code, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^done api\.json\ndone gw-gen\.yaml\n/m);
    expect(read("api.json")).toBe(read("saved/api-prod.json"));
    const { model, diagnostics } = await load("api.json", { cwd });
    expect(diagnostics).toEqual([]);
    expect(model?.stages.map(({ name }) => name)).toEqual(["prod", "dev"]);
    expect(read("gw-gen.yaml")).toMatch(/^# yaml-language-server: \$schema=/);
    const host = "https://h4rb0ur123.execute-api.eu-central-1.amazonaws.com";
    expect(parseYaml(read("gw-gen.yaml"))).toEqual({
      spec: "api.json",
      stages: {
        prod: {
          description: "For the pilots",
          url: `${host}/prod`,
          variables: { backend: "ships.internal.example" },
          throttle: { rate: 25, burst: 50 },
          logging: "error",
          metrics: true,
          cache: { enabled: true, encrypted: true, size: "0.5" },
          methods: {
            "GET /ships/{shipId}": {
              cache: {
                enabled: true,
                ttl: 60,
                requireAuthorization: false,
                unauthorized: "fail_403",
              },
            },
          },
          canary: { percent: 5, variables: { backend: "next.internal.example" } },
          accessLog: {
            destination: "arn:aws:logs:eu-central-1:111122223333:log-group:harbour",
            format: "$context.requestId",
          },
          tracing: true,
          clientCertificate: "c3rt",
          domains: [{ domain: "api.harbour.example" }],
        },
        dev: { url: `${host}/dev` },
      },
      outputs: {
        client: { kind: "sdk", out: "client" },
        gateway: { kind: "gateway", out: "gateway" },
        specs: { kind: "export", out: "specs", allStages: true },
      },
      endpoint: {
        type: "private",
        vpcEndpointIds: ["vpce-0a1b"],
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: "*",
              Action: "execute-api:Invoke",
              Resource: "execute-api:/*",
            },
          ],
        },
      },
      gateway: { minimumCompressionSize: 1024, binaryMediaTypes: ["image/png"] },
      domains: {
        "api.harbour.example": {
          certificate: "arn:aws:acm:eu-central-1:111122223333:certificate/1",
          endpoint: "regional",
          securityPolicy: "TLS_1_2",
        },
      },
      usagePlans: {
        pilots: {
          description: "For pilots",
          throttle: { rate: 10, burst: 20 },
          quota: { limit: 1000, period: "week" },
          stages: [{ stage: "prod", methods: { "GET /ships/{shipId}": { rate: 2.5, burst: 5 } } }],
          keys: ["pilot-app"],
        },
      },
      apiKeys: { "pilot-app": { valueFrom: "PILOT_APP_API_KEY" } },
    });
  });

  test("tells what it could not carry over, where it stands, and never a secret", async () => {
    const { stderr } = await run("--verbose");
    const told = [...stderr.matchAll(/\[([\w-]+)\]$/gm)].map((match) => match[1]);
    expect(told.toSorted()).toEqual(
      [
        "aws-file-unknown",
        "aws-not-carried",
        "aws-not-carried",
        "aws-not-carried",
        "aws-not-carried",
        "aws-not-carried",
        "aws-plan-stage-unknown",
        "aws-secret-saved",
      ].toSorted(),
    );
    for (const what of [
      '`webAclArn` of the stage "prod"',
      '`tags` of the stage "prod"',
      '`productCode` of the usage plan "pilots"',
      '`mutualTlsAuthentication` of the domain "api.harbour.example"',
      '`tags` of the API "harbour"',
      'The usage plan "pilots" has the stage "gone"',
    ]) {
      expect(stderr).toContain(what);
    }
    expect(stderr + read("gw-gen.yaml")).not.toContain("a-secret-of-twenty");
  });

  test("writes YAML where the spec is to be YAML, and outputs that are asked for", async () => {
    const { code } = await run("specs.yaml", "--make", "sdk", "--client", "@port/harbour");
    expect(code).toBe(0);
    expect(parseYaml(read("specs.yaml"))).toEqual(JSON.parse(read("saved/api-prod.json")));
    expect(parseYaml(read("gw-gen.yaml"))).toMatchObject({
      spec: "specs.yaml",
      outputs: { client: { kind: "sdk", out: "client", options: { name: "@port/harbour" } } },
    });
    const build = await runCli(["build", "--check"], { cwd });
    expect(build.code).toBe(1);
  });

  test("takes the stage of the export where nothing else was saved", async () => {
    mkdirSync(join(cwd, "alone"));
    cpSync(join(SAVED, "api-prod.json"), join(cwd, "alone", "export.json"));
    const { code } = await runCli(["init", "--from-aws", "alone"], { cwd });
    expect(code).toBe(0);
    expect((await load("api.json", { cwd })).diagnostics).toEqual([]);
    expect(parseYaml(read("gw-gen.yaml"))).toMatchObject({
      stages: {
        prod: { url: "https://h4rb0ur123.execute-api.eu-central-1.amazonaws.com/prod" },
      },
    });
  });

  test("tells of a second export, and of one without the gateway's extensions", async () => {
    const plain = JSON.parse(read("saved/api-prod.json"));
    delete plain.paths["/ships/{shipId}"].get["x-amazon-apigateway-integration"];
    writeFileSync(join(cwd, "saved", "a-first.json"), JSON.stringify(plain));
    const { stderr } = await run();
    expect(stderr).toContain("[aws-extensions-missing]");
    expect(stderr).toContain("[aws-export-unused]");
  });

  test("writes nothing without an export, and over nothing that is there", async () => {
    mkdirSync(join(cwd, "empty"));
    const none = await runCli(["init", "--from-aws", "empty"], { cwd });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("[aws-export-missing]")]);
    writeFileSync(join(cwd, "api.json"), "{}");
    expect((await run()).code).toBe(2);
    expect(read("api.json")).toBe("{}");
    expect((await run("--force")).code).toBe(0);
    expect((await run("--with-stage", "dev")).code).toBe(2);
  });
});
