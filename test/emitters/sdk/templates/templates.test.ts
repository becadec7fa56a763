import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SDK_EXTRAS } from "../../../../src/emitters/sdk/sdk-options.js";
import { place } from "../../../../src/diagnostics/order.js";
import { placeText } from "../../../../src/diagnostics/place.js";
import { generate } from "../../../../src/pipeline/generate.js";
import { ejectSdkTemplates, sdkTemplates } from "../../../../src/pipeline/sdk-templates/index.js";
import { fixtureCases, root, textOf } from "../fixture-cases.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-templates-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, text: string): void {
  const path = join(folder, "own", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const PETSTORE = join(root, "fixtures/petstore/spec.yaml");

async function made(spec = PETSTORE, options: Parameters<typeof generate>[1] = {}) {
  const result = await generate(spec, { cwd: folder, templates: "own", ...options });
  const texts = new Map(result.files?.map((file) => [file.path, textOf(file)]));
  const found = result.diagnostics
    .filter(({ code }) => code.startsWith("sdk-template"))
    .map((item) => {
      const { place: at } = place(item);
      return `${at ? placeText(at) : "-"} ${item.severity} ${item.code}: ${item.message}`;
    });
  return { texts, found, inputs: result.inputs };
}

/** The head of an ejected file, so that no version is reported missing. */
async function stamped(name: string, text: string): Promise<string> {
  const unit = (await sdkTemplates()).find((one) => one.name === name);
  const stamp = `gw-gen:unit ${name} ${unit?.version ?? ""}`;
  return `${unit?.kind === "module" ? `// ${stamp}` : `{{!-- ${stamp} --}}`}\n${text}`;
}

describe("what is ejected", () => {
  it.each(fixtureCases)("makes of fixtures/%s what gw-gen makes by itself", async (name) => {
    const units = await sdkTemplates();
    const names = units.map((unit) => unit.name);
    expect(ejectSdkTemplates(names, { cwd: folder, out: "own" }).diagnostics).toEqual([]);
    const spec = join(root, "fixtures", name, "spec.yaml");
    const extras = SDK_EXTRAS;
    const own = await generate(spec, { cwd: folder, extras });
    const { texts, found } = await made(spec, { extras });
    expect(found.filter((line) => !line.includes("info sdk-template-unused"))).toEqual([]);
    expect([...texts]).toEqual(own.files?.map((file) => [file.path, textOf(file)]));
  });

  it("is not replaced unasked, and unknown names are told with what they are like", () => {
    const eject = (names: readonly string[], force = false) => {
      const { written, diagnostics } = ejectSdkTemplates(names, { cwd: folder, out: "own", force });
      return { written, said: diagnostics.map(({ message }) => message) };
    };
    expect(eject(["README.md", "runtime/retry.ts"])).toEqual({
      written: ["own/README.md.hbs", "own/runtime/retry.ts"],
      said: [],
    });
    expect(eject(["README.md.hbs", "runtime/auth.ts"])).toEqual({
      written: [],
      said: ["own/README.md.hbs is there already."],
    });
    expect(eject(["README.md"], true)).toEqual({ written: ["own/README.md.hbs"], said: [] });
    expect(eject(["README"])).toEqual({
      written: [],
      said: ["There is no unit README; did you mean README.md?"],
    });
    expect(eject(["retry"]).said).toEqual([
      "There is no unit retry; did you mean runtime/retry.ts?",
    ]);
  });
});

describe("a template", () => {
  it("replaces one file, and the rest stays", async () => {
    const readme =
      "# {{title}}\n\n{{#each groups}}{{#each operations}}\n- {{code name}}{{#unless @last}},{{/unless}}\n{{/each}}{{/each}}\n";
    put("README.md.hbs", await stamped("README.md", readme));
    const { texts, found } = await made();
    const own = await generate(PETSTORE);
    expect(found).toEqual([]);
    expect(texts.get("README.md")).toMatchInlineSnapshot(`
      "# Petstore


      - \`listPets\`,

      - \`createPet\`,

      - \`getPet\`,

      - \`deletePet\`

      - \`placeOrder\`

      "
    `);
    const same = own.files?.filter((file) => textOf(file) === texts.get(file.path));
    expect(same?.length).toBe((own.files?.length ?? 0) - 1);
  });

  it("of package.json adds what npm should know", async () => {
    const shipped = ejectSdkTemplates(["package.json"], { cwd: folder, out: "own" });
    expect(shipped.diagnostics).toEqual([]);
    const path = join(folder, "own/package.json.hbs");
    const text = readFileSync(path, "utf8").replace(
      '"sideEffects":',
      '"keywords": ["pets"], "funding": "https://example.com", "sideEffects":',
    );
    writeFileSync(path, text);
    const { texts, found } = await made();
    expect(found).toEqual([]);
    expect(JSON.parse(texts.get("package.json") ?? "")).toMatchObject({
      keywords: ["pets"],
      funding: "https://example.com",
      sideEffects: false,
    });
  });

  it("of the head of modules begins all of them, those of the runtime too", async () => {
    put("header.ts.hbs", await stamped("header.ts", "// {{package.name}}: {{module}}\n"));
    const { texts, found } = await made();
    const modules = [...texts].filter(([path]) => path.endsWith(".ts"));
    expect(found).toEqual([]);
    const heads = modules.map(([path, text]) =>
      text.startsWith(`// petstore-sdk: ${path.slice(4)}\n\n`),
    );
    expect(heads.length).toBeGreaterThan(10);
    expect(heads.filter((head) => !head)).toEqual([]);
  });

  it.each([
    ["{{#if title}}", "1:14", "sdk-template-syntax", "a block is not closed"],
    ["a\n  {{title}", "2:10", "sdk-template-syntax", "this is no Handlebars"],
    ["{{#if title}}\n{{/each}}", "1:4", "sdk-template-syntax", "if doesn't match each"],
    ["a {{upper title}}", "1:5", "sdk-template-helper", "`upper`"],
    ["a {{json title}}", "1:5", "sdk-template-helper", "`json`"],
    ["a {{tilte}}", "1:5", "sdk-template-member", "`tilte`"],
    ["{{#each groups}}{{title}}{{/each}}", "1:19", "sdk-template-member", "`title`"],
    ["{{constructor}}", "1:3", "sdk-template-member", "`constructor`"],
    ["{{../title}}", "1:3", "sdk-template-member", "`../`"],
    ["{{{title}}}", "1:1", "sdk-template-form", "unescaped"],
    ["{{& title}}", "1:1", "sdk-template-form", "unescaped"],
    ["{{> other}}", "1:1", "sdk-template-form", "partials"],
    ["{{#repeat title}}{{/repeat}}", "1:1", "sdk-template-form", "block `repeat`"],
    ["{{#each groups as |g|}}{{/each}}", "1:1", "sdk-template-form", "names for items"],
    ["{{code title x=1}}", "1:1", "sdk-template-form", "named arguments"],
    ["{{code title title}}", "1:3", "sdk-template-arguments", "2 arguments"],
    ["{{#each title}}{{/each}}", "1:9", "sdk-template-kind", "`title` is text"],
    ["{{groups}}", "1:3", "sdk-template-kind", "`groups` is a list"],
    ["{{eq title client}}", "1:3", "sdk-template-kind", "true or false"],
  ])("%j is told at %s", async (text, at, code, words) => {
    put("README.md.hbs", text);
    const { found, texts } = await made();
    const errors = found.filter((line) => !line.includes("sdk-template-unstamped"));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`own/README.md.hbs:${at} error ${code}: `);
    expect(errors[0]).toContain(words);
    expect(texts.size).toBe(0);
  });

  it("has to make JSON of a JSON file, and comments of a head", async () => {
    put("package.json.hbs", await stamped("package.json", '{ "name": "{{name}}" }\n'));
    put("header.ts.hbs", await stamped("header.ts", "// fine\nimport 'evil';\n"));
    const { found } = await made();
    expect(found.map((line) => line.replace(/(package\.json): .*$/, "$1"))).toEqual([
      "own/header.ts.hbs:1:1 error sdk-template-output: What the template makes cannot be header.ts: \"import 'evil';\" is no comment.",
      "own/package.json.hbs:1:1 error sdk-template-output: What the template makes cannot be package.json",
    ]);
  });

  it("from another version is told of, one without a version noted", async () => {
    const old = await stamped("README.md", "# x\n");
    put("README.md.hbs", old.replace(/\+[0-9a-f]{12}/, "+000000000000"));
    put("tsconfig.json.hbs", "{}");
    const { found } = await made();
    const version = (await sdkTemplates()).find(({ name }) => name === "README.md")?.version ?? "";
    const before = version.replace(/\+.*/, "+000000000000");
    expect(found).toEqual([
      `own/README.md.hbs:1:1 warning sdk-template-outdated: This replaces README.md as it was in version ${before}; it is ${version} now.`,
      "own/tsconfig.json.hbs:1:1 info sdk-template-unstamped: The version of tsconfig.json that this was made from is not known.",
    ]);
  });

  it("of no unit is an error that lists the names, hidden files are left alone", async () => {
    put("README.hbs", "# x\n");
    put("LICENSE", "x");
    put(".DS_Store", "x");
    put("parts/README.md.hbs", "x");
    for (let index = 0; index < 9; index++) put(`z${index}.md`, "x");
    const { found } = await made();
    expect(found).toEqual([
      '- error sdk-template-unknown: "own/LICENSE" replaces nothing; there are README.md.hbs, header.ts.hbs, package.json.hbs, reference.md.hbs, tsconfig.cjs.json.hbs, tsconfig.json.hbs, runtime/NAME.ts.',
      '- error sdk-template-unknown: "own/README.hbs" replaces nothing; there are README.md.hbs.',
      '- error sdk-template-unknown: "own/parts/" replaces nothing; there are README.md.hbs, header.ts.hbs, package.json.hbs, reference.md.hbs, tsconfig.cjs.json.hbs, tsconfig.json.hbs, runtime/NAME.ts.',
      '- error sdk-template-unknown: "own/z0.md" replaces nothing; there are README.md.hbs, header.ts.hbs, package.json.hbs, reference.md.hbs, tsconfig.cjs.json.hbs, tsconfig.json.hbs, runtime/NAME.ts.',
      '- error sdk-template-unknown: "own/z1.md" replaces nothing; there are README.md.hbs, header.ts.hbs, package.json.hbs, reference.md.hbs, tsconfig.cjs.json.hbs, tsconfig.json.hbs, runtime/NAME.ts.',
    ]);
  });

  it("is looked for in a folder that has to be there", async () => {
    expect((await made()).found).toEqual([
      '- error sdk-template-folder: The templates\' folder "own" is not there.',
    ]);
  });
});

describe("a module of the runtime", () => {
  const RETRY = readFileSync(join(root, "templates/sdk/typescript/runtime/retry.ts"), "utf8");

  it("is replaced without the line of its version, with what it imports", async () => {
    const text = `${RETRY}import "./redact.js";\nimport "./lossless-json.js";\n`;
    put("runtime/retry.ts", await stamped("runtime/retry.ts", text));
    const { texts, found } = await made();
    expect(found).toEqual([]);
    expect(texts.get("src/runtime/retry.ts")).toBe(text);
    expect(texts.has("src/runtime/lossless-json.ts")).toBe(true);
  });

  it("has to parse, to import what there is, and to export what others import", async () => {
    put("runtime/retry.ts", "export function a( {\n");
    put("runtime/auth.ts", 'import { x } from "./nowhere.js";\nexport const y = x;\n');
    const { found } = await made();
    const errors = found.filter((line) => !line.includes("unstamped"));
    expect(errors.map((line) => line.replace(/export .*, which/, "export …, which"))).toEqual([
      "own/runtime/auth.ts:1:19 error sdk-template-import: There is no module `nowhere` in the runtime.",
      "own/runtime/auth.ts:1:1 error sdk-template-exports: The module does not export …, which the SDK may import from it.",
      "own/runtime/retry.ts:2:1 error sdk-template-module: The module cannot be read: '}' expected.",
    ]);
  });

  it("that no operation needs is noted", async () => {
    put(
      "runtime/sigv4.ts",
      await stamped(
        "runtime/sigv4.ts",
        readFileSync(join(root, "templates/sdk/typescript/runtime/sigv4.ts"), "utf8"),
      ),
    );
    expect((await made()).found).toEqual([
      "own/runtime/sigv4.ts:1:1 info sdk-template-unused: This SDK has no runtime/sigv4.ts, so nothing is replaced by this.",
    ]);
  });
});

it("the inputs name the files and the folders of templates", async () => {
  put("README.md.hbs", await stamped("README.md", "# x\n"));
  put(
    "runtime/retry.ts",
    await stamped(
      "runtime/retry.ts",
      readFileSync(join(root, "templates/sdk/typescript/runtime/retry.ts"), "utf8"),
    ),
  );
  const { inputs } = await made();
  expect(inputs.map(({ path }) => path).slice(-4)).toEqual([
    "own/",
    "own/runtime/",
    "own/README.md.hbs",
    "own/runtime/retry.ts",
  ]);
});
