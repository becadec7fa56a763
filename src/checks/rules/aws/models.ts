import type { ObjectSchema, Schema } from "../../../model/index.js";
import { defineRule } from "../../rule.js";
import { isHttpApi } from "./kind.js";

/** Names of models that the service refuses. */
export const modelName = defineRule({
  code: "aws-model-name",
  profile: "aws",
  severity: "warning",
  message: (name: string) => `API Gateway wants alphanumeric names of models; \`${name}\` is none.`,
  mend: "Rename the schema, or let `gw-gen gateway` rename it in what it emits.",
  explain: "Each schema of the document becomes a model, whose name holds letters and digits only.",
  start(report, { model }) {
    for (const [name, schema] of model.components.schemas) {
      if (!model.components.hoisted.has(name) && !/^[A-Za-z0-9]+$/.test(name)) {
        report(schema.location, [name]);
      }
    }
    return {};
  },
});

/** Composition in the schema that holds the references. */
export const modelComposition = defineRule({
  code: "aws-model-composition",
  profile: "aws",
  severity: "warning",
  message: (keyword: string) =>
    `API Gateway's import does not take \`${keyword}\` of references here.`,
  mend: "Refer to a model of its own that holds the composition.",
  explain:
    "An inline schema with `oneOf`, `anyOf` or `allOf` of `$ref`s is not supported by the import; a named model in its place is. Swagger 2 has no `oneOf` at all.",
  start: (report, { model }) => ({
    schema(schema, site) {
      if (site.branch || isNamed(schema, model.components.schemas)) return;
      for (const keyword of ["oneOf", "anyOf", "allOf"] as const) {
        if (schema[keyword]?.some(({ kind }) => kind === "ref")) {
          report(schema.location, [keyword], site);
        }
      }
    },
  }),
});

/** Keywords of models that the service ignores. */
export const keywordIgnored = defineRule({
  code: "aws-keyword-ignored",
  profile: "aws",
  severity: "info",
  message: (keywords: string) => `API Gateway ignores ${keywords} here.`,
  mend: "Check in the backend what must hold.",
  explain:
    "Models are JSON Schema draft 4. `discriminator`, `readOnly`, `default`, `example` and `deprecated` are dropped by the import, and `nullable` is unknown to it.",
  start: (report) => ({
    schema(schema, site) {
      const lost = IGNORED.filter((keyword) => schema[keyword] !== undefined);
      if (lost.length > 0) {
        report(schema.location, [lost.map((keyword) => `\`${keyword}\``).join(", ")], site);
      }
    },
  }),
});

const IGNORED = [
  "discriminator",
  "readOnly",
  "writeOnly",
  "default",
  "deprecated",
  "const",
  "contentEncoding",
  "propertyNames",
  "unevaluatedProperties",
  "if",
] as const satisfies readonly (keyof ObjectSchema)[];

/** Inline responses of a primitive type. */
export const inlinePrimitiveResponse = defineRule({
  code: "aws-inline-primitive-response",
  profile: "aws",
  severity: "warning",
  message: (type: string) =>
    `API Gateway's import takes no inline response schema of type ${type}.`,
  mend: "Name the schema in the components and refer to it.",
  explain: "A response of a primitive type must go through a named model.",
  start: (report) => ({
    response({ content = [] }, _status, site) {
      for (const { schema } of content) {
        const type = schema?.kind === "schema" ? schema.types?.[0] : undefined;
        if (schema && type !== undefined && !["object", "array"].includes(type)) {
          report(schema.location, [type], site);
        }
      }
    },
  }),
});

/** Documents of several files. */
export const severalFiles = defineRule({
  code: "aws-several-files",
  profile: "aws",
  severity: "warning",
  message: (files: string) => `API Gateway's import follows no \`$ref\` to other files: ${files}.`,
  mend: "Import what `gw-gen gateway` emits: one document.",
  explain: "The service takes one document and ignores references that leave it.",
  start(report, { model }) {
    const others = model.source.files.slice(1);
    if (others.length > 0) report(model.location, [others.slice(0, 4).join(", ")]);
    return {};
  },
});

/** Requests that nothing validates. */
export const notValidated = defineRule({
  code: "aws-request-not-validated",
  profile: "aws",
  severity: "info",
  message: (what: string) => `No request validator applies, so API Gateway does not check ${what}.`,
  mend: "Name a validator in `x-amazon-apigateway-request-validator`, at the operation or at the root.",
  explain:
    "Models and `required` flags take effect only where a request validator asks for them. Without one every request reaches the integration.",
  start: (report, { model }) => ({
    operation(operation, site) {
      if (isHttpApi(model)) return;
      const { gateway, requestBody, parameters } = operation;
      if ((gateway?.requestValidator ?? model.gateway?.requestValidator) !== undefined) return;
      const required = parameters.some(
        ({ required: needed, in: place }) => needed && place !== "path",
      );
      const what = [
        ...(required ? ["required parameters"] : []),
        ...(requestBody?.content.some(({ schema }) => schema) ? ["the body"] : []),
      ];
      if (what.length > 0) report(operation.location, [what.join(" and ")], site);
    },
  }),
});

/** Validators that are not defined. */
export const undefinedValidator = defineRule({
  code: "aws-validator-undefined",
  profile: "aws",
  severity: "error",
  message: (name: string) => `There is no request validator \`${name}\`.`,
  mend: "Define it in `x-amazon-apigateway-request-validators`, or correct its name.",
  explain: "`x-amazon-apigateway-request-validator` names one of the document's validators.",
  start(report, { model }) {
    const known = new Set((model.gateway?.requestValidators ?? []).map(({ name }) => name));
    const root = model.gateway?.requestValidator;
    if (root !== undefined && !known.has(root)) report(model.location, [root]);
    return {
      operation({ gateway, location }, site) {
        const name = gateway?.requestValidator;
        if (name !== undefined && !known.has(name)) report(location, [name], site);
      },
    };
  },
});

function isNamed(schema: ObjectSchema, named: ReadonlyMap<string, Schema>): boolean {
  const { key } = schema.location;
  return typeof key === "string" && named.get(key) === schema;
}
