import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunningMock } from "../../../src/runtime/start.js";
import { chromium } from "../../support/checkers.js";
import { startYaml, TestClient } from "../websocket/socket-fixture.js";

const DOCUMENT = `
openapi: 3.0.1
info: { title: Chat, version: "1" }
paths: {}
x-gw-gen-websocket: { routes: { echo: { reply: { payload: { type: string, example: "<b>fine" } } } } }
`;

let mock: RunningMock;
let client: TestClient;
beforeEach(async () => {
  mock = await startYaml(DOCUMENT, { adminPort: 0 });
  client = await new TestClient(mock.url.replace("http", "ws")).open();
});
afterEach(async () => {
  client.socket.terminate();
  await mock.close();
});

const read = async (path: string): Promise<unknown> => (await fetch(mock.adminUrl + path)).json();

async function echo(): Promise<void> {
  const before = client.texts.length;
  client.send({ action: "echo" });
  await client.until(() => client.texts.length > before);
}

describe("the operator's port of a WebSocket API", () => {
  it("tells connections and frames, and sends a message to one", async () => {
    await echo();
    const [id = ""] = mock.sockets?.ids() ?? [];
    expect(await read("/connections")).toEqual([
      {
        id,
        connectedAt: expect.any(Number),
        lastActiveAt: expect.any(Number),
        sourceIp: "127.0.0.1",
      },
    ]);
    const send = (connection: string) =>
      fetch(`${mock.adminUrl}/frames?connection=${encodeURIComponent(connection)}`, {
        method: "POST",
        body: "grüezi",
      });
    expect([(await send(id)).status, (await send("nobody")).status]).toEqual([204, 404]);
    await client.until(() => client.texts.includes("grüezi"));
    const frames = (await read("/frames?after=1")) as Record<string, unknown>[];
    expect(
      frames.map(({ id: number, kind, text, routeKey }) => [number, kind, text, routeKey]),
    ).toEqual([
      [2, "in", '{"action":"echo"}', "echo"],
      [3, "out", '"<b>fine"', undefined],
      [4, "out", "grüezi", undefined],
    ]);
    await fetch(`${mock.adminUrl}/reset`, { method: "POST" });
    expect(await read("/frames")).toEqual([]);
  });
});

describe.skipIf(chromium === undefined)("the operator's page of a WebSocket API", () => {
  it("shows connections and frames as they come, and sends one", async () => {
    const { chromium: browserType } = await import("playwright-core");
    const browser = await browserType.launch({
      executablePath: chromium ?? "",
      args: ["--no-sandbox"],
    });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      await page.goto(`${mock.adminUrl}/`);
      const [id = ""] = mock.sockets?.ids() ?? [];
      await page.locator("#connections tr").waitFor();
      expect(await page.locator("#connections td").first().textContent()).toBe(id);
      await echo();
      await page.locator("#frames td.text", { hasText: "<b>fine" }).waitFor();
      await page.locator("#frame").fill('{"type":"hello"}');
      await page.locator("#send").click();
      await client.until(() => client.texts.includes('{"type":"hello"}'));
      await page.locator("#frames td.text", { hasText: "hello" }).waitFor();
      const kinds = await page.locator("#frames tr td:nth-child(2)").allTextContents();
      expect(kinds).toEqual(["out", "out", "in", "connect"]);
      client.socket.close();
      await page.locator("#connections tr").waitFor({ state: "detached" });
      await page.locator("#send[disabled]").waitFor();
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
