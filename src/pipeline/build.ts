import { dirname, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { loadSettings, SETTINGS_NAMES } from "../settings/load-settings.js";
import type { ReadOptions } from "../source/read-source.js";
import { diagnostic } from "./build/diagnostics.js";
import { type BuildOutput, chooseOutputs } from "./build/outputs.js";
import { BuildRecord } from "./build/record.js";
import { hasErrors, type PolicyChoice } from "./policy.js";

/** What to build. */
export interface BuildOptions extends ReadOptions, PolicyChoice {
  /** The settings file; `gw-gen.yaml` in the working directory when absent. */
  readonly settings?: string;
  /** Names of outputs; all when absent or empty. */
  readonly names?: readonly string[];
  /** Only what is made for this stage; outputs that name none are made for it. */
  readonly stage?: string;
  /** Write nothing; say which outputs are stale. */
  readonly check?: boolean;
  /** Make every output, changed or not, and replace files that gw-gen did not write. */
  readonly force?: boolean;
  /** How many outputs are made at a time; 4 when absent. */
  readonly jobs?: number;
  /** Called when an output is done. */
  readonly onOutput?: (report: OutputReport) => void;
}

/** What became of one output. */
export interface OutputReport {
  readonly name: string;
  readonly kind: "sdk" | "mock" | "gateway" | "export";
  /** As the settings name it. */
  readonly out: string;
  readonly stage?: string;
  readonly status: "made" | "skipped" | "fresh" | "stale" | "failed";
  /** Why it was made, skipped or failed, in plain words. */
  readonly reason: string;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What building gave: a report for each output, in the order of the settings. */
export interface BuildResult {
  readonly outputs: readonly OutputReport[];
  /** What is wrong with the settings; with an error nothing was made. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files whose change makes an output stale, for watching. */
  readonly inputs: readonly string[];
}

/**
 * Makes the outputs of the settings. What has not changed since the last build is skipped, by the hashes of its inputs;
 * a spec is imported once for each set of overlays. An output that fails leaves the others made.
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const cwd = resolve(options.cwd ?? ".");
  const { settings, diagnostics } = await loadSettings(
    SETTINGS_NAMES[0],
    options.settings,
    options,
  );
  const { file } = settings;
  if (!file) {
    const missing = diagnostic("build-no-settings", undefined, [options.cwd ?? "."]);
    return {
      outputs: [],
      diagnostics: hasErrors(diagnostics) ? diagnostics : [missing],
      inputs: [],
    };
  }
  const folder = dirname(file.id);
  const { names = [], stage } = options;
  const chosen = chooseOutputs(settings, folder, cwd, { names, stage });
  const found = [...diagnostics, ...chosen.diagnostics];
  if (hasErrors(found)) return { outputs: [], diagnostics: found, inputs: [file.path] };
  const run = new BuildRun(new BuildRecord(folder, cwd), options, relative(cwd, file.id));
  const outputs = await run.all(chosen.outputs);
  return { outputs, diagnostics: found, inputs: [file.path, ...run.inputs] };
}

class BuildRun {
  readonly #record: BuildRecord;
  readonly #options: BuildOptions;
  readonly #settings: string;
  readonly #imports = new Map();
  readonly inputs = new Set<string>();

  constructor(record: BuildRecord, options: BuildOptions, settings: string) {
    this.#record = record;
    this.#options = options;
    this.#settings = settings;
  }

  /** Makes some outputs at a time; the reports stand in the order of the outputs. */
  async all(outputs: readonly BuildOutput[]): Promise<OutputReport[]> {
    const reports: OutputReport[] = [];
    const pending = outputs.entries();
    const work = async (): Promise<void> => {
      for (const [index, output] of pending) {
        const report = await this.#one(output);
        reports[index] = report;
        this.#options.onOutput?.(report);
      }
    };
    const count = Math.max(1, Math.min(this.#options.jobs ?? 4, outputs.length));
    await Promise.all(Array.from({ length: count }, work));
    if (!this.#options.check) this.#record.save();
    return reports;
  }

  async #one(output: BuildOutput): Promise<OutputReport> {
    const { check = false, force = false } = this.#options;
    const stale = force ? "it was forced" : this.#record.whyStale(output);
    if (stale === undefined) {
      for (const path of this.#record.inputsOf(output)) this.inputs.add(path);
      return reportOf(output, "skipped", "nothing that it is made of changed");
    }
    const { makeOutput } = await import("./build/make-output.js");
    const made = await makeOutput(output, {
      ...this.#options,
      settings: this.#settings,
      imports: this.#imports,
      check,
      overwrite: force,
    });
    for (const { path } of made.inputs) this.inputs.add(path);
    const { diagnostics, written, unchanged, removed } = made;
    const counts = {
      written: written.length,
      unchanged: unchanged.length,
      removed: removed.length,
      diagnostics,
    };
    if (hasErrors(diagnostics)) {
      this.#record.forget(output);
      return { ...reportOf(output, "failed", failureOf(diagnostics)), ...counts };
    }
    if (check) {
      const [first] = made.stale;
      const reason = first === undefined ? "it is what would be written" : changesOf(made.stale);
      return { ...reportOf(output, first === undefined ? "fresh" : "stale", reason), ...counts };
    }
    this.#record.note(output, made.inputs, [...written, ...unchanged]);
    return { ...reportOf(output, "made", stale), ...counts };
  }
}

function reportOf(
  { name, kind, out, stage }: BuildOutput,
  status: OutputReport["status"],
  reason: string,
): OutputReport {
  return {
    name,
    kind,
    out,
    ...(stage !== undefined && { stage }),
    status,
    reason,
    written: 0,
    unchanged: 0,
    removed: 0,
    diagnostics: [],
  };
}

function failureOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.find(({ severity }) => severity === "error")?.message ?? "it failed";
}

function changesOf(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => (path === "" ? "the file" : path));
  const rest = paths.length > 3 ? ` and ${paths.length - 3} more` : "";
  return `${shown.join(", ")}${rest} would change`;
}
