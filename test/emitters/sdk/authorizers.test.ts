import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RecordingServer, startRecordingServer } from "../../sdk-runtime/recording-server.js";
import { clientOfSpec } from "./generated-client.js";

type Call = () => Promise<unknown>;

function scheme(identitySource: string): object {
  return {
    type: "apiKey",
    name: "Unused",
    in: "header",
    "x-amazon-apigateway-authtype": "custom",
    "x-amazon-apigateway-authorizer": { type: "request", identitySource },
  };
}

const responses = { 204: { description: "Done" } };
const get = (name: string): object => ({
  get: { operationId: name, security: [{ [name]: [] }], responses },
});
const document = {
  openapi: "3.0.3",
  info: { title: "Guarded", version: "1.0.0" },
  paths: { "/both": get("both"), "/single": get("single"), "/own": get("own") },
  components: {
    securitySchemes: {
      both: scheme(
        "method.request.querystring.token, method.request.header.X-Who, context.identity.sourceIp",
      ),
      single: scheme("method.request.header.X-Who, stageVariables.site"),
      own: scheme("context.identity.sourceIp"),
    },
  },
};

let folder: string;
let server: RecordingServer;
let client: (auth: object) => Promise<Record<string, Call>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-authorizers-"));
  const spec = join(folder, "spec.json");
  await writeFile(spec, JSON.stringify(document));
  server = await startRecordingServer();
  server.answer = (_request, response) => response.writeHead(204).end();
  client = async (auth) => {
    const options = { baseUrl: server.baseUrl, retry: false, auth };
    return (await clientOfSpec(join(folder, "sdk"), spec, options)) as Record<string, Call>;
  };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("sends each header and query parameter that an authorizer reads", async () => {
  const api = await client({ both: { token: "a b", "X-Who": "me" } });
  await api.both?.();
  const { url, headers } = server.last;
  expect([url, headers["x-who"], headers.unused]).toEqual(["/both?token=a%20b", "me", undefined]);
  const asked = await client({ both: () => ({ token: "t", "X-Who": "you" }) });
  await asked.both?.();
  expect(server.last.headers["x-who"]).toBe("you");
});

it("refuses an identity that lacks a part", async () => {
  const api = await client({ both: { token: "a" } });
  await expect(api.both?.()).rejects.toThrow(/a string is expected, not undefined/);
});

it("sends one text where the authorizer reads one, under the name that it reads", async () => {
  const api = await client({ single: "me" });
  await api.single?.();
  const { headers } = server.last;
  expect([headers["x-who"], headers.unused]).toEqual(["me", undefined]);
});

it("keeps to the description where the authorizer reads nothing of the caller's", async () => {
  const api = await client({ own: "me" });
  await api.own?.();
  expect(server.last.headers.unused).toBe("me");
});
