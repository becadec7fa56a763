import type { LocatableFile } from "../../../diagnostics/location.js";
import type { Template } from "./template-node.js";

/** What replaces parts of an SDK, by the names of the parts. */
export interface SdkOverrides {
  readonly templates: ReadonlyMap<string, Template>;
  readonly modules: ReadonlyMap<string, ReplacedModule>;
}

/** A module of the runtime that the user wrote. */
export interface ReplacedModule {
  readonly file: LocatableFile;
  readonly text: string;
  /** The modules of the runtime that it imports. */
  readonly imports: readonly string[];
}
