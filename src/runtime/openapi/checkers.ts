import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ObjectSchema, Schema } from "../../model/index.js";
import { loadValidators, type SchemaValidators, type Validate } from "../../schema/validate.js";

type Use = "texts" | "request" | "response" | "model";

/** A validator, or the promise of one while the schema compiler is still loading. */
export type Checker = Validate | Promise<Validate>;

/**
 * The validators of one API: requests and responses differ in readOnly and writeOnly, texts are coerced
 * in parameters and forms. The compiler is loaded when the first value must be checked.
 */
export class Checkers {
  readonly #schemas: ReadonlyMap<string, Schema>;
  readonly #onDiagnostic: (diagnostic: Diagnostic) => void;
  readonly #loaded = new Map<string, SchemaValidators>();

  constructor(
    schemas: ReadonlyMap<string, Schema>,
    onDiagnostic: (diagnostic: Diagnostic) => void = () => {},
  ) {
    this.#schemas = schemas;
    this.#onDiagnostic = onDiagnostic;
  }

  /** For the texts of parameters and forms. */
  parameters(schema: ObjectSchema): Checker {
    return this.#checker("texts", schema);
  }

  /** For the texts of a form's fields. */
  form(schema: Schema): Checker {
    return this.#checker("texts", schema);
  }

  /** For a parsed request body. */
  request(schema: Schema): Checker {
    return this.#checker("request", schema);
  }

  /** For a body as the gateway checks it, which knows no readOnly. */
  model(schema: Schema): Checker {
    return this.#checker("model", schema);
  }

  /** For a parsed response body. */
  response(schema: Schema): Checker {
    return this.#checker("response", schema);
  }

  #checker(use: Use, schema: Schema): Checker {
    const loaded = this.#loaded.get(use);
    if (loaded) return loaded.validator(schema);
    return this.#load(use).then((validators) => validators.validator(schema));
  }

  async #load(use: Use): Promise<SchemaValidators> {
    const validators = await loadValidators(this.#schemas, {
      ...(use !== "model" && { direction: use === "response" ? "response" : "request" }),
      coerce: use === "texts",
      onDiagnostic: this.#onDiagnostic,
    });
    const known = this.#loaded.get(use);
    if (known) return known;
    this.#loaded.set(use, validators);
    return validators;
  }
}
