import type { ObjectSchema } from "../../model/index.js";
import type { JsonObject } from "../../util/json.js";
import type { SpecVersion } from "../dialect.js";
import type { Draft } from "../draft.js";
import type { Scope } from "../run.js";

/** Reads the member `key` of a raw schema into the draft. */
export type KeywordReader = (
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
) => void;

/** A keyword: how it is read, and the versions that know it where not all do. */
export interface Keyword {
  readonly read: KeywordReader;
  readonly since?: SpecVersion;
  readonly until?: SpecVersion;
  /** It stays among the extensions too, for it says more than the model holds. */
  readonly alsoExtension?: boolean;
}
