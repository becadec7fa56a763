import { afterAll, beforeAll, expect, it } from "vitest";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { json } from "../../templates/sdk/typescript/runtime/decode.js";
import { redactLogger } from "../../templates/sdk/typescript/runtime/redact.js";
import { type RecordingServer, startRecordingServer } from "./recording-server.js";

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());

it("tells a logger neither credentials nor what it is told to leave out", async () => {
  const told: unknown[] = [];
  const logger = {
    debug: (message: string, details?: object) => told.push([message, details]),
    warn: (message: string, details?: object) => told.push([message, details]),
  };
  const client = new Client({
    baseUrl: server.baseUrl,
    headers: { "X-Customer": "ann", "X-Other": "b", "X-Api-Key": "k" },
    logger: redactLogger(logger, ["x-customer", "Ma IL"]),
    clock: { now: () => 0 },
  });
  const responses = { "200": { mediaType: "application/json", decode: json } };
  const operation = { name: "get", method: "GET", path: "/a", deprecated: "", responses };
  await client.call(operation, {}, { query: { "ma il": "a@b", page: 2, token: "t" } });
  expect(server.last.url).toBe("/a?ma%20il=a%40b&page=2&token=t");
  expect(told).toEqual([
    [
      "get: request",
      {
        method: "GET",
        url: `${server.baseUrl}/a?ma%20il=[redacted]&page=2&token=[redacted]`,
        headers: {
          accept: "application/json",
          "x-api-key": "[redacted]",
          "x-customer": "[redacted]",
          "x-other": "b",
        },
      },
    ],
    ["get is deprecated", undefined],
    ["get: 200", { ms: 0, requestId: undefined }],
  ]);
});
