import { isTooSoon } from "./grace.js";
import { isBeforeSunset, isUnstable } from "./operations.js";
import { defineRule, type AnyRule } from "./rule.js";

const base = { class: "wire", direction: "request", area: "parameters" } as const;

/** Parameters: presence, requiredness, the way they are written, and their end. */
export const parameterRules: readonly AnyRule[] = [
  defineRule({
    ...base,
    id: "parameter-added-required",
    kind: "parameter-added",
    severity: "error",
    when: ({ details }) => details.required,
    message: () => "A required parameter was added.",
    why: "Requests that were complete now lack it and are refused.",
    mend: "Make it optional, with the old behaviour as the default.",
  }),
  defineRule({
    ...base,
    id: "parameter-added-optional",
    kind: "parameter-added",
    severity: "info",
    when: ({ details }) => !details.required,
    message: () => "An optional parameter was added.",
    why: "Requests without it work as before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "parameter-removed",
    kind: "parameter-removed",
    severity: "warning",
    when: ({ details }, policy) => !details.deprecated && !isBeforeSunset(details, policy),
    message: () => "The parameter was removed.",
    why: "Requests with it are still accepted, but it does nothing any more.",
    mend: "Deprecate it first, and tell when it goes.",
  }),
  defineRule({
    ...base,
    id: "parameter-removed-before-sunset",
    kind: "parameter-removed",
    severity: "error",
    when: ({ details }, policy) => !isUnstable(details) && isBeforeSunset(details, policy),
    message: ({ sunset }) => `The parameter was removed before its sunset date ${sunset ?? ""}.`,
    why: "Clients were told that it works until that day.",
    mend: "Keep it until the sunset date.",
  }),
  defineRule({
    ...base,
    id: "parameter-removed-after-deprecation",
    kind: "parameter-removed",
    severity: "info",
    when: ({ details }, policy) => details.deprecated && !isBeforeSunset(details, policy),
    message: () => "The parameter, which was deprecated, was removed.",
    why: "Its end was announced.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "parameter-became-required",
    kind: "parameter-required",
    severity: "error",
    when: ({ details }) => details.required,
    message: () => "The parameter became required.",
    why: "Requests without it were accepted and are refused now.",
    mend: "Keep it optional, with the old behaviour as the default.",
  }),
  defineRule({
    ...base,
    id: "parameter-became-optional",
    kind: "parameter-required",
    severity: "info",
    when: ({ details }) => !details.required,
    message: () => "The parameter became optional.",
    why: "Requests with it work as before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "parameter-default-changed",
    kind: "parameter-default",
    severity: "error",
    message: ({ before, after }) =>
      `What is meant without the parameter changed from ${show(before)} to ${show(after)}.`,
    why: "Requests that leave the parameter out get another result than before.",
    mend: "Keep the default, or add a parameter of another name.",
  }),
  defineRule({
    ...base,
    id: "parameter-serialization-changed",
    kind: "parameter-serialization",
    severity: "error",
    message: ({ before, after }) =>
      `The parameter is written as ${show(after)} instead of ${show(before)}.`,
    why: "Lists and objects that clients send are taken apart in another way.",
    mend: "Keep `style` and `explode`.",
  }),
  defineRule({
    ...base,
    id: "parameter-reserved-refused",
    kind: "parameter-reserved",
    severity: "error",
    when: ({ details }) => !details.allowed,
    message: () => "Reserved characters must now be percent-encoded.",
    why: "Requests that send them as they are no longer mean the same.",
    mend: "Keep `allowReserved`.",
  }),
  defineRule({
    ...base,
    id: "parameter-reserved-allowed",
    kind: "parameter-reserved",
    severity: "info",
    when: ({ details }) => details.allowed,
    message: () => "Reserved characters may now be sent as they are.",
    why: "Encoded ones are still understood.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "parameter-empty-refused",
    kind: "parameter-empty",
    severity: "error",
    when: ({ details }) => !details.allowed,
    message: () => "The parameter may no longer be sent without a value.",
    why: "Requests that send its name alone are refused.",
    mend: "Keep `allowEmptyValue`.",
  }),
  defineRule({
    ...base,
    id: "parameter-empty-allowed",
    kind: "parameter-empty",
    severity: "info",
    when: ({ details }) => details.allowed,
    message: () => "The parameter may now be sent without a value.",
    why: "Requests with a value work as before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "parameter-deprecated",
    kind: "parameter-deprecated",
    severity: "info",
    when: ({ details }) => details.deprecated,
    message: ({ sunset }) =>
      sunset === undefined
        ? "The parameter was deprecated."
        : `The parameter was deprecated, with the sunset date ${sunset}.`,
    why: "It still works as before.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "parameter-deprecation-without-sunset",
    kind: "parameter-deprecated",
    severity: "error",
    when: ({ details }, policy) =>
      details.deprecated && details.sunset === undefined && policy.graceDays.stable > 0,
    message: () => "The parameter was deprecated without a sunset date.",
    why: "The policy asks for grace days, and clients cannot plan without the day.",
    mend: "Add `x-sunset` with a date.",
  }),
  defineRule({
    ...base,
    id: "parameter-sunset-too-soon",
    kind: "parameter-deprecated",
    severity: "error",
    when: ({ details }, policy) =>
      details.deprecated && isTooSoon(details.sunset, undefined, policy),
    message: ({ sunset }) =>
      `The sunset date ${sunset ?? ""} leaves fewer days than the policy asks for.`,
    why: "Clients get less time to move than was promised.",
    mend: "Move the sunset date.",
  }),
  defineRule({
    ...base,
    id: "parameter-reactivated",
    kind: "parameter-deprecated",
    severity: "info",
    when: ({ details }) => !details.deprecated,
    message: () => "The parameter is no longer deprecated.",
    why: "It works as before.",
    mend: "",
  }),
];

/** A value as text in a message. */
function show(value: unknown): string {
  return value === undefined ? "nothing" : `\`${JSON.stringify(value)}\``;
}
