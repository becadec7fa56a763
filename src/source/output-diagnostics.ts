import { defineDiagnostics } from "../diagnostics/diagnostic.js";

/** Diagnostics of writing outputs. */
export const diagnostic = defineDiagnostics({
  "output-is-file": {
    severity: "error",
    message: (path: string) => `The output folder "${path}" is a file.`,
    mend: "Name a folder, or move the file away.",
    explain: "The output is a folder of files, and the path given for it is taken by a file.",
  },
  "output-not-ours": {
    severity: "error",
    message: (folder: string, paths: readonly string[]) =>
      `The folder "${folder}" holds files that gw-gen did not write and would replace: ${listSome(paths)}.`,
    mend: "Choose another folder with --out, move the files away, or replace them with --force.",
    explain:
      "gw-gen replaces only what it wrote itself, which `gw-gen.manifest.json` in the output folder lists. Commit that file together with the output.",
  },
  "output-is-input": {
    severity: "error",
    message: (path: string) => `"${path}" is what the output is made from, and would be replaced.`,
    mend: "Write to another file with --out, or replace it with --force.",
    explain:
      "The output would stand in the place of the spec, or of another file that was read for it. What the output leaves out would be lost.",
  },
  "output-file-not-ours": {
    severity: "error",
    message: (path: string) => `"${path}" is there, and is not as gw-gen wrote it.`,
    mend: "Write to another file with --out, or replace it with --force.",
    explain:
      "gw-gen replaces a single file only while it is as gw-gen left it, which `gw-gen.exports.json` beside it records by a hash. Commit that file together with the export.",
  },
  "output-edited-replaced": {
    severity: "warning",
    message: (path: string) =>
      `"${path}" was edited since it was generated; the edits are replaced.`,
    mend: "Keep own code in files of your own, or in the regions that the file offers.",
    explain:
      "A generated file is replaced on each run. The manifest's hash shows that somebody changed this one in between.",
  },
  "output-edited-kept": {
    severity: "warning",
    message: (paths: readonly string[]) =>
      `No longer generated, but edited since and therefore kept: ${listSome(paths)}.`,
    mend: "Delete what is no longer needed.",
    explain:
      "A file of an earlier run that the output no longer has is removed, unless somebody edited it.",
  },
  "output-region-lost": {
    severity: "warning",
    message: (path: string, names: readonly string[]) =>
      `"${path}" no longer has a place for the kept code of ${listSome(names)}.`,
    mend: "Take the code from version control and put it where it belongs now.",
    explain:
      "Code between `gw-gen:keep NAME` and `gw-gen:end` is carried into the next version of the file, into the region of the same name. There is none any more.",
  },
  "output-path-outside": {
    severity: "error",
    message: (path: string) => `The output file "${path}" would stand outside its folder.`,
    mend: "Give a relative path without `..`, and no symbolic link that leads away.",
    explain: "No name from a spec or a settings file may lead out of the output folder.",
  },
  "output-collision": {
    severity: "error",
    message: (path: string, other: string) =>
      `"${path}" and "${other}" are one file where letter case does not count.`,
    mend: "Rename one of the two things that give these files their names.",
    explain:
      "File systems of Windows and macOS ignore the case of letters, so two files whose names differ only in it overwrite each other.",
  },
  "output-not-writable": {
    severity: "error",
    message: (path: string, reason: string) => `Cannot write "${path}": ${reason}.`,
    mend: "Make the place writable for this user; what stood there is untouched.",
    explain: "The operating system refused the output. Nothing of the earlier output was changed.",
  },
  "disk-full": {
    severity: "error",
    message: (path: string) => `There is no space left to write "${path}".`,
    mend: "Free some space and run again; what stood there is untouched.",
    explain:
      "An output is first written as a whole beside its folder and only then moved into place, so a full disk leaves the earlier output as it was.",
  },
  "manifest-broken": {
    severity: "warning",
    message: (folder: string) => `The manifest in "${folder}" cannot be read.`,
    mend: "Restore gw-gen.manifest.json from version control, or generate with --force.",
    explain:
      "Without its manifest gw-gen cannot know which files of the folder are its own, and treats all as the user's.",
  },
});

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > 5 ? `${shown.join(", ")} and ${names.length - 5} more` : shown.join(", ");
}
