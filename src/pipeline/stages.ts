import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ApiModel, MethodSettings, Stage } from "../model/index.js";
import { load, type LoadOptions } from "./load.js";
import { judgedInPart, type PolicyChoice } from "./policy.js";

/** One property of all stages, side by side. */
export interface StageRow {
  readonly name: string;
  /** The value in each stage, in their order; empty where a stage says nothing. */
  readonly values: readonly string[];
}

/** The stages of a spec and what they say. */
export interface StagesResult {
  readonly stages: readonly string[];
  readonly rows: readonly StageRow[];
  readonly model?: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the stages of a spec side by side: what each is after inheritance; properties that none has are left out. */
export async function stages(
  spec: string,
  options: LoadOptions & PolicyChoice = {},
): Promise<StagesResult> {
  const loaded = await load(spec, options);
  const diagnostics = judgedInPart(loaded.diagnostics, loaded.settings, options);
  const { model } = loaded;
  if (!model) return { stages: [], rows: [], diagnostics };
  const columns = model.stages.map((stage) => valuesOf(stage, model));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const rows = names.map((name) => ({
    name,
    values: columns.map((column) => column.get(name) ?? ""),
  }));
  const used = rows.filter(({ values }) => values.some((value) => value !== ""));
  return { stages: model.stages.map(({ name }) => name), rows: used, model, diagnostics };
}

function valuesOf(stage: Stage, model: ApiModel): Map<string, string> {
  const { name, canary, accessLog, domains = [], backends = [] } = stage;
  const inStage = model.operations.filter(({ stages: list }) => list?.includes(name) ?? true);
  const plans = model.usagePlans.filter((plan) => plan.stages.some((use) => use.stage === name));
  const values = new Map<string, string>([
    ["url", stage.url ?? ""],
    ["websocket url", stage.websocketUrl ?? ""],
    ["description", stage.description ?? ""],
    ["operations", String(inStage.length)],
    ...methodValues("", stage.defaults),
    ["cache size", stage.cacheClusterSize === undefined ? "" : `${stage.cacheClusterSize} GB`],
    ["canary", canary ? `${canary.percent} %` : ""],
    ["access log", accessLog?.destination ?? ""],
    ["tracing", shown(stage.tracing)],
    ["client certificate", stage.clientCertificate ?? ""],
    ["domains", domains.map(({ domain, basePath }) => `${domain}/${basePath}`).join(", ")],
    ["usage plans", plans.map((plan) => plan.name).join(", ")],
    ["overlays", (stage.overlays ?? []).join(", ")],
  ]);
  for (const { name: variable, value } of stage.variables) values.set(`$${variable}`, value);
  for (const { name: backend, value } of backends) values.set(`backend ${backend}`, value);
  const single = [...stage.overrides, ...(stage.routeOverrides ?? [])];
  for (const { name: method, value } of single) {
    for (const [property, text] of methodValues(`${method} `, value)) values.set(property, text);
  }
  return values;
}

function methodValues(prefix: string, settings: MethodSettings): [string, string][] {
  const { rate, burst, cache, logging, dataTrace, metrics } = settings;
  return [
    [`${prefix}rate`, rate === undefined ? "" : `${rate}/s`],
    [`${prefix}burst`, shown(burst)],
    [`${prefix}cache`, shown(cache?.enabled)],
    [`${prefix}cache ttl`, cache?.ttl === undefined ? "" : `${cache.ttl} s`],
    [`${prefix}logging`, logging ?? ""],
    [`${prefix}data trace`, shown(dataTrace)],
    [`${prefix}metrics`, shown(metrics)],
  ];
}

function shown(value: boolean | number | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? String(value) : value ? "yes" : "no";
}
