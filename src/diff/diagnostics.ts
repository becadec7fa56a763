import type { DiagnosticEntry } from "../diagnostics/diagnostic.js";
import { OASDIFF_CHECKS } from "./rules/oasdiff.js";
import { rules } from "./rules/index.js";

const CLASS_TEXTS = {
  wire: "running clients",
  source: "users of the generated SDK",
  gateway: "callers of the gateway",
} as const;

const counterparts = new Map<string, string[]>();
for (const [check, counterpart] of Object.entries(OASDIFF_CHECKS)) {
  if (typeof counterpart !== "string") continue;
  counterparts.set(counterpart, [...(counterparts.get(counterpart) ?? []), check]);
}

/** The rules as a catalogue: each has its page like any diagnostic. */
const catalogue: Readonly<Record<string, DiagnosticEntry>> = Object.fromEntries(
  rules.map((rule) => {
    const checks = counterparts.get(rule.id) ?? [];
    const named = checks.map((check) => `\`${check}\``).join(", ");
    const explain = [
      `${rule.why} It concerns ${CLASS_TEXTS[rule.class]}.`,
      ...(checks.length > 0 ? [`Corresponds to oasdiff's ${named}.`] : []),
    ].join("\n\n");
    return [
      rule.id,
      { severity: rule.severity, message: () => rule.why, mend: rule.mend, explain },
    ];
  }),
);

/** The rules of `gw-gen diff` for `gw-gen explain`, the pages in `docs/` and SARIF. */
export const diagnostic = { catalogue };
