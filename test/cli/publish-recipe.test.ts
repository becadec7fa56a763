import { execFile, execFileSync } from "node:child_process";
import { createServer } from "node:http";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { typecheck } from "../support/typecheck.js";

const PAGE = readFileSync("docs/recipes/publish-sdk.md", "utf8");
const [SETTINGS = "", SCRIPT = ""] = ["yaml", "sh"].map(
  (language) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(PAGE)?.[1] ?? "",
);

let folder = "";
let env: Record<string, string> = {};

/** A repository with a tagged release of the SDK, and nothing but loopback to talk to. */
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "gw-gen-publish-")));
  mkdirSync(join(folder, "bin"));
  const program = join(folder, "bin/gw-gen");
  writeFileSync(
    program,
    `#!/bin/sh\nexec "${process.execPath}" "${resolve("bin/gw-gen.js")}" "$@"\n`,
  );
  chmodSync(program, 0o755);
  env = {
    PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: folder,
    NO_COLOR: "1",
    GIT_CONFIG_GLOBAL: join(folder, "gitconfig"),
    npm_config_offline: "true",
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  };
  writeFileSync(
    join(folder, "gitconfig"),
    "[user]\nname = t\nemail = t@example.com\n[init]\ndefaultBranch = main\n",
  );
  mkdirSync(join(folder, "repo"));
  writeFileSync(join(folder, "repo/gw-gen.yaml"), SETTINGS);
  writeFileSync(join(folder, "repo/.gitignore"), "node_modules\ndist\n");
  put("1.0.0", ["getPet"]);
  run("gw-gen", "sdk", "api.yaml", "--out", "client", "--package-version", "1.0.0");
  mkdirSync(join(folder, "repo/client/node_modules"));
  symlinkSync(
    resolve("node_modules/typescript"),
    join(folder, "repo/client/node_modules/typescript"),
  );
  writeFileSync(
    join(folder, "repo/client/CHANGELOG.md"),
    "# Changelog\n\n## [1.0.0] - 2026-01-01\n\nThe first.\n",
  );
  release("1.0.0");
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, {
    cwd: join(folder, "repo"),
    env,
    encoding: "utf8",
    stdio: "pipe",
  });
}

function release(version: string): void {
  if (!existsSync(join(folder, "repo/.git"))) run("git", "init", "-q");
  run("git", "add", "-A");
  run("git", "commit", "-qm", `Release ${version}`);
  run("git", "tag", `v${version}`);
}

function put(version: string, operations: readonly string[]): void {
  const pet = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
  const paths = operations.map((operationId) => {
    const ok = { description: "ok", content: { "application/json": { schema: pet } } };
    return [`/${operationId}`, { get: { operationId, responses: { "200": ok } } }];
  });
  const spec = {
    openapi: "3.0.3",
    info: { title: "Pets", version },
    paths: Object.fromEntries(paths),
  };
  writeFileSync(join(folder, "repo/api.yaml"), JSON.stringify(spec, undefined, 2));
}

const client = (name: string) => readFileSync(join(folder, "repo/client", name), "utf8");
const today = () => new Date().toISOString().slice(0, 10);

it("leads from a new operation to a minor release, and from a rename to a major one", () => {
  expect(run("sh", "-c", SCRIPT)).toMatch(/Nothing to publish\.\n$/);

  put("2026-11", ["getPet", "getOwner"]);
  const said = run("sh", "-c", `${SCRIPT}\nnpm pack --json --ignore-scripts --dry-run`);
  expect(JSON.parse(client("package.json"))).toMatchObject({
    name: "@acme/pets",
    version: "1.1.0",
    license: "Apache-2.0",
    repository: { url: "https://git.acme.example/pets" },
    publishConfig: { registry: "https://npm.acme.example/" },
  });
  expect(client("CHANGELOG.md").replaceAll(today(), "TODAY")).toBe(
    "# Changelog\n\n## [1.1.0] - TODAY\n\n### Added\n\n- `GET /getOwner`: The operation is new.\n\n## [1.0.0] - 2026-01-01\n\nThe first.\n",
  );
  const [packed] = JSON.parse(said.slice(said.lastIndexOf("\n[\n"))) as [
    { id: string; files: { path: string }[] },
  ];
  expect(packed.id).toBe("@acme/pets@1.1.0");
  const paths = packed.files.map(({ path }) => path);
  const kinds = new Set(paths.map((path) => path.replace(/^(dist\/\w+|src)\/.*/, "$1")));
  expect([...kinds].sort()).toEqual([
    "CHANGELOG.md",
    "README.md",
    "dist/cjs",
    "dist/esm",
    "package.json",
    "src",
  ]);
  release("1.1.0");

  put("2026-12", ["fetchPet", "getOwner"]);
  run("sh", "-c", SCRIPT);
  expect(JSON.parse(client("package.json"))).toMatchObject({ version: "2.0.0" });
  expect(client("CHANGELOG.md").match(/^## .*$/gm)).toEqual([
    `## [2.0.0] - ${today()}`,
    `## [1.1.0] - ${today()}`,
    "## [1.0.0] - 2026-01-01",
  ]);
}, 120_000);

it("makes a package that ES modules, CommonJS and compilers of others take", async () => {
  run("sh", "-c", "cd client && npm pack --pack-destination ..");
  const tarball = readdirSync(join(folder, "repo")).find((name) => name.endsWith(".tgz")) ?? "";
  const consumer = join(folder, "consumer");
  mkdirSync(consumer);
  writeFileSync(join(consumer, "package.json"), '{ "name": "consumer", "private": true }\n');
  const inConsumer = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, { cwd: consumer, env, encoding: "utf8", stdio: "pipe" });
  inConsumer("npm", "install", `../repo/${tarball}`);

  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end('{"name":"Rex"}');
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const call = `const client = new PetsClient({ baseUrl: "http://127.0.0.1:${port}" });
export const pet: { name: string } = await client.getOwner();
console.log(pet.name);
`;
  writeFileSync(join(consumer, "use.mts"), `import { PetsClient } from "@acme/pets";\n${call}`);
  const esm = call.replace(": { name: string }", "");
  writeFileSync(join(consumer, "use.mjs"), `import { PetsClient } from "@acme/pets";\n${esm}`);
  const cjs = esm.replace("export ", "").replace(/^/gm, "  ");
  writeFileSync(
    join(consumer, "use.cjs"),
    `const { PetsClient } = require("@acme/pets");\n(async () => {\n${cjs}\n})();\n`,
  );
  try {
    expect(typecheck(consumer, ["use.mts"], "typescript", { skipLibCheck: false })).toEqual([]);
    for (const name of ["use.mjs", "use.cjs"]) {
      const { stdout } = await promisify(execFile)(process.execPath, [name], { cwd: consumer });
      expect({ name, stdout }).toEqual({ name, stdout: "Rex\n" });
    }
  } finally {
    server.close();
  }
}, 120_000);
