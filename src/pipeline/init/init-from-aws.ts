import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { jsonText } from "../../printer/json-text.js";
import { yamlText } from "../../printer/yaml-text.js";
import { readTextIfThere, writeOutputFile } from "../../source/output-record.js";
import type { SourceFile } from "../../source/source-file.js";
import { diagnostic as outputDiagnostic } from "../diagnostics.js";
import { hasErrors } from "../policy.js";
import { type InitChoice, outputSettings } from "../init.js";
import { diagnostic } from "./diagnostics.js";
import { readSavedAnswers } from "./saved-api.js";
import { savedSettings } from "./saved-settings.js";
import { settingsText } from "./settings-text.js";

/** What is made of saved answers, and where it goes. */
export interface InitFromAwsOptions extends Pick<InitChoice, "client" | "outputs"> {
  readonly cwd?: string;
  /** The spec to write, from `cwd`; its ending decides between JSON and YAML. The settings stand beside it. */
  readonly spec: string;
  /** Replace files that are there. */
  readonly force?: boolean;
}

/** What importing a live API gave; without `settings` an error stands among the diagnostics and nothing was written. */
export interface InitFromAwsResult {
  /** The spec and the settings, from `cwd`. */
  readonly paths: readonly string[];
  /** The text of the settings. */
  readonly settings?: string;
  /** What could not be carried over, beside what is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes a spec and its settings from what the service's command line saved of a live API: get-export, get-stages,
 * get-usage-plans, and what else of it is in the folder. Nothing is asked of the network.
 */
export async function initFromAws(
  folder: string,
  { cwd = ".", spec, force = false, client, outputs }: InitFromAwsOptions,
): Promise<InitFromAwsResult> {
  const paths = [spec, join(dirname(spec), "gw-gen.yaml")];
  const taken = paths.filter((path) => readTextIfThere(resolve(cwd, path)) !== undefined);
  if (!force && taken.length > 0) {
    return {
      paths,
      diagnostics: taken.map((path) => outputDiagnostic("settings-there", undefined, [path])),
    };
  }
  const saved = await readSavedAnswers(folder, cwd);
  const [document, ...others] = saved.exports;
  if (!document || hasErrors(saved.diagnostics)) {
    const missing = diagnostic("aws-export-missing", undefined, [folder]);
    return { paths, diagnostics: [...saved.diagnostics, ...(document ? [] : [missing])] };
  }
  const { diagnostics: lost, ...parts } = savedSettings(saved, document);
  const settings = settingsText({
    ...parts,
    spec: basename(spec),
    outputs: outputSettings({
      outputs: outputs ?? ["sdk", "gateway", "export"],
      ...(client !== undefined && { client }),
    }),
    hasGateway: true,
  });
  const found = [
    ...saved.diagnostics,
    ...others.map((file) => diagnostic("aws-export-unused", { file }, [document.path])),
    ...(/"?x-amazon-apigateway-/.test(document.text?.() ?? "x-amazon-apigateway-")
      ? []
      : [diagnostic("aws-extensions-missing", { file: document }, [])]),
    ...lost,
  ];
  const failed = [
    ...writeOutputFile(resolve(cwd, spec), specText(document, spec)),
    ...writeOutputFile(resolve(cwd, paths[1] ?? "gw-gen.yaml"), settings),
  ];
  if (failed.length > 0) return { paths, diagnostics: [...found, ...failed] };
  return { paths, settings, diagnostics: found };
}

/** The export as it was saved, unless the spec is to have the other form. */
function specText(document: SourceFile, spec: string): string {
  const format = /\.ya?ml$/i.test(spec) ? "yaml" : "json";
  const text = document.format === format ? document.text?.() : undefined;
  if (text !== undefined) return text;
  return format === "yaml" ? yamlText(document.value) : `${jsonText(document.value)}\n`;
}
