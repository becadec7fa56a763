import type { ObjectSchema, Schema } from "../../model/schema.js";
import type { NamedSchemas } from "./recursion.js";

/** The values of the tag that choose one branch of a union. */
export interface BranchTags {
  readonly property: string;
  readonly values: readonly string[];
}

/**
 * The tag values of a branch: those mapped to it, else its own name (OAS 3.2 §4.25). Undefined when the branch
 * has no name, or restricts the tag itself.
 */
export function branchTags(
  union: ObjectSchema,
  branch: Schema,
  schemas: NamedSchemas,
): BranchTags | undefined {
  const { discriminator } = union;
  if (!discriminator || branch.kind !== "ref") return undefined;
  const property = discriminator.propertyName;
  if (restricts(branch, property, schemas, new Set())) return undefined;
  if (discriminator.defaultMapping === branch.name) return undefined;
  const mapped = (discriminator.mapping ?? [])
    .filter(({ value }) => value === branch.name)
    .map(({ name }) => name);
  return { property, values: mapped.length > 0 ? mapped : [branch.name] };
}

/** Whether the schema lists the values of the property itself. */
function restricts(
  schema: Schema,
  property: string,
  schemas: NamedSchemas,
  seen: ReadonlySet<string>,
): boolean {
  if (schema.kind === "boolean") return false;
  if (schema.kind === "ref") {
    const target = seen.has(schema.name) ? undefined : schemas.get(schema.name);
    return !!target && restricts(target, property, schemas, new Set(seen).add(schema.name));
  }
  const own = schema.properties?.find(({ name }) => name === property)?.value;
  if (own && listsValues(own, schemas)) return true;
  return (schema.allOf ?? []).some((part) => restricts(part, property, schemas, seen));
}

function listsValues(schema: Schema, schemas: NamedSchemas): boolean {
  if (schema.kind === "boolean") return false;
  const target = schema.kind === "ref" ? schemas.get(schema.name) : schema;
  if (target?.kind !== "schema") return false;
  return target.enum !== undefined || target.const !== undefined;
}
