import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RecordingServer, startRecordingServer } from "../../sdk-runtime/recording-server.js";
import { emitSpec, textOf } from "./fixture-cases.js";
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

it("knows who issues the tokens of user pools, JWT authorizers and OpenID Connect", async () => {
  const pool = (arn: string): object => ({
    type: "apiKey",
    name: "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [arn] },
  });
  const jwtConfiguration = { issuer: "https://id.example/own", audience: ["a"] };
  const jwt = { type: "jwt", identitySource: "$request.header.Authorization", jwtConfiguration };
  const schemes = {
    pool: pool("arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123"),
    china: pool("arn:aws-cn:cognito-idp:cn-north-1:123456789012:userpool/cn-north-1_A"),
    unknown: pool("arn:aws:other"),
    jwt: { type: "oauth2", flows: {}, "x-amazon-apigateway-authorizer": jwt },
    oidc: { type: "openIdConnect", openIdConnectUrl: "https://id.example/.well-known/x" },
  };
  const names = Object.keys(schemes);
  const spec = join(folder, "issuers.json");
  const paths = Object.fromEntries(names.map((name) => [`/${name}`, get(name)]));
  const components = { securitySchemes: schemes };
  await writeFile(spec, JSON.stringify({ ...document, paths, components }));
  const { files } = await emitSpec(spec);
  const auth = files.find(({ path }) => path === "src/auth.ts");
  if (!auth) throw new Error("there is no src/auth.ts");
  const text = textOf(auth);
  expect(
    [...text.matchAll(/name: "(\w+)"|discoveryUrl:\s+"(.*)"/g)].map(([, a, b]) => a ?? b),
  ).toEqual([
    "pool",
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
    "china",
    "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A",
    "unknown",
    "jwt",
    "https://id.example/own",
    "oidc",
    "https://id.example/.well-known/x",
  ]);
  expect(
    [...text.matchAll(/readonly (\w+)\?: (.*) \| undefined/g)].map(([, a, b]) => [a, b]),
  ).toEqual([
    ["pool", "AccessToken"],
    ["china", "AccessToken"],
    ["unknown", "Provider<string>"],
    ["jwt", "AccessToken"],
    ["oidc", "AccessToken"],
  ]);
  const index = files.find(({ path }) => path === "src/index.ts");
  expect(index && textOf(index)).toContain("openIdConnect,");
});
