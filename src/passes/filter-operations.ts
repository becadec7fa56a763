import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/location.js";
import type { ApiModel, Operation } from "../model/index.js";
import { globPattern } from "../util/glob.js";
import { nearest } from "../util/nearest.js";
import { diagnostic } from "./diagnostics.js";
import { pruneComponents } from "./prune-components.js";

/** Which operations stay: those that an include matches (all, without one) and no exclude does. */
export interface OperationFilter {
  /** `tag:NAME`, `/path/**`, `GET /path` or an operationId; `*` and `**` stand for anything. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The model with the operations that stay, and what only the others used. */
export interface FilteredModel {
  readonly model: ApiModel;
  /** Components that no operation reaches any more, as `schemas/Pet`. */
  readonly removed: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps some of the operations, and of the components those that they need. */
export function filterOperations(
  model: ApiModel,
  filter: OperationFilter,
  location?: SourceLocation,
): FilteredModel {
  const { include = [], exclude = [] } = filter;
  if (include.length === 0 && exclude.length === 0) {
    return { model, removed: new Set(), diagnostics: [] };
  }
  const diagnostics = [...include, ...exclude]
    .filter((text) => !model.operations.some(operationMatcher(text)))
    .map((text) => diagnostic("filter-no-match", location, [text, nearFilters(text, model)]));
  const operations = model.operations.filter(operationSelector(filter));
  if (operations.length === 0 && model.operations.length > 0)
    diagnostics.push(diagnostic("filter-empty", location, []));
  return { ...pruneComponents({ ...model, operations }), diagnostics };
}

/** Tells whether an operation passes a filter. */
export function operationSelector({
  include = [],
  exclude = [],
}: OperationFilter): (operation: Operation) => boolean {
  const wanted = include.map(operationMatcher);
  const unwanted = exclude.map(operationMatcher);
  return (operation) =>
    (wanted.length === 0 || wanted.some((matches) => matches(operation))) &&
    !unwanted.some((matches) => matches(operation));
}

function operationMatcher(filter: string): (operation: Operation) => boolean {
  if (filter.startsWith("tag:")) {
    const tag = globPattern(filter.slice("tag:".length));
    return ({ tags }) => tags.some((name) => tag.test(name));
  }
  if (filter.startsWith("/")) {
    const path = globPattern(filter);
    return (operation) => path.test(operation.path.raw);
  }
  const [method = "", path] = filter.split(/\s+(?=\/|\*)/, 2);
  if (path !== undefined) {
    const methodPattern = globPattern(method.toUpperCase());
    const pathPattern = globPattern(path === "*" ? "**" : path);
    return (operation) =>
      methodPattern.test(operation.method) && pathPattern.test(operation.path.raw);
  }
  const id = globPattern(filter);
  return ({ operationId }) => operationId !== undefined && id.test(operationId);
}

function nearFilters(filter: string, { operations }: ApiModel): string[] {
  const candidates = operations.flatMap(({ key, operationId, path, tags }) => [
    key,
    path.raw,
    ...(operationId === undefined ? [] : [operationId]),
    ...tags.map((tag) => `tag:${tag}`),
  ]);
  return nearest(filter, candidates);
}
