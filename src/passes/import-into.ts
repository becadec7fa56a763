import type { ApiModel, Components, Gateway, Named, Operation, Schema } from "../model/index.js";
import { modelsEqual } from "../model/equal.js";
import { printValue } from "../expression/intrinsic.js";
import { renameSchemas } from "./rename-schemas.js";

/** What becomes of what an API has already: it stays where the import says nothing, or it goes. */
export type ImportMode = "merge" | "overwrite";

/**
 * The API that an import makes of an existing one (API Gateway API, PutRestApi). The endpoint, the
 * description, the stages, the usage plans and the API keys are never the document's. `merge` replaces methods and components of the same name and keeps
 * all others, and joins the binary media types; `overwrite` keeps nothing else.
 */
export function importInto(existing: ApiModel, incoming: ApiModel, mode: ImportMode): ApiModel {
  const { stages, usagePlans, apiKeys } = existing;
  const { description: _, ...named } = incoming.info;
  const { description } = existing.info;
  const info = { ...named, ...(description !== undefined && { description }) };
  const kept = { stages, usagePlans, apiKeys, info };
  if (mode === "overwrite") {
    const gateway = joinGateways(existing.gateway, incoming.gateway, mode);
    return { ...incoming, ...kept, ...(gateway && { gateway }) };
  }
  const before = withFreeNames(existing, incoming);
  const gateway = joinGateways(before.gateway, incoming.gateway, mode);
  const security = incoming.security ?? before.security;
  return {
    ...incoming,
    ...kept,
    ...(gateway && { gateway }),
    tags: joinBy(before.tags, incoming.tags, ({ name }) => name),
    webhooks: joinBy(before.webhooks, incoming.webhooks, ({ name }) => name),
    operations: joinBy(
      before.operations.map((operation) => withOwnSecurity(operation, before)),
      incoming.operations,
      ({ key }) => key,
    ),
    components: joinComponents(before.components, incoming.components),
    ...(security && { security }),
  };
}

/** What stood under the whole document stands at the operation, as the other document has a rule of its own. */
function withOwnSecurity(operation: Operation, { security }: ApiModel): Operation {
  return operation.security || !security ? operation : { ...operation, security };
}

/** The existing model, its unnamed schemas under names that the incoming one leaves free. */
function withFreeNames(existing: ApiModel, incoming: ApiModel): ApiModel {
  const { components } = existing;
  const names = new Map<string, string>();
  for (const name of components.hoisted) {
    const other = incoming.components.schemas.get(name);
    if (!other || modelsEqual(other, components.schemas.get(name))) continue;
    let free = `${name}Before`;
    for (let number = 2; isTaken(free, existing, incoming); number++)
      free = `${name}Before${number}`;
    names.set(name, free);
  }
  if (names.size === 0) return existing;
  const schemas = [...components.schemas].map(([name, schema]): [string, Schema] => [
    names.get(name) ?? name,
    renameSchemas(schema, names),
  ]);
  const renamed = renameSchemas({ ...existing, components: undefined }, names);
  return {
    ...existing,
    ...renamed,
    components: {
      ...renameSchemas({ ...components, schemas: undefined, hoisted: undefined }, names),
      schemas: new Map(schemas),
      hoisted: new Set([...components.hoisted].map((name) => names.get(name) ?? name)),
    },
  };
}

function isTaken(name: string, ...models: readonly ApiModel[]): boolean {
  return models.some(({ components }) => components.schemas.has(name));
}

function joinComponents(old: Components, next: Components): Components {
  return {
    schemas: joinMaps(old.schemas, next.schemas),
    hoisted: new Set([...old.hoisted, ...next.hoisted]),
    parameters: joinMaps(old.parameters, next.parameters),
    headers: joinMaps(old.headers, next.headers),
    requestBodies: joinMaps(old.requestBodies, next.requestBodies),
    responses: joinMaps(old.responses, next.responses),
    examples: joinMaps(old.examples, next.examples),
    links: joinMaps(old.links, next.links),
    callbacks: joinMaps(old.callbacks, next.callbacks),
    pathItems: joinMaps(old.pathItems, next.pathItems),
    mediaTypes: joinMaps(old.mediaTypes, next.mediaTypes),
    securitySchemes: joinMaps(old.securitySchemes, next.securitySchemes),
  };
}

function joinGateways(
  old: Gateway | undefined,
  next: Gateway | undefined,
  mode: ImportMode,
): Gateway | undefined {
  if (!old) return next;
  const { endpoint, apiKeySource } = old;
  const { type, vpcEndpointIds } = endpoint;
  const place = { ...(type && { type }), ...(vpcEndpointIds && { vpcEndpointIds }) };
  if (mode === "overwrite" || !next) {
    const base = next ?? { kind: old.kind, location: old.location, endpoint: {} };
    const rest = mode === "merge" ? { ...old, ...base } : base;
    return { ...rest, endpoint: { ...base.endpoint, ...place } };
  }
  const integrations = joinNamed(old.integrations, next.integrations);
  const validators = joinNamed(old.requestValidators, next.requestValidators);
  const responses = joinNamed(old.gatewayResponses, next.gatewayResponses);
  const types = joinBy(old.binaryMediaTypes ?? [], next.binaryMediaTypes ?? [], (value) =>
    JSON.stringify(printValue(value)),
  );
  return {
    ...old,
    ...next,
    endpoint: { ...endpoint, ...next.endpoint, ...place },
    ...(apiKeySource && !next.apiKeySource && { apiKeySource }),
    ...(types.length > 0 && { binaryMediaTypes: types }),
    ...(validators && { requestValidators: validators }),
    ...(responses && { gatewayResponses: responses }),
    ...(integrations && { integrations }),
  };
}

function joinNamed<T>(
  old: readonly Named<T>[] | undefined,
  next: readonly Named<T>[] | undefined,
): readonly Named<T>[] | undefined {
  return old || next ? joinBy(old ?? [], next ?? [], ({ name }) => name) : undefined;
}

/** Both lists, the first one first; what has the same name is the second one's, in its old place. */
function joinBy<T>(old: readonly T[], next: readonly T[], nameOf: (item: T) => string): T[] {
  return [...new Map([...old, ...next].map((item) => [nameOf(item), item])).values()];
}

function joinMaps<T>(old: ReadonlyMap<string, T>, next: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...old, ...next]);
}
