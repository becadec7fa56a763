import type { ModelNode } from "../../model/node.js";
import type { Operation } from "../../model/operation.js";
import type { Farewell } from "./change.js";
import type { CompareContext, Place } from "./context.js";
import { extensionText } from "./extensions.js";

type Dated = ModelNode & Partial<Pick<Operation, "lifecycle">>;

/** The stability levels, from the loosest. */
export const STABILITY_LEVELS = ["draft", "alpha", "beta", "stable"] as const;

/** The sunset date as written. */
export function sunsetOf(node: Dated): string | undefined {
  return node.lifecycle?.sunset ?? extensionText(node, "x-sunset");
}

/** The stability level as written. */
export function stabilityOf(node: Dated): string | undefined {
  return node.lifecycle?.stability ?? extensionText(node, "x-stability-level");
}

/** What a removed part had said of its end. */
export function farewellOf(node: Dated, deprecated: boolean | undefined): Farewell {
  const sunset = sunsetOf(node);
  const stability = stabilityOf(node);
  return {
    deprecated: deprecated ?? false,
    ...(sunset !== undefined && { sunset }),
    ...(stability !== undefined && { stability }),
  };
}

/** Adds changes of the sunset date of what is and stays deprecated. */
export function lifecycleOf(
  context: CompareContext,
  place: Place,
  pair: { readonly old: Dated; readonly new: Dated; readonly was: boolean; readonly is: boolean },
): void {
  const before = sunsetOf(pair.old);
  const after = sunsetOf(pair.new);
  for (const value of new Set([before, after])) {
    if (value !== undefined && (pair.was || pair.is) && dateOf(value) === undefined) {
      context.add("sunset-invalid", place, { value });
    }
  }
  if (before === undefined || before === after) return;
  if (after === undefined)
    context.add("sunset-removed", place, { deprecated: pair.was && pair.is });
  else if (pair.was && pair.is) context.add("sunset-changed", place, { before, after });
}

/** Adds changes of the stability level. */
export function stabilityChanges(
  context: CompareContext,
  place: Place,
  old: Dated,
  next: Dated,
): void {
  const before = stabilityOf(old);
  const after = stabilityOf(next);
  for (const value of new Set([before, after])) {
    if (value !== undefined && !isLevel(value)) context.add("stability-invalid", place, { value });
  }
  if ((before ?? "stable") === (after ?? "stable")) return;
  context.add("stability-changed", place, { before: before ?? "stable", after: after ?? "stable" });
}

function isLevel(value: string): boolean {
  return STABILITY_LEVELS.some((level) => level === value);
}

/** The day that a sunset text names, an RFC 3339 date or date and time; undefined for other texts. */
export function dateOf(text: string): Date | undefined {
  const bare = text.replace(/^"|"$/g, "");
  if (!/^\d{4}-\d\d-\d\d/.test(bare)) return undefined;
  const date = new Date(bare);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
