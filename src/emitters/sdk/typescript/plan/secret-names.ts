import type { ApiModel, Parameter, Schema } from "../../../../model/index.js";

/** The names that the runtime takes for secret by themselves; a test compares it with the runtime's. */
export const KNOWN_SECRETS = /auth|cookie|token|secret|signature|credential|password|api.?key/i;

/**
 * Headers and query parameters that are secret: those of security schemes, of `format: password`, marked
 * `x-sensitive`, or named by the options; without those that are known by their names.
 */
export function secretNames(model: ApiModel, given: readonly string[] = []): readonly string[] {
  const { components, operations } = model;
  const keys = [...components.securitySchemes.values()].flatMap((scheme) =>
    scheme.kind === "apiKey" && scheme.in !== "cookie" ? [scheme.name] : [],
  );
  const parameters = operations
    .flatMap((operation) => operation.parameters)
    .filter((parameter) => isSecret(parameter, components.schemas))
    .map(({ name }) => name);
  const names = [...given, ...keys, ...parameters].map((name) => name.toLowerCase());
  return [...new Set(names)].filter((name) => !KNOWN_SECRETS.test(name)).sort();
}

function isSecret(parameter: Parameter, schemas: ReadonlyMap<string, Schema>): boolean {
  if (parameter.in !== "header" && parameter.in !== "query") return false;
  const { schema } = parameter;
  const target = schema?.kind === "ref" ? schemas.get(schema.name) : schema;
  const isPassword = target?.kind === "schema" && target.format === "password";
  return isPassword || [parameter, schema, target].some((node) => node && isMarked(node));
}

function isMarked({ extensions = [] }: Pick<Parameter, "extensions">): boolean {
  return extensions.some(({ name, value }) => name === "x-sensitive" && value === true);
}
