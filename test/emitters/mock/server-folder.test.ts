import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Operation } from "../../../src/model/index.js";
import { modelsEqual } from "../../../src/model/equal.js";
import { emitMock } from "../../../src/pipeline/emit-mock.js";
import { load } from "../../../src/pipeline/load.js";
import { readDescription, writeDescription } from "../../../src/runtime/description.js";
import { startRuntime } from "../../../src/runtime/start.js";
import { casePath, casesPresent } from "../../support/cases.js";
import { bundleMockRuntime, startEmitted } from "../../support/emitted-server.js";
import { runCli } from "../../cli/run-cli.js";

const PETSTORE = "fixtures/petstore/spec.yaml";

let folder = "";
beforeAll(() => {
  bundleMockRuntime();
  folder = mkdtempSync(join(tmpdir(), "gw-gen-server-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a server folder", () => {
  it("has these files, and is fresh when written again", async () => {
    const out = join(folder, "pets");
    const { diagnostics, write } = await emitMock(PETSTORE, { out });
    expect(diagnostics).toEqual([]);
    const own = write?.written.filter((path) => !path.startsWith("runtime/")).sort();
    expect(own).toEqual([
      "Dockerfile",
      "README.md",
      "description.json",
      "options.json",
      "package.json",
      "server.mjs",
    ]);
    expect(readdirSync(join(out, "runtime"))).toContain("standalone.js");
    const licences = readFileSync(join(out, "runtime", "LICENSES.txt"), "utf8");
    const packages = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((?:MIT|ISC|BSD|Apache)/gm)];
    expect(packages.map(([, name]) => name)).toEqual(
      expect.arrayContaining(["ajv", "ioredis", "jose", "ws"]),
    );
    expect(licences).toContain("Permission is hereby granted");
    expect((await runCli(["mock", PETSTORE, "--out", out, "--check"])).code).toBe(1);
    expect((await runCli(["mock", PETSTORE, "--out", out])).code).toBe(0);
    expect(await runCli(["mock", PETSTORE, "--out", out, "--check"])).toEqual({
      code: 0,
      stdout: "",
      stderr: `fresh ${out}/ is what this run would write.\n`,
    });
  });

  it("keeps what a model says, whatever its names and data", async () => {
    const spec = join(folder, "odd.json");
    const data = { "@use": 0, "@@x": [1], location: { file: "a" }, ["__proto__"]: 1 };
    writeFileSync(
      spec,
      JSON.stringify({
        openapi: "3.1.0",
        info: { title: "Odd", version: "1" },
        paths: {
          "/a": {
            get: {
              responses: { 200: { description: "" }, 400: { $ref: "#/components/responses/No" } },
            },
          },
          "/b": { get: { responses: { 400: { $ref: "#/components/responses/No" } } } },
        },
        components: {
          schemas: { "@map": { const: data, properties: { ["__proto__"]: { type: "string" } } } },
          responses: {
            No: { description: "no", content: { "application/json": { example: data } } },
          },
        },
      }),
    );
    const { model } = await load(spec);
    if (!model) throw new Error("not read");
    const read = readDescription(writeDescription(model));
    expect(modelsEqual(read, model)).toBe(true);
    const [a, b] = read.operations.map(({ responses }) => responses.at(-1)?.response);
    expect(a).toBe(b);
  });

  it("tells how clients sign in, and checks what they sign", async () => {
    const spec = join(folder, "guarded.json");
    const integration = {
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
      responses: { default: { statusCode: "200" } },
    };
    const pool = {
      type: "cognito_user_pools",
      providerARNs: ["arn:aws:cognito-idp:eu-west-1:1:userpool/x"],
    };
    const get = {
      responses: { 200: { description: "" } },
      "x-amazon-apigateway-integration": integration,
    };
    writeFileSync(
      spec,
      JSON.stringify({
        openapi: "3.0.1",
        info: { title: "Guarded", version: "1" },
        components: {
          securitySchemes: {
            pool: {
              type: "apiKey",
              in: "header",
              name: "Authorization",
              "x-amazon-apigateway-authorizer": pool,
            },
          },
        },
        paths: {
          "/token": { get: { ...get, security: [{ pool: [] }] } },
          "/signed": { get: { ...get, "x-amazon-apigateway-auth": { type: "AWS_IAM" } } },
        },
      }),
    );
    const out = join(folder, "guarded");
    await emitMock(spec, { out });
    const server = await startEmitted(out);
    while (!server.told.includes("IAM:")) await new Promise((done) => setTimeout(done, 20));
    const token = /Bearer ([^']+)/.exec(server.told)?.[1] ?? "";
    const key = /--user ([^:]+):/.exec(server.told)?.[1] ?? "";
    const day = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const wrong = `AWS4-HMAC-SHA256 Credential=${key}/${day.slice(0, 8)}/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
    const seen = [];
    for (const [path, headers] of [
      ["/token", { authorization: `Bearer ${token}` }],
      ["/token", { authorization: "Bearer x" }],
      ["/signed", { authorization: wrong, "x-amz-date": day }],
    ] as const) {
      const answer = await fetch(server.url + path, { headers });
      seen.push([answer.status, answer.headers.get("x-amzn-errortype")]);
    }
    await server.stop();
    expect(seen).toEqual([
      [200, null],
      [401, "UnauthorizedException"],
      [403, "InvalidSignatureException"],
    ]);
  });

  it("ends well on an interrupt, and says when its port is taken or an option is wrong", async () => {
    const out = join(folder, "ends");
    await emitMock(PETSTORE, { out });
    const server = await startEmitted(out);
    const { port } = new URL(server.url);
    const run = (...words: string[]): string => {
      const { status, stderr } = spawnSync(process.execPath, [join(out, "server.mjs"), ...words], {
        encoding: "utf8",
      });
      return `${status} ${stderr.split("\n")[0]}`;
    };
    expect([run("--port", port), run("--lambda", "x")]).toEqual([
      `4 error listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
      "2 error --lambda takes NAME=FILE, not x",
    ]);
    expect(await server.stop()).toBe(0);
  });
});

describe.skipIf(!casesPresent)("over whole specs", () => {
  it.each(["bench/petstore.yaml", "bench/digitalocean.yaml", "bench/asana.yaml"])(
    "answers %s as the live mock does",
    async (name) => {
      const spec = casePath("corpus", name);
      const out = join(folder, name.replaceAll(/\W/g, "-"));
      const { write } = await emitMock(spec, { out });
      expect(write?.written).toContain("description.json");
      const { model } = await load(spec);
      if (!model) throw new Error("not read");
      const live = await startRuntime(model);
      const emitted = await startEmitted(out);
      const differing: string[] = [];
      for (const operation of model.operations) {
        for (const headers of [{}, { authorization: "Bearer x", prefer: "dynamic=true" }]) {
          const [one, other] = await Promise.all([
            call(live.url, operation, headers),
            call(emitted.url, operation, headers),
          ]);
          if (one !== other) differing.push(`${operation.key}\n${one}\n${other}`);
        }
      }
      await live.close();
      await emitted.stop();
      expect(differing).toEqual([]);
    },
  );
});

/** Calls an operation with plain values and gives all of its answer that clients see. */
async function call(
  url: string,
  operation: Operation,
  headers: Record<string, string>,
): Promise<string> {
  const path = operation.path.raw.replaceAll(/\{[^}]*\}/g, "1");
  const bodiless = operation.method === "GET" || operation.method === "HEAD";
  const answer = await fetch(url + encodeURI(path), {
    method: operation.method,
    headers: { ...headers, ...(!bodiless && { "content-type": "application/json" }) },
    ...(!bodiless && { body: '{"name": "a"}' }),
  });
  const fields = [...answer.headers].filter(([name]) => name !== "date");
  return `${answer.status} ${JSON.stringify(fields)} ${await answer.text()}`;
}
