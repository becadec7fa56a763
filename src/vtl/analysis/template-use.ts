import type { NodePosition } from "../syntax/ast.js";

/** One step into the payload. */
export type PayloadStep =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  /** Every element of a list, as in `[*]` and `#foreach`. */
  | { readonly kind: "each" };

/** How a template prints a value as it is: between the quotes of a JSON string, or elsewhere in JSON. */
export type Print = "quoted" | "bare";

/** Something that a template reads from what surrounds it, or sets there, with its place. */
export type TemplateUse =
  PayloadUse | ParameterUse | ContextUse | StageVariableUse | UtilUse | FileUse;

/** A read of the payload: `$input.body`, `$input.json(…)`, `$input.path(…)` and what is read from its result. */
export interface PayloadUse {
  readonly kind: "payload";
  readonly access: "body" | "json" | "path";
  /** The JSONPath as written; undefined when it is computed. */
  readonly path: string | undefined;
  /** Where the whole read leads, variables resolved; undefined when that cannot be told. */
  readonly steps: readonly PayloadStep[] | undefined;
  readonly print?: Print;
  readonly at: NodePosition;
}

/** A read of a request parameter. */
export interface ParameterUse {
  readonly kind: "parameter";
  /** Where it is looked for; undefined for all three places in turn. */
  readonly place: "path" | "querystring" | "header" | undefined;
  /** Its name; undefined when it is computed or all are read. */
  readonly name: string | undefined;
  readonly print?: Print;
  readonly at: NodePosition;
}

/** A read or a setting of `$context`. */
export interface ContextUse {
  readonly kind: "context";
  /** The names as written, `identity.sourceIp`; empty for `$context` itself. */
  readonly name: string;
  readonly access: "read" | "write";
  readonly at: NodePosition;
}

/** A read of a stage variable. */
export interface StageVariableUse {
  readonly kind: "stageVariable";
  /** Its name; undefined when it is computed or all are read. */
  readonly name: string | undefined;
  readonly at: NodePosition;
}

/** A use of `$util`. */
export interface UtilUse {
  readonly kind: "util";
  /** The method's name; undefined for `$util` itself. */
  readonly name: string | undefined;
  readonly at: NodePosition;
}

/** A file that `#parse` or `#include` names. */
export interface FileUse {
  readonly kind: "file";
  readonly directive: "parse" | "include";
  /** Its name; undefined when it is computed. */
  readonly name: string | undefined;
  readonly at: NodePosition;
}
