import { defineRule, type AnyRule } from "./rule.js";

const base = { class: "wire", direction: "request", area: "security" } as const;

/** Who may call, and with what. */
export const securityRules: readonly AnyRule[] = [
  defineRule({
    ...base,
    id: "security-narrowed",
    kind: "security",
    severity: "error",
    when: ({ details }) => details.effect === "narrowed",
    message: ({ before, after }) =>
      `What clients must prove changed from ${JSON.stringify(before)} to ${JSON.stringify(after)}.`,
    why: "Calls with what was enough before are refused with 401 or 403.",
    mend: "Keep the old requirement as one of the alternatives.",
  }),
  defineRule({
    ...base,
    id: "security-widened",
    kind: "security",
    severity: "info",
    when: ({ details }) => details.effect === "widened",
    message: ({ before, after }) =>
      `What clients must prove was loosened from ${JSON.stringify(before)} to ${JSON.stringify(after)}.`,
    why: "What was enough before still is.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "security-scope-added",
    kind: "security-scope",
    severity: "error",
    when: ({ details }) => details.added,
    message: ({ scope, scheme }) => `The scope \`${scope}\` of \`${scheme}\` is now needed.`,
    why: "Tokens without it were enough and are refused with 403.",
    mend: "Ask for it in new operations only.",
  }),
  defineRule({
    ...base,
    id: "security-scope-removed",
    kind: "security-scope",
    severity: "info",
    when: ({ details }) => !details.added,
    message: ({ scope, scheme }) => `The scope \`${scope}\` of \`${scheme}\` is no longer needed.`,
    why: "Tokens with it still are enough.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "security-scheme-removed",
    kind: "scheme",
    severity: "info",
    when: ({ details }) => details.action === "removed",
    message: ({ name }) => `The security scheme \`${name}\` was removed.`,
    why: "Whether an operation asked for it is judged apart.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "security-scheme-added",
    kind: "scheme",
    severity: "info",
    when: ({ details }) => details.action === "added",
    message: ({ name }) => `The security scheme \`${name}\` was added.`,
    why: "Whether an operation asks for it is judged apart.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "security-flow-removed",
    kind: "scheme-field",
    severity: "error",
    when: ({ details }) => details.used && details.before === true && details.after === undefined,
    message: ({ field }) => `The OAuth flow \`${field}\` is no longer offered.`,
    why: "Clients that get their tokens by it cannot any more.",
    mend: "Keep the flow.",
  }),
  defineRule({
    ...base,
    id: "security-url-changed",
    kind: "scheme-field",
    severity: "warning",
    when: ({ details }) => /url$/i.test(details.field),
    message: ({ field, before, after }) =>
      `\`${field}\` changed from ${JSON.stringify(before)} to ${JSON.stringify(after)}.`,
    why: "Clients that know the old address get no token when it goes dark.",
    mend: "Keep the old address alive, or send clients on.",
  }),
  defineRule({
    ...base,
    id: "security-scheme-scope-changed",
    kind: "scheme-field",
    severity: "info",
    when: ({ details }) => details.field.includes(".scopes."),
    message: ({ field, before, after }) => {
      const scope = field.replace(/^.*\.scopes\./, "");
      if (before === undefined) return `The scope \`${scope}\` was added to the scheme.`;
      if (after === undefined) return `The scope \`${scope}\` was removed from the scheme.`;
      return `The description of the scope \`${scope}\` changed.`;
    },
    why: "What operations ask for is judged apart.",
    mend: "",
  }),
  defineRule({
    ...base,
    id: "security-scheme-changed",
    kind: "scheme-field",
    severity: "info",
    when: ({ details }) =>
      !/url$/i.test(details.field) &&
      !details.field.includes(".scopes.") &&
      !(details.used && details.before === true && details.after === undefined),
    message: ({ field, before, after }) =>
      `\`${field}\` changed from ${JSON.stringify(before)} to ${JSON.stringify(after)}.`,
    why: "Whether the operations that ask for the scheme still take what they took is judged apart.",
    mend: "",
  }),
];
