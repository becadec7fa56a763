import { defineRule, type AnyRule, type Rule } from "./rule.js";

const base = { class: "source", direction: "none", area: "sdk", kind: "surface" } as const;

type Message = Rule<"surface">["message"];

/** A break of code that uses the generated SDK; `aspect` is what the comparison of surfaces calls it. */
function sdkRule(aspect: string, message: Message, why: string, mend: string): AnyRule {
  return defineRule({
    ...base,
    id: `source-${aspect}`,
    severity: "error",
    when: ({ details }) => details.aspect === aspect,
    message,
    why,
    mend,
  });
}

const RENAME = "Keep the old name in the document, or release the SDK as a new major version.";
const RELEASE = "Release the SDK as a new major version, or keep the type as it was.";

/** What breaks users of the generated SDK, decided on its planned surface. */
export const sdkRules: readonly AnyRule[] = [
  sdkRule(
    "client",
    ({ before, after }) => `The class \`${String(before)}\` is now \`${String(after)}\`.`,
    "Code that makes a client names its class.",
    "Set `sdk.client` in the settings to the old name.",
  ),
  sdkRule(
    "method",
    ({ before, after }) => `The method \`${String(before)}\` is now \`${String(after)}\`.`,
    "Code that calls the method no longer compiles; its group comes from the first tag.",
    "Keep the first tag, or set `x-gw-gen-name` to the old method name.",
  ),
  sdkRule(
    "argument-removed",
    ({ name }) => `The request has no member \`${name}\` any more.`,
    "TypeScript refuses object literals with members that the type does not have.",
    RENAME,
  ),
  sdkRule(
    "argument-required",
    ({ name }) => `The request's member \`${name}\` is now required.`,
    "Calls without it no longer compile.",
    "Make it optional.",
  ),
  sdkRule(
    "argument-type",
    ({ name, before, after }) =>
      `The type of the request's member \`${name}\` changed from \`${String(before)}\` to \`${String(after)}\`.`,
    "Calls that pass a value of the old type no longer compile.",
    RELEASE,
  ),
  sdkRule(
    "result",
    ({ before, after }) =>
      `The type of the result changed from \`${String(before)}\` to \`${String(after)}\`.`,
    "Code that reads the result no longer compiles, or meets values that it does not know.",
    RELEASE,
  ),
  sdkRule(
    "type-removed",
    ({ name }) => `The type \`${name}\` is gone.`,
    "Code that imports it no longer compiles.",
    "Keep the schema in the document.",
  ),
  sdkRule(
    "type-renamed",
    ({ before, after }) => `The type \`${String(before)}\` is now \`${String(after)}\`.`,
    "Code that imports the type by its old name no longer compiles.",
    RENAME,
  ),
  sdkRule(
    "enum-constant-removed",
    ({ name }) => `The constant \`${name}\` is gone.`,
    "Code that names it no longer compiles.",
    "Keep the value in the enum, or release the SDK as a new major version.",
  ),
  sdkRule(
    "member-removed",
    ({ name }) => `\`${name}\` is gone.`,
    "Code that reads or sets it no longer compiles.",
    "Keep the property, marked `deprecated`.",
  ),
  sdkRule(
    "member-required",
    ({ name }) => `\`${name}\` is now required.`,
    "Code that makes such an object without it no longer compiles.",
    "Make the property optional.",
  ),
  sdkRule(
    "member-optional",
    ({ name }) => `\`${name}\` may now be absent.`,
    "Code that reads it without a check no longer compiles under strict null checks.",
    "Keep the property required.",
  ),
  sdkRule(
    "type",
    ({ name, before, after }) =>
      `The type of \`${name}\` changed from \`${String(before)}\` to \`${String(after)}\`.`,
    "Values of the old type and of the new one do not fit where the other is asked for.",
    RELEASE,
  ),
];
