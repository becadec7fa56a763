import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ApiGatewayManagementApiClient,
  GetConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { emitMock } from "../../../src/pipeline/emit-mock.js";
import type { RunningMock } from "../../../src/runtime/start.js";
import { redisBus } from "../../../src/runtime/websocket/redis-bus.js";
import {
  bundleMockRuntime,
  type EmittedServer,
  startEmitted,
} from "../../support/emitted-server.js";
import { redisPresent, type RedisServer, startRedis } from "../../support/redis-server.js";
import { startYaml, TestClient, until } from "./socket-fixture.js";

const DOCUMENT = `
openapi: 3.0.1
info: { title: Chat, version: "1" }
paths: {}
x-gw-gen-websocket: { routes: { echo: { reply: { payload: { type: string, example: fine } } } } }
`;
const IAM = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };
const region = "us-east-1";

let redis: RedisServer | undefined;
const clients: TestClient[] = [];
const running: RunningMock[] = [];
const servers: EmittedServer[] = [];
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate();
  for (const mock of running.splice(0)) await mock.close();
  for (const server of servers.splice(0)) await server.stop();
  await redis?.stop();
  redis = undefined;
});

async function client(url: string): Promise<TestClient> {
  const made = new TestClient(url.replace("http", "ws"));
  clients.push(made);
  return made.open();
}

function management(url: string, credentials: typeof IAM): ApiGatewayManagementApiClient {
  const endpoint = `${url}/default`;
  return new ApiGatewayManagementApiClient({ endpoint, region, credentials, maxAttempts: 1 });
}

const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (error: Error) => error.name,
  );

describe.skipIf(!redisPresent)("two servers over one Redis", () => {
  async function start(url: string): Promise<RunningMock> {
    const bus = await redisBus(url);
    const mock = await startYaml(DOCUMENT, { iam: [IAM], region, websocket: { bus } });
    running.push(mock);
    return mock;
  }

  it("reach the connections of each other, and know when one is gone", async () => {
    redis = await startRedis();
    const first = await start(redis.url);
    const second = await start(redis.url);
    const one = await client(first.url);
    const [ConnectionId = ""] = first.sockets?.ids() ?? [];
    const api = management(second.url, IAM);
    await api.send(new PostToConnectionCommand({ ConnectionId, Data: "from afar" }));
    await until(() => one.texts.length === 1);
    const known = await api.send(new GetConnectionCommand({ ConnectionId }));
    expect(known.Identity?.SourceIp).toBe("127.0.0.1");
    running.splice(running.indexOf(first), 1);
    await first.close();
    expect(await nameOf(api.send(new GetConnectionCommand({ ConnectionId })))).toBe(
      "GoneException",
    );
  });

  it("keep their own connections without Redis, and reach each other again when it is back", async () => {
    redis = await startRedis();
    const { port } = new URL(redis.url);
    const first = await start(redis.url);
    const second = await start(redis.url);
    const one = await client(first.url);
    const [ConnectionId = ""] = first.sockets?.ids() ?? [];
    const post = (url: string) =>
      nameOf(
        management(url, IAM).send(new PostToConnectionCommand({ ConnectionId, Data: "hello" })),
      );
    await redis.stop();
    expect([await post(first.url), await post(second.url)]).toEqual([
      "",
      "InternalServerErrorException",
    ]);
    redis = await startRedis(Number(port));
    const told = new Set<string>();
    while (!told.has("")) {
      told.add(await post(second.url));
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(told.has("GoneException")).toBe(false);
    await until(() => one.texts.length >= 2);
  });
});

describe.skipIf(!redisPresent)("one of two processes that is killed", () => {
  let folder = "";
  beforeAll(async () => {
    bundleMockRuntime();
    folder = mkdtempSync(join(tmpdir(), "gw-gen-processes-"));
    writeFileSync(join(folder, "spec.yaml"), DOCUMENT);
    await emitMock(join(folder, "spec.yaml"), { out: join(folder, "server") });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("takes its own connections with it, and no other", async () => {
    redis = await startRedis();
    const words = ["--store", redis.url];
    const [first, second] = await Promise.all([
      startEmitted(join(folder, "server"), words),
      startEmitted(join(folder, "server"), words),
    ]);
    servers.push(second);
    await until(() => second.told.includes("IAM:"));
    const [, accessKeyId = "", secretAccessKey = ""] =
      /--user ([^:\s]+):([^\s']+)/.exec(second.told) ?? [];
    const api = management(second.url, { accessKeyId, secretAccessKey });
    const lost = await Promise.all(Array.from({ length: 20 }, () => client(first.url)));
    const kept = await Promise.all(Array.from({ length: 20 }, () => client(second.url)));
    for (const one of [...lost, ...kept]) one.send({ action: "unknown" });
    await until(() => [...lost, ...kept].every(({ texts }) => texts.length === 1));
    const idOf = ({ texts: [told = ""] }: TestClient): string =>
      (JSON.parse(told) as { connectionId: string }).connectionId;
    const reach = (one: TestClient): Promise<string> =>
      nameOf(api.send(new PostToConnectionCommand({ ConnectionId: idOf(one), Data: "hello" })));
    const [far, near] = [lost[0], kept[0]];
    if (!far || !near) throw new Error("no connection");
    expect([await reach(far), await reach(near)]).toEqual(["", ""]);
    process.kill(first.pid, "SIGKILL");
    await until(() => lost.every(({ close }) => close?.code === 1006));
    while ((await reach(far)) === "") await new Promise((done) => setTimeout(done, 20));
    expect([await reach(far), await reach(near)]).toEqual(["GoneException", ""]);
    for (const one of kept) one.send({ action: "echo" });
    await until(() => kept.every(({ texts }) => texts.includes('"fine"')));
    expect(kept.filter(({ close }) => close)).toEqual([]);
  });
});
