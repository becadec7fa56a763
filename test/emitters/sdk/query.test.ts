import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { InfiniteQueryObserver, QueryClient, QueryObserver, skipToken } from "@tanstack/query-core";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RecordingServer, startRecordingServer } from "../../sdk-runtime/recording-server.js";
import { emitSpec, root, writeFiles } from "./fixture-cases.js";

const text = { type: "string" };
const page = {
  type: "object",
  required: ["items"],
  properties: { items: { type: "array", items: text }, nextCursor: text },
};
const answer = {
  200: {
    description: "OK",
    content: { "application/json": { schema: { $ref: "#/components/schemas/NotesPage" } } },
  },
};
const document = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1.0.0" },
  components: { schemas: { NotesPage: page } },
  paths: {
    "/notes": {
      get: {
        operationId: "listNotes",
        parameters: [{ name: "cursor", in: "query", schema: text }],
        responses: answer,
      },
      post: {
        operationId: "addNote",
        requestBody: { required: true, content: answer[200].content },
        responses: answer,
      },
    },
    "/notes/{id}": {
      get: {
        operationId: "getNote",
        parameters: [{ name: "id", in: "path", required: true, schema: text }],
        responses: { 204: { description: "None" } },
      },
    },
  },
};

type Factory<T> = (client: unknown, request?: unknown) => T;
interface Query {
  readonly queryKey: readonly unknown[];
  readonly queryFn: () => Promise<unknown>;
}
interface Pages extends Query {
  readonly initialPageParam: unknown;
  readonly getNextPageParam: (last: unknown) => unknown;
}
interface Mutation {
  readonly mutationFn: (request: object) => Promise<unknown>;
}
interface Sdk {
  readonly createClient: (options: object) => unknown;
  readonly getNoteQuery: Factory<Query>;
  readonly listNotesQuery: Factory<Query>;
  readonly listNotesInfiniteQuery: Factory<Pages>;
  readonly addNoteMutation: Factory<Mutation>;
}

/** How users write it; a wrong type is an error of the compiler. */
const USE = `import { InfiniteQueryObserver, QueryClient, skipToken } from "@tanstack/query-core";
import { createClient, type NotesPage } from "./src/index.js";
import { addNoteMutation, getNoteQuery, listNotesInfiniteQuery, listNotesQuery } from "./src/query.js";
const client = createClient({ baseUrl: "https://notes.example.com" });
const queries = new QueryClient();
export async function use(id: string | undefined): Promise<readonly (string | null)[]> {
  const page: NotesPage = await queries.fetchQuery(listNotesQuery(client));
  const none: null = await queries.fetchQuery(getNoteQuery(client, { id: "a" }));
  queries.getQueryCache().build(queries, getNoteQuery(client, id === undefined ? skipToken : { id }));
  const pages = await queries.fetchInfiniteQuery(listNotesInfiniteQuery(client, {}));
  new InfiniteQueryObserver(queries, listNotesInfiniteQuery(client, id === undefined ? skipToken : { cursor: id }));
  const added: NotesPage = await addNoteMutation(client).mutationFn({ body: page });
  // @ts-expect-error a required parameter
  getNoteQuery(client);
  // @ts-expect-error a member that the request does not have
  listNotesQuery(client, { cursr: "2" });
  return [...(pages.pages[0]?.items ?? []), ...added.items, none];
}
`;

let folder: string;
let server: RecordingServer;
let sdk: Sdk;
let client: unknown;
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-query-"));
  const spec = join(folder, "spec.json");
  await writeFile(spec, JSON.stringify(document));
  const { files } = await emitSpec(spec, { extras: ["query"] });
  await writeFiles(folder, files);
  const contents = 'export * from "./src/index.ts"; export * from "./src/query.ts";';
  const outfile = join(folder, "sdk.mjs");
  const stdin = { contents, resolveDir: folder };
  await build({ stdin, bundle: true, format: "esm", outfile, logLevel: "error" });
  sdk = (await import(pathToFileURL(outfile).href)) as Sdk;
  server = await startRecordingServer();
  server.answer = ({ url, method }, response) => {
    if (url.startsWith("/notes/")) {
      response.writeHead(204).end();
      return;
    }
    const body =
      method === "POST" || url.includes("cursor=2")
        ? { items: ["c"] }
        : { items: ["a", "b"], nextCursor: "2" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  client = sdk.createClient({ baseUrl: server.baseUrl });
});
afterAll(async () => {
  queries.clear();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("queries by keys of name and request", async () => {
  const options = sdk.listNotesQuery(client, { cursor: "2" });
  expect(options.queryKey).toEqual(["listNotes", { cursor: "2" }]);
  expect(await queries.fetchQuery(options)).toEqual({ items: ["c"] });
  expect(queries.getQueryData(sdk.listNotesQuery(client, { cursor: "2" }).queryKey)).toEqual({
    items: ["c"],
  });
  expect(sdk.listNotesQuery(client).queryKey).toEqual(["listNotes", {}]);
});

it("holds null of an answer without a body", async () => {
  expect(await queries.fetchQuery(sdk.getNoteQuery(client, { id: "a" }))).toBeNull();
});

it("asks for nothing with skipToken", () => {
  const count = server.requests.length;
  const observer = new QueryObserver(queries, sdk.getNoteQuery(client, skipToken));
  const leave = observer.subscribe(() => undefined);
  expect([observer.getCurrentResult().fetchStatus, server.requests.length]).toEqual([
    "idle",
    count,
  ]);
  leave();
});

it("goes from page to page", async () => {
  const observer = new InfiniteQueryObserver(queries, sdk.listNotesInfiniteQuery(client));
  await observer.refetch();
  expect(observer.getCurrentResult().hasNextPage).toBe(true);
  const second = await observer.fetchNextPage();
  expect(second.hasNextPage).toBe(false);
  const pages = (second.data as { pages: readonly { items: unknown }[] } | undefined)?.pages;
  expect(pages?.map(({ items }) => items)).toEqual([["a", "b"], ["c"]]);
  expect(server.requests.slice(-2).map(({ url }) => url)).toEqual(["/notes", "/notes?cursor=2"]);
});

it("has types that a compiler checks", async () => {
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "use.ts"), USE);
  const tsc = join(root, "node_modules/typescript-7/bin/tsc");
  const flags =
    "--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck";
  const options = `${flags} --target es2022 --module nodenext --types node use.ts`.split(" ");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...options], {
    cwd: folder,
  }).catch((failure: { stdout: string }) => failure);
  expect(stdout).toBe("");
});

it("mutates with the request as its variables", async () => {
  const mutation = queries.getMutationCache().build(queries, sdk.addNoteMutation(client));
  expect(await mutation.execute({ body: { items: [] } })).toEqual({ items: ["c"] });
  expect(server.last.body.toString()).toBe('{"items":[]}');
});
