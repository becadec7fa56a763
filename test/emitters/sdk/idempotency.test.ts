import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  answerWith,
  type RecordingServer,
  startRecordingServer,
} from "../../sdk-runtime/recording-server.js";
import { emitSpec } from "./fixture-cases.js";
import { clientOfSpec } from "./generated-client.js";

type Call = (request?: unknown, options?: unknown) => Promise<unknown>;

const key = { name: "X-Idempotency-Key", in: "header", required: true, schema: { type: "string" } };
const responses = { 204: { description: "Done" } };
const document = {
  openapi: "3.1.0",
  info: { title: "Orders", version: "1.0.0" },
  servers: [{ url: "https://orders.example.com" }],
  paths: {
    "/declared": { post: { operationId: "declared", parameters: [key], responses } },
    "/stated": { post: { operationId: "stated", "x-gw-gen-idempotency": true, responses } },
    "/named": {
      patch: { operationId: "named", "x-gw-gen-idempotency": "Request-Token", responses },
    },
    "/left": {
      post: { operationId: "left", parameters: [key], "x-gw-gen-idempotency": false, responses },
    },
    "/wrong": { post: { operationId: "wrong", "x-gw-gen-idempotency": "a b", responses } },
  },
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let folder: string;
let spec: string;
let server: RecordingServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-idempotency-"));
  spec = join(folder, "spec.json");
  await writeFile(spec, JSON.stringify(document));
  server = await startRecordingServer();
});
beforeEach(() => {
  server.requests.length = 0;
  server.answer = (_request, response) => response.writeHead(503).end();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function clientWith(options: object = {}): Promise<Record<string, Call>> {
  const clock = { sleep: () => Promise.resolve() };
  const given = { baseUrl: server.baseUrl, clock, ...options };
  return (await clientOfSpec(join(folder, "sdk"), spec, given)) as Record<string, Call>;
}

/** The values of a header in all requests that came. */
function sent(header: string): (string | undefined)[] {
  return server.requests.map(({ headers }) => headers[header]?.toString());
}

describe("an operation that takes an idempotency key", () => {
  it.each([
    ["declared", "x-idempotency-key"],
    ["stated", "idempotency-key"],
    ["named", "request-token"],
  ])(
    "that is %s sends one in %s, the same with each retry and another with each call",
    async (name, header) => {
      const client = await clientWith();
      await expect(client[name]?.()).rejects.toThrow("503");
      await expect(client[name]?.()).rejects.toThrow("503");
      const keys = sent(header);
      expect(keys.length).toBe(6);
      expect(new Set(keys.slice(0, 3)).size).toBe(1);
      expect(new Set(keys.slice(3)).size).toBe(1);
      expect(new Set(keys).size).toBe(2);
      for (const one of keys) expect(one).toMatch(UUID);
    },
  );

  it("takes the caller's, as an option or as the parameter", async () => {
    const client = await clientWith({ retry: false });
    server.answer = answerWith(204);
    await client.declared?.({}, { idempotencyKey: "one" });
    await client.declared?.({ xIdempotencyKey: "two" });
    await client.named?.({}, { headers: { "Request-Token": "three" } });
    expect(sent("x-idempotency-key")).toEqual(["one", "two", undefined]);
    expect(sent("request-token")).toEqual([undefined, undefined, "three"]);
  });

  it("takes those that the client makes", async () => {
    let count = 0;
    const client = await clientWith({ newIdempotencyKey: () => `key ${++count}` });
    await expect(client.stated?.()).rejects.toThrow("503");
    await expect(client.named?.()).rejects.toThrow("503");
    expect(sent("idempotency-key").slice(0, 3)).toEqual(["key 1", "key 1", "key 1"]);
    expect(sent("request-token").slice(3)).toEqual(["key 2", "key 2", "key 2"]);
  });

  it("is sent once where the caller takes the key away, or the description leaves it to the caller", async () => {
    const client = await clientWith();
    await expect(
      client.stated?.({}, { headers: { "Idempotency-Key": undefined } }),
    ).rejects.toThrow("503");
    await expect(client.left?.({ xIdempotencyKey: "mine" })).rejects.toThrow("503");
    expect(sent("idempotency-key")).toEqual([undefined, undefined]);
    expect(sent("x-idempotency-key")).toEqual([undefined, "mine"]);
  });

  it("needs no parameter for it, unless the description says so", async () => {
    const { surface, diagnostics } = await emitSpec(spec);
    const members = surface.operations.map(({ name, members: all }) => [
      name,
      ...all.map((one) => one.required),
    ]);
    expect(members).toEqual([
      ["declared", false],
      ["stated"],
      ["named"],
      ["left", true],
      ["wrong"],
    ]);
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'sdk-idempotency-invalid: x-gw-gen-idempotency of POST /wrong is "a b": neither true nor false nor the name of a header.',
    ]);
  });
});
