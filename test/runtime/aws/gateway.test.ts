import { describe, expect, it } from "vitest";
import type { ApiModel, Stage } from "../../../src/model/index.js";
import type { MockOptions } from "../../../src/runtime/start.js";
import { systemSurroundings } from "../../../src/runtime/clock.js";
import { nowhere } from "../../schema/model-schema.js";
import { apiOf, startDocument } from "../start-document.js";

const LAMBDA =
  "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:NAME/invocations";
const lambda = (name: string): string => LAMBDA.replace("NAME", name);

const fine = {
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: {
    default: { statusCode: "200", responseTemplates: { "application/json": '{"lit": true}' } },
  },
};

function method(integration: object, more: object = {}): object {
  return {
    responses: { 200: { description: "" } },
    ...more,
    "x-amazon-apigateway-integration": integration,
  };
}

function stage(more: Partial<Stage>): Stage {
  return { location: nowhere, name: "prod", variables: [], defaults: {}, overrides: [], ...more };
}

const onStage =
  (own: Stage) =>
  (model: ApiModel): ApiModel => ({ ...model, stages: [own] });

/** Calls a path of a document and gives status and body of each answer. */
async function answers(
  document: object,
  paths: readonly (string | readonly [string, Record<string, string>])[],
  options: MockOptions = {},
  adjust?: (model: ApiModel) => ApiModel,
): Promise<string[]> {
  const api = await startDocument(document, options, adjust);
  const seen: string[] = [];
  for (const one of paths) {
    const [path, headers] = typeof one === "string" ? [one, {}] : one;
    const answer = await fetch(api.url + path, { headers });
    seen.push(`${answer.status} ${await answer.text()}`);
  }
  await api.close();
  return seen;
}

const LIT = '200 {"lit": true}';

describe("throttling and quotas", () => {
  it("answers 429 when the stage's bucket is empty, until time has passed", async () => {
    let now = 0;
    const surroundings = { ...systemSurroundings, now: () => now };
    const api = await startDocument(
      apiOf({ "/lamps": { get: method(fine) } }),
      { surroundings },
      onStage(stage({ defaults: { rate: 1, burst: 2 } })),
    );
    const statuses: number[] = [];
    for (const at of [0, 0, 0, 999, 1000]) {
      now = at;
      statuses.push((await fetch(`${api.url}/prod/lamps`)).status);
    }
    await api.close();
    expect(statuses).toEqual([200, 200, 429, 429, 200]);
  });

  it("asks for a key of a plan of the stage and counts its quota", async () => {
    const document = apiOf(
      { "/lamps": { get: method(fine, { security: [{ key: [] }] }) } },
      {
        components: {
          securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } },
        },
      },
    );
    const plan = {
      location: nowhere,
      name: "basic",
      stages: [{ stage: "prod" }],
      keys: ["mine"],
      quota: { limit: 3, period: "day" as const, offset: 1 },
    };
    const withPlan = (model: ApiModel): ApiModel => ({
      ...model,
      stages: [stage({})],
      usagePlans: [plan],
    });
    const apiKeys = [
      { name: "mine", value: "m".repeat(20) },
      { name: "other", value: "o".repeat(20) },
    ];
    const mine: readonly [string, Record<string, string>] = [
      "/lamps",
      { "x-api-key": "m".repeat(20) },
    ];
    const other: readonly [string, Record<string, string>] = [
      "/lamps",
      { "x-api-key": "o".repeat(20) },
    ];
    expect(
      await answers(document, ["/lamps", other, mine, mine, mine], { apiKeys }, withPlan),
    ).toEqual([
      '403 {"message":"Forbidden"}',
      '403 {"message":"Forbidden"}',
      LIT,
      LIT,
      '429 {"message":"Limit Exceeded"}',
    ]);
  });

  it("makes a key when none is given", async () => {
    const document = apiOf(
      { "/lamps": { get: method(fine, { security: [{ key: [] }] }) } },
      {
        components: {
          securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } },
        },
      },
    );
    const api = await startDocument(document);
    const [key] = api.credentials.apiKeys;
    const answer = await fetch(`${api.url}/lamps`, { headers: { "x-api-key": key?.value ?? "" } });
    await api.close();
    expect([key?.name, answer.status]).toEqual(["local", 200]);
  });
});

describe("authorizers", () => {
  function guarded(authorizer: object): object {
    return apiOf(
      { "/lamps/{id}": { get: method(fine, { security: [{ guard: [] }] }) } },
      {
        components: {
          securitySchemes: {
            guard: {
              type: "apiKey",
              in: "header",
              name: "Authorization",
              "x-amazon-apigateway-authtype": "custom",
              "x-amazon-apigateway-authorizer": authorizer,
            },
          },
        },
      },
    );
  }
  const policy = (effect: string, resource = "*") => ({
    principalId: "me",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resource }],
    },
  });

  it("lets a token's policy decide, and answers each failure by its kind", async () => {
    const document = guarded({
      type: "token",
      authorizerUri: lambda("guard"),
      identityValidationExpression: "[a-z]+",
    });
    const guard = (event: unknown): unknown => {
      const { authorizationToken: token } = event as { authorizationToken: string };
      if (token === "leave") throw new Error("Unauthorized");
      if (token === "break") throw new Error("broken");
      if (token === "odd") return { principalId: "me" };
      return policy(
        token === "deny" ? "Deny" : "Allow",
        token === "elsewhere" ? "arn:aws:execute-api:*:*:*/*/GET/other" : "*",
      );
    };
    const tokens = ["allow", "deny", "elsewhere", "leave", "break", "odd", "NOT-MATCHING"];
    const paths = tokens.map((token) => ["/lamps/1", { Authorization: token }] as const);
    expect(
      await answers(document, ["/lamps/1", ...paths], { functions: { handlers: { guard } } }),
    ).toEqual([
      '401 {"message":"Unauthorized"}',
      LIT,
      '403 {"message":"User is not authorized to access this resource with an explicit deny"}',
      '403 {"message":"User is not authorized to access this resource"}',
      '401 {"message":"Unauthorized"}',
      '500 {"message":null}',
      '500 {"message":null}',
      '401 {"message":"Unauthorized"}',
    ]);
  });

  it("keeps a result for its time", async () => {
    let calls = 0;
    let now = 0;
    const guard = (): unknown => (calls++, policy("Allow"));
    const api = await startDocument(
      guarded({ type: "token", authorizerUri: lambda("guard"), authorizerResultTtlInSeconds: 60 }),
      {
        functions: { handlers: { guard } },
        surroundings: { ...systemSurroundings, now: () => now },
      },
    );
    const counts: number[] = [];
    for (const at of [0, 59_999, 60_000]) {
      now = at;
      await fetch(`${api.url}/lamps/1`, { headers: { Authorization: "a" } });
      counts.push(calls);
    }
    await api.close();
    expect(counts).toEqual([1, 1, 2]);
  });

  it("wants every identity source of a REQUEST authorizer", async () => {
    const document = guarded({
      type: "request",
      authorizerUri: lambda("guard"),
      identitySource: "method.request.header.X-One, method.request.querystring.two",
    });
    const guard = (): unknown => policy("Allow");
    const paths = [
      "/lamps/1?two=2",
      ["/lamps/1", { "X-One": "1" }],
      ["/lamps/1?two=2", { "X-One": "1" }],
    ] as const;
    expect(await answers(document, paths, { functions: { handlers: { guard } } })).toEqual([
      '401 {"message":"Unauthorized"}',
      '401 {"message":"Unauthorized"}',
      LIT,
    ]);
  });

  it("checks the tokens of a user pool with the local key", async () => {
    const document = guarded({
      type: "cognito_user_pools",
      providerARNs: ["arn:aws:cognito-idp:eu-west-1:1:userpool/x"],
    });
    const api = await startDocument(document);
    const token = (await api.credentials.token?.()) ?? "";
    const statuses: number[] = [];
    for (const sent of [token, `${token}x`, "nonsense"]) {
      statuses.push(
        (await fetch(`${api.url}/lamps/1`, { headers: { Authorization: sent } })).status,
      );
    }
    await api.close();
    expect(statuses).toEqual([200, 401, 401]);
  });
});

describe("resource policies", () => {
  const withPolicy = (...statements: object[]): object =>
    apiOf(
      { "/lamps": { get: method(fine) } },
      { "x-amazon-apigateway-policy": { Version: "2012-10-17", Statement: statements } },
    );
  const allow = {
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: "execute-api:/*",
  };

  it("let in by network and VPC endpoint", async () => {
    const network = withPolicy(allow, {
      ...allow,
      Effect: "Deny",
      Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
    });
    const from = (address: string) => ["/lamps", { "x-from": address }] as const;
    const statuses = await answers(network, [from("10.1.2.3"), from("11.1.2.3")], {
      sourceAddressHeader: "x-from",
    });
    expect(statuses.map((text) => text.slice(0, 3))).toEqual(["200", "403"]);
    const endpoint = withPolicy({
      ...allow,
      Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } },
    });
    const inside = await answers(endpoint, ["/lamps"], { sourceVpce: "vpce-1" });
    const outside = await answers(endpoint, ["/lamps"]);
    expect([...inside, ...outside].map((text) => text.slice(0, 3))).toEqual(["200", "403"]);
  });
});

describe("the response cache", () => {
  it("answers from the entry of the key parameters until its time is over", async () => {
    let now = 0;
    let calls = 0;
    const proxy = {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: lambda("count"),
      cacheKeyParameters: ["method.request.querystring.page"],
    };
    const api = await startDocument(
      apiOf({ "/lamps": { get: method(proxy) } }),
      {
        functions: { handlers: { count: () => ({ statusCode: 200, body: String(++calls) }) } },
        surroundings: { ...systemSurroundings, now: () => now },
      },
      onStage(
        stage({
          cacheClusterSize: "0.5",
          defaults: { cache: { enabled: true, ttl: 10, requireAuthorization: false } },
        }),
      ),
    );
    const seen: string[] = [];
    const get = async (path: string, headers: Record<string, string> = {}): Promise<void> => {
      seen.push(await (await fetch(api.url + path, { headers })).text());
    };
    await get("/lamps?page=1");
    await get("/lamps?page=1&other=2");
    await get("/lamps?page=2");
    now = 9999;
    await get("/lamps?page=1");
    await get("/lamps?page=1", { "cache-control": "max-age=0" });
    now = 30_000;
    await get("/lamps?page=1");
    await api.reset();
    await get("/lamps?page=1");
    await api.close();
    expect(seen).toEqual(["1", "1", "2", "1", "3", "4", "5"]);
  });
});

describe("gateway responses", () => {
  it("take the API's own status, headers and template", async () => {
    const api = await startDocument(
      apiOf(
        { "/lamps": { get: method(fine) } },
        {
          "x-amazon-apigateway-gateway-responses": {
            DEFAULT_4XX: {
              responseParameters: {
                "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
                "gatewayresponse.header.X-Path": "context.path",
              },
            },
            MISSING_AUTHENTICATION_TOKEN: {
              statusCode: "404",
              responseTemplates: {
                "application/json":
                  '{"why": "$context.error.responseType", "at": "${context.stage}"}',
              },
            },
          },
        },
      ),
    );
    const missing = await fetch(`${api.url}/nowhere`);
    const body = await missing.text();
    await api.close();
    expect([missing.status, missing.headers.get("x-amzn-errortype"), body]).toEqual([
      404,
      "MissingAuthenticationTokenException",
      '{"why": "MISSING_AUTHENTICATION_TOKEN", "at": "default"}',
    ]);
  });
});

describe("integrations without a backend here", () => {
  it("answer from the example of the success", async () => {
    const document = apiOf({
      "/lamps": {
        get: {
          responses: {
            200: { description: "", content: { "application/json": { example: ["desk"] } } },
          },
          "x-amazon-apigateway-integration": {
            type: "http_proxy",
            httpMethod: "GET",
            uri: "https://lamps.example.com/lamps",
          },
        },
      },
    });
    expect(await answers(document, ["/lamps"])).toEqual(['200 ["desk"]']);
  });
});

describe("the access log", () => {
  it("writes a line of the stage's format for each request", async () => {
    const lines: string[] = [];
    const accessLog = {
      format:
        "$context.stage $context.httpMethod $context.resourcePath $context.status $context.error.message $context.nothing",
    };
    await answers(
      apiOf({ "/lamps/{id}": { get: method(fine) } }),
      ["/lamps/1", "/none"],
      { onAccessLog: (line) => lines.push(line) },
      onStage(stage({ accessLog })),
    );
    expect(lines).toEqual([
      "prod GET /lamps/{id} 200 - -",
      "prod GET - 403 Missing Authentication Token -",
    ]);
  });
});
