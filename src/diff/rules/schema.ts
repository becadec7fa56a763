import type { JsonValue } from "../../util/json.js";
import type { SchemaChange, SchemaFamily } from "../compare/schema-change.js";
import { defineRule, type AnyRule } from "./rule.js";

const area = "schema" as const;

/** What each family is called in a message; the property families have rules of their own. */
export const FAMILY_LABELS: Readonly<Record<Exclude<SchemaFamily, "property">, string>> = {
  schema: "the schema",
  type: "the type",
  nullable: "whether `null` is allowed",
  enum: "the list of values",
  minimum: "the lower bound",
  maximum: "the upper bound",
  "multiple-of": "the step",
  "min-length": "the least length",
  "max-length": "the greatest length",
  pattern: "the pattern",
  format: "the format",
  content: "the encoded content",
  "min-items": "the least number of items",
  "max-items": "the greatest number of items",
  "unique-items": "whether items may repeat",
  items: "the schema of the items",
  "prefix-items": "the schemas of the first items",
  contains: "what the array must contain",
  required: "whether the property is required",
  "additional-properties": "what other properties may be",
  "pattern-properties": "the properties by pattern",
  "property-names": "what properties may be called",
  "min-properties": "the least number of properties",
  "max-properties": "the greatest number of properties",
  "dependent-required": "which properties need others",
  "dependent-schemas": "what properties ask of the object",
  unevaluated: "what else is allowed",
  "all-of": "the schemas that must all hold",
  "any-of": "the alternatives",
  "one-of": "the alternatives that exclude each other",
  not: "what is ruled out",
  conditional: "the condition",
};

/** The path of a property as people write it: `pets[].name`. */
export function pathText(path: readonly string[]): string {
  return path.reduce((text, part) => {
    if (part.startsWith("[") || part === "{}") return text + part;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

function at(change: SchemaChange): string {
  return change.path.length === 0 ? "" : ` of \`${pathText(change.path)}\``;
}

function fromTo(change: SchemaChange): string {
  const { before, after } = change;
  if (before !== undefined && after !== undefined) return ` from ${show(before)} to ${show(after)}`;
  if (after !== undefined) return ` from none to ${show(after)}`;
  return before === undefined ? "" : ` from ${show(before)} to none`;
}

function show(value: JsonValue): string {
  const text = JSON.stringify(value);
  return `\`${text.length > 120 ? `${text.slice(0, 117)}…` : text}\``;
}

type Family = keyof typeof FAMILY_LABELS;

function sentence(family: Family, change: SchemaChange): string {
  if (family === "required") return requiredSentence(change);
  const text = `${FAMILY_LABELS[family]}${at(change)} changed${fromTo(change)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function requiredSentence({ action, path }: SchemaChange): string {
  return `The property \`${pathText(path)}\` is ${action === "added" ? "now" : "no longer"} required`;
}

/** Encoded content is not looked into: a change that may restrict it is taken to do so. */
function isOpaque({ details }: { readonly details: SchemaChange }): boolean {
  return details.family === "content" && details.effect === "undecided";
}

function familyRules(family: Family): AnyRule[] {
  const is = (change: { readonly details: SchemaChange }): boolean =>
    change.details.family === family;
  return (["request", "response"] as const).flatMap((direction) => {
    const base = { class: "wire", direction, area, kind: "schema" } as const;
    const lost = direction === "request" ? "narrowed" : "widened";
    const won = direction === "request" ? "widened" : "narrowed";
    return [
      defineRule({
        ...base,
        id: `${direction}-${family}-${lost}`,
        severity: "error",
        when: (change) =>
          change.flow === direction && is(change) && (change.details.breaks || isOpaque(change)),
        message: (details) => `${sentence(family, details)}.`,
        why:
          direction === "request"
            ? "Values that were accepted are refused now."
            : "Values can come that could not come before.",
        mend:
          direction === "request"
            ? "Keep accepting what was accepted."
            : "Send only what clients of the old document know, or make a new version.",
      }),
      defineRule({
        ...base,
        id: `${direction}-${family}-${won}`,
        severity: "info",
        when: (change) =>
          change.flow === direction &&
          is(change) &&
          !change.details.breaks &&
          change.details.effect !== "undecided",
        message: (details) => `${sentence(family, details)}.`,
        why:
          direction === "request"
            ? "Nothing that was accepted is refused now."
            : "Nothing can come that could not come before.",
        mend: "",
      }),
      defineRule({
        ...base,
        id: `${direction}-${family}-undecided`,
        severity: "warning",
        when: (change) =>
          change.flow === direction &&
          is(change) &&
          change.details.effect === "undecided" &&
          !isOpaque(change),
        message: (details) =>
          `${sentence(family, details)}; whether that breaks anyone could not be told: ${details.reason ?? ""}.`,
        why: "Neither a proof nor a counterexample was found.",
        mend: "Look at the change, and write it so that it can be compared, or ignore the finding with a reason.",
      }),
    ];
  });
}

function propertyRules(): AnyRule[] {
  return [...requestPropertyRules(), ...responsePropertyRules()];
}

function requestPropertyRules(): AnyRule[] {
  const base = { class: "wire", direction: "request", area, kind: "schema" } as const;
  const is = (
    change: { readonly flow?: string; readonly details: SchemaChange },
    action: SchemaChange["action"],
  ): boolean =>
    change.flow === "request" &&
    change.details.family === "property" &&
    change.details.action === action;
  return [
    defineRule({
      ...base,
      id: "request-property-added-required",
      severity: "error",
      when: (change) => is(change, "added") && change.details.breaks,
      message: ({ path, required }) =>
        required
          ? `The required property \`${pathText(path)}\` was added.`
          : `The property \`${pathText(path)}\` was added, and restricts what was accepted.`,
      why: "Requests that were complete now lack it and are refused.",
      mend: "Make it optional, with the old behaviour as the default.",
    }),
    defineRule({
      ...base,
      id: "request-property-added-optional",
      severity: "info",
      when: (change) =>
        is(change, "added") && !change.details.breaks && change.details.effect !== "undecided",
      message: ({ path }) => `The property \`${pathText(path)}\` was added.`,
      why: "Requests without it work as before.",
      mend: "",
    }),
    defineRule({
      ...base,
      id: "request-property-refused",
      severity: "error",
      when: (change) => is(change, "removed") && change.details.breaks,
      message: ({ path }) => `The property \`${pathText(path)}\` is no longer accepted.`,
      why: "Requests that carry it are refused.",
      mend: "Keep accepting it.",
    }),
    defineRule({
      ...base,
      id: "request-property-removed",
      severity: "warning",
      when: (change) =>
        is(change, "removed") && !change.details.breaks && change.details.effect !== "undecided",
      message: ({ path }) => `The property \`${pathText(path)}\` was removed.`,
      why: "Requests that carry it are still accepted, but it does nothing any more.",
      mend: "Deprecate it first, and tell when it goes.",
    }),
    defineRule({
      ...base,
      id: "request-property-undecided",
      severity: "warning",
      when: (change) =>
        change.flow === "request" &&
        change.details.family === "property" &&
        change.details.effect === "undecided",
      message: ({ path, action, reason }) =>
        `The property \`${pathText(path)}\` was ${action}; whether that breaks anyone could not be told: ${reason ?? ""}.`,
      why: "Neither a proof nor a counterexample was found.",
      mend: "Look at the change.",
    }),
  ];
}

function responsePropertyRules(): AnyRule[] {
  const base = { class: "wire", direction: "response", area, kind: "schema" } as const;
  const is = (
    change: { readonly flow?: string; readonly details: SchemaChange },
    action: SchemaChange["action"],
  ): boolean =>
    change.flow === "response" &&
    change.details.family === "property" &&
    change.details.action === action;
  return [
    defineRule({
      ...base,
      id: "response-property-removed-required",
      severity: "error",
      when: (change) => is(change, "removed") && change.details.breaks,
      message: ({ path, required }) =>
        required
          ? `The property \`${pathText(path)}\`, which always came, was removed.`
          : `The property \`${pathText(path)}\` was removed, and anything may come in its place.`,
      why: "Clients read it.",
      mend: "Keep sending it.",
    }),
    defineRule({
      ...base,
      id: "response-property-removed-optional",
      severity: "warning",
      when: (change) =>
        is(change, "removed") && !change.details.breaks && change.details.effect !== "undecided",
      message: ({ path }) => `The optional property \`${pathText(path)}\` was removed.`,
      why: "Clients may do without it, but some will miss it.",
      mend: "Deprecate it first, and tell when it goes.",
    }),
    defineRule({
      ...base,
      id: "response-property-unexpected",
      severity: "error",
      when: (change) => is(change, "added") && change.details.breaks,
      message: ({ path }) =>
        `The property \`${pathText(path)}\` was added to an object that was closed to others.`,
      why: "Clients that check responses against the old document refuse it.",
      mend: "Open the object in a version before the one that adds properties.",
    }),
    defineRule({
      ...base,
      id: "response-property-added",
      severity: "info",
      when: (change) =>
        is(change, "added") && !change.details.breaks && change.details.effect !== "undecided",
      message: ({ path }) => `The property \`${pathText(path)}\` was added.`,
      why: "Clients ignore properties that they do not know.",
      mend: "",
    }),
    defineRule({
      ...base,
      id: "response-property-undecided",
      severity: "warning",
      when: (change) =>
        change.flow === "response" &&
        change.details.family === "property" &&
        change.details.effect === "undecided",
      message: ({ path, action, reason }) =>
        `The property \`${pathText(path)}\` was ${action}; whether that breaks anyone could not be told: ${reason ?? ""}.`,
      why: "Neither a proof nor a counterexample was found.",
      mend: "Look at the change.",
    }),
  ];
}

function isFamily(name: string): name is Family {
  return Object.hasOwn(FAMILY_LABELS, name);
}

/** What became of the values of schemas, a rule for each family, direction and outcome. */
export const schemaRules: readonly AnyRule[] = [
  ...propertyRules(),
  ...Object.keys(FAMILY_LABELS).filter(isFamily).flatMap(familyRules),
];
