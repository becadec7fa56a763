import type { ObjectSchema, Schema } from "../../../../model/index.js";
import type { Documentation } from "../../documentation.js";

/** What a schema says to its readers; undefined when it says nothing. */
export function documentationOf(schema: Schema): Documentation | undefined {
  const source = schema.kind === "ref" ? schema.siblings : schema;
  if (source?.kind !== "schema") return undefined;
  const documentation: Documentation = {
    ...(source.description !== undefined && { description: source.description }),
    ...(source.deprecated === true && { deprecated: true }),
    ...(source.default !== undefined && { defaultValue: JSON.stringify(source.default) }),
    ...exampleOf(source),
    ...(source.externalDocs && {
      see: [source.externalDocs].map(({ url, description }) => ({
        url,
        ...(description !== undefined && { description }),
      })),
    }),
  };
  return Object.keys(documentation).length === 0 ? undefined : documentation;
}

/** One short example of a scalar says more than a block of JSON beside its type. */
function exampleOf({ examples }: ObjectSchema): Pick<Documentation, "examples"> {
  const first = examples?.[0];
  if (first === undefined || first === null || typeof first === "object") return {};
  return { examples: [JSON.stringify(first)] };
}
