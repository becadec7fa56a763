import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type { StageSettings } from "../settings/settings.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import { nearest } from "../util/nearest.js";
import { diagnostic } from "./diagnostics.js";

/** A stage of the settings with all that it takes over. */
export interface InheritedStage {
  readonly name: string;
  readonly settings: StageSettings;
}

/** The stages with what they take over, and what is wrong with their inheritance. */
export interface InheritedStages {
  readonly stages: readonly InheritedStage[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fills each stage with what it does not say itself from the one that it extends: objects are joined member by member,
 * overlays of the extended stage come first, anything else that the stage says itself stands alone.
 */
export function inheritStages(
  stages: Readonly<Record<string, StageSettings>>,
  location: SourceLocation,
): InheritedStages {
  const diagnostics: Diagnostic[] = [];
  const reported = new Set<string>();
  const resolve = (name: string, path: readonly string[]): StageSettings => {
    const own = stages[name] ?? {};
    const { extends: parent } = own;
    if (parent === undefined) return own;
    const at = childLocation(childLocation(location, name), "extends");
    if (!Object.hasOwn(stages, parent)) {
      if (!reported.has(name)) {
        const near = nearest(parent, Object.keys(stages));
        diagnostics.push(diagnostic("stage-unknown-parent", at, [name, parent, near]));
      }
      reported.add(name);
      return own;
    }
    const start = [...path, name].indexOf(parent);
    if (start !== -1) {
      const cycle = [...path, name].slice(start);
      if (!cycle.some((member) => reported.has(member))) {
        diagnostics.push(diagnostic("stage-cycle", at, [[...cycle, parent]]));
      }
      for (const member of cycle) reported.add(member);
      return own;
    }
    return merge(resolve(parent, [...path, name]), own);
  };
  const inherited = Object.keys(stages).map((name) => ({ name, settings: resolve(name, []) }));
  return { stages: inherited, diagnostics };
}

function merge(parent: StageSettings, own: StageSettings): StageSettings {
  const overlays = [...(parent.overlays ?? []), ...(own.overlays ?? [])];
  const { description: _description, ...inherited } = parent;
  // Members keep their types, for both sides have the same shape.
  const merged = mergeObjects(inherited, own as JsonObject) as StageSettings;
  return overlays.length > 0 ? { ...merged, overlays } : merged;
}

function mergeObjects(parent: JsonObject, own: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...parent };
  for (const [key, value] of Object.entries(own)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const joined =
      isJsonObject(before) && isJsonObject(value) ? mergeObjects(before, value) : value;
    Object.defineProperty(merged, key, {
      value: joined,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return merged;
}
