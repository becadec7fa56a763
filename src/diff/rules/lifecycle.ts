import { dateOf, STABILITY_LEVELS } from "../compare/lifecycle.js";
import { graceOf, isTooSoon } from "./grace.js";
import { defineRule, type AnyRule, type Policy } from "./rule.js";

const base = { class: "wire", direction: "none", area: "operations" } as const;

function lacksSunset(
  sunset: string | undefined,
  stability: string | undefined,
  policy: Policy,
): boolean {
  return sunset === undefined && graceOf(stability, policy) > 0;
}

function level(name: string): number {
  return STABILITY_LEVELS.findIndex((one) => one === name);
}

/** Deprecation, sunset dates and stability levels. */
export const lifecycleRules: readonly AnyRule[] = [
  defineRule({
    ...base,
    id: "operation-deprecated",
    kind: "operation-deprecated",
    severity: "info",
    message: ({ sunset }) =>
      sunset === undefined
        ? "The operation was deprecated."
        : `The operation was deprecated, with the sunset date ${sunset}.`,
    why: "It still works as before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "deprecation-without-sunset",
    kind: "operation-deprecated",
    severity: "error",
    when: ({ details }, policy) => lacksSunset(details.sunset, details.stability, policy),
    message: () => "The operation was deprecated without a sunset date.",
    why: "The policy asks for grace days, and clients cannot plan without the day.",
    mend: "Add `x-sunset` with a date.",
  }),
  defineRule({
    ...base,
    id: "sunset-too-soon",
    kind: "operation-deprecated",
    severity: "error",
    when: ({ details }, policy) => isTooSoon(details.sunset, details.stability, policy),
    message: ({ sunset }) =>
      `The sunset date ${sunset ?? ""} leaves fewer days than the policy asks for.`,
    why: "Clients get less time to move than was promised.",
    mend: "Move the sunset date.",
  }),
  defineRule({
    ...base,
    id: "operation-reactivated",
    kind: "operation-reactivated",
    severity: "info",
    message: () => "The operation is no longer deprecated.",
    why: "It works as before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "sunset-removed",
    kind: "sunset-removed",
    severity: "error",
    when: ({ details }) => details.deprecated,
    message: () => "The sunset date of something deprecated was removed.",
    why: "Clients relied on the day until which it works.",
    mend: "Put the date back, or take back the deprecation.",
  }),
  defineRule({
    ...base,
    id: "sunset-moved-closer",
    kind: "sunset-changed",
    severity: "error",
    when: ({ details }, policy) => {
      const before = dateOf(details.before);
      const after = dateOf(details.after);
      if (!before || !after) return false;
      return (
        after < before && (isTooSoon(details.after, undefined, policy) || after < policy.today)
      );
    },
    message: ({ before, after }) => `The sunset date was moved from ${before} to ${after}.`,
    why: "Clients planned with the later day.",
    mend: "Keep the earlier promise.",
  }),
  defineRule({
    ...base,
    id: "sunset-changed",
    kind: "sunset-changed",
    severity: "info",
    message: ({ before, after }) => `The sunset date changed from ${before} to ${after}.`,
    why: "The announced end moved.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "sunset-invalid",
    kind: "sunset-invalid",
    severity: "error",
    message: ({ value }) => `The sunset date \`${value}\` cannot be read.`,
    why: "Neither clients nor this comparison can tell the day.",
    mend: "Write it as `YYYY-MM-DD` (RFC 3339).",
  }),
  defineRule({
    ...base,
    id: "stability-decreased",
    kind: "stability-changed",
    severity: "error",
    when: ({ details }) =>
      level(details.after) < level(details.before) && level(details.after) >= 0,
    message: ({ before, after }) => `The stability level fell from \`${before}\` to \`${after}\`.`,
    why: "What was promised to stay may now change without notice.",
    mend: "Keep the level; deprecate the operation if it shall go.",
  }),
  defineRule({
    ...base,
    id: "stability-increased",
    kind: "stability-changed",
    severity: "info",
    when: ({ details }) =>
      level(details.before) >= 0 && level(details.after) > level(details.before),
    message: ({ before, after }) => `The stability level rose from \`${before}\` to \`${after}\`.`,
    why: "More is promised than before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "stability-invalid",
    kind: "stability-invalid",
    severity: "error",
    message: ({ value }) => `\`${value}\` is no stability level.`,
    why: "The rules that follow the level cannot be applied.",
    mend: "Write `draft`, `alpha`, `beta` or `stable`.",
  }),
];
