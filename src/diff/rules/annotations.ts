import type { JsonValue } from "../../util/json.js";
import { dateOf, STABILITY_LEVELS } from "../compare/lifecycle.js";
import { isTooSoon } from "./grace.js";
import { defineRule, type AnyRule } from "./rule.js";
import { pathText } from "./schema.js";

function of(path: readonly string[]): string {
  return path.length === 0 ? "" : ` of \`${pathText(path)}\``;
}

function show(value: JsonValue | undefined): string {
  return value === undefined ? "none" : `\`${JSON.stringify(value)}\``;
}

function listed(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((one: JsonValue) => JSON.stringify(one)) : [];
}

function level(value: JsonValue | undefined): number {
  return STABILITY_LEVELS.findIndex((one) => one === (value ?? "stable"));
}

/** What schemas say besides which values they take, in both directions. */
export const annotationRules: readonly AnyRule[] = (["request", "response"] as const).flatMap(
  (direction) => {
    const base = { class: "wire", direction, area: "schema" } as const;
    return [
      defineRule({
        ...base,
        id: `${direction}-default-changed`,
        kind: "schema-default",
        severity: "info",
        when: ({ flow }) => flow === direction,
        message: ({ path, before, after }) =>
          `The default${of(path)} changed from ${show(before)} to ${show(after)}.`,
        why: "A default in a body is a note of what is meant; no value is refused for it.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-deprecated`,
        kind: "schema-deprecated",
        severity: "info",
        when: ({ flow, details }) => flow === direction && details.deprecated,
        message: ({ path, sunset }) =>
          `The schema${of(path)} was deprecated${sunset === undefined ? "" : `, with the sunset date ${sunset}`}.`,
        why: "It still works as before.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-deprecation-without-sunset`,
        kind: "schema-deprecated",
        severity: "error",
        when: ({ flow, details }, policy) =>
          flow === direction &&
          details.deprecated &&
          details.sunset === undefined &&
          policy.graceDays.stable > 0,
        message: ({ path }) => `The schema${of(path)} was deprecated without a sunset date.`,
        why: "The policy asks for grace days, and clients cannot plan without the day.",
        mend: "Add `x-sunset` with a date.",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-sunset-too-soon`,
        kind: "schema-deprecated",
        severity: "error",
        when: ({ flow, details }, policy) =>
          flow === direction && details.deprecated && isTooSoon(details.sunset, undefined, policy),
        message: ({ sunset }) =>
          `The sunset date ${sunset ?? ""} leaves fewer days than the policy asks for.`,
        why: "Clients get less time to move than was promised.",
        mend: "Move the sunset date.",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-sunset-invalid`,
        kind: "schema-deprecated",
        severity: "error",
        when: ({ flow, details }) =>
          flow === direction &&
          details.deprecated &&
          details.sunset !== undefined &&
          dateOf(details.sunset) === undefined,
        message: ({ sunset }) => `The sunset date \`${sunset ?? ""}\` cannot be read.`,
        why: "Neither clients nor this comparison can tell the day.",
        mend: "Write it as `YYYY-MM-DD` (RFC 3339).",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-sunset-changed`,
        kind: "schema-sunset",
        severity: "info",
        when: ({ flow }) => flow === direction,
        message: ({ path, before, after }) =>
          `The sunset date${of(path)} changed from ${show(before)} to ${show(after)}.`,
        why: "The announced end moved.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-reactivated`,
        kind: "schema-deprecated",
        severity: "info",
        when: ({ flow, details }) => flow === direction && !details.deprecated,
        message: ({ path }) => `The schema${of(path)} is no longer deprecated.`,
        why: "It works as before.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-stability-decreased`,
        kind: "schema-stability",
        severity: "error",
        when: ({ flow, details }) =>
          flow === direction && level(details.after) < level(details.before),
        message: ({ path, before, after }) =>
          `The stability level${of(path)} fell from ${show(before)} to ${show(after)}.`,
        why: "What was promised to stay may now change without notice.",
        mend: "Keep the level.",
      }),
      defineRule({
        ...base,
        id: `${direction}-property-stability-increased`,
        kind: "schema-stability",
        severity: "info",
        when: ({ flow, details }) =>
          flow === direction && level(details.after) >= level(details.before),
        message: ({ path, before, after }) =>
          `The stability level${of(path)} rose from ${show(before)} to ${show(after)}.`,
        why: "More is promised than before.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-access-changed`,
        kind: "schema-access",
        severity: "info",
        when: ({ flow }) => flow === direction,
        message: ({ path, flag, after }) =>
          after === true
            ? `The schema${of(path)} became \`${flag}\`.`
            : `The schema${of(path)} is no longer \`${flag}\`.`,
        why: "What that does to the values of this direction is judged apart.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-discriminator-changed`,
        kind: "schema-discriminator",
        severity: "info",
        when: ({ flow }) => flow === direction,
        message: ({ path, what, before, after }) =>
          `The discriminator's ${what}${of(path)} changed from ${show(before)} to ${show(after)}.`,
        why: "What that does to the values is judged apart.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-extensible-enum-narrowed`,
        kind: "schema-extensible-enum",
        severity: direction === "request" ? "error" : "info",
        when: ({ flow, details }) =>
          flow === direction &&
          listed(details.before).some((one) => !listed(details.after).includes(one)),
        message: ({ path, before, after }) =>
          `Values were taken from \`x-extensible-enum\`${of(path)}: from ${show(before)} to ${show(after)}.`,
        why:
          direction === "request"
            ? "Clients that send them are refused, or not understood."
            : "The values that still come were known before.",
        mend: direction === "request" ? "Keep the values." : "",
      }),
      defineRule({
        ...base,
        id: `${direction}-extensible-enum-widened`,
        kind: "schema-extensible-enum",
        severity: "info",
        when: ({ flow, details }) =>
          flow === direction &&
          listed(details.before).every((one) => listed(details.after).includes(one)),
        message: ({ path, before, after }) =>
          `\`x-extensible-enum\`${of(path)} grew from ${show(before)} to ${show(after)}.`,
        why: "Such a list tells clients to expect values that it does not name.",
        mend: "",
      }),
    ];
  },
);
