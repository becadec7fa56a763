import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ObjectSchema, Schema } from "../model/index.js";
import { diagnostic } from "./diagnostics.js";
import type { SchemaDirection } from "./direction.js";
import { ANNOTATION_FORMATS, CHECKED_FORMATS } from "./formats.js";
import { JsonSchemaConverter } from "./to-json-schema.js";

/** One way in which a value breaks its schema. */
export interface Violation {
  /** Member names and array indexes from the value's root. */
  readonly path: readonly string[];
  /** The keyword of JSON Schema that failed, such as `required`. */
  readonly keyword: string;
  /** What must hold, in plain words, without the path. */
  readonly message: string;
}

/** Checks a value; an empty list means that it is valid. */
export type Validate = (value: unknown) => readonly Violation[];

/** How validators are made. */
export interface ValidatorOptions {
  readonly direction?: SchemaDirection;
  /** Turns texts into numbers, booleans and null where the schema asks for them, changing the value in place. */
  readonly coerce?: boolean;
  /** Told of formats, patterns and schemas that cannot be checked, once each. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
}

/** Makes validators for the schemas of one model; each is compiled on the first value that it checks. */
export interface SchemaValidators {
  validator(schema: Schema): Validate;
}

const SMALL_INTEGERS = [
  ["int8", -128, 127],
  ["int16", -32_768, 32_767],
  ["uint8", 0, 255],
] as const;

const NONE: readonly Violation[] = [];

/** Loads the JSON Schema compiler (only here, for it costs start time) and gives the factory of validators. */
export async function loadValidators(
  schemas: ReadonlyMap<string, Schema>,
  options: ValidatorOptions = {},
): Promise<SchemaValidators> {
  // The default export alone is there whether Node reads these CommonJS modules or a bundler has joined them.
  const [
    {
      default: { Ajv2020: Compiler },
    },
    formats,
  ] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Compiler({
    strict: false,
    allErrors: true,
    validateSchema: false,
    meta: false,
    logger: false,
    coerceTypes: options.coerce ?? false,
    // Its passes over the code that it makes take as long as the rest of compiling; V8 does the same where it pays.
    code: { regExp: patternEngine(), optimize: false },
  });
  formats.default.default(ajv);
  for (const [name, minimum, maximum] of SMALL_INTEGERS) {
    const validate = (value: number): boolean =>
      Number.isInteger(value) && value >= minimum && value <= maximum;
    ajv.addFormat(name, { type: "number", validate });
  }
  return new AjvValidators(ajv, schemas, options);
}

class AjvValidators implements SchemaValidators {
  readonly #ajv: Ajv2020;
  readonly #schemas: ReadonlyMap<string, Schema>;
  readonly #options: ValidatorOptions;
  readonly #ids = new Map<string, string>();
  readonly #pending: string[] = [];
  readonly #converter: JsonSchemaConverter;
  readonly #made = new Map<Schema, Validate>();
  readonly #reported = new Set<string>();

  constructor(ajv: Ajv2020, schemas: ReadonlyMap<string, Schema>, options: ValidatorOptions) {
    this.#ajv = ajv;
    this.#schemas = schemas;
    this.#options = options;
    this.#converter = new JsonSchemaConverter(schemas, {
      ...(options.direction && { direction: options.direction }),
      annotations: false,
      refTo: (name) => this.#idOf(name),
      accepts: (keyword, value, schema) => this.#accepts(keyword, value, schema),
    });
  }

  validator(schema: Schema): Validate {
    const made = this.#made.get(schema);
    if (made) return made;
    let compiled: ValidateFunction | undefined;
    const validate: Validate = (value) => {
      compiled ??= this.#compile(schema);
      return compiled(value) ? NONE : (compiled.errors ?? []).map(toViolation);
    };
    this.#made.set(schema, validate);
    return validate;
  }

  #compile(schema: Schema): ValidateFunction {
    const root = this.#converter.convert(schema);
    this.#addPending();
    try {
      return this.#ajv.compile(root);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.onDiagnostic?.(diagnostic("schema-not-compiled", schema.location, [reason]));
      return this.#ajv.compile(true);
    }
  }

  #idOf(name: string): string {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = `schema-${this.#ids.size}`;
    this.#ids.set(name, id);
    this.#pending.push(name);
    return id;
  }

  #addPending(): void {
    for (let name = this.#pending.pop(); name !== undefined; name = this.#pending.pop()) {
      const schema = this.#schemas.get(name);
      const converted = schema ? this.#converter.convert(schema) : true;
      this.#ajv.addSchema(
        typeof converted === "boolean" ? { allOf: [converted] } : converted,
        this.#idOf(name),
      );
    }
  }

  #accepts(keyword: "format" | "pattern", value: string, schema: ObjectSchema): boolean {
    if (keyword === "format") {
      if (CHECKED_FORMATS.has(value)) return true;
      if (!ANNOTATION_FORMATS.has(value)) {
        this.#report(`format ${value}`, () =>
          diagnostic("schema-format-unchecked", schema.location, [value]),
        );
      }
      return false;
    }
    const compiled = compilePattern(value);
    if (compiled instanceof RegExp) return true;
    this.#report(`pattern ${value}`, () =>
      diagnostic("schema-pattern-invalid", schema.location, [value, compiled.reason]),
    );
    return false;
  }

  #report(key: string, make: () => Diagnostic): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#options.onDiagnostic?.(make());
  }
}

/** Compiles a pattern with Unicode rules, or without them where only those accept it; else says why not. */
export function compilePattern(pattern: string): RegExp | { readonly reason: string } {
  try {
    return new RegExp(pattern, "u");
  } catch {
    try {
      return new RegExp(pattern);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { reason: text.slice(text.lastIndexOf(": ") + 2) };
    }
  }
}

function patternEngine(): { (pattern: string): RegExp; code: string } {
  const engine = (pattern: string): RegExp => {
    const compiled = compilePattern(pattern);
    return compiled instanceof RegExp ? compiled : /(?:)/;
  };
  return Object.assign(engine, { code: "patternEngine" });
}

function toViolation(error: ErrorObject): Violation {
  return {
    path: error.instancePath.split("/").slice(1).map(unescapePointer),
    keyword: error.keyword,
    message: plainWords(error),
  };
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function plainWords(error: ErrorObject): string {
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case "enum":
      return `must be one of ${listed(params.allowedValues)}`;
    case "const":
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case "additionalProperties":
      return `must not have the property '${String(params.additionalProperty)}'`;
    case "unevaluatedProperties":
      return `must not have the property '${String(params.unevaluatedProperty)}'`;
    case "propertyNames":
      return `must not have a property named '${String(params.propertyName)}'`;
    case "false schema":
      return "must not be there";
    default:
      return error.message ?? `breaks ${error.keyword}`;
  }
}

function listed(values: unknown): string {
  if (!Array.isArray(values)) return "the allowed values";
  return values
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(", ");
}
