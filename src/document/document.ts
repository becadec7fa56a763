import type { PathKey, SourceLocation } from "../diagnostics/location.js";
import type { SourceFile, SourceReader } from "../source/source-file.js";
import type { JsonObject, JsonValue } from "../util/json.js";

/** The document that is imported: the main file's API description after overlays and repairs. */
export interface Document {
  readonly root: SourceFile;
  /** The description itself; in a SAM or CloudFormation template, the body of one API. */
  readonly value: JsonObject;
  /** Where `value` stands. */
  readonly location: SourceLocation;
  readonly reader: SourceReader;
  /** Where nodes come from that an overlay or a repair brought in. */
  readonly provenance?: ReadonlyMap<JsonValue, SourceLocation>;
}

/** The location of `value`, the member `key` of the node at `parent`. */
export function locateChild(
  document: Document,
  parent: SourceLocation,
  key: PathKey,
  value: JsonValue | undefined,
): SourceLocation {
  const brought = value === undefined ? undefined : document.provenance?.get(value);
  return brought ?? { file: parent.file, parent, key };
}
