import { parsePath } from "../model/path.js";
import type { ApiModel, Operation } from "../model/index.js";

/** What an import does with the base path of the servers: leave it out, put it before all paths, or all but its first part. */
export type BasePathStrategy = "ignore" | "prepend" | "split";

/**
 * The model with the base path in the paths of its operations, as the gateway's import takes it (API Gateway guide,
 * "Set the OpenAPI basePath property"). In `split` the first part becomes the stage, so it leaves the paths.
 */
export function applyBasePath(model: ApiModel, strategy: BasePathStrategy): ApiModel {
  const parts = basePath(model)
    .split("/")
    .filter((part) => part !== "");
  const kept = strategy === "prepend" ? parts : strategy === "split" ? parts.slice(1) : [];
  if (kept.length === 0) return model;
  const prefix = kept.map((part) => `/${part}`).join("");
  return {
    ...model,
    operations: model.operations.map((operation) => withPrefix(operation, prefix)),
  };
}

/** The base path that a document names: the server variable `basePath`, else the path of the first server. */
function basePath({ servers }: ApiModel): string {
  const [server] = servers;
  const variable = server?.variables?.find(({ name }) => name === "basePath");
  if (typeof variable?.value.default === "string") return variable.value.default;
  const url = server?.url;
  return typeof url === "string" ? url.replace(/^(?:[a-z]+:)?\/\/[^/]*/i, "") : "";
}

function withPrefix(operation: Operation, prefix: string): Operation {
  const { raw } = operation.path;
  const path = parsePath(raw === "/" ? prefix : prefix + raw);
  return { ...operation, path, key: `${operation.method} ${path.raw}` };
}
