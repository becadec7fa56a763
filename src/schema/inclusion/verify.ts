import { createRequire } from "node:module";
import type { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonValue } from "../../util/json.js";
import type { Role } from "./evaluate.js";
import { compilePattern } from "./formats.js";
import { JsonSchemaPrinter } from "./json-schema-printer.js";
import type { SchemaNode } from "./node.js";

/** Checks values with the JSON Schema validator that the rest of the project runs, apart from the decision's own logic. */
export class Verifier {
  #ajv: Ajv2020 | undefined;

  /** Whether the validator accepts the value; undefined when the schema does not compile. */
  accepts(node: SchemaNode, value: JsonValue, role: Role): boolean | undefined {
    const schema = new JsonSchemaPrinter(role).print(node, value);
    const ajv = (this.#ajv ??= loadValidator());
    try {
      return ajv.validate(schema, value);
    } catch {
      return undefined;
    } finally {
      ajv.removeSchema();
    }
  }
}

/** The validator costs a tenth of a second to load, and most comparisons never need it. */
function loadValidator(): Ajv2020 {
  const load = createRequire(import.meta.url);
  const { Ajv2020: Compiler } = load("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");
  const { default: addFormats } = load("ajv-formats") as typeof import("ajv-formats");
  const ajv = new Compiler({
    strict: false,
    validateSchema: false,
    meta: false,
    logger: false,
    multipleOfPrecision: 9,
    code: { regExp: patternEngine(), optimize: false },
  });
  addFormats.default(ajv);
  return ajv;
}

type PatternEngine = ((pattern: string, flags: string) => RegExp) & { code: string };

function patternEngine(): PatternEngine {
  const create = (pattern: string, flags: string): RegExp =>
    compilePattern(pattern) ?? new RegExp(pattern, flags);
  return Object.assign(create, { code: "new RegExp" });
}
