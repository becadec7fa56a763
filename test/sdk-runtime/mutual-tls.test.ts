import https from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSigned } from "../../src/cli/self-signed.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { jsonBody } from "../../templates/sdk/typescript/runtime/bodies.js";
import { json } from "../../templates/sdk/typescript/runtime/decode.js";
import { mutualTls } from "../../templates/sdk/typescript/runtime/mutual-tls.js";

const own = selfSigned("localhost");
const mine = selfSigned("localhost");
const stranger = selfSigned("localhost");

/** Answers with what was sent, to callers whose certificate it knows. */
const server = https.createServer(
  { ...own, requestCert: true, rejectUnauthorized: true, ca: mine.cert },
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url === "/slow") return;
      if (request.url === "/moved") return response.writeHead(307, { location: "/thing" }).end();
      if (request.url === "/cut") {
        response.writeHead(200, { "content-type": "application/json", "content-length": 9 });
        response.write("{");
        return response.socket?.destroySoon();
      }
      const isKnown = (request.socket as TLSSocket).authorized;
      const type = request.headers["content-type"];
      const body = { isKnown, type, body: Buffer.concat(chunks).toString() };
      const headers = { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] };
      response.writeHead(200, headers).end(JSON.stringify(body));
    });
  },
);
let baseUrl: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(
  () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
);

const responses = { "200": { mediaType: "application/json", decode: json } };
const body = [{ mediaType: "application/json", encode: jsonBody }];
const certificate = [[[{ name: "certificate" }] as const]];

function callWith(identity: { cert: string; key: string } | undefined, path = "/thing") {
  const fetch = mutualTls(https, { cert: "", key: "", ...identity, ca: own.cert });
  const client = new Client({ baseUrl, retry: false, timeoutMs: 500, fetch });
  const operation = { name: "put", method: "PUT", path, body, responses, security: certificate };
  return client.call(operation, { body: { a: "é" } });
}

describe("a fetch with a client certificate", () => {
  it("is known to the server, and sends and reads what any other does", async () => {
    const { data, headers, status } = await callWith(mine).withResponse();
    expect(data).toEqual({ isKnown: true, type: "application/json", body: '{"a":"é"}' });
    expect([status, headers.getSetCookie()]).toEqual([200, ["a=1", "b=2"]]);
  });

  it("follows redirects of the origin", async () => {
    expect(await callWith(mine, "/moved")).toMatchObject({ body: '{"a":"é"}' });
  });

  it.each([
    ["none", undefined],
    ["one that the server does not know", stranger],
  ])("with %s ends in a ConnectionError", async (_, identity) => {
    await expect(callWith(identity)).rejects.toMatchObject({ name: "ConnectionError" });
  });

  it("ends in time, and in a typed error where the answer is cut off", async () => {
    await expect(callWith(mine, "/slow")).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(callWith(mine, "/cut")).rejects.toMatchObject({ name: "ConnectionError" });
  });
});
