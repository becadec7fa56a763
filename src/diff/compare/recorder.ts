import type { ApiModel } from "../../model/index.js";
import type { ChangeBase, ChangeDetails, ChangeKind } from "./change.js";

/** The place of the changes that are about to be found. */
export type Place = ChangeBase;

/** Takes note of the changes between two models. */
export interface Recorder {
  readonly old: ApiModel;
  readonly new: ApiModel;
  add<K extends ChangeKind>(kind: K, place: Place, details: ChangeDetails[K]): void;
}
