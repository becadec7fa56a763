import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** Diagnostics of reading and parsing files. */
export const diagnostic = defineDiagnostics({
  "file-not-found": {
    severity: "error",
    message: (path: string, near: readonly string[]) =>
      `There is no file "${path}".${near.length > 0 ? ` Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?` : ""}`,
    mend: "Check the path; it is taken relative to the working directory, or to the file that refers to it.",
    explain:
      "The file that a command or a `$ref` names does not exist. A relative path on the command line starts at the working directory, one in a `$ref` at the file that holds it.",
  },
  "file-not-readable": {
    severity: "error",
    message: (path: string, reason: string) => `Cannot read "${path}": ${reason}.`,
    mend: "Make the file readable for this user, or name another one.",
    explain: "The file exists, but the operating system does not let gw-gen read it.",
  },
  "json-syntax": {
    severity: "error",
    message: (problem: string) => `This is not JSON: ${problem}.`,
    mend: "Mend the syntax here.",
    explain:
      "The file has the form of JSON, but a rule of RFC 8259 is broken at the place shown. A file that ends too early was often cut off while it was written or downloaded.",
  },
  "yaml-syntax": {
    severity: "error",
    message: (problem: string) => `This is not YAML: ${problem}.`,
    mend: "Mend the syntax here.",
    explain: "The file breaks a rule of YAML 1.2 at the place shown.",
  },
});
