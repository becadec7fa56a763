import type { Parameter, ParameterLocation, Path } from "../model/index.js";
import type { RawMember } from "./run.js";
import type { ObjectReader } from "./object-reader.js";
import { diagnostic } from "./diagnostics.js";
import { pathVariables } from "../model/path.js";
import { report } from "./run.js";

/** The raw parameters of path item and operation; each list with the reader whose scope it has. */
export function rawParameters(
  operation: ObjectReader,
  pathItems: readonly ObjectReader[],
): { readonly member: RawMember; readonly owner: ObjectReader }[] {
  const found: { readonly member: RawMember; readonly owner: ObjectReader }[] = [];
  for (const owner of [...pathItems, operation]) {
    for (const member of owner.items("parameters") ?? []) found.push({ member, owner });
  }
  return found;
}

/** Merges parameters by name and place: a later list overrides an earlier one, a repetition in one list is reported. */
export function mergeParameters(
  found: readonly { readonly parameter: Parameter; readonly owner: ObjectReader }[],
): Parameter[] {
  const merged = new Map<string, { parameter: Parameter; owner: ObjectReader }>();
  for (const entry of found) {
    const { name, in: place } = entry.parameter;
    const key = `${place} ${place === "header" ? name.toLowerCase() : name}`;
    if (merged.get(key)?.owner === entry.owner) {
      const at = entry.parameter.location;
      report(entry.owner.scope, diagnostic("duplicate-parameter", at, [name, place]));
    }
    merged.set(key, entry);
  }
  return [...merged.values()].map((entry) => entry.parameter);
}

/** Makes the path parameters fit the path: what is not declared is made, what has no place is reported. */
export function fitToPath(
  parameters: readonly Parameter[],
  path: Path,
  operation: ObjectReader,
  reported: Set<Parameter>,
): Parameter[] {
  const variables = new Set(pathVariables(path));
  const declared = new Set<string>();
  const fitted = parameters.map((parameter) => {
    if (parameter.in !== "path") return parameter;
    // Gateways write a greedy variable's parameter with or without the plus sign.
    const bare = parameter.name.replace(/\+$/, "");
    const name = variables.has(bare) ? bare : parameter.name;
    declared.add(name);
    if (!variables.has(name) && !reported.has(parameter)) {
      reported.add(parameter);
      const at = parameter.location;
      report(operation.scope, diagnostic("path-parameter-unused", at, [parameter.name]));
    }
    return name === parameter.name ? parameter : { ...parameter, name };
  });
  for (const name of variables) {
    if (declared.has(name)) continue;
    const { location } = operation;
    report(operation.scope, diagnostic("path-parameter-undeclared", location, [name]));
    fitted.push({
      kind: "parameter",
      location,
      name,
      in: "path",
      required: true,
      schema: { kind: "schema", location, types: ["string"] },
    });
  }
  return fitted;
}

/** The places of parameters of OpenAPI 3. */
export const parameterPlaces: readonly ParameterLocation[] = [
  "path",
  "query",
  "header",
  "cookie",
  "querystring",
];
