import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type RecordingServer, startRecordingServer } from "../../sdk-runtime/recording-server.js";
import { clientOfSpec } from "./generated-client.js";

const document = {
  openapi: "3.0.3",
  info: { title: "Plain", version: "1.0.0" },
  paths: { "/one": { get: { operationId: "one", responses: { 204: { description: "Done" } } } } },
};

let folder: string;
let server: RecordingServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-user-agent-"));
  server = await startRecordingServer();
  server.answer = (_request, response) => response.writeHead(204).end();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** The `User-Agent` that the server sees of a client that names itself. */
async function userAgentSent(): Promise<string | undefined> {
  const spec = join(folder, "spec.json");
  await writeFile(spec, JSON.stringify(document));
  const options = { baseUrl: server.baseUrl, userAgent: "mine/1" };
  const api = await clientOfSpec(join(folder, "sdk"), spec, options);
  const { one } = api as Record<string, () => Promise<unknown>>;
  await one?.call(api);
  return server.requests[0]?.headers["user-agent"];
}

it("names the client to the server", async () => {
  expect(await userAgentSent()).toBe("mine/1");
});

it("leaves the name to the browser in a page", async () => {
  vi.stubGlobal("document", {});
  expect(await userAgentSent()).not.toBe("mine/1");
});
