import { describe, expect, it } from "vitest";
import { systemSurroundings } from "../../../src/runtime/clock.js";
import { apiOf, startDocument } from "../start-document.js";

const json = (schema: object, example?: unknown) => ({
  "application/json": { schema, ...(example !== undefined && { example }) },
});
const Lamp = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "integer" },
    name: { type: "string" },
    lit: { type: "boolean" },
    tags: { type: "array", items: { type: "string" } },
  },
};
const ok = (content: object) => ({ 200: { description: "", content } });
const body = (schema: object) => ({ requestBody: { content: json(schema) } });
const sent = { ...Lamp, required: ["name"] };

const LAMPS = apiOf({
  "/rooms/{room}/lamps": {
    parameters: [{ name: "room", in: "path", required: true, schema: { type: "string" } }],
    get: {
      responses: ok(
        json(
          { type: "object" },
          { lamps: [{ id: 1, name: "desk", lit: false, tags: [] }], next: null },
        ),
      ),
    },
    post: {
      ...body(sent),
      responses: { 201: { description: "", content: json(Lamp, { id: 9, name: "new" }) } },
    },
  },
  "/rooms/{room}/lamps/{lampId}": {
    parameters: [
      { name: "room", in: "path", required: true, schema: { type: "string" } },
      { name: "lampId", in: "path", required: true, schema: { type: "integer" } },
    ],
    get: { responses: ok(json(Lamp)) },
    put: { ...body(sent), responses: ok(json(Lamp)) },
    patch: {
      requestBody: {
        content: {
          "application/merge-patch+json": { schema: { type: "object" } },
          "application/json-patch+json": { schema: { type: "array" } },
        },
      },
      responses: ok(json(Lamp)),
    },
    delete: { responses: { 204: { description: "gone" } } },
  },
  "/status": { get: { responses: ok(json({ type: "string" }, "fine")) } },
});

type Call = readonly [method: string, path: string, body?: unknown, type?: string];

async function answers(calls: readonly Call[], stateful = true): Promise<string[]> {
  const api = await startDocument(LAMPS, { stateful });
  const seen: string[] = [];
  for (const [method, path, sentBody, type = "application/json"] of calls) {
    const answer = await fetch(api.url + path, {
      method,
      ...(sentBody !== undefined && {
        headers: { "content-type": type },
        body: JSON.stringify(sentBody),
      }),
    });
    const text = await answer.text();
    seen.push(
      `${answer.status} ${answer.status < 400 ? text : JSON.parse(text).type.split("#")[1]}`,
    );
  }
  await api.close();
  return seen;
}

const DESK = '{"id":1,"name":"desk","lit":false,"tags":[]}';

describe("a stateful mock", () => {
  it("begins with the examples and keeps what is created, replaced and deleted", async () => {
    expect(
      await answers([
        ["GET", "/rooms/a/lamps"],
        ["POST", "/rooms/a/lamps", { name: "floor" }],
        ["GET", "/rooms/a/lamps/2"],
        ["PUT", "/rooms/a/lamps/2", { name: "hall", lit: true }],
        ["GET", "/rooms/a/lamps"],
        ["DELETE", "/rooms/a/lamps/1"],
        ["GET", "/rooms/a/lamps/1"],
        ["DELETE", "/rooms/a/lamps/1"],
        ["GET", "/rooms/b/lamps/1"],
        ["POST", "/rooms/a/lamps", { lit: true }],
        ["POST", "/rooms/a/lamps", { id: 7, name: "own" }],
        ["GET", "/status"],
      ]),
    ).toEqual([
      `200 {"lamps":[${DESK}],"next":null}`,
      '201 {"id":2,"name":"floor"}',
      '200 {"id":2,"name":"floor"}',
      '200 {"name":"hall","lit":true,"id":2}',
      `200 {"lamps":[${DESK},{"name":"hall","lit":true,"id":2}],"next":null}`,
      "204 ",
      "404 NO_SUCH_RESOURCE",
      "404 NO_SUCH_RESOURCE",
      `200 ${DESK}`,
      "422 UNPROCESSABLE_ENTITY",
      '201 {"id":7,"name":"own"}',
      '200 "fine"',
    ]);
  });

  it("patches by merge patch and JSON Patch", async () => {
    const merge = "application/merge-patch+json";
    const patch = "application/json-patch+json";
    const item = "/rooms/a/lamps/1";
    expect(
      await answers([
        ["PATCH", item, { lit: true, tags: null }, merge],
        [
          "PATCH",
          item,
          [
            { op: "test", path: "/lit", value: true },
            { op: "add", path: "/tags", value: ["a"] },
            { op: "add", path: "/tags/0", value: "b" },
            { op: "copy", from: "/tags/0", path: "/tags/-" },
            { op: "remove", path: "/tags/1" },
            { op: "replace", path: "/name", value: "table" },
          ],
          patch,
        ],
        ["PATCH", item, [{ op: "test", path: "/lit", value: false }], patch],
        ["PATCH", item, [{ op: "remove", path: "/nothing" }], patch],
        ["GET", item],
      ]),
    ).toEqual([
      '200 {"id":1,"name":"desk","lit":true}',
      '200 {"id":1,"name":"table","lit":true,"tags":["b","b"]}',
      "409 PATCH_FAILED",
      "409 PATCH_FAILED",
      '200 {"id":1,"name":"table","lit":true,"tags":["b","b"]}',
    ]);
  });

  it("is not what a mock is by default", async () => {
    const seen = await answers(
      [
        ["DELETE", "/rooms/a/lamps/1"],
        ["GET", "/rooms/a/lamps"],
      ],
      false,
    );
    expect(seen).toEqual(["204 ", `200 {"lamps":[${DESK}],"next":null}`]);
  });

  it("gives its resources as data, and forgets them on reset", async () => {
    const api = await startDocument(LAMPS, { stateful: true });
    await fetch(`${api.url}/rooms/a/lamps/1`, { method: "DELETE" });
    expect(api.resources).toEqual({ "/rooms/a/lamps": [] });
    await api.reset();
    expect(api.resources).toEqual({});
    const answer = await fetch(`${api.url}/rooms/a/lamps/1`);
    await api.close();
    expect(answer.status).toBe(200);
  });
});

describe("faults on purpose", () => {
  async function run(options: object, calls: readonly Record<string, string>[]) {
    const slept: number[] = [];
    const surroundings = {
      ...systemSurroundings,
      chance: () => 0.5,
      sleep: async (milliseconds: number) => void slept.push(milliseconds),
    };
    const api = await startDocument(LAMPS, { faults: options, surroundings });
    const seen: (number | string)[] = [];
    for (const headers of calls) {
      const path = headers["path"] ?? "/status";
      const answer = await fetch(api.url + path, { headers }).catch((error: unknown) => error);
      seen.push(answer instanceof Response ? answer.status : "reset");
    }
    const logged = api.requests.map(({ status }) => status);
    await api.close();
    return { seen, slept, logged };
  }

  it("delay all answers, or those of one operation", async () => {
    const own = { "GET /rooms/{room}/lamps": 700 };
    expect(
      await run({ latency: { from: 100, to: 300 }, latencyOf: own }, [
        {},
        { path: "/rooms/a/lamps" },
      ]),
    ).toEqual({ seen: [200, 200], slept: [200, 700], logged: [200, 200] });
  });

  it("fail or reset by chance", async () => {
    expect(await run({ errorRate: 0.6, errorStatus: 503 }, [{}])).toEqual({
      seen: [503],
      slept: [],
      logged: [503],
    });
    expect((await run({ errorRate: 0.4 }, [{}])).seen).toEqual([200]);
    expect((await run({ resetRate: 1 }, [{}])).seen).toEqual(["reset"]);
  });

  it("come as a request asks for them, where faults are on", async () => {
    const ask = (value: string) => ({ "x-gw-gen-fault": value });
    const calls = [ask("delay=40, status=502"), ask("reset"), ask("nonsense=1"), {}];
    expect(await run({}, calls)).toEqual({
      seen: [502, "reset", 200, 200],
      slept: [40],
      logged: [502, 0, 200, 200],
    });
    const off = await startDocument(LAMPS);
    const answer = await fetch(`${off.url}/status`, { headers: ask("status=502") });
    await off.close();
    expect(answer.status).toBe(200);
  });
});
