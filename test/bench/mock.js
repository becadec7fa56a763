// The mock beside a bare node:http server in the same round: processor time, throughput, first answer, memory.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { table } from "./table.js";

const REQUESTS = 8000;
const CONNECTIONS = 20;
const BIN = resolve("bin/gw-gen.js");
const TICKS_A_SECOND = 100;

const BARE = `
import { createServer } from "node:http";
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" });
  response.end('{"hello":"world"}');
});
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
`;

const SPECS = [
  {
    name: "petstore",
    path: "bench/petstore.yaml",
    get: { path: "/pet/1", headers: { api_key: "x", authorization: "Bearer x" } },
    post: {
      path: "/pet",
      headers: { authorization: "Bearer x" },
      body: '{"name":"Rex","photoUrls":["a"],"status":"available"}',
    },
  },
  {
    name: "GitHub",
    path: "open/npm-octokit-openapi/api.github.com.json",
    get: { path: "/users/a", headers: {} },
    post: {
      path: "/repos/a/b/issues",
      headers: {},
      body: '{"title":"hello","body":"text","labels":["a"]}',
    },
  },
];

/** Measures the mock of two specs; Linux only, for it reads /proc. */
export async function mock({ bench, work, rounds }) {
  const bare = join(work, "bare.mjs");
  writeFileSync(bare, BARE);
  const rows = [];
  for (const { name, path, get, post } of SPECS) {
    const spec = join(bench, "..", path);
    const server = await start([BIN, "mock", spec, "--port", "0", "--quiet"]);
    await send(server.url, { method: "GET", ...get }, 1);
    const first = cpu(server.pid);
    const floor = await start([bare]);
    for (const [method, call] of [
      ["GET", get],
      ["POST", post],
    ]) {
      const ratios = [];
      for (let round = 0; round <= rounds; round++) {
        const own = await measure(server, { method, ...call });
        const other = await measure(floor, { method, ...call });
        // The first round warms both up.
        if (round > 0) ratios.push([own.cpu / other.cpu, other.time / own.time]);
      }
      rows.push([`${name} ${method}`, ...[0, 1].map((at) => median(ratios.map((one) => one[at])))]);
    }
    rows.push([`${name} CPU to first answer`, `${Math.round(first)} ms`, ""]);
    rows.push([`${name} resident memory`, `${Math.round(resident(server.pid))} MB`, ""]);
    server.stop();
    floor.stop();
  }
  return table("Mock over a bare node:http server", ["", "CPU", "throughput"], rows);
}

async function start(words) {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((done) =>
    child.stdout.once("data", (text) => done(`${text}`.trim())),
  );
  return { url, pid: child.pid, stop: () => child.kill("SIGKILL") };
}

async function measure({ url, pid }, call) {
  const [before, at] = [cpu(pid), performance.now()];
  await send(url, call, REQUESTS);
  return { cpu: cpu(pid) - before, time: performance.now() - at };
}

function send(url, { method, path, headers, body }, count) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const length =
    body === undefined ? {} : { "content-type": "application/json", "content-length": body.length };
  let [sent, done] = [0, 0];
  return new Promise((resolve, reject) => {
    const next = () => {
      if (sent++ >= count) return;
      const one = request(
        { hostname, port, path, method, agent, headers: { ...headers, ...length } },
        (answer) => {
          if (answer.statusCode >= 400)
            reject(new Error(`${method} ${path}: ${answer.statusCode}`));
          answer.resume().on("end", () => {
            if (++done < count) next();
            else {
              agent.destroy();
              resolve();
            }
          });
        },
      );
      one.on("error", reject).end(body);
    };
    for (let at = 0; at < CONNECTIONS; at++) next();
  });
}

/** Milliseconds of processor time that a process has used. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1000;
}

function resident(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

function median(values) {
  return `${values.sort((a, b) => a - b)[Math.floor(values.length / 2)].toFixed(2)}x`;
}
