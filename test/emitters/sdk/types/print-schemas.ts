import type { ApiModel } from "../../../../src/model/index.js";
import { createTypePlanner } from "../../../../src/emitters/sdk/typescript/types/create-type-planner.js";
import { printDeclarations } from "../../../../src/emitters/sdk/typescript/types/print-declarations.js";
import type { TypeOptions } from "../../../../src/emitters/sdk/typescript/types/type-options.js";
import type { TypePlanner } from "../../../../src/emitters/sdk/typescript/types/type-planner.js";
import { modelSchema, modelSchemas, nowhere } from "../../../schema/model-schema.js";

type Written = Parameters<typeof modelSchemas>[0];

/** A model of named schemas alone. */
export function schemaModel(written: Written): ApiModel {
  const none = new Map<string, never>();
  return {
    location: nowhere,
    source: { dialect: "openapi-3.1", version: "3.1.0", files: [] },
    info: { location: nowhere, title: "Test", version: "1" },
    servers: [],
    tags: [],
    components: {
      schemas: modelSchemas(written),
      hoisted: new Set(),
      parameters: none,
      headers: none,
      requestBodies: none,
      responses: none,
      examples: none,
      links: none,
      callbacks: none,
      pathItems: none,
      mediaTypes: none,
      securitySchemes: none,
    },
    operations: [],
    webhooks: [],
    stages: [],
    usagePlans: [],
    apiKeys: [],
  };
}

/** A planner of named schemas. */
export function plannerOf(written: Written, options: TypeOptions = {}): TypePlanner {
  return createTypePlanner(schemaModel(written), options);
}

/** What is declared for named schemas; those in `sent` are used in requests. */
export function printSchemas(
  written: Written,
  { sent = [], ...options }: TypeOptions & { readonly sent?: readonly string[] } = {},
): string {
  const planner = plannerOf(written, options);
  for (const name of sent) planner.typeOf(modelSchema({ $ref: name }), "request", name);
  return printDeclarations(planner.declarations());
}

/** The type that a schema has in a request, as the alias `Value` shows it. */
export function printValue(written: Written[string], options: TypeOptions = {}): string {
  return printSchemas({ Value: written }, options)
    .replace(/^(?:\/\*\* .* \*\/\n)?export type Value = /, "")
    .trim();
}
