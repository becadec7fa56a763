import type { Schema } from "../../../../model/index.js";
import { isBinary, resolveSchema, type SchemaMap } from "./schema-facts.js";
import { SchemaTrait, type SchemaUsers } from "./schema-trait.js";
import type { Direction } from "./type-planner.js";

/** Whether a member is left out of what goes in a direction (`readOnly`, `writeOnly`). */
export function isLeftOut(schema: Schema, direction: Direction, schemas: SchemaMap): boolean {
  return direction === "request"
    ? isMarked(schema, "readOnly", schemas)
    : isMarked(schema, "writeOnly", schemas);
}

/** The schemas whose values are typed differently when sent and when received. */
export function findSplits(users: SchemaUsers): SchemaTrait {
  const { schemas } = users;
  return new SchemaTrait(
    users,
    (schema) =>
      isBinary(schema) ||
      schema.properties?.some(
        ({ value }) =>
          isMarked(value, "readOnly", schemas) || isMarked(value, "writeOnly", schemas),
      ) === true,
  );
}

function isMarked(schema: Schema, mark: "readOnly" | "writeOnly", schemas: SchemaMap): boolean {
  if (schema.kind === "boolean") return false;
  if (schema.kind === "schema") {
    return (
      schema[mark] === true ||
      schema.allOf?.some((part) => part.kind === "schema" && part[mark] === true) === true
    );
  }
  if (schema.siblings?.[mark] !== undefined) return schema.siblings[mark];
  const target = resolveSchema(schema, schemas);
  return target?.kind === "schema" && target[mark] === true;
}
