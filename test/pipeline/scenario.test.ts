import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { mock } from "../../src/pipeline/mock.js";
import { TestClient, until } from "../runtime/websocket/socket-fixture.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-scenario-"));
  writeFileSync(
    join(folder, "spec.yaml"),
    `
openapi: 3.1.0
info: { title: News, version: "1" }
paths: {}
x-gw-gen-websocket: { routes: { news: { direction: receive, message: { type: object, examples: [{ a: 1 }] } } } }
`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (scenario: string) => {
  writeFileSync(join(folder, "scenario.yaml"), scenario);
  return mock("spec.yaml", { cwd: folder, scenario: "scenario.yaml" });
};

test("a scenario file says what is sent", async () => {
  const { mock: running, diagnostics } = await run(
    "- { event: news }\n- { on: $connect, message: hello, to: all }\n",
  );
  if (!running) throw new Error("there is no mock");
  const client = new TestClient(running.url.replace("http", "ws"));
  await client.open();
  await until(() => client.texts.length === 2);
  client.socket.terminate();
  await running.close();
  expect([[...client.texts].sort(), diagnostics]).toEqual([["hello", '{"a":1}'], []]);
});

test.each([
  ["- { event: news, to: nobody }\n", "/0/to"],
  ["- { evnt: news }\n", "/0/evnt"],
  ["- { event: news }\n- { event: old }\n", "/1/event"],
  ["- { on: shout, message: hello }\n", "/0/on"],
  ["{}\n", ""],
])("a scenario with a mistake runs nothing: %s", async (scenario, place) => {
  const { mock: running, diagnostics } = await run(scenario);
  const places = diagnostics.map(({ severity, location }) => [
    severity,
    location &&
      locationPath(location)
        .map((key) => `/${key}`)
        .join(""),
  ]);
  expect([running, places]).toEqual([undefined, [["error", place]]]);
});

test("a scenario that is not there runs nothing", async () => {
  const { mock: running, diagnostics } = await mock("spec.yaml", {
    cwd: folder,
    scenario: "lost.yaml",
  });
  expect([running, diagnostics.map(({ code }) => code)]).toEqual([undefined, ["file-not-found"]]);
});
