import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limitBody } from "../../templates/sdk/typescript/runtime/body-limit.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { jsonAnswer } from "../../templates/sdk/typescript/runtime/decode.js";
import { isHttpError } from "../../templates/sdk/typescript/runtime/errors.js";
import type { Operation } from "../../templates/sdk/typescript/runtime/operation.js";
import type { CoreOptions } from "../../templates/sdk/typescript/runtime/options.js";
import { answerWith, type RecordingServer, startRecordingServer } from "./recording-server.js";

let server: RecordingServer;
let warnings: string[];
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  warnings = [];
});

const get: Operation = {
  name: "get",
  method: "GET",
  path: "/thing",
  responses: { "200": jsonAnswer, default: jsonAnswer },
};

function clientWith(options: Partial<CoreOptions> = {}): Client {
  const logger = { debug: () => undefined, warn: (message: string) => warnings.push(message) };
  return new Client({ baseUrl: server.baseUrl, retry: false, logger, ...options });
}

describe("a deprecated operation", () => {
  it("is warned of once by each client, as its description says", async () => {
    server.answer = answerWith(200, {});
    const client = clientWith();
    const sunset = { ...get, name: "old", deprecated: "2027-01-01" };
    for (const operation of [get, sunset, sunset, { ...get, name: "older", deprecated: "" }]) {
      await client.call(operation, {});
    }
    expect(warnings).toEqual(["old is deprecated; it ends 2027-01-01", "older is deprecated"]);
  });

  it("is warned of as its answers say", async () => {
    const end = "Fri, 01 Jan 2027 00:00:00 GMT";
    server.answer = answerWith(200, {}, { deprecation: "@1767225600", sunset: end });
    const client = clientWith();
    await client.call(get, {});
    await client.call(get, {});
    server.answer = answerWith(200, {}, { deprecation: "@1767225600" });
    await client.call({ ...get, name: "other" }, {});
    expect(warnings).toEqual([`get is deprecated; it ends ${end}`, "other is deprecated"]);
  });
});

function problemOf(error: unknown): unknown {
  return isHttpError(error) ? error.problem : error;
}

describe("an error", () => {
  it("with problem details has them", async () => {
    const problem = { type: "https://example.com/out", title: "Out of credit", balance: 3 };
    const headers = { "content-type": "application/problem+json; charset=utf-8" };
    server.answer = answerWith(403, problem, headers);
    const failed = clientWith().call(get, {}).catch(problemOf);
    expect(await failed).toEqual(problem);
    server.answer = answerWith(403, problem);
    const plain = clientWith().call(get, {}).catch(problemOf);
    expect(await plain).toBeUndefined();
  });
});

describe("a body", () => {
  it("that is longer than the limit is a DecodeError", async () => {
    server.answer = answerWith(200, { text: "x".repeat(100) });
    const client = clientWith({ middleware: [limitBody(50)] });
    await expect(client.call(get, {})).rejects.toMatchObject({
      name: "DecodeError",
      message: `GET ${server.baseUrl}/thing: the body is longer than 50 bytes`,
    });
    server.answer = answerWith(200, { ok: true });
    expect(await client.call(get, {})).toEqual({ ok: true });
  });

  it("that is empty is no mistake where the API describes none for the status", async () => {
    server.answer = answerWith(202);
    expect(await clientWith().call(get, {})).toBeUndefined();
    server.answer = answerWith(200);
    await expect(clientWith().call(get, {})).rejects.toMatchObject({
      name: "DecodeError",
      message: `GET ${server.baseUrl}/thing: the body is empty`,
    });
  });

  it("that ends too early is a ConnectionError", async () => {
    server.answer = (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"a":', () => response.destroy());
    };
    await expect(clientWith().call(get, {})).rejects.toMatchObject({ name: "ConnectionError" });
  });
});
