import type { Integration, Operation } from "../../../model/index.js";
import { defineRule } from "../../rule.js";
import { isHttpApi, literal } from "./kind.js";

/** Methods without an integration. */
export const integrationMissing = defineRule({
  code: "aws-integration-missing",
  profile: "aws",
  severity: "warning",
  message: () => "The operation has no integration, so the API cannot be deployed as it is.",
  mend: "Add `x-amazon-apigateway-integration`, or let `gw-gen gateway` fill it from the settings or the examples.",
  explain:
    'Deployment fails while any method has no integration ("No integration defined for method").',
  start: (report) => ({
    operation({ gateway, location, path }, site) {
      if (!gateway?.integration && path.raw !== "") report(location, [], site);
    },
  }),
});

/** Integrations that lack what their type needs. */
export const integrationIncomplete = defineRule({
  code: "aws-integration-incomplete",
  profile: "aws",
  severity: "error",
  message: (type: string, problem: string) => `The integration of type ${type} ${problem}.`,
  mend: "Complete the integration; only `mock` can do without `uri` and `httpMethod`.",
  explain:
    'The service refuses such an integration: "Enumeration value for HttpMethod must be non-empty", "Invalid HTTP endpoint specified for URI", "Invalid ARN specified in the request", "AWS ARN for integration must contain path or action", or "Integrations of type \'AWS_PROXY\' currently only supports Lambda function and Firehose stream invocations."',
  start: (report, { model }) => ({
    operation({ gateway }, site) {
      const integration = gateway?.integration;
      if (!integration || isHttpApi(model)) return;
      for (const problem of integrationProblems(integration)) {
        report(integration.location, [integration.rawType ?? integration.type, problem], site);
      }
    },
  }),
});

/** Integration responses for statuses that the method does not have. */
export const statusUndeclared = defineRule({
  code: "aws-status-undeclared",
  profile: "aws",
  severity: "error",
  message: (status: string, pattern: string) =>
    `The integration response \`${pattern}\` gives status ${status}, which the operation does not describe.`,
  mend: "Describe a response with that status.",
  explain:
    'An integration response leads to a method response of the same status. Without one the import fails ("Invalid response status code specified").',
  start: (report) => ({
    operation({ gateway, responses }, site) {
      if (isProxy(gateway?.integration)) return;
      const known = new Set(responses.map(({ status }) => status));
      for (const { statusCode, pattern, location } of gateway?.integration?.responses ?? []) {
        const status = literal(statusCode);
        if (status !== undefined && !known.has(status)) report(location, [status, pattern], site);
      }
    },
  }),
});

/** Mapped response headers that the method does not have. */
export const headerUndeclared = defineRule({
  code: "aws-response-header-undeclared",
  profile: "aws",
  severity: "error",
  message: (header: string, status: string) =>
    `The mapping sets the header \`${header}\`, which the response ${status} does not describe.`,
  mend: "Describe the header in the response's `headers`.",
  explain:
    '`method.response.header.NAME` can be set only when the method response of that status declares the header ("Invalid mapping expression parameter specified").',
  start: (report) => ({
    operation({ gateway, responses }, site) {
      for (const mapped of gateway?.integration?.responses ?? []) {
        const status = literal(mapped.statusCode) ?? "";
        const response = responses.find((entry) => entry.status === status)?.response;
        if (!response) continue;
        const known = new Set((response.headers ?? []).map(({ name }) => name.toLowerCase()));
        for (const { target, location } of mapped.parameters ?? []) {
          const header = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
          if (header !== undefined && !known.has(header.toLowerCase())) {
            report(location, [header, status], site);
          }
        }
      }
    },
  }),
});

/** Mapped request parameters that the method does not have. */
export const parameterUndeclared = defineRule({
  code: "aws-request-parameter-undeclared",
  profile: "aws",
  severity: "error",
  message: (expression: string) =>
    `The integration uses \`${expression}\`, which the operation does not declare as a parameter.`,
  mend: "Declare the parameter at the operation.",
  explain:
    'Mappings and cache keys read only parameters that the method declares ("Invalid mapping expression parameter specified"). Templates may read any through `$input.params()`.',
  start: (report, { model }) => ({
    operation(operation, site) {
      const { integration } = operation.gateway ?? {};
      if (!integration || isHttpApi(model)) return;
      const known = declaredParameters(operation);
      const used = [
        ...(integration.requestParameters ?? []).map((mapping) => literal(mapping.source) ?? ""),
        ...(integration.cacheKeyParameters ?? []),
      ];
      for (const expression of new Set(used)) {
        const found = /^method\.request\.(?:multivalue)?(path|querystring|header)\.(.+)$/.exec(
          expression,
        );
        if (found && !known.has(`${found[1]} ${found[2]}`)) {
          report(integration.location, [expression], site);
        }
      }
    },
  }),
});

/** Variables of an endpoint's address that nothing fills. */
export const uriVariableUnmapped = defineRule({
  code: "aws-uri-variable-unmapped",
  profile: "aws",
  severity: "error",
  message: (name: string) => `The integration's \`uri\` has \`{${name}}\`, which no mapping fills.`,
  mend: (name: string) =>
    `Map \`integration.request.path.${name}\`, for example to \`method.request.path.${name}\`.`,
  explain:
    "Variables in the `uri` of an HTTP integration are filled from `integration.request.path` mappings and from nothing else; an unmapped one makes every call fail.",
  start: (report, { model }) => ({
    operation({ gateway }, site) {
      const integration = gateway?.integration;
      if (!integration?.type.startsWith("http") || isHttpApi(model)) return;
      const mapped = new Set((integration.requestParameters ?? []).map(({ target }) => target));
      for (const [, name = ""] of (literal(integration.uri) ?? "").matchAll(
        /(?<!\$)\{([^{}+]+)\+?\}/g,
      )) {
        if (!mapped.has(`integration.request.path.${name}`)) {
          report(integration.location, [name], site);
        }
      }
    },
  }),
});

/** Mock integrations whose template cannot give a status. */
export const mockWithoutStatus = defineRule({
  code: "aws-mock-without-status",
  profile: "aws",
  severity: "warning",
  message: () =>
    "The mock integration's request templates give no `statusCode`; every call answers 500.",
  mend: 'Add a request template such as `{"statusCode": 200}`.',
  explain:
    "A mock integration chooses its response by the integer `statusCode` of what its request template renders.",
  start: (report) => ({
    operation({ gateway }, site) {
      const integration = gateway?.integration;
      if (integration?.type !== "mock") return;
      const texts = (integration.requestTemplates ?? []).map(({ text }) => literal(text));
      if (texts.some((text) => text === undefined || /statusCode|#parse|#include/.test(text)))
        return;
      report(integration.location, [], site);
    },
  }),
});

/** Integrations whose templates a request may go around without anyone having said so. */
export const passthroughMissing = defineRule({
  code: "aws-passthrough-missing",
  profile: "aws",
  severity: "info",
  message: () =>
    "The integration has request templates and no `passthroughBehavior`: bodies of other media types reach the backend as they are.",
  mend: "Say `passthroughBehavior: when_no_templates` or `never`, so that they are refused with 415; or `when_no_match`, if it is meant.",
  explain:
    "Without `passthroughBehavior` the gateway takes `when_no_match`: a body whose media type no template has goes to the backend untransformed, and a client chooses the media type.",
  start: (report, { model }) => ({
    operation({ gateway, requestBody }, site) {
      const integration = gateway?.integration;
      if (!integration || isHttpApi(model) || isProxy(integration)) return;
      const { type, requestTemplates = [], passthroughBehavior } = integration;
      if (type === "mock" || requestTemplates.length === 0 || !requestBody) return;
      if (passthroughBehavior === undefined) report(integration.location, [], site);
    },
  }),
});

/** What an HTTP API does not have. */
export const httpApiLacks = defineRule({
  code: "aws-http-api-lacks",
  profile: "aws",
  severity: "warning",
  message: (what: string) => `An HTTP API has no ${what}; the import drops it.`,
  mend: "Use a REST API, or do without.",
  explain:
    "HTTP APIs know `http_proxy` and `aws_proxy` integrations only: no mocks, no mapping templates, no models or request validation, no API keys, gateway responses, resource policies, or edge and private endpoints.",
  start: (report, { model }) => {
    const { gateway } = model;
    if (gateway && isHttpApi(model)) {
      if (gateway.gatewayResponses?.length) report(model.location, ["gateway responses"]);
      if (gateway.endpoint.policy !== undefined) report(model.location, ["resource policy"]);
      if (gateway.requestValidators?.length) report(model.location, ["request validators"]);
    }
    return {
      operation({ gateway: part, location }, site) {
        if (!isHttpApi(model)) return;
        const { integration, apiKeyRequired } = part ?? {};
        if (apiKeyRequired) report(location, ["API keys"], site);
        if (!integration) return;
        if (!isProxy(integration)) {
          report(integration.location, [`integration of type ${integration.type}`], site);
        }
        if (integration.requestTemplates?.length) {
          report(integration.location, ["mapping templates"], site);
        }
      },
    };
  },
});

function integrationProblems(integration: Integration): string[] {
  const { type, httpMethod, connectionType, connectionId } = integration;
  if (type === "unknown") return ["is of no type that API Gateway knows"];
  const problems: string[] = [];
  if (type !== "mock" && httpMethod === undefined) problems.push("has no `httpMethod`");
  if (
    type !== "mock" &&
    integration.uri === undefined &&
    integration.integrationTarget === undefined
  ) {
    problems.push("has no `uri`");
  }
  if (connectionType === "vpc_link" && connectionId === undefined) {
    problems.push("goes through a VPC link but has no `connectionId`");
  }
  const uri = literal(integration.uri);
  if (uri !== undefined) problems.push(...uriProblems(type, uri, httpMethod));
  return problems;
}

function uriProblems(
  type: Integration["type"],
  uri: string,
  httpMethod: string | undefined,
): string[] {
  if (type === "http" || type === "http_proxy") {
    const known = /^https?:\/\/[^/\s]+/i.test(uri) || uri.includes("${");
    return known ? [] : [`has a \`uri\` that is no HTTP address: \`${uri}\``];
  }
  if (type !== "aws" && type !== "aws_proxy") return [];
  if (!/^(arn:|\$\{)/.test(uri)) return [`has a \`uri\` that is no ARN: \`${uri}\``];
  if (!/:(path|action)\//.test(uri)) return ["has an ARN without `path` or `action`"];
  const isLambda = /:lambda:path\//.test(uri);
  if (type === "aws_proxy" && !isLambda && !/:firehose:/.test(uri)) {
    return ["invokes neither a Lambda function nor a Firehose stream"];
  }
  return isLambda && httpMethod !== undefined && httpMethod.toUpperCase() !== "POST"
    ? [`invokes a Lambda function by ${httpMethod}, which must be POST`]
    : [];
}

function isProxy(integration: Integration | undefined): boolean {
  return integration?.type === "http_proxy" || integration?.type === "aws_proxy";
}

function declaredParameters({ parameters, path }: Operation): ReadonlySet<string> {
  const places: Readonly<Record<string, string>> = {
    query: "querystring",
    header: "header",
    path: "path",
  };
  const known = new Set(parameters.map((each) => `${places[each.in] ?? each.in} ${each.name}`));
  for (const segment of path.segments) {
    if (segment.kind === "parameter" || segment.kind === "greedy")
      known.add(`path ${segment.name}`);
  }
  return known;
}
