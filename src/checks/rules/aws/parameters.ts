import type { ObjectSchema, Schema } from "../../../model/index.js";
import { defineRule } from "../../rule.js";

/** Names of parameters that the service takes. */
const PARAMETER_NAME = /^[A-Za-z0-9._$-]+$/;

/** Places of parameters that a REST API knows. */
const KNOWN_PLACES: ReadonlySet<string> = new Set(["path", "query", "header"]);

/** Parameter names that the service refuses. */
export const parameterName = defineRule({
  code: "aws-parameter-name",
  profile: "aws",
  severity: "error",
  message: (name: string) => `API Gateway refuses the parameter name \`${name}\`.`,
  mend: "Use letters, digits and `. _ $ -` only.",
  explain: "Parameter names match `^[a-zA-Z0-9._$-]+$`; `filter[name]` and the like are refused.",
  start: (report) => ({
    parameter({ name, in: place, location }, site) {
      if (KNOWN_PLACES.has(place) && !PARAMETER_NAME.test(name)) report(location, [name], site);
    },
  }),
});

/** One name in two places. */
export const parameterNameTwice = defineRule({
  code: "aws-parameter-name-twice",
  profile: "aws",
  severity: "error",
  message: (name: string, places: string) =>
    `The name \`${name}\` is used in ${places}; API Gateway wants it unique across query string, header and path.`,
  mend: "Rename one of the parameters.",
  explain:
    'The service refuses the method: "Parameter names must be unique across querystring, header and path".',
  start: (report) => ({
    operation(operation, site) {
      const places = new Map<string, string[]>();
      for (const { name, in: place } of operation.parameters) {
        if (KNOWN_PLACES.has(place)) places.set(name, [...(places.get(name) ?? []), place]);
      }
      for (const [name, found] of places) {
        if (found.length > 1) report(operation.location, [name, found.join(" and ")], site);
      }
    },
  }),
});

/** Parameters in places that the service does not know. */
export const unknownPlace = defineRule({
  code: "aws-parameter-dropped",
  profile: "aws",
  severity: "warning",
  message: (name: string, place: string) =>
    `API Gateway drops the ${place} parameter \`${name}\`; it is neither required nor mapped.`,
  mend: "Read it from the header or the query string in the integration.",
  explain:
    "A method has path, query string and header parameters. Cookies travel in the `Cookie` header.",
  start: (report) => ({
    parameter({ name, in: place, location }, site) {
      if (!KNOWN_PLACES.has(place)) report(location, [name, place], site);
    },
  }),
});

/** Rules on parameters that the service does not hold to. */
export const parameterNotEnforced = defineRule({
  code: "aws-parameter-not-enforced",
  profile: "aws",
  severity: "info",
  message: (name: string, keywords: string) =>
    `API Gateway does not enforce ${keywords} of the parameter \`${name}\`; to it all parameters are texts.`,
  mend: "Check the value in the backend.",
  explain:
    "Of a parameter only name, place, `required`, type and description survive the import, and a request validator checks nothing but the presence of required ones.",
  start: (report, { model }) => ({
    parameter({ name, schema, location }, site) {
      const own = schema && resolve(schema, model.components.schemas);
      const lost = own ? ENFORCEABLE.filter((keyword) => own[keyword] !== undefined) : [];
      const type = own?.types?.some((each) => each !== "string") ? ["type"] : [];
      const all = [...type, ...lost].map((keyword) => `\`${keyword}\``);
      if (all.length > 0) report(location, [name, all.join(", ")], site);
    },
  }),
});

const ENFORCEABLE = [
  "enum",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
] as const satisfies readonly (keyof ObjectSchema)[];

function resolve(schema: Schema, named: ReadonlyMap<string, Schema>): ObjectSchema | undefined {
  const target = schema.kind === "ref" ? named.get(schema.name) : schema;
  return target?.kind === "schema" ? target : undefined;
}
