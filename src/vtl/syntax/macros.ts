import type { MacroDefinition, Statement } from "./ast.js";
import { walkTemplate } from "./walk.js";

/** The macros in a body as the engine registers them before it renders: inner ones first. */
export function macrosOf(body: readonly Statement[]): readonly MacroDefinition[] {
  const macros: MacroDefinition[] = [];
  for (const statement of body) {
    walkTemplate(
      statement,
      () => true,
      (node) => {
        if (node.kind === "macro") macros.push(node);
      },
    );
  }
  return macros;
}
