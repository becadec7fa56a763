import { extname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputFile } from "../emitter/emitter.js";
import type { ExportDocumentOptions, ExportFormat } from "../emitters/export/export-options.js";
import { OPENAPI_DIALECTS, type OpenApiDialect } from "../emitters/shared/openapi/dialect.js";
import type { ApiModel, Dialect } from "../model/index.js";
import { lastGitTag } from "../source/git.js";
import type { JsonObject } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import { load, type LoadOptions } from "./load.js";
import type { LoadResult } from "./load-result.js";
import { hasErrors, judgedInPart, type PolicyChoice } from "./policy.js";

export { EXPORT_FORMATS, EXTENSION_GROUPS } from "../emitters/export/export-options.js";
export type { ExportFormat, ExtensionGroup } from "../emitters/export/export-options.js";

/** How a spec is exported. */
export interface ExportOptions
  extends
    LoadOptions,
    PolicyChoice,
    Omit<ExportDocumentOptions, "dialect" | "stage" | "isPart" | "samples"> {
  /** What it becomes; the spec's own dialect when absent, OpenAPI 3.1 where that cannot be written. */
  readonly as?: ExportFormat;
  /** The file that the export is meant for; its ending decides between JSON and YAML where `format` does not. */
  readonly out?: string;
  /** What the service's own export gives for the API, instead of the whole document. */
  readonly like?: "aws";
  /** Leave out operations that are marked `x-internal: true`. */
  readonly withoutInternal?: boolean;
  /** Write a call of each operation into OpenAPI documents, as `x-codeSamples`, by the SDK that the settings describe. */
  readonly codeSamples?: boolean;
}

/** An exported spec; without a text an error stands among the diagnostics. */
export interface ExportResult {
  readonly text?: string;
  readonly as?: ExportFormat;
  /** The value that the text holds, where that is an OpenAPI document. */
  readonly document?: JsonObject;
  /** The version that was stamped. */
  readonly version?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  readonly model?: ApiModel;
}

/** Exports a spec as it is in a stage, in its own dialect or another; bad input gives diagnostics, never an exception. */
export async function exportDocument(
  spec: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  return exportFrom(await load(spec, options), options);
}

/** Exports a spec that is loaded already. */
export async function exportFrom(
  loaded: LoadResult,
  options: ExportOptions,
): Promise<ExportResult> {
  const { model, inputs, settings } = loaded;
  const imported = judgedInPart(loaded.diagnostics, settings, options);
  if (!model || hasErrors(imported)) return { diagnostics: imported, inputs };
  const shown = options.withoutInternal ? await publicView(model) : model;
  const as =
    options.as === "asyncapi-3" ? "asyncapi-3.0" : (options.as ?? ownDialect(model.source.dialect));
  const stamped = stampOf(options);
  if ("code" in stamped) return { diagnostics: [...imported, stamped], inputs };
  const samples = options.codeSamples ? await samplesOf(shown, loaded, options) : {};
  const printed = await print(shown, as, loaded, { ...options, ...stamped, ...samples });
  const diagnostics = [...imported, ...judgedInPart(printed.diagnostics, settings, options)];
  if (hasErrors(diagnostics)) return { diagnostics, inputs, model: shown };
  const { text, document } = printed;
  return { text, as, ...(document && { document }), ...stamped, diagnostics, inputs, model: shown };
}

function stampOf({ version, cwd }: ExportOptions): { readonly version?: string } | Diagnostic {
  if (version === undefined) return {};
  const stamp = exportVersion(version, cwd);
  return stamp === undefined ? diagnostic("git-tag-missing", undefined, []) : { version: stamp };
}

/** The version to stamp; `git` means the last tag, and undefined that there is none. */
export function exportVersion(version: string, cwd = "."): string | undefined {
  return version === "git" ? lastGitTag(cwd) : version;
}

interface PrintedExport {
  readonly text: string;
  readonly document?: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Calls of the client that the settings describe. */
async function samplesOf(
  model: ApiModel,
  { settings, inputs }: LoadResult,
  { stage }: ExportOptions,
): Promise<Pick<ExportDocumentOptions, "samples">> {
  const { codeSamples } = await import("../emitters/sdk/typescript/readme/code-samples.js");
  const { sdkOptions } = await import("./sdk-identity.js");
  const own = { ...sdkOptions(settings), ...(stage !== undefined && { stage }) };
  const { packageName, sources } = codeSamples({ model, options: own, inputs });
  return { samples: { lang: "TypeScript", label: packageName, sources } };
}

async function print(
  model: ApiModel,
  as: Exclude<ExportFormat, "asyncapi-3">,
  { document }: Pick<LoadResult, "document">,
  options: ExportOptions & Pick<ExportDocumentOptions, "samples">,
): Promise<PrintedExport> {
  if (as === "postman" || as === "http") {
    const { exportPostman } = await import("../emitters/export/postman.js");
    const { exportHttp } = await import("../emitters/export/http-file.js");
    return as === "postman" ? exportPostman(model) : exportHttp(model);
  }
  const format = options.format ?? formatOf(options.out);
  if (as === "asyncapi-3.0") {
    const { exportAsyncApi } = await import("../emitters/export/asyncapi.js");
    const { version } = options;
    const own = format ?? document?.root.format ?? "yaml";
    return exportAsyncApi(model, { format: own, ...(version !== undefined && { version }) });
  }
  if (options.like) return likeService(model, as, options, format ?? document?.root.format);
  const { exportOpenApi } = await import("../emitters/export/export-openapi.js");
  return exportOpenApi(
    { model, ...(document && { document }) },
    { ...options, dialect: as, isPart: isPart(options), ...(format && { format }) },
  );
}

async function likeService(
  model: ApiModel,
  as: ExportFormat,
  { stage, extensions = [], version }: ExportOptions,
  format: "json" | "yaml" = "json",
): Promise<PrintedExport> {
  const { exportLikeService } = await import("../emitters/export/service-export.js");
  const { stampVersion } = await import("../emitters/export/document-passes.js");
  const document = exportLikeService(model, {
    dialect: as === "swagger-2.0" ? as : "openapi-3.0",
    stage: stage ?? model.stages[0]?.name ?? "default",
    extensions,
  });
  const stamped = version === undefined ? document : stampVersion(document, version);
  const { jsonText } = await import("../printer/json-text.js");
  const { yamlText } = await import("../printer/yaml-text.js");
  const text = format === "json" ? `${jsonText(stamped)}\n` : yamlText(stamped);
  return { text, document: stamped, diagnostics: [] };
}

async function publicView(model: ApiModel): Promise<ApiModel> {
  const operations = model.operations.filter(({ lifecycle }) => !lifecycle?.internal);
  if (operations.length === model.operations.length) return model;
  const { pruneComponents } = await import("../passes/prune-components.js");
  return pruneComponents({ ...model, operations }).model;
}

function isPart({ stage, include, exclude, withoutInternal }: ExportOptions): boolean {
  const filters = [...(include ?? []), ...(exclude ?? [])];
  return stage !== undefined || withoutInternal === true || filters.length > 0;
}

function ownDialect(dialect: Dialect): OpenApiDialect | "asyncapi-3.0" {
  if (dialect.startsWith("asyncapi")) return "asyncapi-3.0";
  return OPENAPI_DIALECTS.find((known) => known === dialect) ?? "openapi-3.1";
}

function formatOf(out: string | undefined): "json" | "yaml" | undefined {
  const ending = extname(out ?? "").toLowerCase();
  if (ending === ".json") return "json";
  return ending === ".yaml" || ending === ".yml" ? "yaml" : undefined;
}
