import { createHash, createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemSurroundings } from "../../../src/runtime/clock.js";
import type { RunningMock } from "../../../src/runtime/start.js";
import { apiOf, startDocument } from "../start-document.js";
import { python } from "../../support/checkers.js";

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const INTEGRATION = {
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: {
    default: {
      statusCode: "200",
      responseTemplates: { "application/json": "$context.identity.userArn" },
    },
  },
};
const operation = {
  responses: { 200: { description: "" } },
  "x-amazon-apigateway-auth": { type: "AWS_IAM" },
  "x-amazon-apigateway-integration": INTEGRATION,
};
const DOCUMENT = apiOf({ "/lamps/{id}": { get: operation, post: operation } });
const MINE = { accessKeyId: "AKIATEST", secretAccessKey: "a secret" };

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", typeof secret === "string" ? secret : Buffer.from(view(secret)));
  }
  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof chunk === "string" ? chunk : view(chunk));
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }
  reset(): void {}
}

function view(bytes: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

interface Signing {
  readonly region?: string;
  readonly service?: string;
  readonly credentials?: typeof MINE;
  readonly at?: number;
  readonly body?: string;
}

let api: RunningMock;
beforeAll(async () => {
  const surroundings = { ...systemSurroundings, now: () => NOW };
  api = await startDocument(DOCUMENT, { iam: [MINE], region: "eu-west-1", surroundings });
});
afterAll(() => api.close());

function signerOf({ region = "eu-west-1", service = "execute-api", credentials = MINE }: Signing) {
  return new SignatureV4({ region, service, credentials, sha256: Sha256 });
}

function messageOf(method: string, target: string, body?: string) {
  const url = new URL(api.url + target);
  return {
    method,
    protocol: "http:",
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host },
    ...(body !== undefined && { body }),
  };
}

async function signedHeaders(target: string, signing: Signing): Promise<Record<string, string>> {
  const { body } = signing;
  const message = messageOf(body === undefined ? "GET" : "POST", target, body);
  const signingDate = new Date(signing.at ?? NOW);
  const { headers } = await signerOf(signing).sign(message, { signingDate });
  const { host: _, ...rest } = headers;
  return rest;
}

async function send(target: string, headers: Record<string, string>, body?: string) {
  const method = body === undefined ? "GET" : "POST";
  const answer = await fetch(api.url + target, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body }),
  });
  return [answer.status, answer.headers.get("x-amzn-errortype"), await answer.text()];
}

const FINE = [200, null, "arn:aws:iam::123456789012:user/local"];
const refusal = (type: string, message: string) => [403, type, JSON.stringify({ message })];
const WRONG = refusal(
  "InvalidSignatureException",
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
);

describe("a signature of IAM", () => {
  it("lets in who signs with the credentials, whatever stands in path, query and body", async () => {
    const seen = [];
    for (const target of ["/lamps/1", "/lamps/a%20b%2Fc?b=2&a=%C3%BC%20x", "/default/lamps/1"]) {
      seen.push(await send(target, await signedHeaders(target, {})));
    }
    const body = '{"lit": true}';
    seen.push(await send("/lamps/1", await signedHeaders("/lamps/1", { body }), body));
    expect(seen).toEqual([FINE, FINE, FINE, FINE]);
  });

  it("takes presigned URLs until they expire", async () => {
    const seen = [];
    for (const at of [NOW, NOW - 61_000]) {
      const { path, query } = await signerOf({}).presign(messageOf("GET", "/lamps/1?a=b"), {
        signingDate: new Date(at),
        expiresIn: 60,
      });
      const text = new URLSearchParams(query as Record<string, string>);
      seen.push(await send(`${path}?${text.toString()}`, {}));
    }
    expect(seen).toEqual([
      FINE,
      refusal(
        "InvalidSignatureException",
        "Signature expired: 20260102T030304Z is now earlier than 20260102T030305Z (20260102T030405Z - 5 min.)",
      ),
    ]);
  });

  it("says why it is not taken", async () => {
    const refusals = [];
    const signings: Signing[] = [
      { region: "us-west-2" },
      { service: "s3" },
      { credentials: { ...MINE, accessKeyId: "AKIAOTHER" } },
      { credentials: { ...MINE, secretAccessKey: "another" } },
      { at: NOW - 300_001 },
      { at: NOW + 301_000 },
    ];
    for (const signing of signings) {
      refusals.push(await send("/lamps/1", await signedHeaders("/lamps/1", signing)));
    }
    expect(refusals).toEqual([
      refusal(
        "InvalidSignatureException",
        "Credential should be scoped to a valid region, not 'us-west-2'.",
      ),
      refusal(
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'execute-api'.",
      ),
      refusal(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      ),
      WRONG,
      refusal(
        "InvalidSignatureException",
        "Signature expired: 20260102T025904Z is now earlier than 20260102T025905Z (20260102T030405Z - 5 min.)",
      ),
      refusal(
        "InvalidSignatureException",
        "Signature not yet current: 20260102T030906Z is still later than 20260102T030905Z (20260102T030405Z + 5 min.)",
      ),
    ]);
  });

  it("refuses what was changed after signing, and what is no signature", async () => {
    const headers = await signedHeaders("/lamps/1", { body: "one" });
    const scoped = await signedHeaders("/lamps/1", {});
    const { "x-amz-date": _, ...undated } = scoped;
    expect([
      await send("/lamps/1", headers, "two"),
      await send("/lamps/2", scoped),
      await send("/lamps/1?a=1", scoped),
      await send("/lamps/1", {}),
      await send("/lamps/1", { authorization: "Bearer x" }),
      await send("/lamps/1", undated),
    ]).toEqual([
      WRONG,
      WRONG,
      WRONG,
      refusal("MissingAuthenticationTokenException", "Missing Authentication Token"),
      refusal(
        "IncompleteSignatureException",
        "'Bearer' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer x'.",
      ),
      refusal(
        "IncompleteSignatureException",
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
      ),
    ]);
  });

  it.skipIf(python === undefined)("is understood as another implementation makes it", async () => {
    const live = await startDocument(DOCUMENT);
    const iam = live.credentials.iam ?? { accessKeyId: "", secretAccessKey: "", region: "" };
    const script = `
import sys, json
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
key, secret, region, url = sys.argv[1:]
request = AWSRequest(method="POST", url=url, data="{}", params={"b": "x y", "a": "1+1"}, headers={"X-Own": "  two   blanks ", "Content-Type": "application/json"})
SigV4Auth(Credentials(key, secret), "execute-api", region).add_auth(request)
prepared = request.prepare()
print(json.dumps({"url": prepared.url, "headers": dict(prepared.headers)}))`;
    const { accessKeyId, secretAccessKey, region } = iam;
    const out = execFileSync(
      python ?? "",
      ["-c", script, accessKeyId, secretAccessKey, region, `${live.url}/lamps/a%20b`],
      { encoding: "utf8" },
    );
    const { url, headers } = JSON.parse(out) as { url: string; headers: Record<string, string> };
    delete headers["Content-Length"];
    const answer = await fetch(url, { method: "POST", headers, body: "{}" });
    const text = await answer.text();
    await live.close();
    expect([answer.status, text]).toEqual([200, "arn:aws:iam::123456789012:user/local"]);
  });
});
