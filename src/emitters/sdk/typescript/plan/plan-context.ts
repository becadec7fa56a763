import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { ApiModel } from "../../../../model/index.js";
import type { SdkOptions } from "../../sdk-options.js";
import { typeName } from "../names/type-names.js";
import type { TypePlanner } from "../types/type-planner.js";
import type { RuntimeName } from "./sdk-plan.js";

/** What planning the operations of one SDK shares. */
export class PlanContext {
  readonly model: ApiModel;
  readonly options: SdkOptions;
  readonly types: TypePlanner;
  readonly #diagnostics: Diagnostic[] = [];

  constructor(model: ApiModel, options: SdkOptions, types: TypePlanner) {
    this.model = model;
    this.options = options;
    this.types = types;
  }

  /** What planning had to repair, in the order found. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** A free type name for any text. */
  reserveName(text: string): string {
    return this.types.reserveName(typeName(text));
  }

  /** The runtime's reader, or with `Body` its writer, of JSON with codecs: only big integers need the lossless one. */
  codedJson(suffix: "" | "Body"): RuntimeName {
    return (this.options.int64 ?? "number") === "number"
      ? { module: "coded-json", name: `codedJson${suffix}` }
      : { module: "lossless-json", name: `losslessJson${suffix}` };
  }

  report(...diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics);
  }
}
