import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { check } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SDK_EXTRAS } from "../../../src/emitters/sdk/sdk-options.js";
import { generate, type GenerateResult } from "../../../src/pipeline/generate.js";
import {
  answerWith,
  type RecordingServer,
  startRecordingServer,
} from "../../sdk-runtime/recording-server.js";
import { COMPILERS, typecheck } from "../../support/typecheck.js";
import { textOf, writeFiles } from "./fixture-cases.js";

const answer = (schema: object): object => ({
  200: { description: "Done", content: { "application/json": { schema } } },
});
const pet = { $ref: "#/components/schemas/Pet" };
const document = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1.0.0" },
  paths: {
    "/pets": {
      get: { operationId: "listPets", tags: ["pets"], responses: answer(pet) },
      post: {
        operationId: "addPet",
        tags: ["pets"],
        requestBody: { required: true, content: { "application/json": { schema: pet } } },
        responses: answer(pet),
      },
    },
    "/admin": { delete: { operationId: "wipe", tags: ["pets"], responses: answer({}) } },
    "/ping": { get: { operationId: "ping", responses: answer({ type: "string" }) } },
    "/trace": { get: { operationId: "trace", responses: answer({ type: "string" }) } },
  },
  components: {
    schemas: { Pet: { type: "object", required: ["name"], properties: { name: {} } } },
  },
};
const overlay = {
  overlay: "1.0.0",
  info: { title: "Next", version: "1" },
  actions: [
    {
      target: "$.paths",
      update: { "/next": { get: { operationId: "next", responses: answer(pet) } } },
    },
    { target: "$.components.schemas.Pet.properties", update: { age: { type: "integer" } } },
    { target: "$.paths['/pets'].get", update: { parameters: [limit()] } },
  ],
};
function limit(): object {
  return { name: "limit", in: "query", required: true, schema: { type: "integer" } };
}

let folder: string;
let server: RecordingServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-stages-"));
  await writeFile(join(folder, "api.json"), JSON.stringify(document));
  await writeFile(join(folder, "next.json"), JSON.stringify(overlay));
  server = await startRecordingServer();
  const url = `url: ${server.baseUrl}`;
  const settings = [
    "stages:",
    `  prod: { ${url}/prod, exclude: [wipe, trace] }`,
    `  dev: { ${url}/dev }`,
    `  next: { ${url}/next, exclude: [trace], overlays: [next.json] }`,
  ];
  await writeFile(join(folder, "gw-gen.yaml"), settings.join("\n"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function generated(name: string, options: object): Promise<GenerateResult> {
  const result = await generate(join(folder, "api.json"), options);
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFiles(join(folder, name), result.files ?? []);
  return result;
}

const USE = `
import { PetsClient, createClient, listPets, wipe, trace, next, ping, addPet } from "./all/src/index.js";
import type { ClientOptions, Stage, StageClient } from "./all/src/index.js";
import { nextQuery, wipeMutation } from "./all/src/query.js";
const prod = new PetsClient();
const dev = new PetsClient({ stage: "dev" });
const later = new PetsClient({ stage: "next" });
export const fine = [dev.pets.wipe(), later.pets.wipe(), dev.trace(), later.next(), prod.ping(), prod.pets.listPets()];
// @ts-expect-error prod does not have it
prod.pets.wipe();
// @ts-expect-error prod does not have it
prod.trace();
// @ts-expect-error dev does not have it
dev.next();
// @ts-expect-error next does not have it
later.trace();
const small = createClient({ stage: "dev" });
export const calls = [wipe(small), trace(small), trace(dev), ping(prod), listPets(small, { limit: 3 })];
// @ts-expect-error dev does not have it
next(small);
// @ts-expect-error prod does not have it
wipe(createClient());
// @ts-expect-error prod does not have it
wipe(prod);
// @ts-expect-error nobody knows which stage it is
wipe(createClient({ stage: "dev" as Stage }));
export const known = ping(createClient({ stage: "dev" as Stage }));
// @ts-expect-error what is expected makes no stage
wipe(new PetsClient());
// @ts-expect-error what is expected makes no stage
wipe(createClient({ timeoutMs: 3 }));
// @ts-expect-error what is declared makes no stage
export const declared: PetsClient<"dev"> = new PetsClient();
// @ts-expect-error no such stage
new PetsClient({ stage: "test" });
export const options: ClientOptions<"dev"> = { stage: "dev" };
export const client: StageClient<"dev"> = dev;
// @ts-expect-error another stage
export const other: StageClient<"dev"> = prod;
export const queries = [nextQuery(later), wipeMutation(dev)];
// @ts-expect-error dev does not have it
nextQuery(dev);
// @ts-expect-error prod does not have it
wipeMutation(prod);
export const added = addPet(small, { body: { name: "Rex", age: 3 } });
`;

describe("a client that is typed by its stage", () => {
  it.each(COMPILERS)("calls only what its stage has, says %s", async (compiler) => {
    const { diagnostics } = await generated("all", { allStages: true, extras: SDK_EXTRAS });
    expect(diagnostics).toEqual([]);
    await writeFile(join(folder, "use.ts"), USE);
    expect(typecheck(folder, ["use.ts", "all/src"], compiler)).toEqual([]);
  });

  it("is refused with both stages in the message, from declarations too", async () => {
    await generated("all", { allStages: true });
    const declared = { noEmit: false, declaration: true, outDir: "types", rootDir: "all/src" };
    expect(typecheck(folder, ["all/src"], "typescript", declared)).toEqual([]);
    const head = 'import { PetsClient, trace, next } from "./types/index.js";\n';
    const calls =
      "const it = new PetsClient();\nit.pets.wipe();\nit.next();\ntrace(it);\nnext(it);\n";
    await writeFile(join(folder, "wrong.ts"), head + calls);
    const errors = typecheck(folder, ["wrong.ts"], "typescript-7").filter((line) =>
      /^wrong\.ts|Type '"/.test(line),
    );
    expect(errors.map((line) => line.trim().replace(/: error TS\d+: .*/, ""))).toEqual([
      "wrong.ts(3,1)",
      `Type '"prod"' is not assignable to type '"dev" | "next"'.`,
      "wrong.ts(4,1)",
      `Type '"prod"' is not assignable to type '"next"'.`,
      "wrong.ts(5,7)",
      `Type '"prod"' is not assignable to type '"dev"'.`,
      "wrong.ts(6,6)",
      `Type '"prod"' is not assignable to type '"next"'.`,
    ]);
  });

  it("comes laid out", async () => {
    const { files = [] } = await generated("all", { allStages: true, extras: SDK_EXTRAS });
    const own = files.filter(({ path }) => /^src\/(?!runtime).*\.ts$|\.md$/.test(path));
    expect(own.length).toBeGreaterThan(6);
    for (const file of own) {
      const isFormatted = await check(textOf(file), { filepath: file.path });
      expect([file.path, isFormatted]).toEqual([file.path, true]);
    }
  });

  it("calls the URL of its stage", async () => {
    await generated("all", { allStages: true });
    const outfile = join(folder, "all.mjs");
    const entryPoints = [join(folder, "all/src/index.ts")];
    await build({ entryPoints, bundle: true, format: "esm", outfile, logLevel: "error" });
    const { PetsClient } = (await import(pathToFileURL(outfile).href)) as {
      PetsClient: new (options?: object) => { ping: () => Promise<unknown> };
    };
    server.answer = answerWith(200, "pong", { "content-type": "application/json" });
    expect(await new PetsClient().ping()).toBe("pong");
    expect(server.last.url).toBe("/prod/ping");
    await new PetsClient({ stage: "next" }).ping();
    expect(server.last.url).toBe("/next/ping");
  });

  it("takes and gives what any stage does where they differ", async () => {
    const { sdk, model } = await generated("all", { allStages: true });
    const members = sdk?.surface.operations.map(({ name, members: all }) => [
      name,
      ...all.map((member) => `${member.name}${member.required ? "" : "?"}`),
    ]);
    expect(members).toEqual([
      ["listPets", "limit?"],
      ["addPet", "body"],
      ["wipe"],
      ["ping"],
      ["trace"],
      ["next"],
    ]);
    expect(sdk?.surface.types.map(({ name }) => name)).toEqual(["Pet", "PetNext"]);
    const stages = model?.operations.map((operation) => operation.stages?.join(" ") ?? "all");
    expect(stages).toEqual(["all", "all", "dev next", "all", "dev", "next"]);
  });
});

describe("without the option", () => {
  it("nothing is typed by stages, and a stage of its own is none of all", async () => {
    const { sdk: plain } = await generated("plain", {});
    const texts = plain?.files.filter(({ path }) => /^src\/(?!runtime)/.test(path)).map(textOf);
    expect(texts?.join("\n")).not.toMatch(/StageMark|StageClient|stages\.js/);
    await writeFile(
      join(folder, "own.yaml"),
      "stages: { prod: { url: https://a.example } }\nsdk: { allStages: true }\n",
    );
    const settings = join(folder, "own.yaml");
    const paths = async (options: object): Promise<string[]> => {
      const { files = [] } = await generate(join(folder, "api.json"), { settings, ...options });
      return files.map(({ path }) => path).filter((path) => /stages/.test(path));
    };
    expect(await paths({})).toEqual(["src/stages.ts"]);
    expect(await paths({ stage: "prod" })).toEqual([]);
    expect(await paths({ allStages: false })).toEqual([]);
  });

  it("tells of what keeps stages from being told apart", async () => {
    const codes = async (text: string): Promise<string[]> => {
      const settings = join(folder, "wrong.yaml");
      await writeFile(settings, text);
      const spec = join(folder, "api.json");
      const { diagnostics } = await generate(spec, { settings, allStages: true });
      return diagnostics.map(({ code }) => code);
    };
    expect(await codes("{}")).toEqual(["sdk-no-stages"]);
    expect(await codes("stages: { a: { url: https://a.example }, b: {} }")).toEqual([
      "sdk-stage-without-url",
    ]);
    expect(await codes("stages: { a: {}, b: {} }")).toEqual([]);
  });
});
