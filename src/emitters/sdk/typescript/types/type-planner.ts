import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { Schema } from "../../../../model/index.js";
import type { CodecDeclaration, CodecExpression, UnionVariantCodec } from "../../codec.js";
import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";

/** Whether a value is sent or received. */
export type Direction = "request" | "response";

/** Plans the types of one SDK: named schemas first, then what the operations ask for, in their order. */
export interface TypePlanner {
  /**
   * The type of a schema's values. Inline objects are declared: `hint` names them (`CreatePetBody`);
   * the same schema asked for again keeps its first name.
   */
  typeOf(schema: Schema, direction: Direction, hint: string): TypeExpression;
  /** How the schema's values travel as JSON; undefined when they are the same there. */
  codecOf(schema: Schema, direction: Direction): CodecExpression | undefined;
  /** The forms of what the schema's values are, and what tells them from other messages. */
  shapesOf(schema: Schema): readonly UnionVariantCodec[];
  /** The schema of a member that every object of the schema has. */
  memberOf(schema: Schema, name: string): Schema | undefined;
  /** A free type name like `wanted` for a type that the caller declares, such as a request. */
  reserveName(wanted: string): string;
  /** Every type that the SDK declares, in the order of the document; call it when all is asked for. */
  declarations(): readonly TypeDeclaration[];
  /** The named codecs that `codecOf` referred to, and those that they need. */
  codecDeclarations(): readonly CodecDeclaration[];
  /** What had to be repaired, names above all. */
  readonly diagnostics: readonly Diagnostic[];
}
