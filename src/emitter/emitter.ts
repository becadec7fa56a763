import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ApiModel } from "../model/index.js";
import type { InputFile, OutputFile } from "../source/output-file.js";

export type { InputFile };

/** What an emitter reads. */
export interface EmitInput<Options> {
  readonly model: ApiModel;
  readonly options: Options;
  /** The hash and shown path of each input, for the manifest. */
  readonly inputs: readonly InputFile[];
}

/** What an emitter makes: files, and what it had to repair or could not hold. */
export interface EmitResult {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes one kind of output from a model; pure, the same bytes for the same input. */
export interface Emitter<Options, Result extends EmitResult = EmitResult> {
  readonly name: string;
  emit(input: EmitInput<Options>): Result;
}
