import { modelsEqual } from "../model/equal.js";
import type { ApiModel, Operation, Schema } from "../model/index.js";
import { pascalCase } from "../util/case.js";
import { joinOperations } from "./join-operations.js";
import { renameSchemas } from "./rename-schemas.js";

/** One stage of an API as a model of its own. */
export interface StageModel {
  readonly stage: string;
  readonly model: ApiModel;
}

/**
 * One model of what the stages of an API have together. Each operation names its stages unless all have it; one
 * that differs between stages takes what any of them takes. A schema that differs stands there once for each form,
 * under its name and the stage's.
 */
export function joinStages(base: ApiModel, views: readonly StageModel[]): ApiModel {
  const schemas = new Map<string, Schema>();
  const hoisted = new Set<string>();
  const found = new Map<string, Operation>();
  const stagesOf = new Map<string, string[]>();
  const renamings: Renaming[] = [];
  for (const { stage, model } of views) {
    const own = model.components.schemas;
    const names = renamings.find((other) => modelsEqual(other.schemas, own))?.names;
    const renamed = names ?? namesFor(own, schemas, stage);
    renamings.push({ schemas: own, names: renamed });
    for (const [name, schema] of own) {
      const target = renamed.get(name) ?? name;
      if (!schemas.has(target)) schemas.set(target, renameSchemas(schema, renamed));
      if (model.components.hoisted.has(name)) hoisted.add(target);
    }
    for (const operation of model.operations) {
      const { key } = operation;
      const same = renameSchemas(operation, renamed);
      const before = found.get(key);
      found.set(key, before ? joinOperations(before, same) : same);
      stagesOf.set(key, [...(stagesOf.get(key) ?? []), stage]);
    }
  }
  const operations = [...found.values()].map(({ stages: _stages, ...operation }): Operation => {
    const stages = stagesOf.get(operation.key) ?? [];
    return stages.length < views.length ? { ...operation, stages } : operation;
  });
  const order = new Map(base.operations.map(({ key }, index) => [key, index]));
  const rank = ({ key }: Operation): number => order.get(key) ?? base.operations.length;
  const securitySchemes = new Map(
    views.toReversed().flatMap(({ model }) => [...model.components.securitySchemes]),
  );
  return {
    ...base,
    operations: operations.sort((a, b) => rank(a) - rank(b)),
    components: { ...base.components, schemas, hoisted, securitySchemes },
  };
}

interface Renaming {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly names: ReadonlyMap<string, string>;
}

/** New names for the schemas of a stage that are not those known by their names, or that refer to such. */
function namesFor(
  own: ReadonlyMap<string, Schema>,
  known: ReadonlyMap<string, Schema>,
  stage: string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const rename = (name: string): void => {
    const wanted = `${name}${pascalCase(stage)}`;
    let free = wanted;
    for (let count = 2; known.has(free) || own.has(free); count++) free = `${wanted}${count}`;
    names.set(name, free);
  };
  for (const [name, schema] of own) {
    const other = known.get(name);
    if (other !== undefined && !modelsEqual(schema, other)) rename(name);
  }
  for (let size = -1; size !== names.size;) {
    size = names.size;
    for (const [name, schema] of own) {
      const refers = known.has(name) && !names.has(name) && renameSchemas(schema, names) !== schema;
      if (refers) rename(name);
    }
  }
  return names;
}
