import type { SourceFile } from "../source/source-file.js";

/** `gw-gen.yaml` after loading; `file` is absent when there is none. */
export interface Settings {
  readonly file?: SourceFile;
}
