import type { Schema } from "../../../../model/index.js";
import type { CodecDeclaration, CodecExpression } from "../../codec.js";
import type { TypeContext } from "./type-context.js";
import type { Direction } from "./type-planner.js";

/** Plans how values travel. */
export class CodecPlanner {
  readonly #context: TypeContext;
  readonly #names: ReadonlyMap<string, string>;

  constructor(context: TypeContext, names: ReadonlyMap<string, string>) {
    this.#context = context;
    this.#names = names;
  }

  codecOf(_schema: Schema, _direction: Direction): CodecExpression | undefined {
    return undefined;
  }

  declarations(): readonly CodecDeclaration[] {
    return this.#names.size > 0 && this.#context.schemas.size < 0 ? [] : [];
  }
}
