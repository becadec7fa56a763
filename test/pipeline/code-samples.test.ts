import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load as parseYaml } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportDocument, type ExportOptions } from "../../src/pipeline/export.js";
import { build } from "../../src/pipeline/build.js";
import { exportSplit } from "../../src/pipeline/export-split.js";
import { exportStages } from "../../src/pipeline/export-stages.js";
import { generate } from "../../src/pipeline/generate.js";
import { load } from "../../src/pipeline/load.js";
import type { JsonObject } from "../../src/util/json.js";
import { fixtureCases, root, textOf } from "../emitters/sdk/fixture-cases.js";
import { typecheck } from "../support/typecheck.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-samples-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface Sample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** The samples of a document by path and method. */
function samplesIn(document: JsonObject | undefined): Map<string, readonly Sample[]> {
  const found = new Map<string, readonly Sample[]>();
  for (const [path, item] of Object.entries(document?.["paths"] ?? {})) {
    for (const [method, operation] of Object.entries((item ?? {}) as JsonObject)) {
      const samples = (operation as { "x-codeSamples"?: readonly Sample[] })["x-codeSamples"];
      if (samples) found.set(`${method} ${path}`, samples);
    }
  }
  return found;
}

const SPEC = `openapi: 3.0.3
info: { title: Pets, version: "1" } # as people call it
paths:
  /pets/{id}:
    # Anyone may look.
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string, enum: [rex, max] } }]
      x-codeSamples:
        - { lang: Shell, source: "curl localhost/pets/1" }
      responses: { "200": { description: ok } }
`;
const CALL = `import { Zoo } from "@acme/pets";

const client = new Zoo({ baseUrl: "https://api.example.com" });
await client.getPet({ id: "rex" });
`;

async function exported(options: ExportOptions = {}) {
  const result = await exportDocument("api.yaml", { cwd: folder, codeSamples: true, ...options });
  expect(result.diagnostics).toEqual([]);
  return result.text ?? "";
}

describe("x-codeSamples", () => {
  beforeAll(() => {
    put("api.yaml", SPEC);
    put("gw-gen.yaml", 'sdk: { name: "@acme/pets", client: Zoo }\n');
  });

  it("come into the spec beside other samples, and nothing else changes", async () => {
    const text = await exported();
    const lines = text.split("\n").filter((line) => !SPEC.split("\n").includes(line));
    expect(SPEC.split("\n").filter((line) => !text.split("\n").includes(line))).toEqual([]);
    expect(lines.join("\n")).toMatchInlineSnapshot(`
      "        - lang: TypeScript
                label: "@acme/pets"
                source: |
                  import { Zoo } from "@acme/pets";
                  const client = new Zoo({ baseUrl: "https://api.example.com" });
                  await client.getPet({ id: "rex" });"
    `);
    const document = parseYaml(text) as JsonObject;
    expect([...samplesIn(document)]).toEqual([
      [
        "get /pets/{id}",
        [
          { lang: "Shell", source: "curl localhost/pets/1" },
          { lang: "TypeScript", label: "@acme/pets", source: CALL },
        ],
      ],
    ]);
  });

  it("are written once, and replaced when the call is another", async () => {
    const first = await exported();
    put("api.yaml", first);
    expect(await exported()).toBe(first);
    put("api.yaml", first.replace("[rex, max]", "[max, rex]"));
    const again = await exported();
    expect(again).toBe(first.replace("[rex, max]", "[max, rex]").replace('"rex"', '"max"'));
    put("api.yaml", SPEC);
  });

  it("call the stage that is exported, from the command, from build and in folders", async () => {
    put(
      "staged.yaml",
      [
        'sdk: { name: "@acme/pets", client: Zoo }',
        "stages: { dev: { url: https://dev.example }, prod: { url: https://prod.example } }",
        "outputs:",
        "  one: { kind: export, spec: api.yaml, stage: prod, out: one.yaml, options: { code-samples: true } }",
      ].join("\n"),
    );
    const settings = "staged.yaml";
    const staged = 'const client = new Zoo({ stage: "prod" });';
    expect(await exported({ settings, stage: "prod" })).toContain(staged);
    expect(await exported({ settings })).toContain("const client = new Zoo();");
    const { outputs } = await build({ cwd: folder, settings });
    expect(outputs.map(({ status }) => status)).toEqual(["made"]);
    expect(readFileSync(join(folder, "one.yaml"), "utf8")).toContain(staged);
    const out = { cwd: folder, settings, mode: "write", codeSamples: true } as const;
    await exportStages("api.yaml", { ...out, out: "stages" });
    expect(readFileSync(join(folder, "stages/prod.yaml"), "utf8")).toContain(staged);
    await exportSplit("api.yaml", { ...out, out: "split" });
    const [path = ""] = readdirSync(join(folder, "split/paths"));
    expect(readFileSync(join(folder, "split/paths", path), "utf8")).toContain("new Zoo()");
  });

  it("stand in other forms of OpenAPI too, in JSON, and behind references to paths", async () => {
    put("api.yaml", SPEC);
    const other = parseYaml(await exported({ as: "swagger-2.0" })) as JsonObject;
    expect(samplesIn(other).get("get /pets/{id}")?.[1]?.source).toBe(CALL);
    const get = { operationId: "getPet", responses: { "204": { description: "" } } };
    const spec = {
      openapi: "3.1.0",
      info: { title: "Pets", version: "1" },
      paths: { "/a": { $ref: "#/components/pathItems/A" } },
      components: { pathItems: { A: { get } } },
    };
    put("api.yaml", JSON.stringify(spec, undefined, 2));
    const text = JSON.parse(await exported({ format: "json" })) as typeof spec;
    expect(text.components.pathItems.A.get).toEqual({
      ...get,
      "x-codeSamples": [
        { lang: "TypeScript", label: "@acme/pets", source: CALL.replace('{ id: "rex" }', "") },
      ],
    });
    expect(text.paths).toEqual(spec.paths);
  });
});

it("every sample of the fixtures compiles with the SDK that it is of", async () => {
  const paths: Record<string, string[]> = {};
  let count = 0;
  const without: string[] = [];
  for (const name of fixtureCases) {
    const spec = join(root, "fixtures", name, "spec.yaml");
    const { model } = await load(spec);
    if (!model || model.operations.length === 0) continue;
    const { files = [], sdk } = await generate(spec);
    for (const file of files) put(`${name}/${file.path}`, textOf(file));
    paths[sdk?.surface.packageName ?? ""] = [`./${name}/src/index.ts`];
    const { document } = await exportDocument(spec, { codeSamples: true });
    const samples = samplesIn(document);
    for (const [key, list] of samples) {
      for (const { source } of list)
        put(`samples/${name}-${(count += 1)}.ts`, `// ${key}\n${source}`);
    }
    const made = [...samples.keys()].map((key) =>
      key.replace(/^\w+/, (word) => word.toUpperCase()),
    );
    for (const { key } of model.operations) if (!made.includes(key)) without.push(`${name} ${key}`);
  }
  put("package.json", '{ "type": "module" }');
  expect(typecheck(folder, ["samples"], "typescript-7", { paths })).toEqual([]);
  expect(count).toBeGreaterThan(50);
  expect(without).toEqual([]);
}, 60_000);
