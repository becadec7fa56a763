import { modelsEqual } from "../model/equal.js";
import type { ApiModel, Components, Schema, WebSocketApi } from "../model/index.js";
import { renameSchemas } from "./rename-schemas.js";

/**
 * The model with the routes of another document beside its operations. Schemas and security schemes come with them; one
 * whose name means something else already gets a name of its own.
 */
export function joinWebSocket(model: ApiModel, other: ApiModel): ApiModel {
  const { websocket } = other;
  if (!websocket) return model;
  const own = model.components;
  const names = newNames(own.schemas, other.components.schemas);
  const schemas = new Map<string, Schema>(own.schemas);
  for (const [name, schema] of other.components.schemas) {
    const to = names.get(name) ?? name;
    if (!schemas.has(to)) schemas.set(to, renameSchemas(schema, names));
  }
  const hoisted = [...other.components.hoisted].map((name) => names.get(name) ?? name);
  const components: Components = {
    ...own,
    schemas,
    hoisted: new Set([...own.hoisted, ...hoisted]),
    securitySchemes: new Map([...other.components.securitySchemes, ...own.securitySchemes]),
  };
  const joined: WebSocketApi = {
    ...renameSchemas(websocket, names),
    ...(other.servers.length > 0 && { servers: other.servers }),
  };
  const files = [...new Set([...model.source.files, ...other.source.files])];
  return { ...model, components, websocket: joined, source: { ...model.source, files } };
}

/** The other document's schemas that cannot keep their names. */
function newNames(
  own: ReadonlyMap<string, Schema>,
  added: ReadonlyMap<string, Schema>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, schema] of added) {
    const before = own.get(name);
    if (!before || modelsEqual(before, schema)) continue;
    let free = `Socket${name}`;
    for (let number = 2; own.has(free) || added.has(free); number++) {
      free = `Socket${name}${number}`;
    }
    names.set(name, free);
  }
  return names;
}
