import { isAbsolute, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputFile } from "../emitter/emitter.js";
import { emitGateway } from "../emitters/gateway/emit-gateway.js";
import type { GatewayTarget, StageModel } from "../emitters/gateway/gateway-options.js";
import type { ApiModel, HttpApiCors } from "../model/index.js";
import { applyBasePath, type BasePathStrategy } from "../passes/base-path.js";
import { importInto, type ImportMode } from "../passes/import-into.js";
import type { OutputFile } from "../source/output-file.js";
import {
  compareFolder,
  type CompareResult,
  writeFolder,
  type WriteResult,
} from "../source/output-folder.js";
import { load, type LoadOptions } from "./load.js";
import type { LoadResult } from "./load-result.js";
import { hasErrors, judgedInPart, type PolicyChoice } from "./policy.js";

export { GATEWAY_TARGETS, type GatewayTarget } from "../emitters/gateway/gateway-options.js";

/** What is emitted, and where to. */
export interface GatewayOptions extends LoadOptions, PolicyChoice {
  /** Default `openapi`. */
  readonly target?: GatewayTarget;
  /** What runs operations without an integration; the settings' choice when absent. */
  readonly integration?: "http_proxy" | "lambda" | "mock";
  /** The base URL of the backend of all stages; those of the settings when absent. */
  readonly backend?: string;
  /** The pattern of Lambda functions' names; that of the settings when absent. */
  readonly function?: string;
  /** Origins that browsers may call from; the settings' when absent. */
  readonly corsOrigins?: readonly string[];
  /** The definition of the API that there is already, into which the spec is imported; a spec argument. */
  readonly into?: string;
  /** What becomes of the rest of `into`; `merge` when absent. */
  readonly importMode?: ImportMode;
  /** What importing into `into` does with the base path of the spec's servers; `ignore` when absent. */
  readonly basePath?: BasePathStrategy;
  /** The output folder, relative to `cwd`. Without it nothing is written. */
  readonly out?: string;
  /** `write` replaces the folder's generated files, `check` compares them; `none` touches nothing. Default `none`. */
  readonly mode?: "write" | "check" | "none";
  /** Replace files that gw-gen did not write. */
  readonly force?: boolean;
  /** Called before the folder is written; throwing leaves it as it was. */
  readonly beforeWrite?: () => Promise<void>;
}

/** What emitting gave. Without `files`, an error stands among the diagnostics and nothing was written. */
export interface GatewayResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  readonly files?: readonly OutputFile[];
  /** Names of the stages that were emitted. */
  readonly stages?: readonly string[];
  /** What `mode: "write"` did. */
  readonly write?: WriteResult;
  /** What `mode: "check"` found. */
  readonly compare?: CompareResult;
}

/** Emits the definition of a spec's gateway; bad input gives diagnostics, never an exception. */
export async function gateway(spec: string, options: GatewayOptions = {}): Promise<GatewayResult> {
  const target = options.target ?? "openapi";
  const base = await load(spec, options);
  const { settings, inputs } = base;
  const imported = judgedInPart(base.diagnostics, settings, options);
  if (!base.model || hasErrors(imported)) return { diagnostics: imported, inputs };
  const loaded = await loadStages(spec, base.model, options, target === "openapi");
  const found = judgedInPart(loaded.diagnostics, settings, options);
  if (hasErrors(found)) return { diagnostics: [...imported, ...found], inputs };
  const existing = await loadExisting(options);
  const previous = judgedInPart(existing?.diagnostics ?? [], settings, options);
  if (existing && (!existing.model || hasErrors(previous))) {
    return { diagnostics: [...imported, ...found, ...previous], inputs };
  }
  const { content } = settings;
  const emitted = emitGateway({
    target,
    stages: loaded.stages.map((each) =>
      joined(withChoices(each, options), existing?.model, options),
    ),
    integration: {
      ...pick("integration", options.integration ?? content?.gateway?.integration),
      ...pick("function", options.function ?? content?.gateway?.function),
    },
    domains: new Map(Object.entries(content?.domains ?? {})),
  });
  const told = judgedInPart(emitted.diagnostics, settings, options);
  const diagnostics = [...imported, ...found, ...told];
  if (hasErrors(diagnostics)) return { diagnostics, inputs };
  const stages = loaded.stages.map(({ stage }) => stage.name);
  const read = [...inputs, ...(existing?.inputs ?? [])];
  const result = { diagnostics, inputs: read, files: emitted.files, stages };
  return { ...result, ...(await place(result, options)) };
}

/** The API that the spec is imported into; undefined when there is none. Settings and filters are the spec's alone. */
async function loadExisting(options: GatewayOptions): Promise<LoadResult | undefined> {
  const { into, include: _include, exclude: _exclude, stage: _stage, ...rest } = options;
  return into === undefined ? undefined : load(into, { ...rest, settings: false });
}

function joined(
  { stage, model }: StageModel,
  existing: ApiModel | undefined,
  { importMode = "merge", basePath = "ignore" }: GatewayOptions,
): StageModel {
  if (!existing) return { stage, model };
  const { stages, usagePlans, apiKeys } = model;
  const made = importInto(existing, applyBasePath(model, basePath), importMode);
  return { stage, model: { ...made, stages, usagePlans, apiKeys } };
}

interface LoadedStages {
  readonly stages: readonly StageModel[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The stages with their models, each with its own overlays. A document is of one stage: the one that is asked for,
 * else the first, which for a spec without settings is the spec itself.
 */
async function loadStages(
  spec: string,
  base: ApiModel,
  options: GatewayOptions,
  onlyFirst: boolean,
): Promise<LoadedStages> {
  const [first] = base.stages;
  if (options.stage !== undefined || (base.stages.every(({ implicit }) => implicit) && first)) {
    return { stages: first ? [{ stage: first, model: base }] : [], diagnostics: [] };
  }
  const wanted = onlyFirst ? base.stages.slice(0, 1) : base.stages;
  const loads = wanted.map(({ name }) => load(spec, { ...options, stage: name }));
  const results: LoadResult[] = await Promise.all(loads);
  const known = new Set<string>();
  return {
    stages: results.flatMap(({ model }) => {
      const stage = model?.stages[0];
      return model && stage ? [{ stage, model: { ...model, servers: base.servers } }] : [];
    }),
    // What is wrong in all stages is told once; the base has told its part.
    diagnostics: results.slice(1).flatMap(({ diagnostics }) =>
      diagnostics.filter(({ code, message, severity }) => {
        const key = `${code} ${message}`;
        const isNew = severity === "error" && !known.has(key);
        known.add(key);
        return isNew;
      }),
    ),
  };
}

function withChoices(
  { stage, model }: StageModel,
  { backend, corsOrigins }: GatewayOptions,
): StageModel {
  const shaped =
    backend === undefined ? stage : { ...stage, backends: [{ name: "default", value: backend }] };
  if (!corsOrigins) return { stage: shaped, model };
  const base = model.gateway ?? { kind: "rest", endpoint: {}, location: model.location };
  const cors: HttpApiCors = {
    ...(base.cors ?? { location: model.location }),
    allowOrigins: corsOrigins,
  };
  return { stage: shaped, model: { ...model, gateway: { ...base, cors } } };
}

async function place(
  { files, inputs, diagnostics }: Required<Pick<GatewayResult, "files" | "inputs" | "diagnostics">>,
  options: GatewayOptions,
): Promise<Pick<GatewayResult, "write" | "compare" | "diagnostics">> {
  const { out, cwd = ".", mode = "none" } = options;
  if (out === undefined || mode === "none") return { diagnostics };
  const folder = isAbsolute(out) ? out : join(cwd, out);
  if (mode === "check") {
    const compare = compareFolder(folder, files);
    return { compare, diagnostics: [...diagnostics, ...compare.diagnostics] };
  }
  await options.beforeWrite?.();
  const { target = "openapi", integration, backend, corsOrigins, into } = options;
  const record = {
    target,
    ...pick("stage", options.stage),
    ...pick("integration", integration),
    ...pick("backend", backend),
    ...pick("function", options.function),
    ...(corsOrigins && { corsOrigins: [...corsOrigins] }),
    ...pick("into", into),
    ...pick("importMode", options.importMode),
    ...pick("basePath", options.basePath),
  };
  const write = writeFolder(folder, files, {
    inputs,
    options: record,
    force: options.force ?? false,
  });
  return { write, diagnostics: [...diagnostics, ...write.diagnostics] };
}

function pick<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  if (value === undefined) return {};
  const picked: { [P in K]?: T } = {};
  picked[key] = value;
  return picked;
}
