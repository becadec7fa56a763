import { childLocation, type PathKey, type SourceLocation } from "../diagnostics/location.js";
import { isJsonObject, type JsonObject } from "../util/json.js";
import type { Document } from "./document.js";
import { EditableDocument } from "./editable-document.js";

/**
 * The document with further members of an object at `path`, which comes into being where it is not there. What is
 * brought in wins, member by member, and points to where it came from.
 */
export function mergeMembers(
  document: Document,
  path: readonly PathKey[],
  members: JsonObject,
  from: SourceLocation,
): Document {
  const editable = new EditableDocument(document.value, document.location, document.provenance);
  path.forEach((_, depth) => {
    const at = path.slice(0, depth + 1);
    if (!isJsonObject(editable.at(at))) editable.set(at, {}, from);
  });
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value === undefined) continue;
    editable.set([...path, name], value, childLocation(from, name));
  }
  return { ...document, value: editable.root, provenance: editable.provenance };
}
