import { renderTemplate } from "../../src/vtl/index.js";
import type { TemplateEvent } from "../../src/vtl/index.js";

/** What plain Velocity prints of a template with these variables. */
export function velocity(
  template: string,
  context: Readonly<Record<string, unknown>> = {},
): string {
  return renderTemplate(template, { context, profile: "velocity-1.7" }).output;
}

/** What the gateway prints of a template with this event. */
export function aws(template: string, event: TemplateEvent = {}): string {
  return renderTemplate(template, { event, profile: "aws" }).output;
}

/** The message with its place that a template fails with, as `line:column message`. */
export function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && "line" in error && "column" in error) {
      return `${String(error.line)}:${String(error.column)} ${error.message}`;
    }
    throw error;
  }
  throw new Error("the template does not fail");
}
