import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { load as parseYaml } from "js-yaml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const BIN = resolve("bin/gw-gen.js");

let cwd = "";
beforeEach(() => {
  if (!existsSync("dist/cli/main.cjs")) throw new Error("npm run build comes first");
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-recipes-"));
  mkdirSync(join(cwd, "bin"));
  const program = `exec "${process.execPath}" "${BIN}" "$@"`;
  // Stands for npx: it drops its own option and the package's name, and notes the version that was asked for.
  const npx = `if [ "$1" = --yes ]; then shift; fi\necho "$1" >> "${cwd}/asked"\nshift\n${program}`;
  for (const [name, text] of Object.entries({ "gw-gen": program, npx })) {
    writeFileSync(join(cwd, "bin", name), `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(join(cwd, "bin", name), 0o755);
  }
  place({
    "api.yaml": `openapi: 3.0.3
info: { title: Buoys, version: "1" }
paths:
  /buoys: { get: { operationId: listBuoys, responses: { "204": { description: none } } } }
`,
    "gw-gen.yaml": `spec: api.yaml
stages: { dev: { url: "https://dev.example" }, prod: { url: "https://prod.example" } }
outputs:
  dev: { kind: export, out: out/dev.yaml, stage: dev }
  prod: { kind: export, out: out/prod.yaml, stage: prod }
`,
  });
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function place(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
}

/** Runs a line of shell as a pipeline does, and gives its exit code. */
function shell(script: string, env: Readonly<Record<string, string>> = {}): number | null {
  const { status, error } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd,
    env: { ...process.env, ...env, CI: "1", PATH: `${join(cwd, "bin")}:${process.env["PATH"]}` },
  });
  if (error) throw error;
  return status;
}

const made = (): string[] =>
  ["out/dev.yaml", "out/prod.yaml"].filter((path) => existsSync(join(cwd, path)));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

describe("action.yml", () => {
  const action = parseYaml(readFileSync("action.yml", "utf8")) as Action;

  /** Runs the steps with inputs, and gives the code of the first that fails. */
  function runAction(inputs: Readonly<Record<string, string>> = {}): number | null {
    const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? "?";
    for (const step of action.runs.steps) {
      const env = Object.entries(step.env).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_all, input: string) => value(input)),
      ]);
      const code = shell(step.run, Object.fromEntries(env));
      if (code !== 0) return code;
    }
    return 0;
  }

  test("has steps of bash, whose inputs come through the environment alone", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.runs.steps.map((step) => step.shell)).toEqual(["bash"]);
    for (const { run, env } of action.runs.steps) {
      expect(run).not.toContain("${{");
      const used = Object.values(env).map((text) => /inputs\.([\w-]+)/.exec(text)?.[1]);
      expect(used.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    }
  });

  test("fails while an output is stale, and makes them where it is asked to", () => {
    expect([runAction(), made()]).toEqual([1, []]);
    expect([runAction({ check: "false" }), made()]).toEqual([0, ["out/dev.yaml", "out/prod.yaml"]]);
    expect(runAction()).toBe(0);
    place({ "api.yaml": "openapi: [\n" });
    expect(runAction()).toBe(2);
  });

  test("takes names, a stage, a settings file and a version", () => {
    expect([runAction({ check: "false", names: "prod", version: "1.2.3" }), made()]).toEqual([
      0,
      ["out/prod.yaml"],
    ]);
    expect(readFileSync(join(cwd, "asked"), "utf8")).toBe("gw-gen@1.2.3\n");
    expect([runAction({ check: "false", stage: "dev" }), made()]).toEqual([
      0,
      ["out/dev.yaml", "out/prod.yaml"],
    ]);
    expect(runAction({ settings: "none.yaml" })).toBe(2);
  });

  test("runs nothing that an input holds", () => {
    expect(runAction({ names: "x; touch evil", stage: "$(touch evil)" })).toBe(2);
    expect(existsSync(join(cwd, "evil"))).toBe(false);
  });
});

describe(".pre-commit-hooks.yaml", () => {
  const hooks = parseYaml(readFileSync(".pre-commit-hooks.yaml", "utf8")) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly language: string;
    readonly files: string;
    readonly pass_filenames: boolean;
  }[];

  test("builds with one hook and checks with the other", () => {
    const entry = (id: string): string => hooks.find((hook) => hook.id === id)?.entry ?? "false";
    expect(shell(entry("gw-gen-check"))).toBe(1);
    expect(shell(entry("gw-gen-build"))).toBe(0);
    expect(made()).toEqual(["out/dev.yaml", "out/prod.yaml"]);
    expect(shell(entry("gw-gen-check"))).toBe(0);
  });

  test.each(hooks)("$id runs for specs and settings, as the package's own program", (hook) => {
    const runs = (path: string): boolean => new RegExp(hook.files).test(path);
    expect(["gw-gen.yaml", "a/openapi.json", "specs/pets-api.yml"].filter(runs)).toHaveLength(3);
    expect(["README.md", "src/index.ts", "package.json"].filter(runs)).toEqual([]);
    const { bin, scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    // pre-commit installs the repository itself, so that installing has to build it.
    expect([hook.language, hook.pass_filenames, Object.keys(bin), scripts.prepare]).toEqual([
      "node",
      false,
      ["gw-gen"],
      "npm run build",
    ]);
  });
});

describe("the recipes of README.md", () => {
  const page = readFileSync("README.md", "utf8");
  const block = (language: string, start: string): string => {
    const blocks = page.matchAll(/^```(\w+)\n([^]*?)^```$/gm);
    const found = [...blocks].find(([, name, text]) => name === language && text?.includes(start));
    if (found?.[2] === undefined) throw new Error(`README.md has no ${language} with ${start}`);
    return found[2];
  };

  test("for npm scripts", () => {
    const text = block("jsonc", "gw-gen build").replace(/^\/\/.*\n/, "");
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(`{${text}}`);
    expect(shell(scripts["api:check"] ?? "")).toBe(1);
    expect(shell(scripts["api"] ?? "")).toBe(0);
    expect(shell(scripts["api:check"] ?? "")).toBe(0);
  });

  test("for Make: the record is newer than what it was made of", () => {
    const [rule = "", ...recipe] = block("make", "gw-gen build").trimEnd().split("\n");
    const [target = "", sources = ""] = rule.split(": ");
    expect(sources.split(" ").map((source) => existsSync(join(cwd, source)))).toEqual([true, true]);
    expect(recipe.map((line) => line.startsWith("\t") && shell(line.trim()))).toEqual([0]);
    expect(existsSync(join(cwd, target))).toBe(true);
  });

  test("for GitLab", () => {
    const jobs = parseYaml(block("yaml", "script:")) as Record<string, { script: string }>;
    const scripts = Object.values(jobs).map((job) => job.script);
    expect(scripts.map((script) => shell(script))).toEqual([1]);
    shell("gw-gen build");
    expect(scripts.map((script) => shell(script))).toEqual([0]);
  });
});
