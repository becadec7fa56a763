import { defineDiagnostics } from "../../diagnostics/diagnostic.js";

/** What is wrong with what was asked of an SDK. */
export const diagnostic = defineDiagnostics({
  "package-name-invalid": {
    severity: "error",
    message: (name: string) => `"${name}" cannot be the name of an npm package.`,
    mend: "Use lower-case letters, digits, `-`, `.` and `_`, with a scope if you like: `@acme/pets`.",
    explain:
      "The name of a package is at most 214 characters long and safe in a URL and as a folder: lower-case letters, digits, hyphens, dots and underscores; it does not begin with a dot or an underscore. It comes from `--name`, from `sdk.name` in the settings, or from the document's title.",
  },
  "package-version-invalid": {
    severity: "error",
    message: (version: string) => `"${version}" is not a semantic version.`,
    mend: "Write MAJOR.MINOR.PATCH, such as `1.4.0` or `2.0.0-beta.1`.",
    explain:
      "npm publishes semantic versions only (semver.org). The version comes from `--package-version`, from `sdk.version` in the settings, or from the document's `info.version` where that is one; else it is `0.0.0`.",
  },
  "client-name-invalid": {
    severity: "error",
    message: (name: string) => `"${name}" cannot be the name of the client class.`,
    mend: "Use letters and digits, with a capital first: `PetsClient`.",
    explain:
      "The client class is named by `--client`, by `sdk.client` in the settings, or after the document's title. Its name is in PascalCase, so that it reads like every other class.",
  },
  "package-url-invalid": {
    severity: "error",
    message: (member: string, url: string) => `The package's ${member} "${url}" is not a URL.`,
    mend: "Write it whole, such as `https://example.com/pets`.",
    explain:
      "`--repository` and `--registry`, or `sdk.repository` and `sdk.registry` in the settings, become `repository.url` and `publishConfig.registry` of the generated package.json.",
  },
});
