import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import { diagnostic } from "../../templates/diagnostics.js";
import { renderTemplate } from "../../templates/render-template.js";
import type { Template } from "../../templates/template-node.js";
import { printJson } from "./print-json.js";
import type { TemplateUnitName, UnitContext } from "./units.js";

/** A unit's text as its template makes it, and why it cannot be what the unit has to be. */
export interface RenderedUnit {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders the template of a unit; JSON is laid out as gw-gen lays its own out, whatever the template's lines are. */
export function renderUnit<N extends TemplateUnitName>(
  name: N,
  template: Template,
  context: UnitContext<N>,
): RenderedUnit {
  const text = renderTemplate(template, context);
  const wrong = (reason: string): RenderedUnit => {
    const at = { file: template.file, within: { line: 1, column: 1 } };
    return { text, diagnostics: [diagnostic("sdk-template-output", at, [name, reason])] };
  };
  if (template.language === "comment") {
    const rest = afterComments(text);
    return rest === "" ? { text, diagnostics: [] } : wrong(`"${rest}" is no comment`);
  }
  if (template.language !== "json") return { text, diagnostics: [] };
  try {
    const value: unknown = JSON.parse(text);
    const isManifest = name === "package.json";
    const laidOut = isManifest ? `${JSON.stringify(value, null, 2)}\n` : printJson(value);
    return { text: laidOut, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong(error.message);
  }
}

/** The beginning of what stands behind the comments of a text; empty when there is nothing else. */
function afterComments(text: string): string {
  const rest = text.replace(/^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/, "");
  return rest.slice(0, 40).split("\n", 1)[0] ?? "";
}
