import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import { parseTransform } from "../expression/transform/parse-transform.js";
import type { ApiKey, ApiModel, Operation, Stage, Transform } from "../model/index.js";
import type { Settings, SettingsContent } from "../settings/settings.js";
import { nearest } from "../util/nearest.js";
import { applyGateway } from "./apply-gateway.js";
import { diagnostic } from "./diagnostics.js";
import { operationSelector } from "./filter-operations.js";
import { implicitStages } from "./implicit-stages.js";
import { gatewayConflicts } from "./gateway-conflicts.js";
import { inheritStages, type InheritedStage } from "./inherit-stages.js";
import { makeStage } from "./make-stage.js";
import { makeUsagePlan } from "./make-usage-plan.js";

/** The model with what the settings say, and what is wrong with it. */
export interface SettledModel {
  readonly model: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts stages, usage plans, API keys, transforms and the gateway's settings into the model. */
export function applySettings(model: ApiModel, { file, content }: Settings): SettledModel {
  if (!file || !content)
    return { model: { ...model, stages: implicitStages(model) }, diagnostics: [] };
  const root = { file };
  const inherited = inheritStages(content.stages ?? {}, childLocation(root, "stages"));
  const stages =
    inherited.stages.length > 0
      ? makeStages(inherited.stages, content, childLocation(root, "stages"))
      : implicitStages(model);
  const names = stages.map(({ name }) => name);
  const planned = makeUsagePlans(content, names, childLocation(root, "usagePlans"));
  const gateway = applyGateway(model, content, root);
  const transforms = makeTransforms(content, childLocation(root, "transforms"));
  const settled = {
    ...gateway.model,
    operations: placeOperations(model.operations, inherited.stages, transforms.made),
    stages,
    usagePlans: planned.plans,
    apiKeys: makeApiKeys(content, childLocation(root, "apiKeys")),
  };
  return {
    model: settled,
    diagnostics: [
      ...inherited.diagnostics,
      ...planned.diagnostics,
      ...gateway.diagnostics,
      ...gatewayConflicts(model, content, inherited.stages, root),
      ...transforms.diagnostics,
      ...unknownMethods(content, model.operations, root),
    ],
  };
}

function makeStages(
  inherited: readonly InheritedStage[],
  content: SettingsContent,
  location: SourceLocation,
): Stage[] {
  return inherited.map(({ name, settings }) =>
    makeStage(name, settings, content, childLocation(location, name)),
  );
}

function makeUsagePlans(
  { usagePlans = {}, apiKeys = {} }: SettingsContent,
  stages: readonly string[],
  location: SourceLocation,
) {
  const made = Object.entries(usagePlans).map(([name, plan]) =>
    makeUsagePlan(
      name,
      plan,
      { stages, keys: Object.keys(apiKeys) },
      childLocation(location, name),
    ),
  );
  return {
    plans: made.map(({ plan }) => plan),
    diagnostics: made.flatMap(({ diagnostics }) => diagnostics),
  };
}

function makeApiKeys({ apiKeys = {} }: SettingsContent, location: SourceLocation): ApiKey[] {
  return Object.entries(apiKeys).map(([name, key]) => ({
    ...key,
    name,
    location: childLocation(location, name),
  }));
}

/** Gives the operations their transforms, and the stages that they are in where not all. */
function placeOperations(
  operations: readonly Operation[],
  stages: readonly InheritedStage[],
  transforms: ReadonlyMap<string, Transform>,
): readonly Operation[] {
  const filtered = stages.some(({ settings }) => settings.include ?? settings.exclude);
  if (!filtered && transforms.size === 0) return operations;
  const selectors = stages.map(({ name, settings: { include = [], exclude = [] } }) => ({
    name,
    holds: operationSelector({ include, exclude }),
  }));
  return operations.map((operation) => {
    const inStages = selectors.filter(({ holds }) => holds(operation)).map(({ name }) => name);
    const transform =
      transforms.get(operation.key) ?? transforms.get(operation.operationId ?? operation.key);
    return {
      ...operation,
      ...(filtered && inStages.length < stages.length && { stages: inStages }),
      ...(transform && { transform }),
    };
  });
}

/** The transforms of the settings by operation. */
function makeTransforms({ transforms = {} }: SettingsContent, location: SourceLocation) {
  const diagnostics: Diagnostic[] = [];
  const made = new Map<string, Transform>();
  for (const [name, value] of Object.entries(transforms)) {
    const result = parseTransform(value, childLocation(location, name));
    diagnostics.push(...result.diagnostics);
    if (result.transform) made.set(name, result.transform);
  }
  return { made, diagnostics };
}

/** Reports settings of single methods that name no operation. */
function unknownMethods(
  content: SettingsContent,
  operations: readonly Operation[],
  root: SourceLocation,
): Diagnostic[] {
  const keys = new Set(operations.map(({ key }) => key));
  const paths = new Set(operations.map(({ path }) => path.raw));
  const ids = new Set(operations.flatMap(({ operationId }) => operationId ?? []));
  const diagnostics: Diagnostic[] = [];
  const check = (
    names: object | undefined,
    place: readonly string[],
    isKnown: (key: string) => boolean,
  ) => {
    const at = place.reduce<SourceLocation>(childLocation, root);
    for (const name of Object.keys(names ?? {})) {
      if (isKnown(name)) continue;
      const near = nearest(name, [...keys, ...ids]);
      diagnostics.push(diagnostic("stage-method-unknown", childLocation(at, name), [name, near]));
    }
  };
  const isMethod = (key: string): boolean => {
    const [method = "", path = ""] = key.split(" ", 2);
    if (path === "*") return true;
    return method === "*" ? paths.has(path) : keys.has(key);
  };
  const isOperation = (key: string): boolean => keys.has(key) || ids.has(key);
  for (const [name, { methods }] of Object.entries(content.stages ?? {})) {
    check(methods, ["stages", name, "methods"], isMethod);
  }
  check(content.transforms, ["transforms"], isOperation);
  check(content.templates, ["templates"], isOperation);
  check(content.pagination, ["pagination"], isOperation);
  return diagnostics;
}
