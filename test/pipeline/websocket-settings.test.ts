import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { load } from "../../src/pipeline/load.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-websocket-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SPEC = `
openapi: 3.1.0
info: { title: Bikes, version: "1" }
paths:
  /bikes: { get: { responses: { 200: { description: ok } } } }
x-gw-gen-websocket:
  routes:
    park: { message: { type: object } }
    rent: { message: { type: string } }
components:
  schemas:
    Bike: { type: object, properties: { id: { type: string } } }
    Place: { type: string }
`;

const run = async (settings: string) => {
  writeFileSync(join(folder, "spec.yaml"), SPEC);
  writeFileSync(join(folder, "gw-gen.yaml"), settings);
  return load("spec.yaml", { cwd: folder });
};

test("routes of the settings join those of the document, and point to where they stand", async () => {
  const { model, diagnostics } = await run(`
stages: { prod: { url: https://api.example.com, websocketUrl: wss://ws.example.com/prod } }
websocket:
  routeSelection: $request.body.op
  routes:
    rent:
      message: { $ref: '#/components/schemas/Bike' }
      wrong: 1
`);
  expect(model?.websocket?.routeSelection).toBe("$request.body.op");
  expect(model?.websocket?.routes.map(({ key, message }) => [key, message?.payload?.kind])).toEqual(
    [
      ["park", "schema"],
      ["rent", "ref"],
    ],
  );
  expect(model?.stages[0]?.websocketUrl).toBe("wss://ws.example.com/prod");
  expect(
    diagnostics.map(({ code, location }) => [code, location && locationPath(location)]),
  ).toEqual([["unknown-member", ["websocket", "routes", "rent", "wrong"]]]);
});

test("overlays of a stage change routes of the settings too", async () => {
  writeFileSync(
    join(folder, "prod.yaml"),
    `
overlay: 1.0.0
info: { title: Production, version: "1" }
actions:
  - { target: "$['x-gw-gen-websocket'].routes.park", remove: true }
  - { target: "$['x-gw-gen-websocket'].routes.rent", update: { summary: Rents } }
`,
  );
  writeFileSync(join(folder, "spec.yaml"), SPEC);
  writeFileSync(
    join(folder, "gw-gen.yaml"),
    "stages: { dev: {}, prod: { overlays: [prod.yaml] } }\nwebsocket: { routes: { rent: { reply: { type: string } } } }\n",
  );
  const keys = async (stage: string) => {
    const { model, diagnostics } = await load("spec.yaml", { cwd: folder, stage });
    expect(diagnostics).toEqual([]);
    return model?.websocket?.routes.map(({ key, summary, routeResponse }) => [
      key,
      summary,
      routeResponse,
    ]);
  };
  expect(await keys("dev")).toEqual([
    ["park", undefined, undefined],
    ["rent", undefined, true],
  ]);
  expect(await keys("prod")).toEqual([["rent", "Rents", true]]);
});

test("an AsyncAPI file brings routes, servers and schemas, renamed where a name is taken", async () => {
  writeFileSync(
    join(folder, "events.yaml"),
    `
asyncapi: 3.0.0
info: { title: Events, version: "1" }
servers: { live: { host: ws.example.com, protocol: wss } }
channels:
  all: { address: /, messages: { parked: { payload: { $ref: '#/components/schemas/Parked' } } } }
operations:
  parked: { action: send, channel: { $ref: '#/channels/all' } }
components:
  schemas:
    Parked:
      type: object
      properties: { bike: { $ref: '#/components/schemas/Bike' }, place: { $ref: '#/components/schemas/Place' } }
    Bike: { type: object, properties: { number: { type: integer } } }
    Place: { type: string }
`,
  );
  const { model, diagnostics } = await run("websocket: { asyncapi: events.yaml }\n");
  expect(diagnostics).toEqual([]);
  expect([...(model?.components.schemas.keys() ?? [])]).toEqual([
    "Bike",
    "Place",
    "Parked",
    "SocketBike",
  ]);
  expect(model?.components.schemas.get("Parked")).toMatchObject({
    properties: [
      { name: "bike", value: { kind: "ref", name: "SocketBike" } },
      { name: "place", value: { kind: "ref", name: "Place" } },
    ],
  });
  expect(model?.operations.map(({ key }) => key)).toEqual(["GET /bikes"]);
  expect(model?.websocket?.routes.map(({ key, direction }) => [key, direction])).toEqual([
    ["parked", "receive"],
  ]);
  expect(model?.websocket?.servers?.map(({ url }) => url)).toEqual(["wss://ws.example.com"]);
});

test("an AsyncAPI file that is not there is reported where it is named", async () => {
  const { diagnostics } = await run("websocket: { asyncapi: lost.yaml }\n");
  expect(
    diagnostics.map(({ code, location }) => [code, location && locationPath(location)]),
  ).toEqual([["file-not-found", ["websocket", "asyncapi"]]]);
});
