import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "prettier";
import { afterAll, beforeAll, expect, it } from "vitest";
import { KNOWN_SECRETS } from "../../../src/emitters/sdk/typescript/plan/secret-names.js";
import { generate } from "../../../src/pipeline/generate.js";
import { secretName } from "../../../templates/sdk/typescript/runtime/logging.js";
import { type RecordingServer, startRecordingServer } from "../../sdk-runtime/recording-server.js";
import { emitFixture, textOf } from "./fixture-cases.js";
import { clientOfSpec } from "./generated-client.js";

const text = { type: "string" };
const document = {
  openapi: "3.1.0",
  info: { title: "Quiet", version: "1.0.0" },
  servers: [{ url: "https://quiet.example" }],
  security: [{ key: [], query: [] }],
  paths: {
    "/log": {
      post: {
        operationId: "log",
        deprecated: true,
        parameters: [
          { name: "pin", in: "query", schema: { type: "string", format: "password" } },
          { name: "X-Pin", in: "header", schema: { $ref: "#/components/schemas/Pin" } },
          { name: "ssn", in: "query", "x-sensitive": true, schema: text },
          { name: "iban", in: "query", schema: { ...text, "x-sensitive": true } },
          { name: "page", in: "query", schema: text },
        ],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { phrase: { type: "string", format: "password" } },
              },
            },
          },
        },
        responses: { 204: { description: "Done" } },
      },
    },
  },
  components: {
    schemas: { Pin: { type: "string", format: "password" } },
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      query: { type: "apiKey", in: "query", name: "sig" },
    },
  },
};

let folder: string;
let spec: string;
let server: RecordingServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-secrets-"));
  spec = join(folder, "spec.json");
  await writeFile(spec, JSON.stringify(document));
  server = await startRecordingServer();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("keeps what the description tells secret from a logger of any level", async () => {
  const told: unknown[] = [];
  const logger = Object.fromEntries(
    ["debug", "info", "warn", "error"].map((level) => [
      level,
      (...words: unknown[]) => told.push([level, words]),
    ]),
  );
  server.answer = (_request, response) => {
    const status = server.requests.length > 1 ? 404 : 503;
    response.writeHead(status, { "content-type": "text/plain" }).end("secret-8");
  };
  const options = {
    baseUrl: server.baseUrl,
    logger,
    auth: { key: "secret-1", query: "secret-2" },
    headers: { "X-Key": "secret-1" },
    clock: { sleep: () => Promise.resolve() },
  };
  const client = await clientOfSpec(join(folder, "sdk"), spec, options);
  const { log } = client as { log: (...args: object[]) => Promise<unknown> };
  const request = {
    pin: "secret-3",
    xPin: "secret-4",
    ssn: "secret-5",
    iban: "secret-6",
    page: "shown",
    body: { phrase: "secret-7" },
  };
  await expect(log.call(client, request, { idempotencyKey: "k" })).rejects.toThrow("404");
  const sent = server.requests.map(({ url, headers, body }) => {
    return `${url} ${JSON.stringify(headers)} ${body.toString()}`;
  });
  expect(sent.length).toBe(2);
  for (const number of [1, 2, 3, 4, 5, 6, 7]) expect(sent[0]).toContain(`secret-${number}`);
  const all = JSON.stringify(told);
  expect(all).not.toContain("secret-");
  expect(all).toContain("page=shown");
  expect(told.length).toBe(6);
});

it("adds the names of the settings and of the options", async () => {
  const config = async (options: object): Promise<string> => {
    const { files = [], diagnostics } = await generate(spec, options);
    expect(diagnostics).toEqual([]);
    const file = files.find(({ path }) => path === "src/config.ts");
    if (!file) throw new Error("there is no src/config.ts");
    expect(await check(textOf(file), { filepath: file.path })).toBe(true);
    return /const secretNames = (\[[^\]]*\])/.exec(textOf(file))?.[1] ?? "";
  };
  const own = ["iban", "pin", "sig", "ssn", "x-key", "x-pin"];
  const listed = (names: string): unknown => JSON.parse(names.replace(/,\s*\]/, "]"));
  expect(listed(await config({}))).toEqual(own);
  const settings = join(folder, "own.yaml");
  await writeFile(settings, "sdk: { redact: [X-Customer, password] }\n");
  expect(listed(await config({ settings }))).toEqual([...own, "x-customer"].sort());
  expect(listed(await config({ settings, redact: ["X-Other"] }))).toEqual(
    [...own, "x-other"].sort(),
  );
});

it("costs nothing where names give secrets away", async () => {
  expect(KNOWN_SECRETS).toEqual(secretName);
  const { files } = await emitFixture("petstore");
  const file = files.find(({ path }) => path === "src/config.ts");
  expect(file && textOf(file)).not.toContain("redact");
});
