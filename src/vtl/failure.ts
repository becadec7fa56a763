import type { Position } from "../diagnostics/location.js";

/** Which part of the work failed: reading the template, running it, or running into a bound. */
export type TemplateErrorKind = "syntax" | "evaluation" | "payload" | "limit";

/**
 * The one error that parsing and rendering throw, with its place in the template.
 * Lines and columns start at 1; `template` is the file's name where the error is in an included one.
 */
export class TemplateError extends Error {
  readonly kind: TemplateErrorKind;
  readonly line: number;
  readonly column: number;
  readonly template: string | undefined;

  constructor(kind: TemplateErrorKind, message: string, at: Position, template?: string) {
    super(message);
    this.name = "TemplateError";
    this.kind = kind;
    this.line = at.line;
    this.column = at.column;
    this.template = template;
  }
}

/** A failure below the template's level, which knows no position; the engine turns it into a TemplateError. */
export class Failure extends Error {
  readonly kind: TemplateErrorKind;

  constructor(message: string, kind: TemplateErrorKind = "evaluation") {
    super(message);
    this.kind = kind;
  }
}

/** Says that a bound was reached, and which setting moves it. */
export function limitFailure(what: string, setting: string, bound: number): Failure {
  return new Failure(`${what} (limit ${setting} = ${bound})`, "limit");
}
