import type { StartMockOptions } from "../../../src/pipeline/mock.js";
import type { EchoServer } from "./echo-server.js";

type Members = Readonly<Record<string, unknown>>;

/** A recorded case of the data plane, as far as it is read here. */
export interface OracleCase {
  readonly id: string;
  readonly plane: string;
  readonly feature: string;
  readonly setup: OracleSetup;
  readonly request: {
    readonly method?: string;
    readonly path?: string;
    readonly rawPath?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly body?: string;
  };
  readonly expect: Members & { readonly status: number };
}

interface OracleSetup {
  readonly summary: string;
  readonly backend?: string;
  readonly method?: {
    readonly path: string;
    readonly httpMethod?: string;
    readonly requestParameters?: Members;
    readonly requestModels?: Members;
  };
  readonly integration?: Members & {
    readonly type?: string;
    readonly responses?: readonly Members[];
  };
  readonly requestParameters?: Members;
  readonly responseParameters?: Members;
  readonly responseTemplate?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly binaryMediaTypes?: readonly string[];
  readonly lambdaReturns?: Members;
  readonly requestBody?: string;
  readonly backendBody?: string;
  readonly backendBodyBase64?: string | null;
  readonly backendContentType?: string;
  readonly integrationResponse?: Members;
}

/** What a case is run with. */
export interface PreparedCase {
  readonly document: unknown;
  readonly options?: StartMockOptions;
  readonly stage?: Members;
  readonly requestBody?: Buffer;
  /** Headers that the recording's client sent and the case leaves out. */
  readonly headers?: Readonly<Record<string, string>>;
}

const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:backend/invocations";
const STORE = "arn:aws:apigateway:us-east-1:s3:path/bucket/key";

/** Bytes that no base64 or UTF-8 reader takes for text: those of the recording's compressed object. */
export const GZIP = Buffer.from(
  "H4sIABRs7mMC/0vOzy0oSi0uTk1RSEksSdRRKM7IL81JUUhKVcjMK0vMyUxRCA1x07VQKC4pysxLBwC4ORBXLwAAAA==",
  "base64",
);

/** Makes the document of a case from its recorded setup; prose is put into a document here. */
export function prepare(
  oracle: OracleCase,
  echo: EchoServer,
  stored: { body: Buffer },
): PreparedCase {
  const { setup, feature, id } = oracle;
  if (feature.startsWith("binary/re")) return storeCase(oracle, stored);
  if (setup.lambdaReturns) return lambdaReturns(oracle);
  if (feature.startsWith("lambda-proxy/event")) return eventCase();
  const named = Object.entries(NAMED).find(([prefix]) => id.startsWith(prefix))?.[1];
  if (named) return named(oracle, echo, stored);
  return recorded(oracle, echo);
}

function api(paths: Members, more: Members = {}): Members {
  return { openapi: "3.0.1", info: { title: "oracle", version: "1" }, paths, ...more };
}

function operation(integration: Members, more: Members = {}): Members {
  return {
    responses: { 200: { description: "" } },
    ...more,
    "x-amazon-apigateway-integration": integration,
  };
}

function one(path: string, method: string, integration: Members, more?: Members): Members {
  const verb = method === "ANY" ? "x-amazon-apigateway-any-method" : method.toLowerCase();
  return api({ [path]: { [verb]: operation(integration, more) } });
}

function mock(message: string): Members {
  return {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode": 200}' },
    responses: {
      default: {
        statusCode: "200",
        responseTemplates: { "application/json": `{"statusCode": 200, "message": "${message}"}` },
      },
    },
  };
}

function responsesOf(list: readonly Members[]): Members {
  return Object.fromEntries(
    list.map(({ selectionPattern, ...rest }) => [
      selectionPattern === "" ? "default" : selectionPattern,
      rest,
    ]),
  );
}

/** Cases whose setup is recorded member by member. */
function recorded({ setup }: OracleCase, echo: EchoServer): PreparedCase {
  const { method, integration } = setup;
  if (!method || !integration?.responses) throw new Error(`no document for: ${setup.summary}`);
  const { responses, ...rest } = integration;
  const uri = String(setup.backend).includes("exactly the bytes")
    ? `${echo.url}/bytes`
    : `${echo.url}/echo`;
  const whole = { ...rest, uri, responses: responsesOf(responses) };
  return { document: one(method.path, method.httpMethod ?? "GET", whole) };
}

function storeCase({ setup, feature, id }: OracleCase, stored: { body: Buffer }): PreparedCase {
  const { binaryMediaTypes = [], integrationResponse, integration } = setup;
  const onRequest = feature === "binary/request-table";
  const handling = onRequest
    ? integration?.["contentHandling"]
    : integrationResponse?.["contentHandling"];
  const inName = /CONVERT_TO_\w+/.exec(id)?.[0];
  const contentHandling = handling ?? inName;
  const response = {
    statusCode: "200",
    ...(!onRequest && contentHandling !== undefined && { contentHandling }),
  };
  const whole = {
    type: "aws",
    httpMethod: onRequest ? "PUT" : "GET",
    uri: STORE,
    responses: { default: response },
    ...(onRequest && contentHandling !== undefined && { contentHandling }),
  };
  const document = {
    ...one("/obj", onRequest ? "PUT" : "GET", whole),
    "x-amazon-apigateway-binary-media-types": binaryMediaTypes,
  };
  const body = bytesOf(setup.backendBody);
  return {
    document,
    requestBody: bytesOf(setup.requestBody),
    options: {
      services: ({ request }) => {
        stored.body = Buffer.from(request.body);
        const type = setup.backendContentType ?? "application/json";
        return {
          status: 200,
          headers: [["Content-Type", type]],
          body: onRequest ? Buffer.alloc(0) : body,
          selector: "200",
        };
      },
    },
  };
}

/** The payloads that the recording names in words. */
function bytesOf(named: string | undefined): Buffer {
  if (named === undefined) return GZIP;
  if (named.startsWith("gzip")) return GZIP;
  if (named.startsWith("base64 text")) return Buffer.from(GZIP.toString("base64"));
  return Buffer.from(named);
}

function withFunction(returns: (event: Members) => unknown): StartMockOptions {
  return { functions: { handlers: { backend: (event) => returns(event as Members) } } };
}

function lambdaReturns({ setup, request }: OracleCase): PreparedCase {
  const body =
    setup.lambdaReturns?.["body"] === "<base64>" ? { body: GZIP.toString("base64") } : {};
  const path = request.path ?? "/test";
  const document = {
    ...one(path, "ANY", { type: "aws_proxy", httpMethod: "POST", uri: LAMBDA }),
    "x-amazon-apigateway-binary-media-types": setup.binaryMediaTypes ?? [],
  };
  return { document, options: withFunction(() => ({ ...setup.lambdaReturns, ...body })) };
}

function eventCase(): PreparedCase {
  const proxy = operation({ type: "aws_proxy", httpMethod: "POST", uri: LAMBDA });
  const document = api({
    "/{proxy+}": { "x-amazon-apigateway-any-method": proxy },
    "/hardcoded": { "x-amazon-apigateway-any-method": proxy },
  });
  return {
    document,
    options: {
      stage: "stage",
      ...withFunction((event) => ({ statusCode: 200, body: JSON.stringify(event) })),
    },
  };
}

type Prepare = (oracle: OracleCase, echo: EchoServer, stored: { body: Buffer }) => PreparedCase;

const DEFAULT_200 = { default: { statusCode: "200" } };

function custom(
  path: string,
  method: string,
  more: Members,
  returns: (event: Members) => unknown,
): PreparedCase {
  const integration = {
    type: "aws",
    httpMethod: "POST",
    uri: LAMBDA,
    responses: DEFAULT_200,
    ...more,
  };
  return { document: one(path, method, integration), options: withFunction(returns) };
}

function overHttp(type: string, path: string, method: string, more: Members): PreparedCase {
  return {
    document: one(path, method, { type, httpMethod: "POST", responses: DEFAULT_200, ...more }),
  };
}

const NAMED: Readonly<Record<string, Prepare>> = {
  "routing.method-aware": () => ({
    document: api({
      "/test": { post: operation(mock("POST request")) },
      "/test/any": { "x-amazon-apigateway-any-method": operation(mock("ANY request")) },
      "/{proxy+}": { options: operation(mock("OPTIONS request")) },
    }),
  }),
  "routing.static-over-greedy": () => ({
    document: api({
      "/part1": { get: operation(mock("part1")) },
      "/{param+}": { get: operation(mock("proxy")) },
      "/part1/hardcoded-value": { get: operation(mock("hard-value")) },
    }),
  }),
  "validation.missing": ({ setup }) => {
    const parameters = Object.keys(setup.method?.requestParameters ?? {}).map((key) => {
      const [, , place = "", name = ""] = key.split(".");
      return {
        name,
        in: place === "querystring" ? "query" : place,
        required: true,
        schema: { type: "string" },
      };
    });
    const schema = setup.method?.requestModels?.["application/json"];
    const body = { content: { "application/json": { schema } } };
    const integration = { type: "aws_proxy", httpMethod: "POST", uri: LAMBDA };
    return {
      document: {
        ...one("/nested/{test}", "ANY", integration, {
          parameters,
          requestBody: body,
          "x-amazon-apigateway-request-validator": "all",
        }),
        "x-amazon-apigateway-request-validators": {
          all: { validateRequestBody: true, validateRequestParameters: true },
        },
      },
      options: withFunction((event) => ({ statusCode: 200, body: JSON.stringify(event) })),
    };
  },
  "validation.circular-models": () => ({
    document: {
      ...one("/person", "POST", mock("fine"), {
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Person" } } },
        },
      }),
      components: {
        schemas: {
          Person: {
            type: "object",
            required: ["name", "b"],
            properties: {
              name: { type: "string" },
              b: { type: "number" },
              house: { $ref: "#/components/schemas/House" },
            },
          },
          House: {
            type: "object",
            required: ["contains"],
            properties: {
              randomProperty: { type: "string" },
              contains: {
                type: "array",
                minItems: 1,
                items: { $ref: "#/components/schemas/Person" },
              },
            },
          },
        },
      },
      "x-amazon-apigateway-request-validator": "basic",
      "x-amazon-apigateway-request-validators": {
        basic: { validateRequestBody: true, validateRequestParameters: true },
      },
    },
  }),
  "headers.trace-id": () => ({ document: one("/path", "GET", mock("fine")) }),
  "headers.illegal-mapping": ({ setup, request }, echo) => {
    const type = setup.summary.split(" ", 1)[0]?.toLowerCase() ?? "";
    const uri = type.startsWith("aws") ? LAMBDA : `${echo.url}/echo`;
    const more = {
      type,
      httpMethod: "POST",
      uri,
      responses: DEFAULT_200,
      requestParameters: setup.requestParameters,
    };
    return { document: one(request.path ?? "/", "GET", more), options: withFunction(() => ({})) };
  },
  "headers.remap.HTTP": ({ setup, request, expect }, echo) => {
    const type = setup.summary.split(" ", 1)[0]?.toLowerCase() ?? "";
    const names = Object.keys((expect["backendBody"] as Members | undefined) ?? {});
    const lines = names.map(
      (name) => `"${name}": "$util.escapeJavaScript($input.params('${name}'))"`,
    );
    const response = { statusCode: "200", responseParameters: setup.responseParameters };
    return {
      document: {
        ...one(request.path ?? "/", "GET", {
          type,
          httpMethod: "POST",
          uri: `${echo.url}/echo`,
          requestParameters: setup.requestParameters,
          requestTemplates: { "application/json": `{${lines.join(",")}}` },
          responses: { default: response },
        }),
      },
    };
  },
  "headers.remap.AWS": ({ request }) => custom(request.path ?? "/", "GET", {}, (event) => event),
  "http-proxy.request-data-mapping": ({ setup }, echo) =>
    overHttp("http_proxy", "/{pathVariable}", "POST", {
      uri: `${echo.url}/?testVar={pathVar}&testQs={qsVar}`,
      requestParameters: setup.requestParameters,
    }),
  "http.status-passthrough.HTTP.": (_, echo) =>
    overHttp("http", "/status/{status}", "POST", {
      uri: `${echo.url}/status/{status}`,
      requestParameters: { "integration.request.path.status": "method.request.path.status" },
    }),
  "http.status-passthrough.HTTP_PROXY.": (_, echo) =>
    overHttp("http_proxy", "/status/{status}", "POST", {
      uri: `${echo.url}/status/{status}`,
      requestParameters: { "integration.request.path.status": "method.request.path.status" },
    }),
  "http.forwarded-headers.HTTP_PROXY": (_, echo) =>
    overHttp("http_proxy", "/test", "POST", { uri: echo.url }),
  "http.forwarded-headers.HTTP": (_, echo) => overHttp("http", "/test", "POST", { uri: echo.url }),
  "http.integration-method.HTTP_PROXY": (_, echo) => ({
    ...overHttp("http_proxy", "/test", "ANY", { uri: echo.url }),
    headers: { Accept: "application/json", "User-Agent": "test/integration" },
  }),
  "integration-response.select": (_, echo) =>
    overHttp("http", "/{status}", "GET", {
      uri: `${echo.url}/status/{status}`,
      requestParameters: { "integration.request.path.status": "method.request.path.status" },
      responses: { default: { statusCode: "200" }, "4\\d{2}": { statusCode: "400" } },
    }),
  "mapping.header-and-context": (_, echo) =>
    overHttp("http", "/", "GET", {
      uri: `${echo.url}/echo`,
      requestParameters: {
        "integration.request.header.testHeader": "method.request.header.customHeader",
        "integration.request.header.contextHeader": "context.resourceId",
      },
    }),
  "lambda.selection": () => {
    const responses = { default: "200", ".*four hundred.*": "405", ".+": "502", "200": "504" };
    const listed = Object.entries(responses).map(([pattern, statusCode]) => [
      pattern,
      { statusCode },
    ]);
    return custom(
      "/{statusCode}",
      "GET",
      {
        requestTemplates: { "application/json": '{"statusCode": "$input.params(\'statusCode\')"}' },
        responses: Object.fromEntries(listed),
      },
      ({ statusCode }) => {
        if (statusCode === "200") return "Pass";
        const words = statusCode === "400" ? "four hundred" : "five hundred";
        throw new Error(`Error: Raising ${words} from within the Lambda function`);
      },
    );
  },
  "lambda.status-override": () =>
    custom(
      "/test",
      "POST",
      {
        requestTemplates: { "application/json": '{"body": $input.json("$")}' },
        responses: {
          default: {
            statusCode: "200",
            responseTemplates: {
              "application/json":
                '#if($input.path("$").toString().contains("customerror"))#set($context.responseOverride.status = 400)#else#set($context.responseOverride.status = 202)#end$input.json("$")',
            },
          },
        },
      },
      ({ body }) => {
        const failed = Number((body as Members)["httpStatus"]) >= 400;
        return { statusCode: 200, body: failed ? "customerror" : "noerror" };
      },
    ),
  "lambda.request-template": () =>
    custom(
      "/test",
      "GET",
      { requestTemplates: { "application/json": '{"param1": "$input.params(\'param1\')"}' } },
      (event) => event,
    ),
  "lambda.custom-passthrough": () => custom("/test", "POST", {}, (event) => event),
  "lambda-proxy.integration-method-not-post": () => ({
    document: one("/test-path", "GET", { type: "aws_proxy", httpMethod: "GET", uri: LAMBDA }),
    options: withFunction(() => ({ statusCode: 200 })),
  }),
  "canary.percent": ({ setup }) => ({
    document: one("/", "GET", {
      ...mock(""),
      responses: {
        default: {
          statusCode: "200",
          responseTemplates: {
            "application/json": setup.responseTemplate?.replace("<which>", "default"),
          },
        },
      },
    }),
    stage: {
      name: "prod",
      variables: { testVar: "default", defaultVar: "default" },
      canary: { percent: 0, variables: { testVar: "canary", noStageVar: "canary" } },
    },
  }),
  "stage-variables.uri": ({ setup }, echo) => ({
    document: one("/path1", "GET", {
      type: "http",
      httpMethod: "POST",
      uri: "http://${stageVariables.TestHost}/${stageVariables.testPath}?${stageVariables.querystring}",
      responses: DEFAULT_200,
    }),
    stage: {
      name: "prod",
      variables: { ...setup.stageVariables, TestHost: new URL(echo.url).host },
    },
  }),
  "aws-service.sqs.sqs-aws-integration-with-payload": (_, __, stored) => ({
    document: one("/sqs", "POST", {
      type: "aws",
      httpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:sqs:path/1/queue",
      requestParameters: {
        "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
      },
      requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$input.body" },
      responses: {
        default: {
          statusCode: "200",
          responseTemplates: { "application/json": '{"message": "great success!"}' },
        },
      },
    }),
    options: {
      services: ({ request }) => {
        stored.body = Buffer.from(request.body);
        return { status: 200, headers: [], body: Buffer.from("{}"), selector: "200" };
      },
    },
  }),
};
