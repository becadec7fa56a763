import type { Operation, Parameter } from "../../../../model/index.js";
import type { Documentation } from "../../documentation.js";
import { documentationOf as schemaDocumentation } from "../types/documentation.js";

/** The documentation of a parameter, as the member to spread into its plan. */
export function documentationOf(parameter: Parameter): {
  readonly documentation?: Documentation;
} {
  const { description, deprecated } = parameter;
  const schema = parameter.schema ?? parameter.content?.[0]?.schema;
  const documentation: Documentation = {
    ...(schema && schemaDocumentation(schema)),
    ...(description !== undefined && { description }),
    ...(deprecated === true && { deprecated }),
  };
  return Object.keys(documentation).length > 0 ? { documentation } : {};
}

/** The documentation of an operation. */
export function operationDocumentation(operation: Operation): Documentation {
  const { summary, description, externalDocs, lifecycle, pathItem } = operation;
  const brief = summary ?? pathItem.summary;
  const text = description ?? pathItem.description;
  return {
    ...(brief !== undefined && { summary: brief }),
    ...(text !== undefined && text !== brief && { description: text }),
    ...(operation.deprecated === true && { deprecated: true }),
    ...(lifecycle?.sunset !== undefined && { sunset: lifecycle.sunset }),
    ...(lifecycle?.stability !== undefined && { stability: lifecycle.stability }),
    ...(externalDocs && { see: [linkOf(externalDocs)] }),
  };
}

function linkOf(docs: { readonly url: string; readonly description?: string }): {
  readonly url: string;
  readonly description?: string;
} {
  const { url, description } = docs;
  return { url, ...(description !== undefined && { description }) };
}
