import { isAbsolute, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { mockServer } from "../emitters/mock/index.js";
import type { StandaloneOptions } from "../runtime/standalone.js";
import {
  compareFolder,
  type CompareResult,
  writeFolder,
  type WriteResult,
} from "../source/output-folder.js";
import { readMockRuntime } from "../source/package-folder.js";
import type { LoadResult } from "./load-result.js";
import { load, type LoadOptions } from "./load.js";
import { hasErrors, judgedInPart, type PolicyChoice } from "./policy.js";

/** How a mock is written as a server folder. */
export interface EmitMockOptions extends LoadOptions, PolicyChoice {
  /** The folder, relative to `cwd`. */
  readonly out: string;
  readonly server?: StandaloneOptions;
  /** `check` compares the folder with what would be written. Default `write`. */
  readonly mode?: "write" | "check";
  /** Replace files that gw-gen did not write. */
  readonly force?: boolean;
}

/** What writing a server folder gave; with an error among the diagnostics nothing was written. */
export interface EmitMockResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly write?: WriteResult;
  readonly compare?: CompareResult;
}

const NODE_MAJOR = 22;

/** Writes the mock of a spec as a folder that starts with `node server.mjs`, without installing anything. */
export async function emitMock(spec: string, options: EmitMockOptions): Promise<EmitMockResult> {
  return emitMockFrom(await load(spec, options), options);
}

/** Writes the mock of a spec that is loaded already. */
export async function emitMockFrom(
  { model, settings, inputs, diagnostics: found }: LoadResult,
  options: EmitMockOptions,
): Promise<EmitMockResult> {
  const diagnostics = judgedInPart(found, settings, options);
  if (!model || hasErrors(diagnostics)) return { diagnostics };
  const server = {
    ...options.server,
    ...(options.stage !== undefined && { stage: options.stage }),
  };
  const { files } = mockServer.emit({
    model,
    inputs,
    options: { server, runtime: readMockRuntime(), nodeMajor: NODE_MAJOR },
  });
  const folder = isAbsolute(options.out) ? options.out : join(options.cwd ?? ".", options.out);
  if (options.mode === "check") {
    const compare = compareFolder(folder, files);
    return { compare, diagnostics: [...diagnostics, ...compare.diagnostics] };
  }
  const record = { inputs, options: JSON.parse(JSON.stringify(server)) };
  const write = writeFolder(folder, files, { ...record, force: options.force ?? false });
  return { write, diagnostics: [...diagnostics, ...write.diagnostics] };
}
