import { childLocation, type PathKey, type SourceLocation } from "../diagnostics/location.js";

/** The place of a setting: what a stage took over from another has none of its own, so its stage is the place. */
export function writtenLocation(
  root: SourceLocation,
  content: object,
  path: readonly PathKey[],
): SourceLocation {
  let location = root;
  let value: unknown = content;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return location;
    value = Reflect.get(value, key);
    location = childLocation(location, key);
  }
  return location;
}
