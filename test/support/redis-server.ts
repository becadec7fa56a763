import { spawn, spawnSync } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";

/** Whether a Redis server can be started here; tests that need one are skipped, and counted, without it. */
export const redisPresent: boolean =
  spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;

/** A Redis server of a test's own. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a Redis server, on a free port unless one is named; it keeps nothing on disk. */
export async function startRedis(wanted?: number): Promise<RedisServer> {
  const port = wanted ?? (await freePort());
  const words = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", words, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      if (String(text).includes("Ready to accept connections")) resolve();
    });
    void ended.then(() => reject(new Error("redis-server ended")));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
