import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RecordingServer, startRecordingServer } from "../../sdk-runtime/recording-server.js";
import { clientOfSpec } from "./generated-client.js";

type Client = Readonly<Record<string, (request: object) => Promise<unknown>>>;

const array = { type: "array", items: { type: "string" } };
const object = { type: "object", additionalProperties: { type: "string" } };
const list = ["blue", "b/k", ""];
const record = { R: "1 0", G: "a/b" };

/** A form in which a parameter `c` may be described, a value, and what RFC 6570 and OAS 3.2 §4.12 make of both. */
interface Form {
  readonly where: "path" | "query" | "header" | "cookie";
  readonly described: object;
  readonly value: unknown;
  readonly expected: string;
}

function form(
  where: Form["where"],
  described: object,
  value: typeof list | typeof record,
  expected: string,
): Form {
  const schema = Array.isArray(value) ? array : object;
  return { where, described: { ...described, schema }, value, expected };
}

/** RFC 6570 §3.2 by operator: simple `{c}`, label `{.c}`, matrix `{;c}`, form `{?c}`; each plain and exploded (`*`). */
const forms: readonly Form[] = [
  form("path", { style: "simple", explode: false }, list, "blue,b%2Fk,"),
  form("path", { style: "simple", explode: true }, record, "R=1%200,G=a%2Fb"),
  form("path", { style: "label", explode: false }, list, ".blue,b%2Fk,"),
  form("path", { style: "label", explode: true }, record, ".R=1%200.G=a%2Fb"),
  form("path", { style: "matrix", explode: false }, record, ";c=R,1%200,G,a%2Fb"),
  form("path", { style: "matrix", explode: true }, list, ";c=blue;c=b%2Fk;c"),
  form("query", { style: "form", explode: false }, list, "c=blue,b%2Fk,"),
  form("query", { style: "form", explode: true }, list, "c=blue&c=b%2Fk&c="),
  form("query", { style: "form", explode: false }, record, "c=R,1%200,G,a%2Fb"),
  form("query", { style: "form", explode: true }, record, "R=1%200&G=a%2Fb"),
  form("query", { style: "form", explode: true, allowReserved: true }, list, "c=blue&c=b/k&c="),
  form("query", { style: "form", explode: false, allowReserved: true }, record, "c=R,1%200,G,a/b"),
  form("query", { style: "spaceDelimited", explode: false }, list, "c=blue%20b%2Fk%20"),
  form("query", { style: "spaceDelimited", explode: false }, record, "c=R%201%200%20G%20a%2Fb"),
  form("query", { style: "pipeDelimited", explode: false }, list, "c=blue%7Cb%2Fk%7C"),
  form("query", { style: "pipeDelimited", explode: false }, record, "c=R%7C1%200%7CG%7Ca%2Fb"),
  form("query", { style: "deepObject", explode: true }, record, "c%5BR%5D=1%200&c%5BG%5D=a%2Fb"),
  form("header", { style: "simple", explode: false }, record, "R,1 0,G,a/b"),
  form("header", { style: "simple", explode: true }, record, "R=1 0,G=a/b"),
  form("cookie", { style: "form", explode: false }, list, "c=blue,b%2Fk,"),
  form("cookie", { style: "form", explode: true }, list, "c=blue&c=b%2Fk&c="),
  {
    where: "query",
    described: { content: { "application/json": { schema: object } } },
    value: record,
    expected: "c=%7B%22R%22%3A%221%200%22%2C%22G%22%3A%22a%2Fb%22%7D",
  },
  {
    where: "path",
    described: { content: { "application/json": { schema: array } } },
    value: list,
    expected: "%5B%22blue%22%2C%22b%2Fk%22%2C%22%22%5D",
  },
  {
    where: "header",
    described: { content: { "application/json": { schema: object } } },
    value: { R: "é" },
    expected: '{"R":"\\u00e9"}',
  },
];

const deep = {
  name: "c",
  in: "query",
  style: "deepObject",
  explode: true,
  schema: { type: "object" },
};

const binary = { type: "string", contentMediaType: "application/octet-stream" };

/** The bodies of which each part is compared. */
const bodies = {
  "/form": {
    operationId: "sendForm",
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          schema: {
            type: "object",
            properties: { text: { type: ["string", "null"] }, list: array, point: {}, deep: {} },
          },
          encoding: {
            deep: { style: "deepObject", explode: true },
          },
        },
      },
    },
  },
  "/positions": {
    operationId: "sendPositions",
    requestBody: {
      content: {
        "multipart/mixed": {
          schema: { type: "array", prefixItems: [{ type: "string" }], items: {} },
          prefixEncoding: [{ contentType: "text/markdown" }],
          itemEncoding: { contentType: "application/vnd.toy+json" },
        },
      },
    },
  },
  "/multipart": {
    operationId: "sendMultipart",
    requestBody: {
      content: {
        "multipart/form-data": {
          schema: {
            type: "object",
            properties: { text: { type: "string" }, list: array, point: {}, csv: {}, file: binary },
          },
          encoding: {
            csv: {
              contentType: "text/csv",
              headers: { "X-Kind": { schema: { type: "string", const: "table" } } },
            },
            file: { contentType: "image/png" },
          },
        },
      },
    },
  },
};

function specOf(): object {
  const responses = { 204: { description: "Done" } };
  const described = forms.map((one, index) => {
    const parameters = [{ name: "c", in: one.where, required: true, ...one.described }];
    const path = `/f${index}${one.where === "path" ? "/{c}" : ""}`;
    return [path, { get: { operationId: `form${index}`, parameters, responses } }];
  });
  const sending = Object.entries(bodies).map(([path, one]) => [
    path,
    { post: { ...one, responses } },
  ]);
  const nested = { get: { operationId: "nested", parameters: [deep], responses } };
  const paths = Object.fromEntries([...described, ...sending, ["/nested", nested]]);
  return { openapi: "3.1.0", info: { title: "Forms", version: "1.0.0" }, paths };
}

let folder: string;
let server: RecordingServer;
let client: Client;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-wire-"));
  const spec = join(folder, "spec.json");
  await writeFile(spec, JSON.stringify(specOf()));
  server = await startRecordingServer();
  server.answer = (_request, response) => response.writeHead(204).end();
  const options = { baseUrl: server.baseUrl, retry: false };
  client = (await clientOfSpec(join(folder, "sdk"), spec, options)) as Client;
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the last request says where a form puts its value. */
function sent(where: Form["where"], path: string): unknown {
  const { url, headers } = server.last;
  if (where === "path") return url.slice(path.length + 1);
  if (where === "query") return url.slice(path.length).replace(/^\?/, "");
  return headers[where === "header" ? "c" : "cookie"];
}

describe("the 24 forms of a parameter", () => {
  it("are all different", () => {
    const keys = forms.map(({ where, described }) => JSON.stringify([where, described]));
    expect(new Set(keys).size).toBe(24);
  });

  it.each(forms.map((one, index) => [index, JSON.stringify(one.described), one] as const))(
    "%i: %s is what the standards say on the wire",
    async (index, _description, { where, value, expected }) => {
      await client[`form${index}`]?.({ c: value });
      expect(sent(where, `/f${index}`)).toBe(expected);
    },
  );

  it.each([
    [{ a: ["x y", "z"], b: { c: "" } }, "c%5Ba%5D%5B%5D=x%20y&c%5Ba%5D%5B%5D=z&c%5Bb%5D%5Bc%5D="],
    [{ a: null, b: "1" }, "c%5Bb%5D=1"],
    [{ a: [], b: "1" }, "c%5Bb%5D=1"],
    [null, ""],
    [{}, ""],
  ])("deepObject takes lists, empty and null values: %j", async (value, expected) => {
    await client.nested?.({ c: value });
    expect(sent("query", "/nested")).toBe(expected);
  });
});

describe("bodies of parts", () => {
  it("are forms by the rules of WHATWG, and styled members by RFC 6570", async () => {
    const body = { text: "a b&", list: ["1", "", "2"], point: { x: 1 }, deep: { y: ["z"] } };
    await client.sendForm?.({ body });
    expect(server.last.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(server.last.body.toString()).toBe(
      "text=a+b%26&list=1&list=&list=2&point=%7B%22x%22%3A1%7D&deep%5By%5D%5B%5D=z",
    );
    await client.sendForm?.({ body: { text: null, list: [] } });
    expect(server.last.body.toString()).toBe("");
  });

  it("are multipart by position", async () => {
    await client.sendPositions?.({ body: ["# Toys", { x: 1 }, { x: 2 }] });
    const type = server.last.headers["content-type"] ?? "";
    const [, boundary = ""] = /^multipart\/mixed; boundary=(\S+)$/.exec(type) ?? [];
    expect(server.last.body.toString()).toBe(
      [
        `--${boundary}\r\nContent-Type: text/markdown\r\n\r\n# Toys\r\n`,
        `--${boundary}\r\nContent-Type: application/vnd.toy+json\r\n\r\n{"x":1}\r\n`,
        `--${boundary}\r\nContent-Type: application/vnd.toy+json\r\n\r\n{"x":2}\r\n`,
        `--${boundary}--\r\n`,
      ].join(""),
    );
  });

  it("are multipart with types and headers of their own", async () => {
    const file = new Blob(["PNG"], { type: "image/png" });
    const body = { text: "é", list: ["1", "2"], point: { x: 1 }, csv: "a;b", file };
    await client.sendMultipart?.({ body });
    const type = server.last.headers["content-type"] ?? "";
    const [, boundary = ""] = /^multipart\/form-data; boundary=(\S+)$/.exec(type) ?? [];
    const part = (name: string, head: string, text: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${head}\r\n\r\n${text}\r\n`;
    expect(server.last.body.toString()).toBe(
      [
        part("text", "", "é"),
        part("list", "", "1"),
        part("list", "", "2"),
        part("point", "\r\nContent-Type: application/json", '{"x":1}'),
        part("csv", "\r\nContent-Type: text/csv\r\nX-Kind: table", "a;b"),
        part("file", '; filename="blob"\r\nContent-Type: image/png', "PNG"),
        `--${boundary}--\r\n`,
      ].join(""),
    );
  });
});
