import { openAsBlob } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binaryBody, textBody } from "../../templates/sdk/typescript/runtime/bodies.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import { formBody } from "../../templates/sdk/typescript/runtime/form-body.js";
import { losslessJsonBody } from "../../templates/sdk/typescript/runtime/lossless-json.js";
import { multipartBody } from "../../templates/sdk/typescript/runtime/multipart.js";
import type { MediaDescriptor } from "../../templates/sdk/typescript/runtime/operation.js";
import { queryDeepObject, queryForm } from "../../templates/sdk/typescript/runtime/styles.js";
import { type Recorded, type RecordingServer, startRecordingServer } from "./recording-server.js";

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());

async function sent(
  body: unknown,
  ...media: readonly MediaDescriptor[]
): Promise<Recorded & { readonly text: string }> {
  const operation = { name: "send", method: "POST", path: "/send", body: media };
  await new Client({ baseUrl: server.baseUrl }).call(operation, { body });
  return { ...server.last, text: server.last.body.toString() };
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

describe("a form", () => {
  const form = { mediaType: "application/x-www-form-urlencoded", encode: formBody };

  it("holds scalars, lists as repeated names, and objects as JSON", async () => {
    const value = {
      a: "x y&z*~",
      list: [1, null, 2],
      object: { b: 1 },
      gone: undefined,
      nil: null,
      e: "",
    };
    const { text, headers } = await sent(value, form);
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(text).toBe("a=x+y%26z*%7E&list=1&list=2&object=%7B%22b%22%3A1%7D&e=");
  });

  it("follows the styles of its parts", async () => {
    const parts = {
      deep: { encode: queryDeepObject },
      list: { encode: queryForm, explode: false },
    };
    const { text } = await sent(
      { deep: { a: "x y" }, list: ["b", "c,d"], id: 1 },
      { ...form, parts },
    );
    expect(text).toBe("deep%5Ba%5D=x%20y&list=b,c%2Cd&id=1");
  });
});

describe("a multipart body", () => {
  const media = { mediaType: "multipart/form-data", encode: multipartBody };

  function partsOf({ headers, text }: { headers: Recorded["headers"]; text: string }): string[] {
    const boundary = /^multipart\/form-data; boundary=(gw-\d{5,50})$/.exec(
      headers["content-type"] ?? "",
    );
    expect(boundary).not.toBeNull();
    const parts = text.split(`--${boundary?.[1]}`);
    expect([parts[0], parts.at(-1)]).toEqual(["", "--\r\n"]);
    return parts.slice(1, -1);
  }

  it("has a part for each member and each item", async () => {
    const value = { id: 7, tags: ["a", "b"], meta: { x: 1 }, gone: undefined };
    expect(partsOf(await sent(value, media))).toEqual([
      '\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n',
      '\r\nContent-Disposition: form-data; name="tags"\r\n\r\na\r\n',
      '\r\nContent-Disposition: form-data; name="tags"\r\n\r\nb\r\n',
      '\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"x":1}\r\n',
    ]);
  });

  it("gives files their names and types, and knows its length", async () => {
    const blob = new Blob(["PNG"], { type: "image/png" });
    const file = {
      content: "a,b",
      filename: 'x"\n.csv',
      contentType: "text/csv",
      headers: { "X-Id": "1" },
    };
    const parts = { photo: { contentType: "image/png, image/jpeg", headers: { "X-Kind": "p" } } };
    const request = await sent({ photo: blob, file }, { ...media, parts });
    expect(request.headers["content-length"]).toBe(String(request.body.length));
    expect(partsOf(request)).toEqual([
      '\r\nContent-Disposition: form-data; name="photo"; filename="blob"\r\nContent-Type: image/png\r\nX-Kind: p\r\n\r\nPNG\r\n',
      '\r\nContent-Disposition: form-data; name="file"; filename="x%22%0A.csv"\r\nContent-Type: text/csv\r\nX-Id: 1\r\n\r\na,b\r\n',
    ]);
  });

  it("streams what is a stream", async () => {
    const stream = new Blob(["blob stream"]).stream();
    const request = await sent({ a: chunks("one ", "two"), b: stream, c: "text" }, media);
    expect(request.headers["transfer-encoding"]).toBe("chunked");
    expect(partsOf(request).map((part) => part.split("\r\n\r\n")[1])).toEqual([
      "one two\r\n",
      "blob stream\r\n",
      "text\r\n",
    ]);
  });

  it("does not read a whole stream before it sends", async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; pulled < 10_000; pulled++) yield new Uint8Array(65_536);
    }
    const operation = { name: "send", method: "POST", path: "/send", body: [media] };
    const controller = new AbortController();
    const client = new Client({
      baseUrl: server.baseUrl,
      fetch: async (_url, init) => {
        const reader = (init as { body: ReadableStream }).body.getReader();
        for (let count = 0; count < 10; count++) await reader.read();
        await reader.cancel();
        return new Response(null, { status: 204 });
      },
    });
    await client.call(operation, { body: { a: endless() } }, { signal: controller.signal });
    expect(pulled).toBeLessThan(20);
  });
});

describe("other bodies", () => {
  it("are bytes in any form, with the type that they bring", async () => {
    const media = { mediaType: "application/octet-stream", encode: binaryBody };
    const bytes = new TextEncoder().encode("bytes");
    for (const body of [
      bytes,
      bytes.buffer,
      new Blob([bytes]),
      chunks("by", "tes"),
      new Blob([bytes]).stream(),
    ]) {
      const { text, headers } = await sent(body, media);
      expect([text, headers["content-type"]]).toEqual(["bytes", "application/octet-stream"]);
    }
    const typed = await sent(new Blob(["x"], { type: "image/png" }), media);
    expect(typed.headers["content-type"]).toBe("image/png");
    const named = await sent({ content: bytes, contentType: "image/gif" }, media);
    expect([named.text, named.headers["content-type"]]).toEqual(["bytes", "image/gif"]);
  });

  it("come from disk without a copy in memory", async () => {
    const media = { mediaType: "application/octet-stream", encode: binaryBody };
    const { text } = await sent(await openAsBlob(import.meta.filename), media);
    expect(text).toContain("come from disk without a copy in memory");
  });

  it("are text or JSON with big integers", async () => {
    expect((await sent("héllo", { mediaType: "text/plain", encode: textBody })).text).toBe("héllo");
    const json = { mediaType: "application/json", encode: losslessJsonBody };
    expect((await sent({ a: 9007199254740993n, b: "1" }, json)).text).toBe(
      '{"a":9007199254740993,"b":"1"}',
    );
  });

  it("have the type that the caller chose", async () => {
    const media = [
      { mediaType: "application/json", encode: losslessJsonBody },
      { mediaType: "application/x-www-form-urlencoded", encode: formBody },
    ];
    const operation = { name: "send", method: "POST", path: "/send", body: media };
    const client = new Client({ baseUrl: server.baseUrl });
    await client.call(operation, {
      body: { a: 1 },
      contentType: "application/x-www-form-urlencoded",
    });
    expect(server.last.body.toString()).toBe("a=1");
    await expect(client.call(operation, { body: {}, contentType: "text/x" })).rejects.toMatchObject(
      {
        name: "RequestError",
        message: "POST /send: no body can be text/x",
      },
    );
  });

  it("that are streams are not sent twice", async () => {
    const media = { mediaType: "application/octet-stream", encode: binaryBody };
    const operation = { name: "send", method: "PUT", path: "/send", body: [media] };
    let count = 0;
    server.answer = (_request, response) => {
      count++;
      response.writeHead(503).end();
    };
    const call = new Client({ baseUrl: server.baseUrl }).call(operation, { body: chunks("x") });
    await expect(call).rejects.toMatchObject({ status: 503 });
    expect(count).toBe(1);
  });
});
