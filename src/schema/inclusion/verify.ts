import { createRequire } from "node:module";
import type { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonValue } from "../../util/json.js";
import type { Role } from "./evaluate.js";
import { compilePattern } from "./formats.js";
import { JsonSchemaPrinter, type Judge } from "./json-schema-printer.js";
import type { SchemaNode } from "./node.js";

type Answers = Map<string, boolean | undefined>;

/** Checks values with the JSON Schema validator that the rest of the project runs, apart from the decision's own logic. */
export class Verifier {
  #ajv: Ajv2020 | undefined;
  readonly #answers: Readonly<Record<Role, WeakMap<SchemaNode, Answers>>> = {
    sender: new WeakMap(),
    receiver: new WeakMap(),
  };

  /**
   * Whether the validator accepts the value; undefined when the schema does not compile. It is asked member by member:
   * the same members come in many values, and compiling a schema is what costs.
   */
  accepts(node: SchemaNode, value: JsonValue, role: Role): boolean | undefined {
    const answers = this.#answers[role].get(node) ?? new Map();
    this.#answers[role].set(node, answers);
    const text = JSON.stringify(value);
    if (answers.has(text)) return answers.get(text);
    const made = this.#validate(node, value, role);
    answers.set(text, made);
    return made;
  }

  #validate(node: SchemaNode, value: JsonValue, role: Role): boolean | undefined {
    const judge: Judge = (inner, member) => this.accepts(inner, member, role);
    const schema = new JsonSchemaPrinter(role, judge).print(node, value);
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
