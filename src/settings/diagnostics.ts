import { defineDiagnostics } from "../diagnostics/diagnostic.js";

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** Diagnostics of the settings. */
export const diagnostic = defineDiagnostics({
  "settings-unknown-key": {
    severity: "error",
    message: (key: string, near: readonly string[], _known: readonly string[]) =>
      `The settings know no \`${key}\`.${near.length > 0 ? ` Did you mean ${quoted(near)}?` : ""}`,
    mend: (_key: string, _near: readonly string[], known: readonly string[]) =>
      `One of these can stand here: ${quoted(known)}; or a name that starts with \`x-\`.`,
    explain:
      "A mistyped key would silently do nothing, so unknown ones are errors. The published JSON Schema lets editors complete the keys: begin the file with `$schema`.",
  },
  "settings-wrong-type": {
    severity: "error",
    message: (key: string, expected: string, found: string) =>
      `\`${key}\` must be ${expected}, not ${found}.`,
    mend: "Write the value in the form that is expected.",
    explain:
      "Each key of the settings has a type. In YAML, text that looks like a number or like `true` needs quotes.",
  },
  "settings-missing-key": {
    severity: "error",
    message: (key: string, parent: string) => `\`${parent}\` needs \`${key}\`.`,
    mend: (key: string) => `Add \`${key}\`.`,
    explain: "Some parts of the settings say nothing without certain keys.",
  },
  "settings-value": {
    severity: "error",
    message: (key: string, expected: string, found: string) =>
      `\`${key}\` must be ${expected}, not ${found}.`,
    mend: "Write one of the values that are allowed.",
    explain:
      "The value has the right type, but it is out of bounds, misspelt, or not in the form that the gateway takes.",
  },
  "settings-secret": {
    severity: "error",
    message: (key: string, _instead: string) => `\`${key}\` would keep a secret in plain text.`,
    mend: (_key: string, instead: string) =>
      `Put the value into an environment variable and name that: \`${instead}: MY_KEY\`.`,
    explain:
      "Settings are committed with the spec, so no secret stands in them: keys are given by the name of the environment variable that holds the value, which is read only where it is used.",
  },
  "settings-secret-value": {
    severity: "error",
    message: (key: string, secret: string) => `\`${key}\` holds ${secret} in plain text.`,
    mend: "Take it out and replace it where it was valid: a secret that was in a file is known.",
    explain:
      "Settings are committed with the spec. Passwords in URLs, AWS access keys, private keys and GitHub tokens are recognized by their form; none of them has a place in settings.",
  },
  "settings-name": {
    severity: "error",
    message: (name: string, expected: string) => `The name "${name}" must be ${expected}.`,
    mend: "Choose a name in that form.",
    explain: "These names reach the gateway, which takes only some characters.",
  },
  "settings-outside": {
    severity: "error",
    message: (path: string) => `The settings name "${path}", which cannot be read from here.`,
    mend: "Name a file relative to the settings.",
    explain: "Files that the settings name are taken relative to the settings themselves.",
  },
  "ignore-expired": {
    severity: "warning",
    message: (code: string, day: string) => `The ignore of ${code} ended on ${day}.`,
    mend: "Mend what it hid, or give it a new day and a reason that still holds.",
    explain:
      "An ignore with `expires` holds to the end of that day. After it, its findings are reported again, and so is the ignore itself.",
  },
  "ignore-unused": {
    severity: "info",
    message: (code: string) => `Nothing is hidden by the ignore of ${code}.`,
    mend: "Remove it.",
    explain: "What the ignore hid is gone, or its operation, path or file matches nothing.",
  },
});
