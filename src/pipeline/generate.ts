import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Emitter, InputFile } from "../emitter/emitter.js";
import { checkPackageIdentity } from "../emitters/sdk/package-identity.js";
import type { SdkOptions, SdkResult } from "../emitters/sdk/sdk-options.js";
import type { ApiModel } from "../model/index.js";
import { compareEdited, writeEdited } from "../source/edits/write-edited.js";
import type { CompareResult, WriteResult } from "../source/output-folder.js";
import type { OutputFile } from "../source/output-file.js";
import { kebabCase } from "../util/case.js";
import { defined } from "../util/defined.js";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { LoadedOverrides } from "./sdk-templates/load-overrides.js";
import { formatFiles } from "./format-files.js";
import { load, type LoadOptions } from "./load.js";
import { loadAllStages } from "./load-all-stages.js";
import type { LoadResult } from "./load-result.js";
import { sdkIdentity } from "./sdk-identity.js";
import { hasErrors, judgedInPart, type PolicyChoice } from "./policy.js";

/** The languages that an SDK can be generated in. */
export const SDK_LANGUAGES = ["typescript"] as const;

/** One of the languages. */
export type SdkLanguage = (typeof SDK_LANGUAGES)[number];

/** What to generate, and where to. */
export interface GenerateOptions extends LoadOptions, Omit<SdkOptions, "overrides">, PolicyChoice {
  readonly language?: SdkLanguage;
  /** A folder of templates that replace parts of the SDK, relative to `cwd`; else that of the settings. */
  readonly templates?: string;
  /** The output folder, relative to `cwd`; `<title>-sdk` when absent. */
  readonly out?: string;
  /**
   * `write` replaces the folder's generated files; `check` compares them with what would be written;
   * `none` touches nothing. Default `none`.
   */
  readonly mode?: "write" | "check" | "none";
  /** Replace files that gw-gen did not write. */
  readonly force?: boolean;
  /** Lay the output out by the prettier configuration that holds for its folder. */
  readonly format?: boolean;
  /** Called before the folder is written; throwing leaves it as it was. */
  readonly beforeWrite?: () => Promise<void>;
}

/** What generating gave. Without `sdk`, an error stands among the diagnostics and nothing was written. */
export interface GenerateResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  readonly model?: ApiModel;
  /** The SDK as planned and printed. */
  readonly sdk?: SdkResult;
  /** The output folder, relative to `cwd` as given. */
  readonly folder?: string;
  readonly files?: readonly OutputFile[];
  /** What `mode: "write"` did. */
  readonly write?: WriteResult;
  /** What `mode: "check"` found. */
  readonly compare?: CompareResult;
}

/** Generates a client SDK from a spec; bad input gives diagnostics, never an exception. */
export async function generate(
  spec: string,
  options: GenerateOptions = {},
): Promise<GenerateResult> {
  const wanted = options.allStages ?? (options.stage === undefined ? undefined : false);
  const loaded = wanted ? await loadAllStages(spec, options) : await load(spec, options);
  const { sdk } = loaded.settings.content ?? {};
  if (wanted !== undefined || sdk?.allStages !== true) return generateFrom(loaded, options);
  return generateFrom(await loadAllStages(spec, options), options);
}

/** Generates a client SDK from a spec that is loaded already. */
export async function generateFrom(
  loaded: LoadResult,
  options: GenerateOptions,
): Promise<GenerateResult> {
  const { model, settings } = loaded;
  const replaced = await overridesOf(settings, options);
  const inputs = [...loaded.inputs, ...replaced.inputs];
  const found = [...loaded.diagnostics, ...replaced.diagnostics];
  const imported = judgedInPart(found, settings, options);
  if (!model || hasErrors(imported)) return { diagnostics: imported, inputs };
  const { pagination } = settings.content ?? {};
  // A view of one stage has no other to be told from.
  const isView = options.stage !== undefined && { allStages: false };
  const sdkOptions = {
    ...(pagination && { pagination }),
    ...pickSdkOptions({ ...sdkIdentity(settings), ...options, ...isView }),
    ...(replaced.overrides && { overrides: replaced.overrides }),
  };
  const identity = checkPackageIdentity(sdkOptions);
  if (hasErrors(identity)) return { diagnostics: [...imported, ...identity], inputs, model };
  const emitter = await sdkEmitter(
    options.language ?? settings.content?.sdk?.language ?? "typescript",
  );
  const sdk = emitter.emit({ model, options: sdkOptions, inputs });
  const diagnostics = [...imported, ...judgedInPart(sdk.diagnostics, settings, options)];
  const folder = options.out ?? defaultFolder(model);
  if (hasErrors(diagnostics)) return { diagnostics, inputs, model };
  const path = isAbsolute(folder) ? folder : join(options.cwd ?? ".", folder);
  const { files, diagnostics: layout } = options.format
    ? await formatFiles(path, sdk.files)
    : { files: sdk.files, diagnostics: [] };
  const made = { path, files, inputs, diagnostics: [...diagnostics, ...layout] };
  const placed = hasErrors(layout) ? {} : await place(made, sdkOptions, options);
  return { diagnostics: made.diagnostics, inputs, model, sdk, folder, files, ...placed };
}

interface Made {
  /** Where the folder is, from the process's working directory. */
  readonly path: string;
  readonly files: readonly OutputFile[];
  readonly inputs: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

async function place(
  { path, files, inputs, diagnostics }: Made,
  sdkOptions: SdkOptions,
  options: GenerateOptions,
): Promise<Pick<GenerateResult, "write" | "compare" | "diagnostics">> {
  if (options.mode === "check") {
    const compare = await compareEdited(path, files);
    return { compare, diagnostics: [...diagnostics, ...compare.diagnostics] };
  }
  if (options.mode !== "write") return { diagnostics };
  await options.beforeWrite?.();
  // The settings and the templates are inputs of their own.
  const { pagination: _pagination, overrides: _overrides, ...recorded } = sdkOptions;
  const record = { inputs, options: recorded };
  const write = await writeEdited(path, files, { ...record, force: options.force ?? false });
  return { write, diagnostics: [...diagnostics, ...write.diagnostics] };
}

/** What the folder of templates replaces that the options name, else the settings. */
async function overridesOf(
  { file, content }: LoadResult["settings"],
  { templates, cwd = "." }: GenerateOptions,
): Promise<LoadedOverrides> {
  const own = content?.sdk?.templates;
  // Settings that stand in a commit name a folder of the working directory.
  const base = file && isAbsolute(file.id) ? dirname(file.id) : cwd;
  const folder = templates ?? (own === undefined ? undefined : resolve(base, own));
  if (folder === undefined) return { inputs: [], diagnostics: [] };
  const { loadOverrides } = await import("./sdk-templates/load-overrides.js");
  return loadOverrides(folder, cwd);
}

async function sdkEmitter(language: SdkLanguage): Promise<Emitter<SdkOptions, SdkResult>> {
  const emitters = {
    typescript: async () => (await import("../emitters/sdk/typescript/index.js")).typescriptSdk,
  };
  return emitters[language]();
}

const SDK_OPTION_NAMES = [
  "packageName",
  "packageVersion",
  "clientName",
  "description",
  "author",
  "license",
  "repository",
  "registry",
  "layout",
  "stage",
  "allStages",
  "int64",
  "dates",
  "redact",
  "extras",
] as const satisfies readonly (keyof SdkOptions)[];

function pickSdkOptions(options: SdkOptions): SdkOptions {
  return defined(Object.fromEntries(SDK_OPTION_NAMES.map((name) => [name, options[name]])));
}

/** `<title>-sdk`, in lower case and safe on every file system. */
function defaultFolder({ info }: ApiModel): string {
  const title = typeof info.title === "string" ? kebabCase(info.title.normalize("NFKD")) : "";
  const slug = title
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${slug === "" ? "api" : slug}-sdk`;
}
