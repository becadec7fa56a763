import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ApiModel } from "../model/index.js";
import { readTextIfThere, writeOutputFile } from "../source/output-record.js";
import type { JsonObject } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import { settingsText } from "./init/settings-text.js";
import { load } from "./load.js";
import { hasErrors } from "./policy.js";

/** The kinds of output that `gw-gen build` makes. */
export const OUTPUT_KINDS = ["sdk", "mock", "gateway", "export"] as const;

/** A kind of output. */
export type OutputKind = (typeof OUTPUT_KINDS)[number];

/** A stage of first settings. */
export interface InitStage {
  readonly name: string;
  readonly url?: string;
}

/** What the first settings of a spec hold. */
export interface InitChoice {
  /** Stages by name with their URLs; those of the spec's servers when absent or empty. */
  readonly stages?: readonly InitStage[];
  /** The package name of a client. */
  readonly client?: string;
  /** The outputs; a client and exports of all stages when absent. */
  readonly outputs?: readonly OutputKind[];
}

/** How the first settings of a spec are written. */
export interface InitOptions extends InitChoice {
  readonly cwd?: string;
  /** Replace settings that are there. */
  readonly force?: boolean;
  /** Completes the choice by what is proposed for the spec, such as by asking the user; nothing is asked when absent. */
  readonly choose?: (proposal: Required<Omit<InitChoice, "client">>) => Promise<InitChoice>;
}

/** What writing settings gave; without a text an error stands among the diagnostics. */
export interface InitResult {
  /** The file, from `cwd`. */
  readonly path: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

const DEFAULT_OUTPUTS = ["sdk", "export"] as const;

/** Writes `gw-gen.yaml` beside a spec: its stages, what to build, and comments that say what else there is. */
export async function init(spec: string, options: InitOptions = {}): Promise<InitResult> {
  const { cwd = ".", force = false, choose } = options;
  const path = join(dirname(spec), "gw-gen.yaml");
  const target = resolve(cwd, path);
  if (!force && readTextIfThere(target) !== undefined) {
    return { path, diagnostics: [diagnostic("settings-there", undefined, [path])] };
  }
  const { model, diagnostics } = await load(spec, { cwd, settings: false });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (!model || hasErrors(errors)) return { path, diagnostics: errors };
  const proposal = {
    stages: stagesOf(model, options),
    outputs: options.outputs ?? DEFAULT_OUTPUTS,
  };
  const chosen = { ...options, ...proposal, ...(await choose?.(proposal)) };
  const text = settingsText({
    spec: basename(spec),
    stages: stageSettings(chosen.stages),
    outputs: outputSettings(chosen),
    hasGateway: model.gateway !== undefined,
  });
  const failed = writeOutputFile(target, text);
  return failed.length > 0 ? { path, diagnostics: failed } : { path, text, diagnostics: [] };
}

function stagesOf(model: ApiModel, { stages = [] }: InitOptions): readonly InitStage[] {
  if (stages.length > 0) return stages;
  return model.stages.map(({ name, url }) => ({ name, ...(url !== undefined && { url }) }));
}

function stageSettings(stages: readonly InitStage[]): JsonObject {
  return Object.fromEntries(
    stages.map(({ name, url }) => [name, url === undefined ? {} : { url }]),
  );
}

/** The outputs of first settings, each under a name and in a folder of its own. */
export function outputSettings({ client, outputs = DEFAULT_OUTPUTS }: InitChoice): JsonObject {
  const named = client !== undefined && { options: { name: client } };
  const made: Readonly<Record<OutputKind, readonly [string, JsonObject]>> = {
    sdk: ["client", { kind: "sdk", out: "client", ...named }],
    mock: ["mock", { kind: "mock", out: "mock" }],
    gateway: ["gateway", { kind: "gateway", out: "gateway" }],
    export: ["specs", { kind: "export", out: "specs", allStages: true }],
  };
  return Object.fromEntries(
    OUTPUT_KINDS.filter((kind) => outputs.includes(kind)).map((kind) => made[kind]),
  );
}
