import { mkdtemp, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  answerWith,
  type RecordingServer,
  startRecordingServer,
} from "../../sdk-runtime/recording-server.js";
import { clientOfFixture } from "./generated-client.js";

interface Stream extends AsyncIterable<unknown> {
  events(): AsyncIterable<unknown>;
}
type Open = (request?: object, options?: object) => Stream;

let folder: string;
let server: RecordingServer;
let streams: Record<string, Open>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-streams-"));
  server = await startRecordingServer();
  const options = { baseUrl: server.baseUrl, retry: false };
  streams = (await clientOfFixture(folder, "streams", options)).streams as Record<string, Open>;
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  server.requests.length = 0;
});

function open(name: string, request?: object, options?: object): Stream {
  const call = streams[name];
  if (!call) throw new Error(`there is no ${name}`);
  return call.call(streams, request, options);
}

async function all(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Answers with chunks, each in a packet of its own; `end` closes, breaks or keeps the connection. */
function answerChunks(
  type: string,
  chunks: readonly (string | Buffer)[],
  end: (response: ServerResponse) => void = (response) => response.end(),
): void {
  server.answer = (_, response) => {
    response.writeHead(200, { "content-type": type }).flushHeaders();
    const send = async (): Promise<void> => {
      for (const chunk of chunks) {
        response.write(chunk);
        await pause();
      }
      end(response);
    };
    void send();
  };
}

const EVENTS = "text/event-stream; charset=utf-8";

describe("server-sent events", () => {
  it("come as the data that the API describes", async () => {
    answerChunks(EVENTS, ['data: {"n":1}\n\ndata: {"n', '":2}\n', "\n"]);
    expect(await all(open("watchTicks"))).toEqual([{ n: 1 }, { n: 2 }]);
    expect(server.last.headers.accept).toBe("text/event-stream");
  });

  it("are read as browsers read them", async () => {
    const bytes = Buffer.from("\uFEFF: hello\rdata:a\r\ndata: b\r\n\r\nevent: x\nid: 7\ndata\n\n");
    const rest = Buffer.from("id: 8\0\nretry: 20\nretry: soon\nfoo: bar\ndata:  é😀\n\ndata: lost");
    const chunks = [...bytes, ...rest].map((byte) => Buffer.from([byte]));
    server.answer = (_, response) => {
      response.writeHead(200, { "content-type": EVENTS });
      for (const chunk of chunks) response.write(chunk);
      response.end();
    };
    expect(await all(open("watchWords").events())).toEqual([
      { data: "a\nb" },
      { data: "", event: "x", id: "7" },
      { data: " é😀", id: "7", retry: 20 },
    ]);
  });

  it.each(["\n", "\r", "\r\n"])("end their lines with %j, in chunks of any size", async (end) => {
    answerChunks(EVENTS, ["data: a", end, `data: b${end.slice(0, 1)}`, end.slice(1) + end, end]);
    expect(await all(open("watchWords"))).toEqual(["a\nb"]);
  });

  it("go on from the last one when the connection breaks", async () => {
    let count = 0;
    server.answer = (request, response) => {
      response.writeHead(200, { "content-type": EVENTS });
      if (count++ === 0) {
        response.write('retry: 1\nid: 1\ndata: {"n":1}\n\n', () => response.destroy());
      } else response.end('id: 2\ndata: {"n":2}\n\n');
    };
    expect(await all(open("watchTicks"))).toEqual([{ n: 1 }, { n: 2 }]);
    expect(server.requests.map(({ headers }) => headers["last-event-id"])).toEqual([
      undefined,
      "1",
    ]);
  });

  it("end in a ConnectionError where nothing tells how to go on", async () => {
    answerChunks(EVENTS, ['data: {"n":1}\n\n'], (response) => response.destroy());
    await expect(all(open("watchTicks"))).rejects.toMatchObject({ name: "ConnectionError" });
    answerChunks(EVENTS, ['retry: 1\nid: 1\ndata: {"n":1}\n\n'], (response) => response.destroy());
    const options = { reconnect: false };
    await expect(all(open("watchTicks", {}, options))).rejects.toMatchObject({
      name: "ConnectionError",
    });
    expect(server.requests).toHaveLength(2);
  });

  it("are given up when connections break again and again", async () => {
    let count = 0;
    server.answer = (_, response) => {
      response.writeHead(200, { "content-type": EVENTS });
      const text = count++ === 0 ? 'retry: 1\nid: 1\ndata: {"n":1}\n\n' : ": nothing\n";
      response.write(text, () => response.destroy());
    };
    const options = { reconnect: { attempts: 2 } };
    await expect(all(open("watchTicks", {}, options))).rejects.toMatchObject({
      name: "ConnectionError",
    });
    expect(server.requests).toHaveLength(3);
  });

  it("close the connection when the loop is left, or the caller aborts", async () => {
    const closed: Promise<void>[] = [];
    answerChunks(EVENTS, ['data: {"n":1}\n\n'], (response) => {
      // A caller may be gone before the last chunk is written.
      if (!response.closed) closed.push(new Promise((resolve) => response.on("close", resolve)));
    });
    for await (const tick of open("watchTicks")) {
      expect(tick).toEqual({ n: 1 });
      await pause();
      await pause();
      break;
    }
    await Promise.all(closed);
    const controller = new AbortController();
    const walk = async (): Promise<void> => {
      const options = { signal: controller.signal };
      for await (const tick of open("watchTicks", {}, options)) if (tick) controller.abort();
    };
    await expect(walk()).rejects.toMatchObject({ name: "AbortError" });
    await pause();
    await Promise.all(closed);
    expect(server.requests).toHaveLength(2);
  });

  it("may be asked for beside an answer that comes at once", async () => {
    answerChunks(EVENTS, ['data: {"word":"a"}\n\n', "data: [DONE]\n\n"]);
    const request = { body: { prompt: "p" } };
    expect(await all(open("chatStream", request))).toEqual([{ word: "a" }]);
    expect(server.last.body.toString()).toBe('{"prompt":"p","stream":true}');
    server.answer = answerWith(200, { text: "all" });
    expect(await open("chat", request)).toEqual({ text: "all" });
  });
});

describe("JSON lines", () => {
  it("come as values, the last without a line end", async () => {
    answerChunks("application/x-ndjson", ['{"n":1}\r\n\n{"n', '":2}\n{"n":3}']);
    expect(await all(open("exportRows"))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    answerChunks("application/json-seq", ['\x1e{"n":1}\n\x1e{"n":', "2}\n"]);
    expect(await all(open("exportSequence"))).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("end in the typed error of their status", async () => {
    server.answer = answerWith(404, { title: "none" });
    await expect(all(open("exportRows"))).rejects.toMatchObject({
      name: "NotFoundError",
      body: { title: "none" },
    });
  });
});

describe("a stream that is none", () => {
  const fault = (message: unknown): object => ({ name: "StreamError", message });

  it("of another type is a StreamError", async () => {
    answerChunks("text/html", ["<p>"]);
    await expect(all(open("exportRows"))).rejects.toMatchObject(
      fault("GET /rows: the body is text/html, not application/jsonl or application/x-ndjson"),
    );
  });

  it("with broken JSON is a StreamError, behind what was whole", async () => {
    answerChunks("application/jsonl", ['{"n":1}\n{"n":\n']);
    const seen: unknown[] = [];
    const walk = async (): Promise<void> => {
      for await (const row of open("exportRows")) seen.push(row);
    };
    await expect(walk()).rejects.toMatchObject(fault(expect.stringMatching(/^GET \/rows: .*JSON/)));
    expect(seen).toEqual([{ n: 1 }]);
  });

  it("with lines or events without end is a StreamError", async () => {
    const options = { maxEventLength: 10 };
    answerChunks(EVENTS, ["data: 123456", "7890123"]);
    await expect(all(open("watchWords", {}, options))).rejects.toMatchObject(
      fault("GET /words: a line is longer than 10 characters"),
    );
    answerChunks(EVENTS, ["data: 1234\n", "data: 1234\n", "data: 1234\n"]);
    await expect(all(open("watchWords", {}, options))).rejects.toMatchObject(
      fault("GET /words: an event is longer than 10 characters"),
    );
  });
});
