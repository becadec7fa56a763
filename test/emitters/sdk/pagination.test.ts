import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  answerWith,
  type Recorded,
  type RecordingServer,
  startRecordingServer,
} from "../../sdk-runtime/recording-server.js";
import { clientOfFixture } from "./generated-client.js";

interface Listing extends PromiseLike<unknown>, AsyncIterable<unknown> {
  pages(limits?: object): AsyncIterable<{ readonly items: readonly unknown[] }>;
  collect(limits?: object): Promise<unknown[]>;
}
type List = (request?: object, options?: object) => Listing;

let folder: string;
let server: RecordingServer;
let lists: Record<string, List>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-pages-"));
  server = await startRecordingServer();
  const options = { baseUrl: `${server.baseUrl}/v1`, retry: false };
  const client = await clientOfFixture(folder, "pagination", options);
  lists = client.lists as Record<string, List>;
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  server.requests.length = 0;
});

const call = (name: string, request?: object, options?: object): Listing => {
  const list = lists[name];
  if (!list) throw new Error(`there is no ${name}`);
  return list.call(lists, request, options);
};
const things = (...ids: readonly string[]): object[] => ids.map((id) => ({ id }));
const urls = (): string[] => server.requests.map(({ url }) => url);

/** Answers each request with the body that a function makes of its query. */
function answerPages(
  page: (query: URLSearchParams, request: Recorded) => unknown,
  headers: (query: URLSearchParams) => Record<string, string> = () => ({}),
): void {
  server.answer = (request, response) => {
    const query = new URL(request.url, server.baseUrl).searchParams;
    answerWith(200, page(query, request), headers(query))(request, response);
  };
}

const CURSORS: Record<string, unknown> = {
  "": { data: things("a", "b"), meta: { next_cursor: "2/+" } },
  "2/+": { data: [], meta: { next_cursor: "3" } },
  "3": { data: things("c"), meta: { next_cursor: null } },
};
const byCursor = (query: URLSearchParams): unknown => CURSORS[query.get("cursor") ?? ""];

describe("a list", () => {
  it("is walked by cursors, empty pages among them", async () => {
    answerPages(byCursor);
    expect(await call("listByCursor", { limit: 2 }).collect()).toEqual(things("a", "b", "c"));
    expect(urls()).toEqual([
      "/v1/cursors?limit=2",
      "/v1/cursors?cursor=2%2F%2B&limit=2",
      "/v1/cursors?cursor=3&limit=2",
    ]);
  });

  it("gives its first page when awaited, and walks on from it", async () => {
    answerPages(byCursor);
    const list = call("listByCursor");
    expect(await list).toEqual(CURSORS[""]);
    const items: unknown[] = [];
    for await (const item of list) items.push(item);
    expect(items).toEqual(things("a", "b", "c"));
    expect(server.requests).toHaveLength(3);
  });

  it("asks for no page that is not needed", async () => {
    answerPages(byCursor);
    expect(await call("listByCursor").collect({ maxItems: 2 })).toEqual(things("a", "b"));
    expect(server.requests).toHaveLength(1);
    const sizes: number[] = [];
    for await (const { items } of call("listByCursor").pages({ maxPages: 2 })) {
      sizes.push(items.length);
    }
    expect(sizes).toEqual([2, 0]);
    expect(server.requests).toHaveLength(3);
  });

  it("is walked by the id of the last item", async () => {
    answerPages((query) =>
      query.get("starting_after") === "b"
        ? { has_more: false, data: things("c") }
        : { has_more: true, data: things("a", "b") },
    );
    expect(await call("listAfterLast").collect()).toEqual(things("a", "b", "c"));
    expect(urls()).toEqual(["/v1/last", "/v1/last?starting_after=b"]);
  });

  it("is walked by page numbers from where the API starts to count", async () => {
    const pages = [things("a"), things("b"), []];
    answerPages((query) => pages[Number(query.get("page") ?? 0)]);
    expect(await call("listByPage").collect()).toEqual(things("a", "b"));
    expect(urls()).toEqual(["/v1/pages", "/v1/pages?page=1", "/v1/pages?page=2"]);
  });

  it("is walked by offsets", async () => {
    const all = things("a", "b", "c");
    answerPages((query) => {
      const offset = Number(query.get("offset") ?? 0);
      return { offsets: all.slice(offset, offset + 2) };
    });
    expect(await call("listByOffset", { offset: 1 }).collect()).toEqual(things("b", "c"));
    expect(urls()).toEqual(["/v1/offsets?offset=1", "/v1/offsets?offset=3"]);
  });

  it("is walked by Link headers, which may lead elsewhere on the same server", async () => {
    answerPages(
      (query) => things(query.get("after") ?? "a"),
      (query): Record<string, string> =>
        query.has("after")
          ? { link: `<${server.baseUrl}/v1/links/1>; rel="first"` }
          : { link: `</v1/by-id/7?after=b%20c>; rel="last next"; title="x"` },
    );
    const list = call("listByLink", { id: "1", per_page: 5, xTrace: "t" });
    expect(await list.collect()).toEqual(things("a", "b c"));
    expect(urls()).toEqual(["/v1/links/1?per_page=5", "/v1/by-id/7?after=b%20c"]);
    expect(server.last.headers["x-trace"]).toBe("t");
  });

  it("stays on the server that is configured, whatever the links say", async () => {
    answerPages(
      (query) => things(query.get("after") ?? "a"),
      (query): Record<string, string> =>
        query.has("after") ? {} : { link: "<https://other.example/x?after=b>; rel=next" },
    );
    expect(await call("listByLink", { id: "7" }).collect()).toEqual(things("a", "b"));
    expect(urls()).toEqual(["/v1/links/7", "/v1/links/7?after=b"]);
  });

  it("is walked by addresses in the body, on no other server", async () => {
    answerPages((query) =>
      query.has("page")
        ? { results: things("b"), links: {} }
        : { results: things("a"), links: { pages: { next: "https://other.example/x?page=2" } } },
    );
    expect(await call("listByUrl").collect()).toEqual(things("a", "b"));
    expect(urls()).toEqual(["/v1/urls", "/v1/urls?page=2"]);
  });

  it("is walked by a member of the request's body", async () => {
    answerPages((_, { body }) => {
      const { page_token: token } = JSON.parse(body.toString()) as { page_token?: string };
      return token ? { hits: things("b") } : { hits: things("a"), nextPageToken: "t" };
    });
    const options = { idempotencyKey: "once" };
    expect(await call("search", { body: { query: "q" } }, options).collect()).toEqual(
      things("a", "b"),
    );
    expect(server.requests.map(({ body }) => body.toString())).toEqual([
      '{"query":"q"}',
      '{"query":"q","page_token":"t"}',
    ]);
    expect(server.requests.map(({ headers }) => headers["idempotency-key"])).toEqual([
      "once",
      undefined,
    ]);
  });

  it("is walked as its description says", async () => {
    answerPages((query) =>
      query.has("from")
        ? { page: { rows: [3], continueAt: "" } }
        : { page: { rows: [1, 2], continueAt: "z" } },
    );
    expect(await call("listAsStated").collect()).toEqual([1, 2, 3]);
    expect(urls()).toEqual(["/v1/stated", "/v1/stated?from=z"]);
  });

  it("is none where the description says so, or something that cannot be", async () => {
    answerPages(() => []);
    for (const name of ["listAtOnce", "listMistaken"]) {
      const list = call(name);
      expect("pages" in list).toBe(false);
      expect(await list).toEqual([]);
    }
  });
});

describe("a list that never ends", () => {
  const fault = { name: "PaginationError", message: expect.stringMatching(/the same page/) };

  it("is noticed by its cursors", async () => {
    let count = 0;
    answerPages(() => ({ data: things(String(count++)), meta: { next_cursor: `${count % 3}` } }));
    await expect(call("listByCursor").collect()).rejects.toMatchObject(fault);
    expect(server.requests).toHaveLength(4);
  });

  it("is noticed where the server does not read the page", async () => {
    answerPages(() => things("a"));
    await expect(call("listByPage").collect()).rejects.toMatchObject(fault);
    expect(server.requests).toHaveLength(2);
  });

  it("is ended by the caller's signal", async () => {
    let count = 0;
    answerPages(() => ({ data: things("a"), meta: { next_cursor: String(count++) } }));
    const controller = new AbortController();
    const list = call("listByCursor", {}, { signal: controller.signal });
    const walk = async (): Promise<void> => {
      for await (const item of list) if (item && count === 3) controller.abort();
    };
    await expect(walk()).rejects.toMatchObject({ name: "AbortError" });
    expect(server.requests).toHaveLength(3);
  });

  it("or no list at all is a typed error", async () => {
    answerPages(() => ({ data: "text" }));
    await expect(call("listByCursor").collect()).rejects.toMatchObject({
      name: "PaginationError",
      message: expect.stringMatching(/^GET http.*: the page has no list of items$/) as string,
    });
  });
});
