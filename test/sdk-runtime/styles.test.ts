import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import * as content from "../../templates/sdk/typescript/runtime/content-styles.js";
import type {
  ParameterDetails,
  ParameterEncoder,
  ParameterEntry,
} from "../../templates/sdk/typescript/runtime/operation.js";
import { percentEncodeReserved } from "../../templates/sdk/typescript/runtime/percent.js";
import * as styles from "../../templates/sdk/typescript/runtime/styles.js";
import { type RecordingServer, startRecordingServer } from "./recording-server.js";

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());

const list = ["blue", "black", "brown"];
const record = { R: 100, G: 200, B: 150 };
const reserved = "a/b?c&d=e[f]%20 é";

/** Sends one parameter named `color` and gives the part of the request that holds it. */
async function sent(
  place: "path" | "query" | "header" | "cookie",
  { encode, ...details }: ParameterDetails & { readonly encode: ParameterEncoder },
  value: unknown,
): Promise<string | undefined> {
  const path = place === "path" ? "/x{color}" : "/x";
  const parameters: ParameterEntry[] = [["color", encode, details]];
  const operation = { name: "probe", method: "GET", path, parameters };
  await new Client({ baseUrl: server.baseUrl }).call(operation, { color: value });
  const { url, headers } = server.last;
  if (place === "path") return url.slice(2);
  if (place === "query") return url.slice(2).replace(/^\?/, "");
  return headers[place === "header" ? "color" : "cookie"] as string | undefined;
}

const encoders = {
  pathSimple: styles.pathSimple,
  pathLabel: styles.pathLabel,
  pathMatrix: styles.pathMatrix,
  pathGreedy: styles.pathGreedy,
  queryForm: styles.queryForm,
  querySpaceDelimited: styles.querySpaceDelimited,
  queryPipeDelimited: styles.queryPipeDelimited,
  queryTabDelimited: styles.queryTabDelimited,
  queryDeepObject: styles.queryDeepObject,
  headerSimple: styles.headerSimple,
  cookieForm: styles.cookieForm,
  cookiePlain: styles.cookiePlain,
};

type Row = [string, keyof typeof encoders, boolean | undefined, unknown, string];

/** OAS 3.2 §4.12.3 "Style Examples", with the rows of RFC 6570 §3.2 for what it leaves out. */
const pathRows: Row[] = [
  ["simple, string", "pathSimple", false, "blue", "blue"],
  ["simple, empty string", "pathSimple", false, "", ""],
  ["simple, array", "pathSimple", false, list, "blue,black,brown"],
  ["simple, object", "pathSimple", false, record, "R,100,G,200,B,150"],
  ["simple exploded, array", "pathSimple", true, list, "blue,black,brown"],
  ["simple exploded, object", "pathSimple", true, record, "R=100,G=200,B=150"],
  ["label, string", "pathLabel", false, "blue", ".blue"],
  ["label, empty string", "pathLabel", false, "", "."],
  ["label, array", "pathLabel", false, list, ".blue,black,brown"],
  ["label, object", "pathLabel", false, record, ".R,100,G,200,B,150"],
  ["label exploded, array", "pathLabel", true, list, ".blue.black.brown"],
  ["label exploded, object", "pathLabel", true, record, ".R=100.G=200.B=150"],
  ["matrix, string", "pathMatrix", false, "blue", ";color=blue"],
  ["matrix, empty string", "pathMatrix", false, "", ";color"],
  ["matrix, array", "pathMatrix", false, list, ";color=blue,black,brown"],
  ["matrix, object", "pathMatrix", false, record, ";color=R,100,G,200,B,150"],
  ["matrix exploded, array", "pathMatrix", true, list, ";color=blue;color=black;color=brown"],
  ["matrix exploded, object", "pathMatrix", true, record, ";R=100;G=200;B=150"],
  ["simple, reserved", "pathSimple", false, "a/b?c;=%", "a%2Fb%3Fc%3B%3D%25"],
  ["simple, beyond encodeURIComponent", "pathSimple", false, "!'()*~", "%21%27%28%29%2A~"],
  ["simple, null members", "pathSimple", false, ["a", null, undefined, "b"], "a,b"],
  ["greedy", "pathGreedy", undefined, "a b/c/d", "a%20b/c/d"],
];

const queryRows: Row[] = [
  ["form, string", "queryForm", true, "blue", "color=blue"],
  ["form, empty string", "queryForm", true, "", "color="],
  ["form, array", "queryForm", false, list, "color=blue,black,brown"],
  ["form, object", "queryForm", false, record, "color=R,100,G,200,B,150"],
  ["form exploded, array", "queryForm", true, list, "color=blue&color=black&color=brown"],
  ["form exploded, object", "queryForm", true, record, "R=100&G=200&B=150"],
  ["form exploded, empty member", "queryForm", true, { R: "" }, "R="],
  ["form, empty array", "queryForm", false, [], ""],
  ["form, null", "queryForm", true, null, ""],
  ["form, delimiter in a value", "queryForm", false, ["a,b", "c"], "color=a%2Cb,c"],
  ["form, space", "queryForm", true, "a b+c", "color=a%20b%2Bc"],
  ["form, false and 0", "queryForm", true, [false, 0, 10n], "color=false&color=0&color=10"],
  ["spaceDelimited, array", "querySpaceDelimited", false, list, "color=blue%20black%20brown"],
  [
    "spaceDelimited, object",
    "querySpaceDelimited",
    false,
    record,
    "color=R%20100%20G%20200%20B%20150",
  ],
  ["pipeDelimited, array", "queryPipeDelimited", false, list, "color=blue%7Cblack%7Cbrown"],
  [
    "pipeDelimited, object",
    "queryPipeDelimited",
    false,
    record,
    "color=R%7C100%7CG%7C200%7CB%7C150",
  ],
  ["tsv", "queryTabDelimited", undefined, list, "color=blue%09black%09brown"],
  [
    "deepObject",
    "queryDeepObject",
    undefined,
    record,
    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
  ],
  [
    "deepObject, nested",
    "queryDeepObject",
    undefined,
    { a: { b: "x y" }, c: [1, 2], d: [{ e: 3 }], f: null },
    "color%5Ba%5D%5Bb%5D=x%20y&color%5Bc%5D%5B%5D=1&color%5Bc%5D%5B%5D=2&color%5Bd%5D%5B0%5D%5Be%5D=3",
  ],
];

const headerRows: Row[] = [
  ["string", "headerSimple", false, "blue", "blue"],
  ["array", "headerSimple", false, list, "blue,black,brown"],
  ["object", "headerSimple", false, record, "R,100,G,200,B,150"],
  ["object exploded", "headerSimple", true, record, "R=100,G=200,B=150"],
  ["not percent-encoded", "headerSimple", false, "a b/%", "a b/%"],
];

const cookieRows: Row[] = [
  ["form, string", "cookieForm", true, "blue", "color=blue"],
  ["form, array", "cookieForm", false, list, "color=blue,black,brown"],
  ["form exploded, array", "cookieForm", true, list, "color=blue&color=black&color=brown"],
  ["form exploded, object", "cookieForm", true, record, "R=100&G=200&B=150"],
  ["form, object", "cookieForm", false, record, "color=R,100,G,200,B,150"],
  ["cookie, string", "cookiePlain", true, "a b", "color=a b"],
  ["cookie exploded, array", "cookiePlain", true, list, "color=blue; color=black; color=brown"],
  ["cookie exploded, object", "cookiePlain", true, record, "R=100; G=200; B=150"],
  ["cookie, object", "cookiePlain", false, record, "color=R,100,G,200,B,150"],
];

function rows(place: "path" | "query" | "header" | "cookie", table: Row[]): void {
  it.each(table)("%s", async (_label, style, explode, value, expected) => {
    const encode = encoders[style];
    const parameter = { encode, ...(explode !== undefined && { explode }) };
    expect(await sent(place, parameter, value)).toBe(expected);
  });
}

describe("parameters in a path", () => {
  rows("path", pathRows);

  it("keep reserved characters on demand, but never end the path", async () => {
    const parameter = { encode: styles.pathSimple, escape: percentEncodeReserved };
    expect(await sent("path", parameter, "a/b?c#d;e%20f")).toBe("a/b%3Fc%23d;e%20f");
  });

  it("hold JSON", async () => {
    expect(await sent("path", { encode: content.pathJson }, { a: 1 })).toBe("%7B%22a%22%3A1%7D");
  });

  it.each([".", "..", "../a"])("refuse the dot segment in %s", async (value) => {
    const path = "/x/{color}";
    const parameters: ParameterEntry[] = [["color", styles.pathGreedy]];
    const operation = { name: "probe", method: "GET", path, parameters };
    const call = new Client({ baseUrl: server.baseUrl }).call(operation, { color: value });
    await expect(call).rejects.toMatchObject({ name: "RequestError" });
  });

  it("must be there", async () => {
    const operation = { name: "probe", method: "GET", path: "/x/{color}" };
    const call = new Client({ baseUrl: server.baseUrl }).call(operation, {});
    await expect(call).rejects.toMatchObject({
      name: "RequestError",
      message: 'GET /x/{color}: "color" is missing',
    });
  });
});

describe("parameters in a query", () => {
  rows("query", queryRows);

  it("keep reserved characters and triplets on demand", async () => {
    const parameter = { encode: styles.queryForm, escape: percentEncodeReserved };
    expect(await sent("query", parameter, reserved)).toBe("color=a/b?c&d=e[f]%20%20%C3%A9");
  });

  it("hold JSON", async () => {
    const text = await sent("query", { encode: content.queryJson }, { a: [1, null] });
    expect(text).toBe("color=%7B%22a%22%3A%5B1%2Cnull%5D%7D");
  });

  it("are the whole query as a form", async () => {
    const value = { foo: "a + b", bar: true };
    expect(await sent("query", { encode: content.querystringForm }, value)).toBe(
      "foo=a+%2B+b&bar=true",
    );
  });

  it("are the whole query as JSON", async () => {
    const value = { numbers: [1, 2], flag: null };
    expect(await sent("query", { encode: content.querystringText }, value)).toBe(
      "%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D",
    );
  });
});

describe("parameters in a header", () => {
  rows("header", headerRows);

  it("hold JSON in ASCII", async () => {
    expect(await sent("header", { encode: content.headerJson }, { a: "é" })).toBe(
      String.raw`{"a":"\u00e9"}`,
    );
  });
});

describe("parameters in a cookie", () => {
  rows("cookie", cookieRows);

  it("hold JSON", async () => {
    expect(await sent("cookie", { encode: content.cookieJson }, [1])).toBe("color=%5B1%5D");
  });
});
