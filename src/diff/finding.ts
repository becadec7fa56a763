import { createHash } from "node:crypto";
import type { Severity } from "../diagnostics/diagnostic.js";
import type { JsonValue } from "../util/json.js";
import type { Change } from "./compare/change.js";
import type { AnyRule, Policy } from "./rules/index.js";
import { rules } from "./rules/index.js";

/** One judged change. */
export interface Finding {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly message: string;
  readonly change: Change;
  /** The same for the same change in another run, whatever lines it stands on. */
  readonly fingerprint: string;
  /** A value that shows the break; checked against both schemas. */
  readonly witness?: JsonValue;
}

/** Judges changes by every rule; a change may have more than one finding, and has at least one of each that is about it. */
export function judge(changes: readonly Change[], policy: Policy): readonly Finding[] {
  const byKind = groupRules();
  return changes.flatMap((change) =>
    (byKind.get(change.kind) ?? []).flatMap((rule) => {
      const message = rule.judge(change, policy);
      return message === undefined ? [] : [findingOf(rule, change, message)];
    }),
  );
}

function groupRules(): Map<string, AnyRule[]> {
  const grouped = new Map<string, AnyRule[]>();
  for (const rule of rules) grouped.set(rule.kind, [...(grouped.get(rule.kind) ?? []), rule]);
  return grouped;
}

function findingOf(rule: AnyRule, change: Change, message: string): Finding {
  const witness = change.kind === "schema" ? change.details.witness : undefined;
  const identity = [rule.id, change.operation ?? "", change.subject, message].join("\n");
  return {
    rule,
    severity: rule.severity,
    message,
    change,
    fingerprint: createHash("sha256").update(identity).digest("hex").slice(0, 16),
    ...(witness !== undefined && { witness }),
  };
}
