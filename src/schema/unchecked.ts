import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ApiModel, ObjectSchema } from "../model/index.js";
import { walkSchemas } from "../model/walk.js";
import { diagnostic } from "./diagnostics.js";
import { ANNOTATION_FORMATS, CHECKED_FORMATS } from "./formats.js";
import { compilePattern } from "./validate.js";

/** The formats and patterns of an API that validation passes over, each once, at the first place. */
export function uncheckedParts(model: ApiModel): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const seen = new Set<string>();
  const patternOf = (pattern: string, schema: ObjectSchema): void => {
    if (seen.has(pattern)) return;
    seen.add(pattern);
    const compiled = compilePattern(pattern);
    if (compiled instanceof RegExp) return;
    const made = diagnostic("schema-pattern-invalid", schema.location, [pattern, compiled.reason]);
    found.set(`pattern ${pattern}`, made);
  };
  walkSchemas(model, (schema) => {
    if (schema.kind !== "schema") return;
    const { format, pattern } = schema;
    if (pattern !== undefined) patternOf(pattern, schema);
    for (const { name } of schema.patternProperties ?? []) patternOf(name, schema);
    if (format === undefined || CHECKED_FORMATS.has(format) || ANNOTATION_FORMATS.has(format))
      return;
    const key = `format ${format}`;
    if (!found.has(key))
      found.set(key, diagnostic("schema-format-unchecked", schema.location, [format]));
  });
  return [...found.values()];
}
