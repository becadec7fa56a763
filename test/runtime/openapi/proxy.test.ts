import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMock } from "../../../src/pipeline/mock.js";

const schema = {
  type: "array",
  items: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
};
const OPENAPI = {
  openapi: "3.0.3",
  info: { title: "Lamps", version: "1" },
  paths: {
    "/lamps": {
      get: {
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: { 200: { $ref: "#/components/responses/Lamps" } },
      },
    },
  },
  components: {
    responses: { Lamps: { description: "", content: { "application/json": { schema } } } },
  },
};
const SWAGGER = {
  swagger: "2.0",
  info: { title: "Lamps", version: "1" },
  produces: ["application/json"],
  paths: { "/lamps": { get: { responses: { 200: { description: "", schema } } } } },
};

let folder = "";
let upstream: Server;
let answer: unknown;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-proxy-"));
  upstream = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  upstream.close();
  rmSync(folder, { recursive: true });
});

function upstreamUrl(): URL {
  return new URL(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
}

describe("a proxy", () => {
  it("counts how traffic differs from the description", async () => {
    const spec = join(folder, "lamps.json");
    writeFileSync(spec, JSON.stringify(OPENAPI));
    const api = await startMock(spec, { proxy: upstreamUrl() });
    answer = [{ id: 1 }, { id: "2" }, { name: "x" }, { id: "3" }];
    await fetch(`${api.url}/lamps?limit=many`);
    answer = [{ id: "2" }];
    await fetch(`${api.url}/lamps`);
    const { drift } = api;
    await api.reset();
    const after = api.drift;
    await api.close();
    const found = drift.map(({ operation, side, location, code, count }) => [
      operation,
      side,
      location.join("."),
      code,
      count,
    ]);
    expect(found).toEqual([
      ["GET /lamps", "response", "response.body.*.id", "type", 3],
      ["GET /lamps", "request", "request.query.limit", "type", 1],
      ["GET /lamps", "response", "response.body.*", "required", 1],
    ]);
    expect(after).toEqual([]);
  });

  it.each([
    ["OpenAPI 3", OPENAPI],
    ["Swagger 2", SWAGGER],
  ])("records answers as an overlay that the mock answers by: %s", async (_, document) => {
    const spec = join(folder, "recorded.json");
    const overlay = join(folder, "overlay.json");
    writeFileSync(spec, JSON.stringify(document));
    answer = [{ id: 41 }];
    const proxy = await startMock(spec, {
      proxy: upstreamUrl(),
      onRecorded: (text) => writeFileSync(overlay, text),
    });
    await fetch(`${proxy.url}/lamps`);
    answer = [{ id: 42 }];
    await fetch(`${proxy.url}/lamps`);
    await proxy.close();
    const api = await startMock(spec, { overlays: [overlay] });
    const text = await (await fetch(`${api.url}/lamps`)).text();
    await api.close();
    expect(text).toBe('[{"id":41}]');
  });
});

describe("a new version of a document", () => {
  it("answers from then on, with the state kept", async () => {
    const spec = join(folder, "versions.json");
    const item = { type: "object", properties: { id: { type: "integer" } } };
    const content = { "application/json": { schema: item, example: { id: 1 } } };
    const document = (more: object) => ({
      openapi: "3.0.3",
      info: { title: "Lamps", version: "1" },
      paths: {
        "/lamps": {
          post: {
            requestBody: { content: { "application/json": {} } },
            responses: { 201: { description: "", content } },
          },
        },
        "/lamps/{id}": {
          get: {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
            responses: { 200: { description: "", content } },
          },
        },
        ...more,
      },
    });
    const { load } = await import("../../../src/pipeline/load.js");
    writeFileSync(spec, JSON.stringify(document({})));
    const api = await startMock(spec, { stateful: true });
    await fetch(`${api.url}/lamps`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"id":5}',
    });
    writeFileSync(
      spec,
      JSON.stringify(document({ "/new": { get: { responses: { 204: { description: "" } } } } })),
    );
    const { model } = await load(spec);
    if (!model) throw new Error("not read");
    await api.reload(model);
    const statuses = [];
    for (const path of ["/lamps/5", "/lamps/6", "/new"]) {
      statuses.push((await fetch(api.url + path)).status);
    }
    const logged = api.requests.map(({ id, operation, status }) => [id, operation, status]);
    await api.close();
    expect(statuses).toEqual([200, 404, 204]);
    expect(logged).toEqual([
      [1, "POST /lamps", 201],
      [2, "GET /lamps/{id}", 200],
      [3, "GET /lamps/{id}", 404],
      [4, "GET /new", 204],
    ]);
  });
});
