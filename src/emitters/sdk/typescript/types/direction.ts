import type { ObjectSchema, Schema } from "../../../../model/index.js";
import { isBinary, resolveSchema, type SchemaMap } from "./schema-facts.js";
import type { Direction } from "./type-planner.js";

/** Whether a member is left out of what goes in a direction (`readOnly`, `writeOnly`). */
export function isLeftOut(schema: Schema, direction: Direction, schemas: SchemaMap): boolean {
  return direction === "request"
    ? isMarked(schema, "readOnly", schemas)
    : isMarked(schema, "writeOnly", schemas);
}

/** Whether a schema's own members or values differ between what is sent and what is received. */
export function isTwoSided(schema: ObjectSchema, schemas: SchemaMap): boolean {
  if (isBinary(schema)) return true;
  if (!schema.properties) return false;
  for (const { value } of schema.properties) {
    // Of the many plain members nothing more is to be asked.
    if (value.kind === "schema" && !value.readOnly && !value.writeOnly && !value.allOf) continue;
    if (isMarked(value, "readOnly", schemas) || isMarked(value, "writeOnly", schemas)) return true;
  }
  return false;
}

function isMarked(schema: Schema, mark: "readOnly" | "writeOnly", schemas: SchemaMap): boolean {
  if (schema.kind === "boolean") return false;
  if (schema.kind === "schema") {
    if (schema[mark] === true) return true;
    return schema.allOf?.some((part) => part.kind === "schema" && part[mark] === true) === true;
  }
  if (schema.siblings?.[mark] !== undefined) return schema.siblings[mark];
  const target = resolveSchema(schema, schemas);
  return target?.kind === "schema" && target[mark] === true;
}
