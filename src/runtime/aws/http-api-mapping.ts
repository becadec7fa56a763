import type { Integration, MappingExpression, ParameterMapping } from "../../model/index.js";
import { type MappingTarget, parseMappingTarget } from "../../expression/mapping-target.js";
import type { BackendAnswer, BackendRequest } from "./backend.js";
import { type Fault, isFault } from "./fault.js";
import { type Fields, withField } from "./fields.js";
import type { Invocation } from "./invocation.js";
import { mappedValues, type MappingSources } from "./mapping.js";

/** Applies what an HTTP API does to a request before its backend gets it (API Gateway guide, "Transform API requests and responses"). */
export function mapHttpRequest(
  { requestParameters = [] }: Integration,
  invocation: Invocation,
  request: BackendRequest,
): BackendRequest | Fault {
  const text = typeof request.body === "string" ? request.body : request.body.toString("utf8");
  const sources = sourcesOf(invocation, text);
  let made = request;
  for (const mapping of requestParameters) {
    const target = actionOf(mapping);
    if (target?.of !== "request") continue;
    const values = valuesOf(mapping, sources);
    if (isFault(values)) return values;
    const { in: place } = target;
    if (place === "header") made = { ...made, headers: changed(made.headers, target, values) };
    if (place === "querystring") made = { ...made, query: changed(made.query, target, values) };
    const [path] = values;
    if (place === "requestPath" && path !== undefined) made = { ...made, urlPath: path };
  }
  return made;
}

/** Applies what an HTTP API does to a backend's answer of a status before the client gets it. */
export function mapHttpResponse<T extends { readonly status: number; readonly headers: Fields }>(
  { responseParameters = [] }: Integration,
  invocation: Invocation,
  answer: BackendAnswer,
  response: T,
): T | Fault {
  const mappings = responseParameters.find(({ name }) => name === String(answer.status))?.value;
  if (!mappings) return response;
  const body = answer.body.toString("utf8");
  const sources = { ...sourcesOf(invocation, ""), response: { headers: answer.headers, body } };
  let made = response;
  for (const mapping of mappings) {
    const target = actionOf(mapping);
    if (!target) continue;
    const values = valuesOf(mapping, sources);
    if (isFault(values)) return values;
    if (target.in === "header") made = { ...made, headers: changed(made.headers, target, values) };
    const status = Number(values[0]);
    if (target.in === "statuscode" && Number.isInteger(status) && status >= 200 && status <= 599) {
      made = { ...made, status };
    }
  }
  return made;
}

function actionOf({ target }: ParameterMapping): MappingTarget | undefined {
  const parsed = parseMappingTarget(target);
  return parsed?.action === "set" ? undefined : parsed;
}

function changed(fields: Fields, { action, name }: MappingTarget, values: readonly string[]) {
  if (action === "remove") return fields.filter(([known]) => !isSame(known, name));
  if (values.length === 0) return fields;
  const value = values.join(",");
  if (action === "overwrite") return withField(fields, name, value);
  const before = fields.filter(([known]) => isSame(known, name)).map(([, each]) => each);
  return withField(fields, name, [...before, value].join(","));
}

function isSame(known: string, name: string): boolean {
  return known.toLowerCase() === name.toLowerCase();
}

/** HTTP APIs know header names without case. */
function sourcesOf(invocation: Invocation, body: string): MappingSources {
  const allHeaders = invocation.allHeaders.map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return { invocation: { ...invocation, allHeaders }, body };
}

function valuesOf(mapping: ParameterMapping, sources: MappingSources): readonly string[] | Fault {
  const { expression } = mapping;
  return expression
    ? mappedValues({ ...mapping, expression: withoutCase(expression) }, sources)
    : [];
}

function withoutCase(expression: MappingExpression): MappingExpression {
  if (expression.kind === "template") {
    return { ...expression, parts: expression.parts.map(withoutCase) };
  }
  const isHeader = expression.kind === "request" && expression.in === "header";
  return isHeader ? { ...expression, name: expression.name.toLowerCase() } : expression;
}
