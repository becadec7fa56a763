import { camelCase, kebabCase } from "../../../util/case.js";
import type { Integration, Operation, ParameterMapping, Schema } from "../../../model/index.js";
import { mockIntegration } from "./mock-integration.js";
import type { IntegrationDefaults, Preparation } from "./preparation.js";

/** Gives an operation without an integration the one that the settings ask for, else a mock from its examples. */
export function fillIntegration(
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
  run: Preparation,
): Operation {
  if (operation.gateway?.integration) return operation;
  const integration = defaultIntegration(operation, schemas, run);
  if (!integration) return operation;
  return { ...operation, gateway: { ...operation.gateway, integration } };
}

function defaultIntegration(
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
  run: Preparation,
): Integration | undefined {
  const { defaults } = run;
  const backend = backendOf(operation, defaults);
  const kind =
    defaults.integration ??
    (backend === undefined ? (defaults.function === undefined ? "mock" : "lambda") : "http_proxy");
  if (kind === "mock") {
    if (run.isHttp) {
      run.tell(operation, "gateway-route-without-integration", []);
      return undefined;
    }
    run.tell(operation, "gateway-integration-added", ["a mock that answers with its example"]);
    return mockIntegration(operation, schemas);
  }
  if (kind === "lambda") return lambdaIntegration(operation, run);
  if (backend === undefined) return impossible(operation, run, "the settings name no backend");
  run.tell(operation, "gateway-integration-added", [`an HTTP proxy to \`${backend}\``]);
  return httpIntegration(operation, backend, run.isHttp);
}

function impossible(operation: Operation, run: Preparation, problem: string): undefined {
  run.tell(operation, "gateway-integration-impossible", [problem]);
}

/** The backend of the first tag that one is named after, else the default one. */
function backendOf({ tags }: Operation, { backends }: IntegrationDefaults): string | undefined {
  const tag = tags.find((name) => backends.has(name));
  return backends.get(tag ?? "default") ?? backends.get("default");
}

function httpIntegration(operation: Operation, backend: string, isHttp: boolean): Integration {
  const { location, path, method } = operation;
  const segments: string[] = [];
  const mappings: ParameterMapping[] = [];
  for (const segment of path.segments) {
    if (segment.kind === "static") segments.push(segment.text);
    if (segment.kind !== "parameter" && segment.kind !== "greedy") continue;
    const { name } = segment;
    segments.push(`{${name}}`);
    mappings.push({
      location,
      target: `integration.request.path.${name}`,
      source: `method.request.path.${name}`,
      expression: { kind: "request", in: "path", name },
    });
  }
  return {
    location,
    type: "http_proxy",
    httpMethod: method,
    uri: `${backend.replace(/\/+$/, "")}/${segments.join("/")}`,
    passthroughBehavior: "when_no_match",
    ...(isHttp && { payloadFormatVersion: "1.0" }),
    // HTTP APIs fill the variables of the address themselves.
    ...(mappings.length > 0 && !isHttp && { requestParameters: mappings }),
  };
}

/** Resolved by the import itself: account, partition and region of the API. */
const INVOCATION =
  "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" +
  "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:";

function lambdaIntegration(operation: Operation, run: Preparation): Integration | undefined {
  const pattern = run.defaults.function;
  if (pattern === undefined) return impossible(operation, run, "`gateway.function` is absent");
  const name = functionName(pattern, operation, run.defaults.stage);
  if (!/^(?:[A-Za-z0-9_:-]|\$\{stageVariables\.\w+\})+$/.test(name)) {
    run.tell(operation, "gateway-name-unsafe", [name]);
    return undefined;
  }
  run.tell(operation, "gateway-integration-added", [`the Lambda function \`${name}\``]);
  return {
    location: operation.location,
    type: "aws_proxy",
    httpMethod: "POST",
    uri: `${INVOCATION}${name}/invocations`,
    passthroughBehavior: "when_no_match",
    ...(run.isHttp && { payloadFormatVersion: "2.0" }),
  };
}

/** The function's name: `{operationId}`, `{method}`, `{path}`, `{tag}` and `{stage}` are replaced. */
function functionName(pattern: string, operation: Operation, stage = "default"): string {
  const { method, path, operationId, tags } = operation;
  const words = kebabCase(path.raw) || "root";
  const parts: Readonly<Record<string, string>> = {
    operationId: operationId ?? camelCase(`${method.toLowerCase()}-${words}`),
    method: method.toLowerCase(),
    path: words,
    tag: kebabCase(tags[0] ?? "default"),
    stage,
  };
  return pattern.replace(/(?<!\$)\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}
