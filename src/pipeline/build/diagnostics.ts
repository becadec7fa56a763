import { defineDiagnostics } from "../../diagnostics/diagnostic.js";

/** What `gw-gen build` can find wrong with the outputs of the settings. */
export const diagnostic = defineDiagnostics({
  "build-no-settings": {
    severity: "error",
    message: (folder: string) => `There are no settings in "${folder}".`,
    mend: "Write a gw-gen.yaml with `outputs` (`gw-gen init` does), or name one with --settings.",
    explain: "`gw-gen build` makes what the `outputs` of the settings name.",
  },
  "build-no-outputs": {
    severity: "error",
    message: () => "The settings name no outputs.",
    mend: "Add `outputs`, such as `outputs: { client: { kind: sdk, out: ./client } }`.",
    explain: "`gw-gen build` makes what the `outputs` of the settings name, by their names.",
  },
  "build-no-spec": {
    severity: "error",
    message: (output: string) => `Nothing says which spec the output \`${output}\` is made of.`,
    mend: "Add `spec` to the settings, or to the output.",
    explain:
      "The spec of all outputs stands in `spec` of the settings; an output may name another.",
  },
  "output-unknown": {
    severity: "error",
    message: (name: string, known: readonly string[]) =>
      `There is no output \`${name}\`; there are ${known.join(", ")}.`,
    mend: "Use one of the names, or none to make all.",
    explain: "The arguments of `gw-gen build` are names of the settings' outputs.",
  },
  "outputs-share-folder": {
    severity: "error",
    message: (one: string, other: string, out: string) =>
      `The outputs \`${one}\` and \`${other}\` are both written to "${out}".`,
    mend: "Give each output a folder or file of its own, none inside of another.",
    explain:
      "An output owns its folder: what it does not make any more is removed. Two outputs in one folder would remove each other's files.",
  },
  "output-option-value": {
    severity: "error",
    message: (name: string, expected: string, found: string) =>
      `The option \`${name}\` must be ${expected}, not ${found}.`,
    mend: "Write one of the values that the command takes.",
    explain:
      "The `options` of an output take what the command of the same name takes; a value that it does not know would silently do nothing.",
  },
  "output-option-unknown": {
    severity: "error",
    message: (name: string, kind: string, known: readonly string[]) =>
      `\`${name}\` is no option of an output of the kind ${kind}; there are ${known.join(", ")}.`,
    mend: "Use an option of the command of the same name, without its dashes.",
    explain:
      "The `options` of an output are those of the command that makes it, by their long names, such as `layout: source` for an SDK.",
  },
});
