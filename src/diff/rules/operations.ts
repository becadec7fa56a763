import type { Farewell } from "../compare/change.js";
import { dateOf } from "../compare/lifecycle.js";
import { defineRule, type AnyRule, type Policy } from "./rule.js";

const base = { class: "wire", direction: "none", area: "operations" } as const;

/** Whether the part may go without notice: it was never promised to stay. */
export function isUnstable(farewell: Farewell): boolean {
  return farewell.stability === "draft" || farewell.stability === "alpha";
}

/** Whether the announced end has not come yet. */
export function isBeforeSunset(farewell: Farewell, policy: Policy): boolean {
  if (!farewell.deprecated || farewell.sunset === undefined) return false;
  const sunset = dateOf(farewell.sunset);
  return sunset !== undefined && sunset > policy.today;
}

/** Operations that came, went, or were announced to go. */
export const operationRules: readonly AnyRule[] = [
  defineRule({
    ...base,
    id: "operation-removed",
    kind: "operation-removed",
    severity: "error",
    when: ({ details }) => !isUnstable(details) && !details.deprecated,
    message: () => "The operation was removed.",
    why: "Clients that call it now get 404 or 405.",
    mend: "Keep it, mark it `deprecated` with an `x-sunset` date, and remove it after that day.",
  }),
  defineRule({
    ...base,
    id: "operation-removed-before-sunset",
    kind: "operation-removed",
    severity: "error",
    when: ({ details }, policy) => !isUnstable(details) && isBeforeSunset(details, policy),
    message: ({ sunset }) => `The operation was removed before its sunset date ${sunset ?? ""}.`,
    why: "Clients were told that they may call it until that day.",
    mend: "Keep it until the sunset date.",
  }),
  defineRule({
    ...base,
    id: "operation-removed-after-deprecation",
    kind: "operation-removed",
    severity: "info",
    when: ({ details }, policy) =>
      !isUnstable(details) && details.deprecated && !isBeforeSunset(details, policy),
    message: () => "The operation, which was deprecated, was removed.",
    why: "Its end was announced and the announced day, if any, has passed.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "operation-removed-unstable",
    kind: "operation-removed",
    severity: "info",
    when: ({ details }) => isUnstable(details),
    message: ({ stability }) => `The operation of stability \`${stability ?? ""}\` was removed.`,
    why: "Draft and alpha operations are not promised to stay.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "operation-added",
    kind: "operation-added",
    severity: "info",
    message: () => "The operation is new.",
    why: "No client calls it yet.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "operation-tag-added",
    kind: "operation-tag",
    severity: "info",
    when: ({ details }) => details.added,
    message: ({ tag }) => `The tag \`${tag}\` was added.`,
    why: "Tags do not travel; they group operations in documentation and in generated code.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "operation-tag-removed",
    kind: "operation-tag",
    severity: "info",
    when: ({ details }) => !details.added,
    message: ({ tag }) => `The tag \`${tag}\` was removed.`,
    why: "Tags do not travel; they group operations in documentation and in generated code.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "operation-id-added",
    kind: "operation-id",
    severity: "info",
    when: ({ details }) => details.before === undefined,
    message: ({ after }) => `The operationId \`${String(after)}\` was added.`,
    why: "It does not travel; generated method names may follow it.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "operation-id-changed",
    kind: "operation-id",
    class: "source",
    severity: "error",
    when: ({ details }) => details.before !== undefined,
    message: ({ before, after }) =>
      after === undefined
        ? `The operationId \`${String(before)}\` was removed.`
        : `The operationId \`${String(before)}\` became \`${String(after)}\`.`,
    why: "Generated method names follow it, so code that calls them no longer compiles.",
    mend: "Keep the operationId, or set `x-gw-gen-name` to the old method name.",
  }),
];
