import { SchemaMapper } from "../../../model/map-schemas.js";
import type { ApiModel, Schema } from "../../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { Preparation } from "./preparation.js";

/** Gives named schemas names of letters and digits, and follows them in references and discriminators. */
export function nameModels(model: ApiModel, run: Preparation): ApiModel {
  const names = modelNames(model, run);
  if (names.size === 0) return model;
  const renamed = (name: string): string => names.get(name) ?? name;
  const mapped = new SchemaMapper((schema) => renameIn(schema, renamed)).model(model);
  const { components } = mapped;
  return {
    ...mapped,
    components: {
      ...components,
      schemas: new Map([...components.schemas].map(([name, schema]) => [renamed(name), schema])),
      hoisted: new Set([...components.hoisted].map(renamed)),
    },
  };
}

function modelNames({ components }: ApiModel, run: Preparation): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set([...components.schemas.keys()].filter((name) => WANTED.test(name)));
  for (const [name, { location }] of components.schemas) {
    if (WANTED.test(name)) continue;
    const wanted = modelName(name);
    let free = wanted;
    for (let count = 2; taken.has(free); count++) free = `${wanted}${count}`;
    taken.add(free);
    names.set(name, free);
    run.diagnostics.push(diagnostic("gateway-model-renamed", location, [name, free]));
  }
  return names;
}

const WANTED = /^[A-Za-z0-9]+$/;

/** The words of a name joined, each with its first letter in upper case; `pet_item` becomes `PetItem`. */
export function modelName(name: string): string {
  const ascii = name.normalize("NFKD").split(/[^A-Za-z0-9]+/);
  const joined = ascii.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  return joined === "" ? "Model" : joined;
}

function renameIn(schema: Schema, renamed: (name: string) => string): Schema {
  if (schema.kind === "ref") return { ...schema, name: renamed(schema.name) };
  if (schema.kind === "boolean" || !schema.discriminator) return schema;
  const { discriminator } = schema;
  const { mapping, defaultMapping } = discriminator;
  return {
    ...schema,
    discriminator: {
      ...discriminator,
      ...(mapping && {
        mapping: mapping.map(({ name, value }) => ({ name, value: renamed(value) })),
      }),
      ...(defaultMapping !== undefined && { defaultMapping: renamed(defaultMapping) }),
    },
  };
}
