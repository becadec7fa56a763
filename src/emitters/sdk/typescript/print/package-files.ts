import type { OutputFile } from "../../../../source/output-file.js";
import type { SdkOptions } from "../../sdk-options.js";
import type { SdkPlan } from "../plan/sdk-plan.js";
import { printReadme } from "./print-readme.js";
import { printReference } from "./print-reference.js";

/** What a package needs beside its modules: its manifest, its build, its README and its reference. */
export function packageFiles(plan: SdkPlan, options: SdkOptions): readonly OutputFile[] {
  const readme = printReadme(plan, {
    reference: hasReference(plan, options),
    query: hasQuery(plan, options),
  });
  return [
    generated("package.json", packageJson(plan, options)),
    generated("tsconfig.json", printJson(tsconfig("nodenext", "dist/esm"))),
    generated("tsconfig.cjs.json", printJson(tsconfig("commonjs", "dist/cjs"))),
    { ...generated("README.md", readme), ownership: "mergeable" },
    ...(hasReference(plan, options) ? [generated("reference.md", printReference(plan))] : []),
  ];
}

function hasReference({ groups }: SdkPlan, { extras = [] }: SdkOptions): boolean {
  return groups.length > 0 && extras.includes("reference");
}

function hasQuery({ groups }: SdkPlan, { extras = [] }: SdkOptions): boolean {
  return groups.length > 0 && extras.includes("query");
}

function generated(path: string, content: string): OutputFile {
  return { path, content, ownership: "generated" };
}

/** CommonJS output needs a folder that says so; ES modules are what the package itself says. */
const BUILD = [
  "tsc -p tsconfig.json",
  "tsc -p tsconfig.cjs.json",
  `node -e "fs.writeFileSync('dist/cjs/package.json', '{\\"type\\":\\"commonjs\\"}')"`,
].join(" && ");

function packageJson(plan: SdkPlan, options: SdkOptions): string {
  const { surface, title, webhooks } = plan;
  const manifest = {
    name: surface.packageName,
    version: surface.packageVersion,
    description: options.description ?? `Client of ${title}`,
    ...(options.author !== undefined && { author: options.author }),
    ...(options.license !== undefined && { license: options.license }),
    ...(options.repository !== undefined && {
      repository: { type: "git", url: options.repository },
    }),
    ...(options.registry !== undefined && { publishConfig: { registry: options.registry } }),
    type: "module",
    sideEffects: false,
    exports: {
      ".": entryPoint("index"),
      ...(hasQuery(plan, options) && { "./query": entryPoint("query") }),
      ...(webhooks && { "./webhooks": entryPoint("webhooks") }),
      "./package.json": "./package.json",
    },
    main: "./dist/cjs/index.js",
    types: "./dist/cjs/index.d.ts",
    files: ["dist", "src"],
    engines: { node: ">=20" },
    scripts: { build: BUILD, prepack: "npm run build" },
    devDependencies: { typescript: ">=5.4 <8" },
  };
  // Prettier formats package.json as npm writes it.
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Where a module is found, as an ES module and as CommonJS. */
function entryPoint(module: string): object {
  const at = (format: string): object => ({
    types: `./dist/${format}/${module}.d.ts`,
    default: `./dist/${format}/${module}.js`,
  });
  return { import: at("esm"), require: at("cjs") };
}

function tsconfig(module: "nodenext" | "commonjs", outDir: string): object {
  const isCommonJs = module === "commonjs";
  return {
    compilerOptions: {
      target: "es2022",
      lib: ["es2022", "dom"],
      module,
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: !isCommonJs,
      declaration: true,
      sourceMap: true,
      rootDir: "src",
      outDir,
    },
    include: ["src"],
  };
}

/** JSON as Prettier prints other files of it: lists of words that fit stay on one line. */
function printJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const joined = text.replace(
    /^( *)("[^"\n]*": )?\[\n((?: *"[^"\n]*",?\n)+) *\]/gm,
    (all, ...parts) => {
      const [margin = "", key = "", lines = ""] = parts as string[];
      const items = lines.trim().split(/\n\s*/).join(" ");
      const flat = `${margin}${key}[${items}]`;
      return flat.length < 80 ? flat : all;
    },
  );
  return `${joined}\n`;
}
