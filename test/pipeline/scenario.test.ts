import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
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

test("a scenario file says what is sent; what is wrong in it is told with its place", async () => {
  writeFileSync(
    join(folder, "scenario.yaml"),
    "- { event: news }\n- { on: $connect, message: hello, to: nobody }\n",
  );
  const { mock: running, diagnostics } = await mock("spec.yaml", {
    cwd: folder,
    scenario: "scenario.yaml",
  });
  if (!running) throw new Error("there is no mock");
  const client = new TestClient(running.url.replace("http", "ws"));
  await client.open();
  await until(() => client.texts.length === 2);
  client.socket.terminate();
  await running.close();
  expect([...client.texts].sort()).toEqual(["hello", '{"a":1}']);
  expect(diagnostics.map(({ location }) => [location?.file.path, location?.key])).toEqual([
    ["scenario.yaml", "to"],
  ]);
});
