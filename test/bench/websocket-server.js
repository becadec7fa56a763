// One of the servers that the WebSocket section compares: `bare` is ws alone, `mock` the gateway; run with --expose-gc.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocketServer } from "ws";

const [, , kind, work] = process.argv;
const spec = {
  openapi: "3.0.1",
  info: { title: "Echo", version: "1" },
  paths: {},
  "x-gw-gen-websocket": {
    routes: {
      echo: {
        reply: { payload: {} },
        integration: {
          type: "aws_proxy",
          httpMethod: "POST",
          uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:echo/invocations",
        },
      },
    },
  },
};

async function start() {
  if (kind === "bare") {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
    server.on("connection", (peer) => peer.on("message", (data) => peer.send(data.toString())));
    await new Promise((resolve) => server.once("listening", resolve));
    return server.address().port;
  }
  const { startMock } = await import("../../dist/index.js");
  const path = join(work, "spec.json");
  writeFileSync(path, JSON.stringify(spec));
  const mock = await startMock(path, {
    functions: { handlers: { echo: ({ body }) => ({ statusCode: 200, body }) } },
    websocket: { connectThrottle: { rate: 1e9, burst: 1e9 } },
  });
  return mock.port;
}

const port = await start();
process.on("message", () => {
  globalThis.gc();
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, heap: heapUsed + external });
});
process.send({ port });
