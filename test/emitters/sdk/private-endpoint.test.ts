import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SdkResult } from "../../../src/emitters/sdk/sdk-options.js";
import {
  answerWith,
  type RecordingServer,
  startRecordingServer,
} from "../../sdk-runtime/recording-server.js";
import { typecheck } from "../../support/typecheck.js";
import { emitSpec, textOf, writeFiles } from "./fixture-cases.js";
import { clientOfSpec } from "./generated-client.js";

const HOST = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
const responses = { 204: { description: "Done" } };
const endpoint = {
  "x-amazon-apigateway-endpoint-configuration": { vpcEndpointIds: ["vpce-0abc"] },
};
const iam = { "x-amazon-apigateway-auth": { type: "AWS_IAM" } };
const document = (server: object): object => ({
  openapi: "3.0.1",
  info: { title: "Inner", version: "1.0.0" },
  servers: [server],
  paths: {
    "/ping": { get: { operationId: "ping", responses } },
    "/signed": { get: { operationId: "signed", responses, ...iam } },
  },
});

let folder: string;
let server: RecordingServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-private-"));
  server = await startRecordingServer();
  server.answer = answerWith(204);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

type Call = (request?: object, options?: object) => Promise<unknown>;

async function specOf(name: string, text: object): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  const spec = join(folder, name, "spec.json");
  await writeFile(spec, JSON.stringify(text));
  return spec;
}

/** Calls an operation of a client; gives where the request was sent by its URL, and its head. */
async function sentBy(options: object, call = "ping"): Promise<readonly [string, Headers]> {
  const text = { ...document({ url: `https://${HOST}/prod`, ...endpoint }), ...endpoint };
  const spec = await specOf("private", text);
  let url = "";
  let headers = new Headers();
  const given = {
    retry: false,
    fetch: async (input: string, init: RequestInit) => {
      url = input;
      headers = new Headers(init.headers);
      return fetch(server.baseUrl, { ...init });
    },
    ...options,
  };
  const client = await clientOfSpec(join(folder, "private/sdk"), spec, given);
  await (client as Record<string, Call>)[call]?.();
  return [url, headers];
}

describe("a client of a private API", () => {
  it("calls its URL where private DNS leads there", async () => {
    expect((await sentBy({}))[0]).toBe(`https://${HOST}/prod/ping`);
  });

  it("calls the name that the API has with a VPC endpoint", async () => {
    const [url, headers] = await sentBy({ endpoint: { vpcEndpointId: "vpce-0abc" } });
    expect(url).toBe("https://a1b2c3d4e5-vpce-0abc.execute-api.eu-west-1.amazonaws.com/prod/ping");
    expect(headers.get("x-apigw-api-id")).toBe(null);
  });

  it("calls the endpoint's own name, and says which API it means", async () => {
    const dnsName = "vpce-0abc-xyz.execute-api.eu-west-1.vpce.amazonaws.com";
    const [url, headers] = await sentBy({ endpoint: { dnsName } });
    expect(url).toBe(`https://${dnsName}/prod/ping`);
    expect(headers.get("x-apigw-api-id")).toBe("a1b2c3d4e5");
  });

  it("sends these headers over the wire", async () => {
    const plain = { fetch: globalThis.fetch, headers: { "x-mine": "1" } };
    await sentBy({ ...plain, endpoint: { dnsName: server.baseUrl } });
    const { url, headers } = server.last;
    expect([url, headers["x-apigw-api-id"], headers["x-mine"]]).toEqual([
      "/prod/ping",
      "a1b2c3d4e5",
      "1",
    ]);
    const byHost = await sentBy({ endpoint: { dnsName: server.baseUrl, apiHeader: "host" } });
    expect(byHost[1].get("host")).toBe(HOST);
    expect(byHost[1].get("x-apigw-api-id")).toBe(null);
  });

  it("signs for the region of the endpoint's name", async () => {
    const dnsName = "vpce-0abc-xyz.execute-api.eu-west-1.vpce.amazonaws.com";
    const keys = { accessKeyId: "AKID", secretAccessKey: "secret" };
    const auth = { sigv4: { credentials: keys } };
    const [, headers] = await sentBy({ auth, endpoint: { dnsName } }, "signed");
    expect(headers.get("authorization")).toMatch(
      /\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=host;[^,]*x-apigw-api-id/,
    );
  });

  it("is told what a custom domain hides, and refuses what is no endpoint", async () => {
    const baseUrl = "https://api.example.com/v1";
    const place = { apiId: "q1", region: "cn-north-1" };
    const [url] = await sentBy({ baseUrl, endpoint: { vpcEndpointId: "vpce-1", ...place } });
    expect(url).toBe("https://q1-vpce-1.execute-api.cn-north-1.amazonaws.com.cn/v1/ping");
    await expect(sentBy({ baseUrl, endpoint: { dnsName: "x.example" } })).rejects.toThrow(
      "api.example.com does not tell it: set endpoint.apiId",
    );
    await expect(sentBy({ endpoint: { vpcEndpointId: "x.example/" } })).rejects.toThrow(
      '"x.example/" is no VPC endpoint',
    );
  });
});

describe("the option", () => {
  it("is typed, and there for private APIs alone", async () => {
    const emitted = async (name: string, text: object): Promise<SdkResult> => {
      const result = await emitSpec(await specOf(name, text));
      await writeFiles(join(folder, name, "sdk"), result.files);
      for (const file of result.files.filter(({ path }) => /^src\/config|\.md$/.test(path))) {
        expect(await check(textOf(file), { filepath: file.path })).toBe(true);
      }
      return result;
    };
    const server = { url: `https://${HOST}/{stage}`, variables: stageVariable() };
    await emitted("typed", document({ ...server, ...endpoint }));
    await emitted("relative", { ...document({ url: "/" }), ...endpoint });
    await mkdir(join(folder, "told"), { recursive: true });
    await writeFile(join(folder, "told/gw-gen.yaml"), TOLD);
    await emitted("told", document({ url: `https://${HOST}/prod` }));
    const open = await emitted("open", document(server));
    expect(open.files.map(({ path }) => path)).not.toContain("src/runtime/private-endpoint.ts");
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await writeFile(
      join(folder, "use.ts"),
      `import { InnerClient } from "./typed/sdk/src/index.js";
import { InnerClient as Open } from "./open/sdk/src/index.js";
import { InnerClient as Told } from "./told/sdk/src/index.js";
import { InnerClient as Relative } from "./relative/sdk/src/index.js";
new InnerClient({ variables: { stage: "prod" }, endpoint: { vpcEndpointId: "vpce-0abc" } });
new Told({ endpoint: { vpcEndpointId: "vpce-1" } });
new Relative({ baseUrl: "https://x.example", endpoint: { dnsName: "x", apiHeader: "host", apiId: "a" } });
// @ts-expect-error no such stage
new InnerClient({ variables: { stage: "test" } });
// @ts-expect-error no such header
new InnerClient({ endpoint: { dnsName: "x", apiHeader: "x-api" } });
// @ts-expect-error neither an endpoint nor a name
new InnerClient({ endpoint: {} });
// @ts-expect-error this one is not private
new Open({ endpoint: { dnsName: "x" } });
`,
    );
    expect(typecheck(folder, ["use.ts", "*/sdk/src"])).toEqual([]);
  });
});

const TOLD =
  "endpoint: { type: private, vpcEndpointIds: [vpce-1], allowFrom: { vpcEndpoints: [vpce-1] } }\n";

function stageVariable(): object {
  return { stage: { default: "prod", enum: ["prod", "dev"] } };
}
