import { defineDiagnostics } from "../diagnostics/diagnostic.js";

const listNames = (names: readonly string[]): string =>
  names.map((name) => `"${name}"`).join(" or ");

/** Diagnostics of finding and reading files. */
export const diagnostic = defineDiagnostics({
  "file-not-found": {
    severity: "error",
    message: (path: string, near: readonly string[]) =>
      `There is no file "${path}".${near.length > 0 ? ` Did you mean ${listNames(near)}?` : ""}`,
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
  "file-is-folder": {
    severity: "error",
    message: (path: string, near: readonly string[]) =>
      `"${path}" is a folder.${near.length > 0 ? ` Did you mean ${listNames(near)}?` : ""}`,
    mend: "Name the file in it that holds the API description.",
    explain: "A spec argument and a `$ref` name a file, never a folder.",
  },
  "file-too-large": {
    severity: "error",
    message: (path: string, megabytes: number, limit: number) =>
      `"${path}" has ${megabytes} MiB; files up to ${limit} MiB are read.`,
    mend: "Check that it is the right file; raise `limits.bytes` in the settings if it is.",
    explain:
      "A spec is untrusted input, so its size is checked before it is read. The limit is the setting `limits.bytes`.",
  },
  "file-empty": {
    severity: "error",
    message: (path: string) => `"${path}" is empty.`,
    mend: "Write an API description into it, or name another file.",
    explain: "The file holds nothing but white space or comments.",
  },
  "file-not-text": {
    severity: "error",
    message: (path: string) => `"${path}" is no text file.`,
    mend: "Name a JSON or YAML file; unpack it first if it is an archive.",
    explain: "The file holds bytes that stand in no text, as images, archives and programs do.",
  },
  "file-is-markup": {
    severity: "error",
    message: (path: string) => `"${path}" holds HTML or XML, not JSON or YAML.`,
    mend: "Name the API description itself; a page that shows it, or a login page saved in its place, is another file.",
    explain:
      "The file starts with `<`. That is often the web page around a description, or an error page that a download saved under its name.",
  },
  "file-encoding": {
    severity: "warning",
    message: (path: string) => `"${path}" is not UTF-8; it was read as Windows-1252.`,
    mend: "Save the file as UTF-8.",
    explain:
      "JSON and YAML files are UTF-8 (RFC 8259 §8.1, YAML 1.2 §5.2), or UTF-16 with a byte order mark.",
  },
  "file-outside": {
    severity: "error",
    message: (path: string) => `The reference "${path}" leaves the folder of the spec.`,
    mend: "Move the file below the spec's folder, or allow it with --allow-outside.",
    explain:
      "A spec is untrusted input: its `$ref`s read only files below its own folder, and JSON and YAML in a folder beside it (`spec/` and `common/`), so that a foreign spec cannot pull in files of this machine.",
  },
  "too-many-files": {
    severity: "error",
    message: (limit: number) => `The spec refers to more than ${limit} files.`,
    mend: "Raise `limits.files` in the settings if that is meant.",
    explain:
      "A spec is untrusted input, so the number of files that it can make gw-gen read is limited.",
  },
  "git-failed": {
    severity: "error",
    message: (spec: string, reason: string, _mend?: string) =>
      `Cannot read "${spec}" from git: ${reason}.`,
    mend: (
      _spec: string,
      _reason: string,
      mend = "Check the ref with `git log`, and the path with `git ls-tree`.",
    ) => mend,
    explain:
      "`ref:path` names a file in a commit, branch or tag of the repository around the working directory. A pipeline often has a shallow clone, which lacks other branches: fetch them first (`fetch-depth: 0` in GitHub's checkout action).",
  },
  "network-not-allowed": {
    severity: "error",
    message: (url: string, host: string) =>
      `"${url}" is not read: the host ${host} is not allowed.`,
    mend: (_url: string, host: string) =>
      `Allow it with --allow-net ${host}, or save the file beside the spec.`,
    explain:
      "gw-gen works offline. It asks only hosts that `--allow-net` names, for a spec and for its references alike.",
  },
  "network-failed": {
    severity: "error",
    message: (url: string, reason: string) => `Cannot fetch "${url}": ${reason}.`,
    mend: "Check the address and the connection, or save the file and name that.",
    explain: "The request failed, took too long, or was answered with an error status.",
  },
  "stdin-empty": {
    severity: "error",
    message: () => "Nothing came on standard input.",
    mend: "Pipe a document into the command, or name a file in place of `-`.",
    explain: "`-` stands for standard input, which ended without a byte.",
  },
});
