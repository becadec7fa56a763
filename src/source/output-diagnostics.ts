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
      "gw-gen replaces only what it wrote itself, which `gw-gen.manifest.json` in the output folder lists. Commit that file together with the output. Files that `.gwgenignore` in that folder names, in the syntax of gitignore, are never written.",
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
  "output-edits-merged": {
    severity: "info",
    message: (path: string) => `"${path}" was edited; the edits are in its new version.`,
    mend: "Look at the difference in version control before you commit it.",
    explain:
      "Both the user and the new run changed the file since it was generated. Where they changed different lines, members of JSON or declarations, the new version has both; `gw-gen.base` in the output folder holds what was generated last, which tells who changed what.",
  },
  "output-edits-conflict": {
    severity: "error",
    message: (path: string, places: readonly string[]) =>
      `"${path}" was edited in lines that the new version changes too: ${listSome(places)}.`,
    mend: "Bring the file up to date by what stands there between the markers, delete that `.gw-gen-conflict` file, and run again; or take the generated side with --force.",
    explain:
      "The file itself stays as it was edited. The file of the same name and `.gw-gen-conflict` holds the merged text with both sides of each conflict, between markers as git writes them; edit the markers out of it and rename it, or change your file and delete it. All other files of the output are written. Without `gw-gen.base` in the output folder, each difference between the two is a conflict.",
  },
  "output-conflict-open": {
    severity: "error",
    message: (path: string) =>
      `The conflict of "${path}" is not resolved: "${path}.gw-gen-conflict" is still there.`,
    mend: "Bring the file up to date and delete its `.gw-gen-conflict` file; or take the generated side with --force.",
    explain:
      "An earlier run could not merge the edits of this file. Until the `.gw-gen-conflict` file is gone, nothing is written, so that no edit is lost.",
  },
  "output-edits-replaced": {
    severity: "warning",
    message: (path: string, backup: string) =>
      `"${path}" was edited in lines that the new version changes too; the edited file is now "${backup}".`,
    mend: "Take from the backup what is still needed, and delete it.",
    explain:
      "With --force the generated side of a conflict is taken. What the file was before stands beside it.",
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
