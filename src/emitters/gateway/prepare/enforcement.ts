import type { ApiModel, ObjectSchema, Operation, Parameter, Schema } from "../../../model/index.js";
import type { Preparation } from "./preparation.js";

/** Tells, for each operation, what its definition says and the gateway neither holds nor enforces. */
export function tellNotEnforced(model: ApiModel, run: Preparation): void {
  for (const operation of model.operations) {
    const { schemas } = model.components;
    const parameters = operation.parameters.flatMap((parameter) => {
      const rules = parameterRules(parameter, schemas);
      return rules.length > 0 ? [`${rules.join(", ")} of \`${parameter.name}\``] : [];
    });
    const responses = operation.responses.some(({ response }) => response.content?.length)
      ? ["the bodies of responses"]
      : [];
    const validated = isValidated(model, operation, run);
    const loose = [
      ...parameters,
      ...(validated.parameters ? [] : requiredParameters(operation)),
      ...(validated.body || !operation.requestBody ? [] : ["the request body"]),
      ...responses,
    ];
    if (loose.length > 0) run.tell(operation, "gateway-not-enforced", [loose.join("; ")]);
    const dropped = notHeld(operation);
    if (dropped.length > 0) run.tell(operation, "gateway-not-held", [dropped.join(", ")]);
    const open = openSchemes(model, operation, run);
    if (open.length > 0) run.tell(operation, "gateway-not-authorized", [open.join(", ")]);
  }
}

function isValidated(
  { gateway }: ApiModel,
  operation: Operation,
  run: Preparation,
): { readonly body: boolean; readonly parameters: boolean } {
  if (run.isHttp) return { body: false, parameters: false };
  const name = operation.gateway?.requestValidator ?? gateway?.requestValidator;
  const validator = gateway?.requestValidators?.find((each) => each.name === name)?.value;
  return validator ?? { body: false, parameters: false };
}

function requiredParameters({ parameters }: Operation): string[] {
  const names = parameters
    .filter(({ required, in: place }) => required && place !== "path")
    .map(({ name }) => `\`${name}\``);
  return names.length > 0
    ? [`that ${names.join(", ")} ${names.length > 1 ? "are" : "is"} there`]
    : [];
}

const RULES = [
  ["enum", "the values"],
  ["const", "the value"],
  ["format", "the format"],
  ["pattern", "the pattern"],
  ["minLength", "the length"],
  ["maxLength", "the length"],
  ["minimum", "the range"],
  ["maximum", "the range"],
  ["exclusiveMinimum", "the range"],
  ["exclusiveMaximum", "the range"],
  ["multipleOf", "the divisor"],
  ["minItems", "the count"],
  ["maxItems", "the count"],
  ["uniqueItems", "the uniqueness"],
] as const satisfies readonly (readonly [keyof ObjectSchema, string])[];

function parameterRules(
  { schema, content }: Parameter,
  schemas: ReadonlyMap<string, Schema>,
): string[] {
  if (content) return ["the content"];
  const target = schema?.kind === "ref" ? schemas.get(schema.name) : schema;
  if (target?.kind !== "schema") return [];
  const typed = target.types?.some((type) => type !== "string") ? ["the type"] : [];
  const rules = RULES.flatMap(([keyword, words]) => (target[keyword] === undefined ? [] : words));
  return [...new Set([...typed, ...rules])];
}

function notHeld(operation: Operation): string[] {
  return [
    ...(operation.callbacks?.length ? ["callbacks"] : []),
    ...(operation.servers ? ["the operation's servers"] : []),
    ...(operation.responses.some(({ response }) => response.links?.length) ? ["links"] : []),
    ...(operation.deprecated ? ["`deprecated`"] : []),
  ];
}

/** The schemes that an operation asks for and that the gateway lets pass. */
function openSchemes(model: ApiModel, operation: Operation, run: Preparation): string[] {
  if (operation.gateway?.auth === "aws_iam") return [];
  const requirements = operation.security ?? model.security ?? [];
  if (requirements.some(({ schemes }) => schemes.length === 0)) return [];
  const names = new Set(requirements.flatMap(({ schemes }) => schemes.map(({ name }) => name)));
  return [...names].flatMap((name) => {
    const scheme = model.components.securitySchemes.get(name);
    if (!scheme || scheme.authorizer || scheme.authType !== undefined) return [];
    const isKey = scheme.kind === "apiKey" && scheme.name.toLowerCase() === "x-api-key";
    return isKey && scheme.in === "header" && !run.isHttp ? [] : [`\`${name}\``];
  });
}
