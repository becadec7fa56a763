import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import type { Versions } from "./merge-lines.js";

/** Merges JSON member by member, in the user's order; undefined when both sides changed one, or a text is no JSON. */
export function mergeJson({ base, mine, theirs }: Versions): string | undefined {
  if (base === undefined) return undefined;
  try {
    const merged = mergeValues(JSON.parse(base), JSON.parse(mine), JSON.parse(theirs));
    const indent = /^\{\r?\n([ \t]+)/.exec(mine)?.[1] ?? "  ";
    return `${JSON.stringify(merged, undefined, indent)}\n`;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof MergeConflict) return undefined;
    throw error;
  }
}

class MergeConflict extends Error {}

type Slot = JsonValue | undefined;

function mergeValues(base: Slot, mine: Slot, theirs: Slot): Slot {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (isJsonObject(mine) && isJsonObject(theirs)) {
    return mergeObjects(isJsonObject(base) ? base : {}, mine, theirs);
  }
  throw new MergeConflict();
}

function mergeObjects(base: JsonObject, mine: JsonObject, theirs: JsonObject): JsonObject {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const members = [...names].flatMap((name) => {
    const merged = mergeValues(own(base, name), own(mine, name), own(theirs, name));
    return merged === undefined ? [] : [[name, merged] as const];
  });
  return Object.fromEntries(members);
}

function own(object: JsonObject, name: string): Slot {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function same(a: Slot, b: Slot): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
