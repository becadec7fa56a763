import { defineDiagnostics } from "../../../diagnostics/diagnostic.js";

const EJECT = "`gw-gen sdk --eject NAME` copies the current one out; compare the two.";

/** What is wrong with templates that replace those of gw-gen. */
export const diagnostic = defineDiagnostics({
  "sdk-template-folder": {
    severity: "error",
    message: (folder: string) => `The templates' folder "${folder}" is not there.`,
    mend: "Name a folder: `--templates DIR`, or `sdk.templates` in the settings, relative to these.",
    explain:
      "A folder of templates holds files of the names that `gw-gen sdk --list-templates` shows; `--eject NAME` writes the first.",
  },
  "sdk-template-unknown": {
    severity: "error",
    message: (name: string, known: readonly string[]) =>
      `"${name}" replaces nothing; there are ${known.join(", ")}.`,
    mend: "Rename the file, or take it out of the folder; names that begin with a dot are left alone.",
    explain:
      "Each file of a folder of templates replaces the unit of its name. A file that replaces nothing is most likely misspelt, and would silently do nothing. `gw-gen sdk --list-templates` lists the units.",
  },
  "sdk-template-outdated": {
    severity: "warning",
    message: (name: string, version: string, current: string) =>
      `This replaces ${name} as it was in version ${version}; it is ${current} now.`,
    mend: EJECT,
    explain:
      "An ejected file begins with the version of what it was copied from. When gw-gen's own has changed since, the copy lacks these changes, mends of defects among them. Compare it with the current one, take over what you need, and take over the new first line too.",
  },
  "sdk-template-unstamped": {
    severity: "info",
    message: (name: string) => `The version of ${name} that this was made from is not known.`,
    mend: `Begin it with the first line of an ejected one: ${EJECT}`,
    explain:
      "Without the line `gw-gen:unit NAME VERSION` nothing can tell when a replaced file falls behind.",
  },
  "sdk-template-unused": {
    severity: "info",
    message: (name: string) => `This SDK has no ${name}, so nothing is replaced by this.`,
    mend: "Nothing needs to be done; some units are there only for some APIs and options.",
    explain:
      "A module of the runtime is copied where an operation needs it, `reference.md` is written on request, and `layout: source` has no files of a package.",
  },
  "sdk-template-syntax": {
    severity: "error",
    message: (reason: string) => `The template cannot be read: ${reason}.`,
    mend: "Close what is open, and write `\\{{` for braces that are text.",
    explain:
      "Templates are written in Handlebars (handlebarsjs.com): `{{member}}`, `{{helper member}}`, `{{#if member}}`, `{{#each list}}`.",
  },
  "sdk-template-form": {
    severity: "error",
    message: (form: string) => `Templates have no ${form}.`,
    mend: "Use members, helpers, `if`, `unless`, `each` and `with`; values are printed by helpers that escape them.",
    explain:
      "What a description says must not become code or markup, so nothing is printed as it is: `{{{member}}}` does not exist, and neither do partials, decorators and functions of your own.",
  },
  "sdk-template-helper": {
    severity: "error",
    message: (name: string, known: readonly string[]) =>
      `There is no helper \`${name}\` here; there are ${known.join(", ")}.`,
    mend: "Use one of these; which there are depends on what the file is.",
    explain:
      "Each kind of file has the helpers that escape for it, for a text that is safe in Markdown is not safe in JSON. docs/sdk-templates.md lists them.",
  },
  "sdk-template-arguments": {
    severity: "error",
    message: (name: string, count: number) => `\`${name}\` does not take ${count} arguments.`,
    mend: "See docs/sdk-templates.md for what helpers take.",
    explain: "Helpers take values of the context, texts in quotes, numbers, and calls in brackets.",
  },
  "sdk-template-member": {
    severity: "error",
    message: (name: string, known: readonly string[]) =>
      `There is no \`${name}\` here; there ${known.length === 1 ? "is" : "are"} ${known.join(", ") || "no members"}.`,
    mend: "Use one of the members; `../` leads out of `each` and `with`, `@root` to the outermost.",
    explain:
      "What a template can print is listed in docs/sdk-templates.md, and by `gw-gen sdk --list-templates --json`.",
  },
  "sdk-template-kind": {
    severity: "error",
    message: (name: string, kind: string, use: string) => `\`${name}\` is ${kind}; ${use}.`,
    mend: "See docs/sdk-templates.md for the members and their kinds.",
    explain: "Texts are printed, lists are gone through with `each`, objects have members.",
  },
  "sdk-template-output": {
    severity: "error",
    message: (name: string, reason: string) =>
      `What the template makes cannot be ${name}: ${reason}.`,
    mend: "In JSON write `{{member}}` without quotes, for it brings its own; the head of modules is comments alone.",
    explain:
      "`package.json` and the tsconfigs have to be JSON, and `header.ts` comments, whatever the description says.",
  },
  "sdk-template-module": {
    severity: "error",
    message: (reason: string) => `The module cannot be read: ${reason}`,
    mend: "Mend the syntax; modules of the runtime are TypeScript.",
    explain:
      "A module of the runtime that does not parse would only be found when the SDK is built.",
  },
  "sdk-template-import": {
    severity: "error",
    message: (name: string) => `There is no module \`${name}\` in the runtime.`,
    mend: "Import modules that `gw-gen sdk --list-templates` lists, or what the platform has; put your own code into the same file.",
    explain:
      "A replaced module may import others of the runtime: they are copied into the SDK along with it.",
  },
  "sdk-template-exports": {
    severity: "error",
    message: (missing: readonly string[]) =>
      `The module does not export ${missing.join(", ")}, which the SDK may import from it.`,
    mend: "Export them under the same names and of the same types.",
    explain:
      "Other modules of the SDK import what a module of the runtime exports; without it the SDK does not compile.",
  },
  "sdk-template-eject-unknown": {
    severity: "error",
    message: (name: string, near: readonly string[]) =>
      `There is no unit ${name}${near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "."}`,
    mend: "`gw-gen sdk --list-templates` lists the units.",
    explain: "`gw-gen sdk --eject NAME` copies one unit of the list into a folder.",
  },
  "sdk-template-eject-exists": {
    severity: "error",
    message: (path: string) => `${path} is there already.`,
    mend: "Choose another folder with --out, or replace it with --force.",
    explain: "An ejected file is yours to change, so it is not replaced unasked.",
  },
});
