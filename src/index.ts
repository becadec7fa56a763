/// <reference types="node" preserve="true" />
/*
 * The library: what the commands do, as functions. None of them touches the process: nothing is printed and nothing
 * exits; bad input is a list of diagnostics in the result. What is heavy is loaded on the first call that needs it.
 */
import type { BuildOptions, BuildResult } from "./pipeline/build.js";
import type { CheckOptions, CheckResult } from "./pipeline/check.js";
import type { DiffOptions, DiffResult } from "./pipeline/diff.js";
import type { ExportOptions, ExportResult } from "./pipeline/export.js";
import type { GenerateOptions, GenerateResult } from "./pipeline/generate.js";
import type { GatewayOptions, GatewayResult } from "./pipeline/gateway.js";
import type { InitOptions, InitResult } from "./pipeline/init.js";
import type { LoadOptions } from "./pipeline/load.js";
import type { LoadResult } from "./pipeline/load-result.js";
import type { StartMockOptions } from "./pipeline/mock.js";
import type { PolicyChoice } from "./pipeline/policy.js";
import type { ScaffoldOptions, ScaffoldResult } from "./pipeline/scaffold.js";
import type { EjectOptions, EjectResult, SdkTemplate } from "./pipeline/sdk-templates/index.js";
import type { StagesResult } from "./pipeline/stages.js";
import type { RunningMock } from "./runtime/start.js";

export type { Diagnostic, RelatedLocation, Severity } from "./diagnostics/diagnostic.js";
export type { Position, SourceLocation, TextRange } from "./diagnostics/location.js";
export { type Place, placeOf, placeText } from "./diagnostics/place.js";
export type { SdkResult, UsageSnippet } from "./emitters/sdk/sdk-options.js";
export type * from "./model/index.js";
export type { OutputFile } from "./source/output-file.js";
export type { CompareResult, WriteResult } from "./source/output-folder.js";
export { MockStartError } from "./pipeline/mock-start-error.js";
export type { MockOptions, RequestEntry } from "./runtime/start.js";
export {
  type CompiledTemplate,
  type CompileOptions,
  compileTemplate,
  type RenderInput,
  type RenderLimits,
  type RenderResult,
  renderTemplate,
  TemplateError,
  type TemplateErrorKind,
  type TemplateEvent,
} from "./vtl/index.js";
export type {
  BuildOptions,
  BuildResult,
  CheckOptions,
  CheckResult,
  DiffOptions,
  DiffResult,
  ExportOptions,
  ExportResult,
  EjectOptions,
  EjectResult,
  GenerateOptions,
  GenerateResult,
  GatewayOptions,
  GatewayResult,
  InitOptions,
  InitResult,
  LoadOptions,
  LoadResult,
  PolicyChoice,
  RunningMock,
  SdkTemplate,
  ScaffoldOptions,
  ScaffoldResult,
  StagesResult,
  StartMockOptions,
};

/**
 * Reads a spec and imports it into the model: one shape whatever the dialect.
 * Without `model` in the result, an error stands among the diagnostics.
 *
 * @param spec a file, `-` (standard input), `git-ref:path`, or a URL whose host `allowNet` names
 */
export async function load(spec: string, options: LoadOptions = {}): Promise<LoadResult> {
  const pipeline = await import("./pipeline/load.js");
  return pipeline.load(spec, options);
}

/**
 * Generates a client SDK. By default nothing is written: `files` holds the output;
 * with `mode: "write"` it is written into `out`, with `"check"` compared with what is there.
 */
export async function generate(
  spec: string,
  options: GenerateOptions = {},
): Promise<GenerateResult> {
  const pipeline = await import("./pipeline/generate.js");
  return pipeline.generate(spec, options);
}

/**
 * Exports a spec as it is in a stage, as text: in its own dialect with comments and order kept, or in another, with a
 * diagnostic for each thing that the other cannot say.
 */
export async function exportDocument(
  spec: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  const pipeline = await import("./pipeline/export.js");
  return pipeline.exportDocument(spec, options);
}

/** The parts of an SDK that files in the folder `templates` of `generate` can replace, with their versions. */
export async function sdkTemplates(): Promise<readonly SdkTemplate[]> {
  const pipeline = await import("./pipeline/sdk-templates/index.js");
  return pipeline.sdkTemplates();
}

/** Copies parts of an SDK into a folder, to be changed there; files that are there stay unless `force` says otherwise. */
export async function ejectSdkTemplates(
  names: readonly string[],
  options: EjectOptions = {},
): Promise<EjectResult> {
  const pipeline = await import("./pipeline/sdk-templates/index.js");
  return pipeline.ejectSdkTemplates(names, options);
}

/**
 * Emits the definition of an API Gateway with its mapping templates: OpenAPI, or a SAM, CloudFormation or Terraform
 * stack of all stages. By default nothing is written: `files` holds the output; `mode` and `out` are as in `generate`.
 */
export async function gateway(spec: string, options: GatewayOptions = {}): Promise<GatewayResult> {
  const pipeline = await import("./pipeline/gateway.js");
  return pipeline.gateway(spec, options);
}

/**
 * Makes starter mapping templates of the JSON request bodies and successes of a spec. They are written where `out`
 * is given; files that are there stay unless `force` says otherwise.
 */
export async function scaffoldTemplates(
  spec: string,
  options: ScaffoldOptions = {},
): Promise<ScaffoldResult> {
  const pipeline = await import("./pipeline/scaffold.js");
  return pipeline.scaffoldTemplates(spec, options);
}

/** Puts the stages of a spec side by side: one row for each property, with its value in each stage. */
export async function stages(
  spec: string,
  options: LoadOptions & PolicyChoice = {},
): Promise<StagesResult> {
  const pipeline = await import("./pipeline/stages.js");
  return pipeline.stages(spec, options);
}

/** Writes `gw-gen.yaml` beside a spec; settings that are there stay unless `force` says otherwise. */
export async function init(spec: string, options: InitOptions = {}): Promise<InitResult> {
  const pipeline = await import("./pipeline/init.js");
  return pipeline.init(spec, options);
}

/**
 * Makes the outputs that the settings name, those that changed; with `check` nothing is written.
 * An output that fails leaves the others made and says so in its report.
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const pipeline = await import("./pipeline/build.js");
  return pipeline.build(options);
}

/** Says what in a spec would fail, be lost or not be enforced later, with file, line and column. */
export async function check(spec: string, options: CheckOptions = {}): Promise<CheckResult> {
  const pipeline = await import("./pipeline/check.js");
  return pipeline.check(spec, options);
}

/** Says what changed between two versions of a spec, and whom it breaks. */
export async function diff(
  old: string,
  next: string,
  options: DiffOptions = {},
): Promise<DiffResult> {
  const pipeline = await import("./pipeline/diff.js");
  return pipeline.diff(old, next, options);
}

/**
 * Starts the mock of a spec within this process, on a free port of the loopback interface unless told otherwise.
 * Rejects with `MockStartError` when the spec cannot be read, with the system's error when the port cannot be had.
 *
 * ```ts
 * const api = await startMock("petstore.yaml");
 * await fetch(`${api.url}/pets/1`);
 * await api.close();
 * ```
 */
export async function startMock(
  spec: string,
  options: StartMockOptions = {},
): Promise<RunningMock> {
  const pipeline = await import("./pipeline/mock.js");
  return pipeline.startMock(spec, options);
}
