import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answerWith,
  type RecordingServer,
  startRecordingServer,
} from "../../sdk-runtime/recording-server.js";
import { clientOfFixture } from "./generated-client.js";

type Call = (
  request?: unknown,
  options?: unknown,
) => Promise<unknown> & {
  safe(): Promise<unknown>;
  stream(): Promise<ReadableStream>;
};
type Groups = Record<string, Call & Record<string, Call>>;

let folder: string;
let server: RecordingServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-live-"));
  server = await startRecordingServer();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A client of a fixture's SDK that talks to the recording server. */
async function clientOf(name: string, options: object = {}): Promise<Groups> {
  const given = { baseUrl: server.baseUrl, retry: false, ...options };
  return (await clientOfFixture(folder, name, given)) as Groups;
}

describe("a generated client", () => {
  it("sends parameters in every place", async () => {
    const client = await clientOf("encodings");
    server.answer = answerWith(204);
    const colors = ["red", "b/w"];
    const point = { x: 1, y: 2 };
    await client.usePath?.({
      simple: "a b",
      simpleList: colors,
      label: colors,
      matrix: point,
      json: point,
    });
    expect(server.last.url).toBe(
      "/path/a%20b/red,b%2Fw/x.red,b%2Fw/y;x=1;y=2/%7B%22x%22%3A1%2C%22y%22%3A2%7D",
    );
    await client.useQuery?.({
      form: colors,
      joined: colors,
      space: colors,
      pipe: colors,
      deepFilter: point,
      reserved: "a/b?c",
      json: point,
    });
    expect(server.last.url).toBe(
      "/query?form=red&form=b%2Fw&joined=red,b%2Fw&space=red%20b%2Fw&pipe=red%7Cb%2Fw" +
        "&deep%5Bfilter%5D%5Bx%5D=1&deep%5Bfilter%5D%5By%5D=2&reserved=a/b?c&json=%7B%22x%22%3A1%2C%22y%22%3A2%7D",
    );
    await client.useHeaders?.({ xColor: colors, xPoint: point, session: "s s", colors });
    const { headers } = server.last;
    expect([headers["x-color"], headers["x-point"], headers.cookie]).toEqual([
      "red,b/w",
      "x=1,y=2",
      "session=s%20s; colors=red; colors=b/w",
    ]);
    await client.search?.({ filter: point });
    expect([server.last.method, server.last.url]).toEqual(["QUERY", "/search?x=1&y=2"]);
  });

  it("sends bodies of every kind", async () => {
    const client = await clientOf("encodings");
    server.answer = answerWith(204);
    const file = new Blob(["PNG"], { type: "image/png" });
    await client.upload?.({ body: { file, tags: ["a"], point: { x: 1 } } });
    const text = server.last.body.toString();
    expect(text).toContain("Content-Type: image/png\r\nX-Kind: photo\r\n\r\nPNG\r\n");
    expect(text).toContain('name="point"\r\nContent-Type: application/json\r\n\r\n{"x":1}\r\n');
    const body = { tags: ["a", "b"], point: { x: 1 } };
    await client.upload?.({ contentType: "application/x-www-form-urlencoded", body });
    expect(server.last.body.toString()).toBe("tags=a,b&point=%7B%22x%22%3A1%7D");
    server.answer = ({ body: sent, headers }, response) => {
      response.writeHead(200, { "content-type": headers["content-type"] ?? "" }).end(sent);
    };
    expect(await client.putText?.({ body: "héllo" })).toBe("héllo");
    const bytes = (await client.putBytes?.({ body: new Uint8Array([1, 2]) })) as Blob;
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array([1, 2]));
    const stream = await client.putBytes?.({ body: new Blob(["streamed"]) }).stream();
    expect(await new Response(stream).text()).toBe("streamed");
  });

  it("types and throws errors by status", async () => {
    const client = await clientOf("answers");
    server.answer = answerWith(
      404,
      { title: "none" },
      { "content-type": "application/problem+json" },
    );
    expect(await client.things?.getThing?.({ id: "a" }).safe()).toMatchObject({
      ok: false,
      error: { name: "NotFoundError", status: 404, body: { title: "none" } },
    });
    server.answer = answerWith(502, { trace: "t" });
    await expect(client.things?.getThing?.({ id: "a" })).rejects.toMatchObject({
      name: "ServerError",
      body: { trace: "t" },
    });
    server.answer = answerWith(200);
    expect(await client.things?.hasThing?.({ id: "a" })).toBeUndefined();
  });

  it("chooses credentials for each operation", async () => {
    server.answer = answerWith(204);
    const client = await clientOf("security", {
      auth: { user: { username: "u", password: "p" }, queryKey: "q", cookieKey: "c", token: "t" },
    });
    await client.all?.open?.();
    expect(server.last.headers.authorization).toBeUndefined();
    await client.all?.inherited?.();
    expect(server.last.headers.authorization).toBe(`Basic ${btoa("u:p")}`);
    await client.all?.both?.();
    expect([server.last.url, server.last.headers.cookie]).toEqual(["/both?key=q", "sid=c"]);
    await client.all?.optional?.();
    expect(server.last.headers.authorization).toBe("Bearer t");
    await client.all?.scoped?.();
    expect(server.last.headers.authorization).toBeUndefined();
  });

  it("signs what the gateway wants signed, with the API key where there is one", async () => {
    server.answer = answerWith(204);
    const keys = { accessKeyId: "AKID", secretAccessKey: "s" };
    const signed = { credentials: keys, region: "eu-west-1" };
    const both = await clientOf("gateway", { auth: { signed, key: "k" } });
    const sent = async (client: typeof both, name: string): Promise<unknown[]> => {
      await client.gateway?.[name]?.();
      const { authorization, "x-api-key": key } = server.last.headers;
      return [/SignedHeaders=([^,]*)/.exec(authorization ?? "")?.[1], key];
    };
    expect(await sent(both, "getSigned")).toEqual(["host;x-amz-date", undefined]);
    expect(await sent(both, "putSigned")).toEqual(["host;x-amz-date;x-api-key", "k"]);
    expect(await sent(both, "getIam")).toEqual(["host;x-amz-date;x-api-key", "k"]);
    expect(await sent(both, "getPublic")).toEqual([undefined, undefined]);
    const alone = await clientOf("gateway", { auth: { key: "k" } });
    expect(await sent(alone, "putSigned")).toEqual([undefined, "k"]);
    await expect(alone.gateway?.getIam?.()).rejects.toMatchObject({ name: "RequestError" });
  });

  it("reads and writes what JSON cannot hold", async () => {
    const client = await clientOf("codecs");
    server.answer = ({ body }, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(`[${body.toString()}]`);
    };
    const event = {
      id: 9007199254740993n,
      at: new Date("2026-01-02T03:04:05.678Z"),
      content: new Uint8Array([255, 0]),
      parent: { id: 1n, at: new Date(0) },
      counts: { a: 2n },
    };
    const day = new Date("2026-01-02");
    const answer = await client.addEvent?.({
      day,
      after: 9007199254740993n,
      since: new Date(0),
      body: event,
    });
    expect(server.last.url).toBe("/events/2026-01-02?after=9007199254740993");
    expect(server.last.headers.since).toBe("1970-01-01T00:00:00.000Z");
    expect(server.last.body.toString()).toBe(
      '{"id":9007199254740993,"at":"2026-01-02T03:04:05.678Z","content":"/wA=",' +
        '"parent":{"id":1,"at":"1970-01-01T00:00:00.000Z"},"counts":{"a":2}}',
    );
    expect(answer).toEqual([event]);
  });

  it("survives hostile names", async () => {
    const client = await clientOf("hostile", { auth: false });
    server.answer = answerWith(200, { ok: true });
    const request = { id: "x/y", a: "b", proto: "p", processExit: "q" };
    expect(await client.tag?.constructor2?.(request)).toEqual({ ok: true });
    expect(server.last.url).toBe(
      "/$b/%60b%60/x%2Fy?__proto__=p&%2A%2F%20process.exit%28%29%20%2F%2A=q",
    );
  });
});
