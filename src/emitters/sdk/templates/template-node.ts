import type { LocatableFile, Position } from "../../../diagnostics/location.js";

/** A part of a template, in the few forms of Handlebars that templates of files may have. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly value: TemplateExpression }
  | {
      readonly kind: "if";
      readonly test: TemplateExpression;
      readonly yes: readonly TemplateNode[];
      readonly no: readonly TemplateNode[];
    }
  | {
      /** Each item of a list, or one object, becomes the context of the body. */
      readonly kind: "each" | "with";
      readonly of: PathExpression;
      readonly body: readonly TemplateNode[];
      /** What is printed of an empty list. */
      readonly none: readonly TemplateNode[];
    };

/** What is printed or tested. */
export type TemplateExpression =
  | PathExpression
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | {
      readonly kind: "call";
      readonly helper: string;
      readonly args: readonly TemplateExpression[];
      readonly at: Position;
    };

/** A member of the context: `title`, `../package.name`, `@root.title`, `@index`. */
export interface PathExpression {
  readonly kind: "path";
  /** How many contexts further out it starts; `root` for the outermost. */
  readonly from: number | "root";
  readonly steps: readonly string[];
  /** The name behind `@` where it is a fact of the loop. */
  readonly loop?: LoopFact;
  readonly at: Position;
}

/** What a loop tells of where it is. */
export type LoopFact = "index" | "first" | "last";

/** What the text around a value is, which decides how values are escaped. */
export type TemplateLanguage = "markdown" | "json" | "comment";

/** A template that was read and found right. */
export interface Template {
  readonly file: LocatableFile;
  readonly language: TemplateLanguage;
  readonly nodes: readonly TemplateNode[];
}
