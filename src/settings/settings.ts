import type { SourceFile } from "../source/source-file.js";
import type { SettingsContent } from "./settings-shape.js";

export type {
  IgnoreSettings,
  SettingsContent,
  StageSettings,
  UsagePlanSettings,
} from "./settings-shape.js";

/** The settings of one spec; `file` is absent when there are none. */
export interface Settings {
  readonly file?: SourceFile;
  /** What the file says, without what was wrong in it. */
  readonly content?: SettingsContent;
}
