import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { afterEach, describe, expect, it } from "vitest";
import type { MockOptions, RunningMock } from "../../../src/runtime/start.js";
import { python } from "../../support/checkers.js";
import { startYaml, TestClient, until } from "./socket-fixture.js";

const running: RunningMock[] = [];
const clients: TestClient[] = [];
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate();
  for (const mock of running.splice(0)) await mock.close();
});

const DOCUMENT = `
openapi: 3.0.1
info: { title: Chat, version: "1" }
paths: {}
x-gw-gen-websocket: { routes: { $default: null } }
`;
const IAM = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };

async function start(options: MockOptions = {}): Promise<RunningMock> {
  const mock = await startYaml(DOCUMENT, { iam: [IAM], region: "eu-west-1", ...options });
  running.push(mock);
  return mock;
}

async function client(mock: RunningMock): Promise<TestClient> {
  const made = new TestClient(mock.url.replace("http", "ws"));
  clients.push(made);
  return made.open();
}

function sdkClient(mock: RunningMock): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({
    endpoint: `${mock.url}/default`,
    region: "eu-west-1",
    credentials: IAM,
    maxAttempts: 1,
  });
}

const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (error: Error) => error.name,
  );

describe("@connections", () => {
  it("works with the SDK for JavaScript", async () => {
    const mock = await start();
    const one = await client(mock);
    const [ConnectionId = ""] = mock.sockets?.ids() ?? [];
    const api = sdkClient(mock);
    await api.send(new PostToConnectionCommand({ ConnectionId, Data: "hello" }));
    await until(() => one.texts.length === 1);
    const known = await api.send(new GetConnectionCommand({ ConnectionId }));
    expect(one.texts).toEqual(["hello"]);
    expect(known.Identity).toEqual({ SourceIp: "127.0.0.1", UserAgent: "" });
    expect(known.ConnectedAt).toBeInstanceOf(Date);
    expect(known.LastActiveAt).toBeInstanceOf(Date);
    const large = new PostToConnectionCommand({ ConnectionId, Data: "x".repeat(131_073) });
    expect(await nameOf(api.send(large))).toBe("PayloadTooLargeException");
    await api.send(new DeleteConnectionCommand({ ConnectionId }));
    await until(() => one.close !== undefined);
    expect(one.close?.code).toBe(1000);
    for (const command of [GetConnectionCommand, DeleteConnectionCommand]) {
      expect(await nameOf(api.send(new command({ ConnectionId })))).toBe("GoneException");
    }
    const post = new PostToConnectionCommand({ ConnectionId: "AAAAAAAAAAAAAAA=", Data: "x" });
    expect(await nameOf(api.send(post))).toBe("GoneException");
  });

  it("takes no call without the right signature", async () => {
    const mock = await start();
    await client(mock);
    const [ConnectionId = ""] = mock.sockets?.ids() ?? [];
    const wrong = new ApiGatewayManagementApiClient({
      endpoint: mock.url,
      region: "eu-west-1",
      credentials: { ...IAM, secretAccessKey: "wrong" },
      maxAttempts: 1,
    });
    expect(await nameOf(wrong.send(new GetConnectionCommand({ ConnectionId })))).toBe(
      "InvalidSignatureException",
    );
    const bare = await fetch(`${mock.url}/@connections/${encodeURIComponent(ConnectionId)}`);
    expect(bare.status).toBe(403);
  });

  it.skipIf(python === undefined)("works with boto3", async () => {
    const mock = await start();
    const one = await client(mock);
    const [id = ""] = mock.sockets?.ids() ?? [];
    const script = `
import boto3, botocore, json, sys
api = boto3.client("apigatewaymanagementapi", endpoint_url="${mock.url}/default", region_name="eu-west-1",
    aws_access_key_id="${IAM.accessKeyId}", aws_secret_access_key="${IAM.secretAccessKey}")
def attempt(call, **args):
    try:
        return call(**args)
    except botocore.exceptions.ClientError as error:
        return type(error).__name__
api.post_to_connection(ConnectionId="${id}", Data=b"hello")
known = api.get_connection(ConnectionId="${id}")
large = attempt(api.post_to_connection, ConnectionId="${id}", Data=b"x" * 131073)
api.delete_connection(ConnectionId="${id}")
gone = [attempt(call, ConnectionId="${id}") for call in (api.get_connection, api.delete_connection)]
gone.append(attempt(api.post_to_connection, ConnectionId="AAAAAAAAAAAAAAA=", Data=b"x"))
times = [type(known[name]).__name__ for name in ("ConnectedAt", "LastActiveAt")]
print(json.dumps([known["Identity"], times, large, gone]))
`;
    const { stdout } = await promisify(execFile)(python ?? "", ["-c", script]);
    expect(JSON.parse(stdout)).toEqual([
      { SourceIp: "127.0.0.1", UserAgent: "" },
      ["datetime", "datetime"],
      "PayloadTooLargeException",
      ["GoneException", "GoneException", "GoneException"],
    ]);
    await until(() => one.close !== undefined);
    expect([one.texts, one.close?.code]).toEqual([["hello"], 1000]);
  });
});
