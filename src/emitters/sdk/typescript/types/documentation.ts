import type { ExternalDocs, ObjectSchema, Schema } from "../../../../model/index.js";
import type { Documentation } from "../../documentation.js";

/** What a schema says to its readers; undefined when it says nothing. */
export function documentationOf(schema: Schema): Documentation | undefined {
  const source = schema.kind === "ref" ? schema.siblings : schema;
  if (source?.kind !== "schema") return undefined;
  const { description, deprecated, default: value, externalDocs: docs } = source;
  const example = exampleOf(source);
  const isPlain = value === undefined && docs === undefined && example === undefined;
  if (isPlain && deprecated !== true)
    return description === undefined ? undefined : { description };
  return {
    ...(description !== undefined && { description }),
    ...(deprecated === true && { deprecated }),
    ...(value !== undefined && { defaultValue: JSON.stringify(value) }),
    ...(example !== undefined && { examples: [example] }),
    ...(docs && { see: [linkTo(docs)] }),
  };
}

function linkTo({ url, description }: ExternalDocs): { url: string; description?: string } {
  return description === undefined ? { url } : { url, description };
}

/** One short example of a scalar says more than a block of JSON beside its type. */
function exampleOf({ examples }: ObjectSchema): string | undefined {
  const first = examples?.[0];
  return first === undefined || first === null || typeof first === "object"
    ? undefined
    : JSON.stringify(first);
}
