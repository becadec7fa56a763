import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { OutputFile } from "../../../../source/output-file.js";
import type { JsonObject } from "../../../../util/json.js";
import type { SdkOptions } from "../../sdk-options.js";
import { Printed } from "../../templates/printed.js";
import type { SdkPlan } from "../plan/sdk-plan.js";
import type { PackageContext } from "../templates/contexts.js";
import { printJson } from "../templates/print-json.js";
import { renderUnit } from "../templates/render-unit.js";
import type { TemplateUnitName, UnitContext } from "../templates/units.js";
import { operationGroups } from "./operation-groups.js";
import { printReadme, readmeSections } from "./print-readme.js";
import { printReference } from "./print-reference.js";
import { wireTests } from "./print-wire-tests.js";

/** What a package needs beside its modules, and what was wrong with templates of it. */
export interface PackageFiles {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes what a package needs beside its modules: its manifest, its build, its README and its reference. */
export function packageFiles(plan: SdkPlan, options: SdkOptions): PackageFiles {
  const files: OutputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = <N extends TemplateUnitName>(
    name: N,
    context: () => UnitContext<N>,
    own: () => string,
  ) => {
    const template = options.overrides?.templates.get(name);
    const made = template
      ? renderUnit(name, template, context())
      : { text: own(), diagnostics: [] };
    const ownership = name === "README.md" ? "mergeable" : "generated";
    files.push({ path: name, content: made.text, ownership });
    diagnostics.push(...made.diagnostics);
  };
  const manifest = packageContext(plan, options);
  add(
    "package.json",
    () => manifest,
    () => packageJson(manifest),
  );
  add(
    "tsconfig.json",
    () => ({}),
    () => printJson(tsconfig("nodenext", "dist/esm")),
  );
  add(
    "tsconfig.cjs.json",
    () => ({}),
    () => printJson(tsconfig("commonjs", "dist/cjs")),
  );
  const sections = readmeSections(plan, {
    reference: hasReference(plan, options),
    query: hasQuery(plan, options),
  });
  const { title, surface } = plan;
  const common = () => ({ title, client: surface.clientName, groups: operationGroups(plan) });
  add(
    "README.md",
    () => ({
      ...common(),
      package: {
        ...manifest,
        name: new Printed(surface.packageName),
        version: new Printed(surface.packageVersion),
      },
      sections: sections.map(({ body, ...section }) => ({ ...section, body: new Printed(body) })),
    }),
    () => printReadme(plan, sections),
  );
  if (hasReference(plan, options)) add("reference.md", common, () => printReference(common()));
  if (hasTests(plan, options)) files.push(...wireTests(plan));
  return { files, diagnostics };
}

function hasReference({ groups }: SdkPlan, { extras = [] }: SdkOptions): boolean {
  return groups.length > 0 && extras.includes("reference");
}

function hasTests({ groups }: SdkPlan, { extras = [] }: SdkOptions): boolean {
  return groups.length > 0 && extras.includes("tests");
}

function hasQuery({ groups }: SdkPlan, { extras = [] }: SdkOptions): boolean {
  return groups.length > 0 && extras.includes("query");
}

/** CommonJS output needs a folder that says so; ES modules are what the package itself says. */
const BUILD = [
  "tsc -p tsconfig.json",
  "tsc -p tsconfig.cjs.json",
  `node -e "fs.writeFileSync('dist/cjs/package.json', '{\\"type\\":\\"commonjs\\"}')"`,
].join(" && ");

const TEST = "npm run build && node --test test/wire/*.test.mjs";

function packageContext(plan: SdkPlan, options: SdkOptions): PackageContext {
  const { surface, title, webhooks } = plan;
  return {
    name: surface.packageName,
    version: surface.packageVersion,
    description: options.description ?? `Client of ${title}`,
    author: options.author ?? "",
    license: options.license ?? "",
    repository: options.repository ?? "",
    registry: options.registry ?? "",
    exports: {
      ".": entryPoint("index"),
      ...(hasQuery(plan, options) && { "./query": entryPoint("query") }),
      ...(webhooks && { "./webhooks": entryPoint("webhooks") }),
      "./package.json": "./package.json",
    },
    scripts: {
      build: BUILD,
      ...(hasTests(plan, options) && { test: TEST }),
      prepack: "npm run build",
    },
    devDependencies: { typescript: ">=5.4 <8" },
  };
}

function packageJson(context: PackageContext): string {
  const { name, version, description, author, license, repository, registry } = context;
  const manifest = {
    name,
    version,
    description,
    ...(author !== "" && { author }),
    ...(license !== "" && { license }),
    ...(repository !== "" && { repository: { type: "git", url: repository } }),
    ...(registry !== "" && { publishConfig: { registry } }),
    type: "module",
    sideEffects: false,
    exports: context.exports,
    main: "./dist/cjs/index.js",
    types: "./dist/cjs/index.d.ts",
    files: ["dist", "src", "CHANGELOG.md"],
    engines: { node: ">=20" },
    scripts: context.scripts,
    devDependencies: context.devDependencies,
  };
  // Prettier formats package.json as npm writes it.
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Where a module is found, as an ES module and as CommonJS. */
function entryPoint(module: string): JsonObject {
  const at = (format: string): JsonObject => ({
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
