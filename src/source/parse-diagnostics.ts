import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** Diagnostics of parsing JSON and YAML. */
export const diagnostic = defineDiagnostics({
  "json-syntax": {
    severity: "error",
    message: (problem: string) => `This is not JSON: ${problem}.`,
    mend: "Mend the syntax here.",
    explain:
      "The file has the form of JSON, but a rule of RFC 8259 is broken at the place shown. A file that ends too early was often cut off while it was written or downloaded.",
  },
  "json-not-strict": {
    severity: "warning",
    message: (problem: string) => `JSON does not allow ${problem}.`,
    mend: "Remove it: other tools refuse the file.",
    explain:
      "Some tools let comments, trailing commas and raw control characters pass, and so does gw-gen, but RFC 8259 knows none of them.",
  },
  "yaml-syntax": {
    severity: "error",
    message: (problem: string) => `This is not YAML: ${problem}.`,
    mend: "Mend the syntax here.",
    explain: "The file breaks a rule of YAML 1.2 at the place shown.",
  },
  "yaml-unknown-tag": {
    severity: "warning",
    message: (tag: string) => `The tag ${tag} is unknown and was ignored.`,
    mend: "Remove the tag; only those of YAML and CloudFormation's functions have a meaning here.",
    explain: "A tag says how to read a value. An unknown one is left out, and the value is kept.",
  },
  "yaml-key": {
    severity: "warning",
    message: (key: string) => `The key "${key}" is not text.`,
    mend: "Write a name here, in quotes where it would else mean something.",
    explain:
      "JSON knows only text as names, so a key that is empty, `null`, a list or a mapping loses its form.",
  },
  "yaml-alias-cycle": {
    severity: "error",
    message: () => "An alias stands within the node that it repeats.",
    mend: "Use `$ref` for recursion.",
    explain: "YAML lets a node contain itself (`&a [*a]`), which no JSON document can.",
  },
  "yaml-documents": {
    severity: "warning",
    message: (count: string) => `The file holds ${count} YAML documents; the first one was read.`,
    mend: "Move the others to files of their own.",
    explain:
      "A line `---` starts a further document in the same file. An API description is a single one.",
  },
  "too-deep": {
    severity: "error",
    message: (limit: string) => `Nesting is deeper than ${limit} levels here.`,
    mend: "Check that this is meant; raise `limits.depth` in the settings if it is.",
    explain:
      "A spec is untrusted input, so the depth of nesting is limited. The limit is the setting `limits.depth`.",
  },
  "too-many-nodes": {
    severity: "error",
    message: (limit: string) => `With its aliases followed the file has more than ${limit} nodes.`,
    mend: "Use `$ref` in place of YAML aliases; raise `limits.nodes` in the settings if the size is meant.",
    explain:
      "A few lines of YAML aliases that repeat one another can stand for billions of nodes. The limit is the setting `limits.nodes`.",
  },
  "duplicate-key": {
    severity: "warning",
    message: (key: string) => `"${key}" stands twice in this object; the last one counts.`,
    mend: "Remove or rename one of the two.",
    explain:
      "Names are unique in an object. Tools differ in what they make of a second one; gw-gen takes the last, as JavaScript does.",
  },
  "unsafe-integer": {
    severity: "info",
    message: (written: string) =>
      `${written} cannot be held exactly; it was read as ${Number(written)}.`,
    mend: "Use a smaller number, or text where exactness counts.",
    explain:
      "Numbers are read as IEEE 754 doubles, which hold integers exactly up to 9007199254740991 (RFC 8259 §6).",
  },
});
