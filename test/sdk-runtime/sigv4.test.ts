import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { textBody } from "../../templates/sdk/typescript/runtime/bodies.js";
import type { Operation } from "../../templates/sdk/typescript/runtime/operation.js";
import {
  applySigV4,
  canonicalRequest,
  renewSigV4,
  sign,
  type SigV4Credential,
} from "../../templates/sdk/typescript/runtime/sigv4.js";
import { answerWith, type RecordingServer, startRecordingServer } from "./recording-server.js";

const KEYS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const SCOPE = { region: "us-east-1", service: "service", date: "20150830T123600Z" };
const UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

interface Vector {
  readonly line: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly signature: string;
}

/** The published test suite of Signature Version 4: requests to example.amazonaws.com and their signatures. */
const VECTORS: Readonly<Record<string, Vector>> = {
  "get-vanilla": {
    line: "GET /",
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
  "get-slash": {
    line: "GET //",
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
  "get-relative-relative": {
    line: "GET /example1/example2/../..",
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
  "get-utf8": {
    line: "GET /\u1234",
    signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
  },
  "get-unreserved": {
    line: `GET /${UNRESERVED}`,
    signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
  },
  "get-vanilla-empty-query-key": {
    line: "GET /?Param1=value1",
    signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
  },
  "get-vanilla-query-order-key-case": {
    line: "GET /?Param2=value2&Param1=value1",
    signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  },
  "get-vanilla-query-unreserved": {
    line: `GET /?${UNRESERVED}=${UNRESERVED}`,
    signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
  },
  "get-vanilla-utf8-query": {
    line: "GET /?\u1234=bar",
    signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
  },
  "get-header-key-duplicate": {
    line: "GET /",
    headers: [
      ["My-Header1", "value2"],
      ["My-Header1", "value2"],
      ["My-Header1", "value1"],
    ],
    signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
  },
  "get-header-value-trim": {
    line: "GET /",
    headers: [
      ["My-Header1", " value1"],
      ["My-Header2", ' "a   b   c"'],
    ],
    signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
  },
  "post-vanilla": {
    line: "POST /",
    signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  },
  "post-vanilla-query": {
    line: "POST /?Param1=value1",
    signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
  },
  "post-header-key-sort": {
    line: "POST /",
    headers: [["My-Header1", "value1"]],
    signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
  },
  "post-header-value-case": {
    line: "POST /",
    headers: [["My-Header1", "VALUE1"]],
    signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
  },
  "post-x-www-form-urlencoded": {
    line: "POST /",
    headers: [["Content-Type", "application/x-www-form-urlencoded"]],
    body: "Param1=value1",
    signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  },
};

function signable({ line, headers = [], body = "" }: Vector): Parameters<typeof sign>[0] {
  const [method = "", target = ""] = line.split(" ");
  const [path = "", query = ""] = target.split("?");
  return {
    method,
    path,
    query,
    headers: [["Host", "example.amazonaws.com"], ["X-Amz-Date", SCOPE.date], ...headers],
    payloadHash: createHash("sha256").update(body).digest("hex"),
  };
}

describe("the published vectors", () => {
  it.each(Object.entries(VECTORS))("%s", async (_, vector) => {
    const signature = await sign(signable(vector), SCOPE, KEYS.secretAccessKey);
    expect(signature).toBe(vector.signature);
  });

  it("leaves the path of S3 as it is on the wire", () => {
    const request = signable({ line: "GET /a%20b//c", signature: "" });
    const pathFor = (service: string): string | undefined =>
      canonicalRequest(request, { service }).split("\n")[1];
    expect([pathFor("s3"), pathFor("execute-api")]).toEqual(["/a%20b//c", "/a%2520b/c"]);
  });
});

let server: RecordingServer;
let now = 0;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  now = Date.parse("2026-01-02T03:04:05Z");
  server.answer = answerWith(204);
});

const scheme = { name: "aws", apply: applySigV4, renew: renewSigV4 };
const put: Operation = {
  name: "put",
  method: "PUT",
  path: "/thing",
  body: [{ mediaType: "text/plain", encode: textBody }],
  security: [[[scheme]]],
};

function clientWith(aws: unknown, baseUrl = server.baseUrl): Client {
  return new Client({ baseUrl, auth: { aws }, retry: false, clock: { now: () => now } });
}

const region = "eu-west-1";
const given: SigV4Credential = { credentials: KEYS, region };

type SourceData = string | ArrayBuffer | ArrayBufferView;

function bytesOf(data: SourceData): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** A hash as AWS's own signer takes it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: SourceData) {
    this.#hash = secret ? createHmac("sha256", bytesOf(secret)) : createHash("sha256");
  }
  update(data: SourceData): void {
    this.#hash.update(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}

/** What AWS's own signer makes of a request as it came over the wire. */
async function expectedAuthorization(sessionToken?: string): Promise<string | undefined> {
  const { method, url, headers, body } = server.last;
  const signer = new SignatureV4({
    credentials: { ...KEYS, ...(sessionToken !== undefined && { sessionToken }) },
    region,
    service: "execute-api",
    sha256: Sha256,
    applyChecksum: false,
  });
  const { pathname, searchParams } = new URL(url, server.baseUrl);
  const query = [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]);
  const names = /SignedHeaders=([^,]*)/.exec(String(headers.authorization))?.[1]?.split(";") ?? [];
  const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const request = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path: pathname,
      query: Object.fromEntries(query) as Record<string, string[]>,
      headers: signed,
      body: body.toString(),
    },
    { signingDate: new Date(now) },
  );
  return request.headers.authorization;
}

describe("a signed call", () => {
  it("has the signature of AWS's own signer", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 8 });
    const property = fc.asyncProperty(
      fc.array(
        text.filter((part) => part !== "" && !/^\.+$/.test(part)),
        { maxLength: 3 },
      ),
      fc.dictionary(text.filter(Boolean), fc.oneof(text, fc.array(text, { maxLength: 3 }))),
      fc.dictionary(fc.stringMatching(/^x-[a-z]{1,5}$/), fc.stringMatching(/^[ -~]{0,12}$/)),
      text,
      fc.option(fc.stringMatching(/^[a-zA-Z0-9+/=]{1,20}$/), { nil: undefined }),
      async (segments, query, headers, body, sessionToken) => {
        const path = segments.map((part) => `/${encodeURIComponent(part)}`).join("") || "/";
        const credentials = { ...KEYS, sessionToken };
        const client = clientWith({ credentials: () => Promise.resolve(credentials), region });
        await client.call({ ...put, path }, { body }, { query, headers });
        const { authorization } = server.last.headers;
        expect(authorization).toBe(await expectedAuthorization(sessionToken));
        expect(authorization).toContain("content-type;host;");
        expect(server.last.headers["x-amz-security-token"]).toBe(sessionToken);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it("sends a space as such where a form would write a plus", async () => {
    await clientWith(given).call({ ...put, path: "/thing?a=b+c" }, {});
    expect(server.last.url).toBe("/thing?a=b%20c");
    expect(server.last.headers.authorization).toBe(await expectedAuthorization());
  });

  it("leaves the body of a stream unsigned", async () => {
    const encode = () => ({ content: new Blob(["streamed"]).stream(), once: true });
    const body = [{ mediaType: "text/plain", encode }];
    await clientWith(given).call({ ...put, body }, { body: "" });
    expect(server.last.headers["x-amz-content-sha256"]).toBe("UNSIGNED-PAYLOAD");
    expect(server.last.body.toString()).toBe("streamed");
  });

  it.each([
    ["https://a1.execute-api.us-west-2.amazonaws.com/prod", "us-west-2/execute-api"],
    ["https://a1-vpce-0a.execute-api.us-west-2.amazonaws.com", "us-west-2/execute-api"],
    ["https://vpce-0a-b.execute-api.us-west-2.vpce.amazonaws.com", "us-west-2/execute-api"],
    ["https://a1.execute-api.cn-north-1.amazonaws.com.cn", "cn-north-1/execute-api"],
    ["https://abc.lambda-url.eu-north-1.on.aws", "eu-north-1/lambda"],
    ["https://logs.eu-north-1.amazonaws.com", "eu-north-1/logs"],
  ])("to %s is in scope %s", async (baseUrl, scope) => {
    let sent = "";
    const fetch = (_: unknown, init?: RequestInit): Promise<Response> => {
      sent = new Headers(init?.headers).get("authorization") ?? "";
      return Promise.resolve(new Response(null, { status: 204 }));
    };
    const aws = { credentials: KEYS };
    await new Client({ baseUrl, fetch, auth: { aws }, clock: { now: () => now } }).call(put, {});
    expect(sent).toContain(`Credential=AKIDEXAMPLE/20260102/${scope}/aws4_request`);
  });

  it.each([
    [{ credentials: KEYS }, "127.0.0.1 does not tell its region: set auth.aws.region"],
    ["AKID", "{ credentials } is expected, not a string"],
    [{ region }, "auth.aws.credentials needs accessKeyId and secretAccessKey"],
    [{ region, credentials: () => Promise.reject(new Error("no profile")) }, "no profile"],
  ])("with %j as credentials is a RequestError", async (aws, message) => {
    await expect(clientWith(aws).call(put, {})).rejects.toMatchObject({
      name: "RequestError",
      message: `PUT ${server.baseUrl}${put.path}: auth.aws: ${message}`,
    });
    expect(server.requests).toEqual([]);
  });
});

describe("a clock that is off", () => {
  /** Refuses what is signed more than five minutes from the server's time, as AWS does. */
  function answerAt(time: number): void {
    server.answer = (request, response) => {
      const date = String(request.headers["x-amz-date"]);
      const iso = date.replace(/^(....)(..)(..)T(..)(..)/, "$1-$2-$3T$4:$5:");
      const isLate = Math.abs(Date.parse(iso) - time) > 300_000;
      const headers = { date: new Date(time).toUTCString() };
      answerWith(isLate ? 403 : 204, undefined, headers)(request, response);
    };
  }
  const dates = (): unknown[] => server.requests.map(({ headers }) => headers["x-amz-date"]);

  it("is corrected by the server's, once for all calls", async () => {
    answerAt(now + 3_600_000);
    const client = clientWith(given);
    await Promise.all([client.call(put, {}), client.call(put, {})]);
    expect(dates().sort()).toEqual([
      "20260102T030405Z",
      "20260102T030405Z",
      "20260102T040405Z",
      "20260102T040405Z",
    ]);
    server.requests.length = 0;
    await client.call(put, {});
    expect(dates()).toEqual(["20260102T040405Z"]);
  });

  it("is not the reason of a 403 at the right time", async () => {
    server.answer = answerWith(403, undefined, { date: new Date(now).toUTCString() });
    await expect(clientWith({ ...given }).call(put, {})).rejects.toMatchObject({ status: 403 });
    expect(server.requests).toHaveLength(1);
  });

  it("is corrected once a call", async () => {
    server.answer = answerWith(403, undefined, { date: new Date(0).toUTCString() });
    await expect(clientWith({ ...given }).call(put, {})).rejects.toMatchObject({ status: 403 });
    expect(dates()).toEqual(["20260102T030405Z", "19700101T000000Z"]);
  });
});
