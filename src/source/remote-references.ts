import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import { isJsonObject, type JsonValue } from "../util/json.js";
import type { SourceFile } from "./source-file.js";

/** A `$ref` and where it stands. */
export interface Reference {
  readonly uri: string;
  readonly location: SourceLocation;
}

/** Every `$ref` of a file that names another file, shared nodes once. */
export function remoteReferences(file: SourceFile): Reference[] {
  const references: Reference[] = [];
  const seen = new Set<object>();
  const pending: { value: JsonValue; location: SourceLocation }[] = [
    { value: file.value, location: { file } },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, location } = next;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const entries = isJsonObject(value) ? Object.entries(value) : [...value.entries()];
    for (const [key, child] of entries.reverse()) {
      const at = childLocation(location, key);
      const isReference = key === "$ref" && typeof child === "string" && !child.startsWith("#");
      if (isReference) references.push({ uri: child, location: at });
      else pending.push({ value: child, location: at });
    }
  }
  return references;
}
