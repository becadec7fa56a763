import type { MappingExpression, ParameterMapping } from "../../model/index.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";
import { fault, type Fault, isFault } from "./fault.js";
import type { Fields } from "./fields.js";
import type { Invocation } from "./invocation.js";

/** What a mapping reads besides the invocation. */
export interface MappingSources {
  readonly invocation: Invocation;
  /** The request's body as text, where there is one. */
  readonly body: string | undefined;
  /** The backend's answer, in response mappings. */
  readonly response?: { readonly headers: Fields; readonly body: string | undefined };
}

/** The values of a mapping's source; none when it is not there, several for multi-value sources. */
export function mappedValues(
  mapping: ParameterMapping,
  sources: MappingSources,
): readonly string[] | Fault {
  return mapping.expression ? expressionValues(mapping.expression, sources) : [];
}

function expressionValues(
  expression: MappingExpression,
  sources: MappingSources,
): readonly string[] | Fault {
  const { invocation, response } = sources;
  switch (expression.kind) {
    case "static":
      return [expression.value];
    case "context":
      return textOf(pathValue(invocation.context, expression.name.split(".")));
    case "stageVariable":
      return textOf(invocation.stageVariables[expression.name]);
    case "request":
      return requestValues(expression, invocation);
    case "requestBody":
      return bodyValues(sources.body, expression.jsonPath);
    case "response":
      return responseValues(response?.headers ?? [], expression);
    case "responseBody":
      return bodyValues(response?.body, expression.jsonPath);
    case "requestPath":
      return [invocation.path];
    case "template": {
      const texts = expression.parts.map((part) => expressionValues(part, sources));
      const failed = texts.find(isFault);
      return (
        failed ?? [texts.flatMap((values) => (isFault(values) ? [] : values.slice(0, 1))).join("")]
      );
    }
  }
}

function requestValues(
  expression: MappingExpression & { readonly kind: "request" },
  invocation: Invocation,
): readonly string[] {
  const { name } = expression;
  switch (expression.in) {
    case "path": {
      const value = invocation.pathParameters[name];
      return value === undefined ? [] : [value];
    }
    case "querystring":
      return fieldValues(invocation.query, name, false);
    case "multivaluequerystring":
      return fieldValues(invocation.query, name, true);
    case "header":
      return fieldValues(invocation.allHeaders, name, false);
    case "multivalueheader":
      return fieldValues(invocation.allHeaders, name, true);
  }
}

/** A backend's header names have no case. */
function responseValues(
  fields: Fields,
  { name, in: place }: MappingExpression & { readonly kind: "response" },
): readonly string[] {
  const values = fields
    .filter(([known]) => known.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return place === "multivalueheader" ? values : values.slice(-1);
}

/** The service looks names of a request up as written. */
function fieldValues(fields: Fields, name: string, all: boolean): readonly string[] {
  const values = fields.filter(([known]) => known === name).map(([, value]) => value);
  return all ? values : values.slice(-1);
}

function bodyValues(
  body: string | undefined,
  jsonPath: string | undefined,
): readonly string[] | Fault {
  if (body === undefined || body === "") return [];
  if (jsonPath === undefined) return [body];
  let value: JsonValue;
  try {
    value = JSON.parse(body) as JsonValue;
  } catch {
    if (!/^\s*[{["']/.test(body)) return [body];
    return fault("BAD_REQUEST_BODY", { message: "Invalid JSON in request body" });
  }
  const steps = jsonPath.replace(/^\$\.?/, "").match(/[^.[\]'"]+/g) ?? [];
  return textOf(pathValue(value, steps));
}

/** The value below a path of member names and indexes. */
export function pathValue(value: unknown, steps: readonly string[]): unknown {
  let current = value;
  for (const step of steps) {
    if (Array.isArray(current)) current = current[Number(step)];
    else if (isJsonObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

function textOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return [typeof value === "object" ? JSON.stringify(value) : String(value)];
}
