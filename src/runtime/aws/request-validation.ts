import type { ApiModel, MediaType, Operation } from "../../model/index.js";
import { mediaTypeEssence } from "../../util/media-type.js";
import type { Checkers } from "../openapi/checkers.js";
import { fault, type Fault } from "./fault.js";
import { fieldValue } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** Checks a request by the operation's validator; undefined when it passes. */
export type RequestCheck = (
  invocation: Invocation,
) => Promise<Fault | undefined> | undefined | Fault;

/** Prepares the check of an operation; undefined when it names no validator. */
export function compileRequestCheck(
  model: ApiModel,
  operation: Operation,
  checkers: Checkers,
): RequestCheck | undefined {
  const name = operation.gateway?.requestValidator ?? model.gateway?.requestValidator;
  const validator = model.gateway?.requestValidators?.find((one) => one.name === name)?.value;
  if (!validator) return undefined;
  const required = validator.parameters ? requiredParameters(operation) : [];
  const content = validator.body ? (operation.requestBody?.content ?? []) : [];
  return (invocation) =>
    missingParameters(required, invocation) ?? checkBody(content, invocation, checkers);
}

interface RequiredParameter {
  readonly in: "header" | "path" | "query";
  readonly name: string;
}

const PLACES = ["header", "path", "query"] as const;

/** In the order in which the service names them: by place, then by name. */
function requiredParameters(operation: Operation): readonly RequiredParameter[] {
  return PLACES.flatMap((place) =>
    operation.parameters
      .filter((one) => one.in === place && one.required === true)
      .map(({ name }) => ({ in: place, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

function missingParameters(
  required: readonly RequiredParameter[],
  { headers, query, pathParameters }: Invocation,
): Fault | undefined {
  const missing = required.filter(({ in: place, name }) => {
    if (place === "path") return (pathParameters[name] ?? "") === "";
    if (place === "header") return (fieldValue(headers, name) ?? "") === "";
    return !query.some(([known, value]) => known === name && value !== "");
  });
  if (missing.length === 0) return undefined;
  const names = missing.map(({ name }) => name).join(", ");
  return fault("BAD_REQUEST_PARAMETERS", {
    message: `Missing required request parameters: [${names}]`,
  });
}

/** An absent body counts as an empty object; a content type without a model is not checked. */
function checkBody(
  content: readonly MediaType[],
  { request, headers }: Invocation,
  checkers: Checkers,
): Promise<Fault | undefined> | Fault | undefined {
  const essence = mediaTypeEssence(fieldValue(headers, "content-type") ?? "application/json");
  const media =
    content.find(({ name }) => mediaTypeEssence(name) === essence) ??
    content.find(({ name }) => name === "$default");
  if (!media?.schema) return undefined;
  let value: unknown;
  try {
    value = request.body.length === 0 ? {} : JSON.parse(request.body.toString("utf8"));
  } catch (error) {
    const validation = error instanceof Error ? error.message : String(error);
    return fault("BAD_REQUEST_BODY", { validation });
  }
  const checker = checkers.model(media.schema);
  const verdict = (violations: ReturnType<Awaited<typeof checker>>): Fault | undefined => {
    if (violations.length === 0) return undefined;
    const list = violations.map(({ path, message }) => [...path, message].join(" "));
    return fault("BAD_REQUEST_BODY", { validation: `[${list.join(", ")}]` });
  };
  if (checker instanceof Promise) return checker.then((validate) => verdict(validate(value)));
  return verdict(checker(value));
}
