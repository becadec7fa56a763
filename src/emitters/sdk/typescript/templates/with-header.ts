import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import { contentText } from "../../../../source/output-content.js";
import type { OutputFile } from "../../../../source/output-file.js";
import type { SdkOptions } from "../../sdk-options.js";
import type { SdkPlan } from "../plan/sdk-plan.js";
import { renderUnit } from "./render-unit.js";

/** The modules of an SDK, each with the comments at its head that a template makes. */
export function withHeader(
  files: readonly OutputFile[],
  { surface, title }: SdkPlan,
  { overrides, license = "" }: SdkOptions,
): { readonly files: readonly OutputFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const template = overrides?.templates.get("header.ts");
  if (!template) return { files, diagnostics: [] };
  const { packageName: name, packageVersion: version } = surface;
  const diagnostics: Diagnostic[] = [];
  const headed = files.map((file) => {
    const context = { package: { name, version, license }, title, module: file.path };
    const made = renderUnit("header.ts", template, context);
    if (diagnostics.length === 0) diagnostics.push(...made.diagnostics);
    const head = made.text.trim();
    return head === "" ? file : { ...file, content: `${head}\n\n${contentText(file)}` };
  });
  return { files: headed, diagnostics };
}
