import { mapSchema, SchemaMapper } from "../../../model/map-schemas.js";
import { schemaDirections } from "../../../model/walk.js";
import type {
  ApiModel,
  ObjectSchema,
  Operation,
  RequestBody,
  Schema,
} from "../../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { Preparation } from "./preparation.js";

/**
 * Loosens the models of request bodies so that none refuses a valid request once the gateway has dropped what it does
 * not know: null, `readOnly`, and lists with positions (API Gateway guide, "Amazon API Gateway important notes").
 */
export function loosenModels(model: ApiModel, run: Preparation): ApiModel {
  if (!run.isPlain || run.isHttp) return model;
  const directions = schemaDirections(model);
  const { schemas } = model.components;
  const named = [...schemas].map(([name, schema]): [string, Schema] => {
    if (!directions.get(name)?.has("request")) return [name, schema];
    const lost = new Set<string>();
    const loosened = mapSchema(schema, (inner) => loosen(inner, schemas, lost));
    for (const what of lost) {
      const text = `${what} of \`${name}\``;
      run.diagnostics.push(diagnostic("gateway-validation-loosened", schema.location, [text]));
    }
    return [name, lost.size > 0 ? loosened : schema];
  });
  return {
    ...model,
    components: { ...model.components, schemas: new Map(named) },
    operations: model.operations.map((operation) => loosenBody(operation, schemas, run)),
  };
}

function loosenBody(
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
  run: Preparation,
): Operation {
  const { requestBody } = operation;
  if (!requestBody) return operation;
  const lost = new Set<string>();
  const mapper = new SchemaMapper((inner) => loosen(inner, schemas, lost));
  const loosened: RequestBody = mapper.body(requestBody);
  if (lost.size === 0) return operation;
  for (const what of lost) {
    run.tell(operation, "gateway-validation-loosened", [`${what} of the request body`]);
  }
  const { component: _, ...own } = loosened;
  return { ...operation, requestBody: own };
}

function loosen(schema: Schema, schemas: ReadonlyMap<string, Schema>, lost: Set<string>): Schema {
  if (schema.kind !== "schema") return schema;
  return withoutReadOnly(withoutPositions(withoutNull(schema, lost), lost), schemas, lost);
}

function withoutNull(schema: ObjectSchema, lost: Set<string>): ObjectSchema {
  const { types, anyOf, oneOf, ...rest } = schema;
  const branches = [...(anyOf ?? []), ...(oneOf ?? [])];
  const mayBeNull = types?.includes("null") ?? false;
  const hasNullBranch = branches.some(
    (branch) => branch.kind === "schema" && branch.types?.every((type) => type === "null"),
  );
  if (!mayBeNull && !hasNullBranch) return schema;
  lost.add("null beside other types");
  // Without its type the schema takes null; what else it says holds for values of the other types.
  const { allOf: _, ...scalar } = rest;
  return hasNullBranch ? scalar : { ...scalar, ...(anyOf && { anyOf }), ...(oneOf && { oneOf }) };
}

function withoutPositions(schema: ObjectSchema, lost: Set<string>): ObjectSchema {
  if (!schema.prefixItems) return schema;
  lost.add("items by position");
  const { prefixItems: _, items: __, ...rest } = schema;
  return rest;
}

function withoutReadOnly(
  schema: ObjectSchema,
  schemas: ReadonlyMap<string, Schema>,
  lost: Set<string>,
): ObjectSchema {
  const { required, ...rest } = schema;
  const kept = required?.filter((name) => {
    const property = schema.properties?.find((member) => member.name === name)?.value;
    return !(property && isReadOnly(property, schemas));
  });
  if (!required || !kept || kept.length === required.length) return schema;
  lost.add("`readOnly` and required properties");
  return kept.length > 0 ? { ...rest, required: kept } : rest;
}

function isReadOnly(schema: Schema, schemas: ReadonlyMap<string, Schema>): boolean {
  if (schema.kind === "boolean") return false;
  if (schema.kind === "schema") return schema.readOnly === true;
  if (schema.siblings?.readOnly) return true;
  const target = schemas.get(schema.name);
  return target?.kind === "schema" && target.readOnly === true;
}
