import type { ExternalDocs, ObjectSchema, Schema } from "../../../../model/index.js";
import type { Documentation } from "../../documentation.js";
import { constraintsOf } from "./constraints.js";

/** What a schema and the parts of its `allOf` say to its readers; undefined when they say nothing. */
export function documentationOf(schema: Schema): Documentation | undefined {
  const source = schema.kind === "ref" ? schema.siblings : schema;
  if (source?.kind !== "schema") return undefined;
  const own = ownDocumentation(source);
  if (!source.allOf) return own;
  return [...source.allOf.map(documentationOf), own].reduce(addDocumentation);
}

/** What both say: constraints add up, and the later one's words come first. */
export function addDocumentation(
  before: Documentation | undefined,
  next: Documentation | undefined,
): Documentation | undefined {
  if (!before || !next) return next ?? before;
  const constraints = new Set([...(before.constraints ?? []), ...(next.constraints ?? [])]);
  return { ...before, ...next, ...(constraints.size > 0 && { constraints: [...constraints] }) };
}

function ownDocumentation(source: ObjectSchema): Documentation | undefined {
  const { description, deprecated, default: value, externalDocs: docs } = source;
  const example = exampleOf(source);
  const constraints = constraintsOf(source);
  const isPlain =
    value === undefined && docs === undefined && example === undefined && constraints.length === 0;
  if (isPlain && deprecated !== true)
    return description === undefined ? undefined : { description };
  return {
    ...(description !== undefined && { description }),
    ...(deprecated === true && { deprecated }),
    ...(value !== undefined && { defaultValue: JSON.stringify(value) }),
    ...(example !== undefined && { examples: [example] }),
    ...(constraints.length > 0 && { constraints }),
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
