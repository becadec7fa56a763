import { escapedString, jsonText, stringLiteral } from "./literals.js";

/** A value that is there, as a template writes it. */
export interface MadeValue {
  /** Text of the template that prints it as JSON. */
  readonly json: string;
  /** Statements that set a variable to its text. */
  readonly setText: (variable: string) => string;
}

/** A `#set` on a line of its own. */
export function assign(variable: string, expression: string): string {
  return `#set($${variable} = ${expression})\n`;
}

/** A constant, given as JSON and as text. */
export function madeConstant(json: string, text: string): MadeValue {
  return {
    json: jsonText(json),
    setText: (variable) => assign(variable, stringLiteral(text)),
  };
}

/** A text that a variable holds. */
export function madeText(holder: string): MadeValue {
  return { json: escapedString(holder), setText: (variable) => assign(variable, `$${holder}`) };
}

/** A number or a boolean whose text a variable holds. */
export function madeScalar(holder: string, suffix = ""): MadeValue {
  return {
    json: `$${holder}${suffix}`,
    setText: (variable) => assign(variable, `$${holder}${suffix}`),
  };
}

/** Null. */
export const MADE_NULL: MadeValue = madeConstant("null", "");
