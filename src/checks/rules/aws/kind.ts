import type { ApiModel, Value } from "../../../model/index.js";

/** Whether a model is an HTTP API of API Gateway; REST otherwise. */
export function isHttpApi(model: ApiModel): boolean {
  return model.gateway?.kind === "http";
}

/** The text of a value that no template computes. */
export function literal<T>(value: Value<T> | undefined): T | undefined {
  return typeof value === "object" && value !== null && "kind" in value ? undefined : value;
}
