import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { InputFile } from "../../emitter/emitter.js";
import { SDK_EXTRAS, type SdkExtra } from "../../emitters/sdk/sdk-options.js";
import {
  compareOutputFile,
  type CompareResult,
  type WriteResult,
} from "../../source/output-folder.js";
import { writeSingleFile } from "../../source/single-file.js";
import { defined } from "../../util/defined.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { load, type LoadOptions } from "../load.js";
import type { LoadResult } from "../load-result.js";
import { hasErrors, type PolicyChoice } from "../policy.js";
import { checkOptions } from "./output-options.js";
import { type BuildOutput, isStageIndex } from "./outputs.js";

/** How outputs are made. */
export interface MakeOptions extends LoadOptions, PolicyChoice {
  /** Compare with what would be written. */
  readonly check?: boolean;
  /** Replace files that gw-gen did not write. */
  readonly overwrite?: boolean;
}

/** What making one output gave. */
export interface MadeOutput {
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  /** Files by path within the output; the output itself where it is one file. */
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Under `check`: files that are not what would be written. */
  readonly stale: readonly string[];
}

type Maker = (loaded: LoadResult, output: BuildOutput, options: MakeOptions) => Promise<MadeOf>;

/** What making gave; `inputs` where more was read than the spec and its settings. */
type MadeOf = Omit<MadeOutput, "inputs"> & Partial<Pick<MadeOutput, "inputs">>;

const MAKERS: Readonly<Record<BuildOutput["kind"], Maker>> = {
  sdk: makeSdk,
  mock: makeMock,
  export: makeExport,
  gateway: makeGateway,
};

/** Makes one output; what fails is among the diagnostics. */
export async function makeOutput(output: BuildOutput, options: MakeOptions): Promise<MadeOutput> {
  const { include, exclude, stage, kind } = output;
  const wrong = checkOptions(output);
  if (wrong.length > 0) return { ...NOTHING, diagnostics: wrong, inputs: [] };
  const view = { ...options, include, exclude, ...(stage !== undefined && { stage }) };
  if (isStageIndex(output)) {
    const { makeStageIndex } = await import("./make-stage-index.js");
    const { content, inputs } = await makeStageIndex(output, view);
    return { ...placeFile(output, content, inputs, options), inputs };
  }
  const loaded = await load(output.spec, view);
  const { inputs } = loaded;
  return { inputs, ...(await MAKERS[kind](loaded, output, view)) };
}

const NOTHING = { written: [], unchanged: [], removed: [], stale: [] } as const;

async function makeSdk(
  loaded: LoadResult,
  { spec, path, options: given }: BuildOutput,
  options: MakeOptions,
): Promise<MadeOf> {
  const { generateFrom } = await import("../generate.js");
  const asked = given["all-stages"] ?? loaded.settings.content?.sdk?.allStages;
  const allStages = asked === true && options.stage === undefined;
  const { loadAllStages } = await import("../load-all-stages.js");
  const all = allStages ? await loadAllStages(spec, options) : loaded;
  const result = await generateFrom(all, {
    ...options,
    ...defined({
      packageName: text(given.name),
      packageVersion: text(given["package-version"]),
      clientName: text(given.client),
      license: text(given.license),
      repository: text(given.repository),
      registry: text(given.registry),
      templates: besideSettings(text(given.templates), options),
      layout: oneOf(given.layout, ["package", "source"]),
      int64: oneOf(given.int64, ["number", "bigint", "string"]),
      dates: oneOf(given.dates, ["string", "date"]),
      allStages,
      extras: given.with === undefined ? undefined : extrasOf(given.with),
    }),
    format: given.format === true,
    out: path,
    mode: options.check ? "check" : "write",
    force: options.overwrite ?? false,
  });
  return { ...folderResult(result), inputs: result.inputs };
}

/** A path of the settings, from their folder. */
function besideSettings(path: string | undefined, options: MakeOptions): string | undefined {
  const { settings, cwd = "." } = options;
  if (path === undefined || typeof settings !== "string") return path;
  return resolve(cwd, dirname(settings), path);
}

/** One name or a list of them. */
function extrasOf(value: JsonValue): readonly SdkExtra[] {
  const names = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return names.flatMap((name) => oneOf(name, SDK_EXTRAS) ?? []);
}

async function makeMock(
  loaded: LoadResult,
  { path, options: given }: BuildOutput,
  options: MakeOptions,
): Promise<Omit<MadeOutput, "inputs">> {
  const { emitMockFrom } = await import("../emit-mock.js");
  const result = await emitMockFrom(loaded, {
    ...options,
    out: path,
    mode: options.check ? "check" : "write",
    force: options.overwrite ?? false,
    server: defined({
      profile: oneOf(given.profile, ["openapi", "aws"]),
      seed: text(given.seed),
    }),
  });
  return folderResult(result);
}

async function makeExport(
  loaded: LoadResult,
  output: BuildOutput,
  options: MakeOptions,
): Promise<Omit<MadeOutput, "inputs">> {
  const { exportFrom, EXPORT_FORMATS, EXTENSION_GROUPS } = await import("../export.js");
  const { path, options: given } = output;
  const { extensions } = given;
  const groups = Array.isArray(extensions) ? (extensions as readonly JsonValue[]) : [extensions];
  const { text: content, diagnostics } = await exportFrom(loaded, {
    ...options,
    ...defined({
      as: oneOf(given.as, EXPORT_FORMATS),
      format: oneOf(given.format, ["json", "yaml"]),
      version: text(given["version-as"]),
    }),
    extensions: groups.flatMap((group) => oneOf(group, EXTENSION_GROUPS) ?? []),
    ...(given.like === "aws" && { like: "aws" }),
    rebuild: given.rebuild === true,
    bundle: given.bundle === true,
    dereference: given.dereference === true,
    resolveVariables: given["stage-variables"] === "resolve",
    withoutInternal: given.public === true,
    codeSamples: given["code-samples"] === true,
    out: path,
  });
  if (content === undefined) return { ...NOTHING, diagnostics };
  const placed = placeFile(output, content, loaded.inputs, options);
  return { ...placed, diagnostics: [...diagnostics, ...placed.diagnostics] };
}

/** Writes an output that is one file, by the same rules as `gw-gen export`, or compares it with what stands there. */
function placeFile(
  { path, out }: BuildOutput,
  content: string,
  inputs: readonly InputFile[],
  { cwd = ".", check = false, overwrite = false }: MakeOptions,
): Omit<MadeOutput, "inputs"> {
  const isSame = compareOutputFile(path, content);
  if (check) return { ...NOTHING, diagnostics: [], stale: isSame ? [] : [""] };
  const failed = writeSingleFile(path, content, { cwd, inputs, force: overwrite, shown: out });
  if (failed.length > 0) return { ...NOTHING, diagnostics: failed };
  return { ...NOTHING, diagnostics: [], [isSame ? "unchanged" : "written"]: [""] };
}

async function makeGateway(
  _loaded: LoadResult,
  { spec, path, options: given }: BuildOutput,
  options: MakeOptions,
): Promise<Omit<MadeOutput, "inputs">> {
  const { gateway, GATEWAY_TARGETS } = await import("../gateway.js");
  const result = await gateway(spec, {
    ...options,
    ...defined({
      target: oneOf(given.target, GATEWAY_TARGETS),
      integration: oneOf(given.integration, ["http_proxy", "lambda", "mock"]),
      backend: text(given.backend),
      function: text(given.function),
    }),
    out: path,
    mode: options.check ? "check" : "write",
    force: options.overwrite ?? false,
  });
  return folderResult(result);
}

function folderResult(result: {
  readonly diagnostics: readonly Diagnostic[];
  readonly write?: WriteResult;
  readonly compare?: CompareResult;
}): Omit<MadeOutput, "inputs"> {
  const { diagnostics, write, compare } = result;
  if (hasErrors(diagnostics)) return { ...NOTHING, diagnostics };
  const { written = [], unchanged = [], removed = [] } = write ?? {};
  const { stale = [], missing = [], extra = [] } = compare ?? {};
  return { diagnostics, written, unchanged, removed, stale: [...stale, ...missing, ...extra] };
}

function text(value: JsonObject[string] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function oneOf<T extends string>(
  value: JsonObject[string] | undefined,
  known: readonly T[],
): T | undefined {
  return known.find((each) => each === value);
}
