import { join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputFile } from "../emitter/emitter.js";
import { scaffoldFiles } from "../emitters/gateway/scaffold/scaffold-files.js";
import type { OutputFile } from "../source/output-file.js";
import { readTextIfThere, writeOutputFile } from "../source/output-record.js";
import { nearest } from "../util/nearest.js";
import { diagnostic } from "./diagnostics.js";
import { load, type LoadOptions } from "./load.js";
import { hasErrors, judgedInPart, type PolicyChoice } from "./policy.js";
import { diagnostic as renderDiagnostic } from "./render-diagnostics.js";

/** Which starter templates are made, and where to. */
export interface ScaffoldOptions extends LoadOptions, PolicyChoice {
  /** An operationId or `GET /path`; all operations when absent. */
  readonly operation?: string;
  /** The folder, relative to `cwd`. Without it nothing is written. */
  readonly out?: string;
  /** Replace files that are there; they are kept otherwise. */
  readonly force?: boolean;
}

/** What making starter templates gave. Without `files`, an error stands among the diagnostics. */
export interface ScaffoldResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
  /** All templates; their content is text. */
  readonly files?: readonly OutputFile[];
  /** Paths of those that were written. */
  readonly written: readonly string[];
  /** Paths of those that were there already and stayed. */
  readonly kept: readonly string[];
}

/** Makes a mapping template for each JSON request body and success of a spec, to be changed by hand afterwards. */
export async function scaffoldTemplates(
  spec: string,
  options: ScaffoldOptions = {},
): Promise<ScaffoldResult> {
  const loaded = await load(spec, options);
  const { model, inputs } = loaded;
  const found = judgedInPart(loaded.diagnostics, loaded.settings, options);
  const failed = (more: readonly Diagnostic[] = []): ScaffoldResult => ({
    diagnostics: [...found, ...more],
    inputs,
    written: [],
    kept: [],
  });
  if (!model || hasErrors(found)) return failed();
  const { operation: wanted } = options;
  const chosen = model.operations.filter(
    ({ key, operationId }) => wanted === undefined || key === wanted || operationId === wanted,
  );
  if (wanted !== undefined && chosen.length === 0) {
    const known = model.operations.flatMap(({ key, operationId }) => [key, operationId ?? key]);
    const close = nearest(wanted, known);
    return failed([renderDiagnostic("operation-unknown", undefined, [wanted, close])]);
  }
  const files = scaffoldFiles(model, chosen);
  if (files.length === 0) {
    return failed([diagnostic("scaffold-without-body", undefined, [wanted ?? spec])]);
  }
  const placed = place(files, options);
  return { ...placed, diagnostics: [...found, ...placed.diagnostics], inputs, files };
}

function place(files: readonly OutputFile[], options: ScaffoldOptions) {
  const { cwd = ".", out, force = false } = options;
  const written: string[] = [];
  const kept: string[] = [];
  const diagnostics: Diagnostic[] = [];
  if (out === undefined) return { written, kept, diagnostics };
  for (const { path, content } of files) {
    const target = resolve(cwd, join(out, path));
    if (!force && readTextIfThere(target) !== undefined) {
      kept.push(path);
      continue;
    }
    const problems = typeof content === "string" ? writeOutputFile(target, content) : [];
    diagnostics.push(...problems);
    if (problems.length === 0) written.push(path);
  }
  if (kept.length > 0) diagnostics.push(diagnostic("scaffold-kept", undefined, [kept]));
  return { written, kept, diagnostics };
}
