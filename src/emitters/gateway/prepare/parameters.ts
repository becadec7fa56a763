import { effectiveStyle } from "../../../schema/effective-style.js";
import type { Operation, Parameter, Schema } from "../../../model/index.js";
import type { Preparation } from "./preparation.js";

const PLACES = new Set(["path", "query", "header"]);

/** Leaves out the parameters that the gateway cannot declare, and asks for none that never arrives under its name. */
export function fitParameters(
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
  run: Preparation,
): Operation {
  if (!run.isPlain || run.isHttp) return operation;
  const names = new Set<string>();
  const parameters = operation.parameters.flatMap((parameter): Parameter[] => {
    const problem = parameterProblem(parameter, names);
    if (problem !== undefined) {
      run.tell(operation, "gateway-parameter-left-out", [parameter.name, problem]);
      return [];
    }
    names.add(parameter.name);
    return [isSpread(parameter, schemas) ? optional(parameter) : parameter];
  });
  return { ...operation, parameters };
}

function parameterProblem(
  { name, in: place }: Parameter,
  names: ReadonlySet<string>,
): string | undefined {
  if (!PLACES.has(place)) return `a gateway knows no parameters in the ${place}`;
  if (!/^[A-Za-z0-9._$-]+$/.test(name)) return "its name has other characters than it takes";
  return names.has(name) ? "its name is used in another place too" : undefined;
}

/** Whether the value travels under other names than the parameter's: as deep object, or as the object's own members. */
function isSpread(parameter: Parameter, schemas: ReadonlyMap<string, Schema>): boolean {
  if (parameter.in !== "query") return false;
  const { style, explode } = effectiveStyle(parameter);
  if (style === "deepObject") return true;
  return style === "form" && explode && isObject(parameter.schema, schemas);
}

function isObject(
  schema: Schema | undefined,
  schemas: ReadonlyMap<string, Schema>,
  depth = 0,
): boolean {
  if (!schema || schema.kind === "boolean" || depth > 20) return false;
  if (schema.kind === "ref") return isObject(schemas.get(schema.name), schemas, depth + 1);
  if (schema.types) return schema.types.includes("object");
  if (schema.properties) return true;
  return (schema.allOf ?? []).some((part) => isObject(part, schemas, depth + 1));
}

function optional(parameter: Parameter): Parameter {
  if (!parameter.required) return parameter;
  const { required: _, component: __, ...own } = parameter;
  return own;
}
