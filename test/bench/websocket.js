import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { table } from "./table.js";

const SERVER = fileURLToPath(new URL("websocket-server.js", import.meta.url));
const CONNECTIONS = 5000;
const ECHO_CLIENTS = 20;
const ECHO_MS = 3000;

/**
 * The mock's WebSocket beside a bare `ws` server: memory a connection, and messages echoed a second.
 * @param {{ work: string }} context
 */
export async function websocket({ work }) {
  const bare = await measure("bare", work);
  const mock = await measure("mock", work);
  const rows = [bare, mock].map(({ name, rss, heap, echoes }) => [
    name,
    kilo(rss),
    kilo(heap),
    Math.round(echoes),
  ]);
  rows.push([
    "ratio",
    ratio(mock.rss, bare.rss),
    ratio(mock.heap, bare.heap),
    ratio(mock.echoes, bare.echoes),
  ]);
  const columns = ["server", "KB RSS a connection", "KB heap a connection", "echoes a second"];
  return table(`WebSocket, ${CONNECTIONS} connections`, columns, rows);
}

async function measure(name, work) {
  const child = fork(SERVER, [name, work], { execArgv: ["--expose-gc"] });
  try {
    const [{ port }] = await once(child, "message");
    const url = `ws://127.0.0.1:${port}`;
    const echoes = await echoRate(url);
    const before = await memory(child);
    const clients = await openAll(url);
    const after = await memory(child);
    for (const client of clients) client.terminate();
    return {
      name,
      echoes,
      rss: (after.rss - before.rss) / CONNECTIONS,
      heap: (after.heap - before.heap) / CONNECTIONS,
    };
  } finally {
    child.kill();
  }
}

async function memory(child) {
  child.send("memory");
  const [figures] = await once(child, "message");
  return figures;
}

async function openAll(url) {
  const clients = [];
  while (clients.length < CONNECTIONS) {
    const batch = Array.from(
      { length: 100 },
      () => new WebSocket(url, { perMessageDeflate: false }),
    );
    await Promise.all(batch.map((client) => once(client, "open")));
    clients.push(...batch);
  }
  return clients;
}

async function echoRate(url) {
  const text = JSON.stringify({ action: "echo", pad: "x".repeat(100) });
  let count = 0;
  let running = true;
  const clients = Array.from(
    { length: ECHO_CLIENTS },
    () => new WebSocket(url, { perMessageDeflate: false }),
  );
  for (const client of clients) {
    client.on("open", () => {
      for (let i = 0; i < 8; i++) client.send(text);
    });
    client.on("message", () => {
      count += 1;
      if (running) client.send(text);
    });
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const from = count;
  await new Promise((resolve) => setTimeout(resolve, ECHO_MS));
  const rate = ((count - from) * 1000) / ECHO_MS;
  running = false;
  for (const client of clients) client.terminate();
  return rate;
}

const kilo = (bytes) => (bytes / 1024).toFixed(1);
const ratio = (a, b) => (a / b).toFixed(2);
