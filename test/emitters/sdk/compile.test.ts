import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { check } from "prettier";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SDK_EXTRAS } from "../../../src/emitters/sdk/sdk-options.js";
import type { SdkSurface } from "../../../src/emitters/sdk/surface.js";
import type { OutputFile } from "../../../src/source/output-file.js";
import { emitFixture, fixtureCases, root, textOf, writeFiles } from "./fixture-cases.js";

const run = promisify(execFile);

let folder: string;
const outputs = new Map<string, readonly OutputFile[]>();

/** The calls of a fixture's reference.md, each in a function that is given a client. */
async function referenceBlocks(name: string, surface: SdkSurface): Promise<string[]> {
  if (surface.operations.length === 0) return [];
  const { clientName, packageName } = surface;
  const text = await readFile(join(folder, name, "reference.md"), "utf8");
  const headings = text.match(/^### `(.*)`$/gm);
  expect(headings).toEqual(surface.operations.map((operation) => `### \`${operation.name}\``));
  const head = `import type { ${clientName} } from ${JSON.stringify(packageName)};\n`;
  const calls = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""], index) => {
    return `export async function call${index}(client: ${clientName}) {\n${code}}\n`;
  });
  if (calls.length === 0) throw new Error(`${name} has no call in its reference`);
  return [head + calls.join("")];
}

/** Every fixture's package and the code blocks of its README, in one program. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-sdk-"));
  const paths: Record<string, string[]> = {};
  for (const name of fixtureCases) {
    const { files, surface, usage } = await emitFixture(name, SDK_EXTRAS);
    outputs.set(name, files);
    await writeFiles(join(folder, name), files);
    paths[surface.packageName] = [`./${name}/src/index.ts`];
    paths[`${surface.packageName}/*`] = [`./${name}/src/*.ts`];
    const readme = await readFile(join(folder, name, "README.md"), "utf8");
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
    blocks.push(usage?.lines.join("\n") ?? "");
    if (blocks.length < (usage ? 4 : 2)) throw new Error(`${name} has ${blocks.length} snippets`);
    blocks.push(...(await referenceBlocks(name, surface)));
    await mkdir(join(folder, "snippets"), { recursive: true });
    for (const [index, block] of blocks.entries()) {
      await writeFile(join(folder, "snippets", `${name}-${index}.ts`), `${block}\nexport {};\n`);
    }
  }
  const compilerOptions = {
    target: "es2022",
    lib: ["es2022", "dom"],
    module: "nodenext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    noEmit: true,
    paths,
  };
  const config = { compilerOptions, include: ["*/src", "snippets"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the SDKs of all fixtures", () => {
  it.each(["typescript-5.4", "typescript", "typescript-7"])("compile with %s", async (compiler) => {
    const tsc = join(root, "node_modules", compiler, "bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", folder]).catch(
      (failure: { stdout: string }) => failure,
    );
    expect(stdout).toBe("");
  });

  it("build as packages of ES modules and CommonJS", async () => {
    const home = join(folder, "petstore");
    await writeFile(
      join(folder, "use.cjs"),
      'console.log(require("./petstore/dist/cjs/index.js").isHttpError(1));',
    );
    await writeFile(
      join(folder, "use.mjs"),
      'console.log((await import("./petstore/dist/esm/index.js")).isHttpError(1));',
    );
    const bin = join(folder, "bin");
    await mkdir(bin, { recursive: true });
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await writeFile(join(bin, "tsc"), `#!/bin/sh\nexec "${process.execPath}" "${tsc}" "$@"\n`, {
      mode: 0o755,
    });
    const manifest = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as {
      scripts: { build: string };
    };
    const path = `${bin}:${process.env.PATH}`;
    await run("sh", ["-c", manifest.scripts.build], {
      cwd: home,
      env: { ...process.env, PATH: path },
    });
    for (const file of ["use.cjs", "use.mjs"]) {
      const { stdout } = await run(process.execPath, [join(folder, file)]);
      expect(stdout).toBe("false\n");
    }
  });

  it.each(fixtureCases)("of %s are what Prettier prints", async (name) => {
    const wrong: string[] = [];
    for (const file of outputs.get(name) ?? []) {
      if (!(await check(textOf(file), { filepath: file.path }))) wrong.push(file.path);
    }
    expect(wrong).toEqual([]);
  });

  it.each(fixtureCases)("of %s hold no statement but declarations", (name) => {
    const kinds = new Set<string>();
    for (const file of outputs.get(name) ?? []) {
      if (typeof file.content !== "string" || !file.path.endsWith(".ts")) continue;
      const source = ts.createSourceFile(file.path, file.content, ts.ScriptTarget.ES2022, true);
      for (const statement of source.statements) kinds.add(ts.SyntaxKind[statement.kind] ?? "");
    }
    const allowed = [
      "ClassDeclaration",
      "EnumDeclaration",
      "ExportDeclaration",
      "FirstStatement",
      "FunctionDeclaration",
      "ImportDeclaration",
      "InterfaceDeclaration",
      "TypeAliasDeclaration",
    ];
    expect([...kinds].filter((kind) => !allowed.includes(kind))).toEqual([]);
  });

  it.each(fixtureCases)("of %s hold neither any nor a way around the compiler", (name) => {
    const found: string[] = [];
    for (const file of outputs.get(name) ?? []) {
      if (!file.path.endsWith(".ts")) continue;
      const source = ts.createSourceFile(file.path, textOf(file), ts.ScriptTarget.ES2022, true);
      const visit = (node: ts.Node): void => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(file.path);
        ts.forEachChild(node, visit);
      };
      visit(source);
      if (/@ts-(?:nocheck|ignore|expect-error)/.test(source.text)) found.push(file.path);
    }
    expect(found).toEqual([]);
  });
});
