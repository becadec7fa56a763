import { describe, expect, it } from "vitest";
import { checkText, openapi } from "./check-text.js";

const SCHEMA = `{ type: object, properties: { name: { type: string }, age: { type: integer }, born: { type: string, format: date }, tags: { type: array, items: { $ref: "#/components/schemas/Tag" } }, any: {} } }`;
const TAG = `{ type: object, additionalProperties: false, properties: { label: { type: string } } }`;

interface Setup {
  readonly request?: string;
  readonly response?: string;
  readonly type?: string;
  readonly more?: string;
}

/** What the rules on templates say of an operation with these, without the codes' common beginning. */
async function findings({ request, response, type = "http", more = "" }: Setup): Promise<string[]> {
  const block = (text: string): string => `{ application/json: ${JSON.stringify(text)} }`;
  const text = openapi(`paths:
  /pets:
    post:
      operationId: addPet
      requestBody: { content: { application/json: { schema: ${SCHEMA} } } }
      responses: { "200": { description: fine, content: { application/json: { schema: ${SCHEMA} } } } }
      x-amazon-apigateway-integration:
        type: ${type}
        httpMethod: POST
        uri: https://backend.example
        passthroughBehavior: never
        ${request === undefined ? "" : `requestTemplates: ${block(request)}`}
        responses: { default: { statusCode: "200" ${response === undefined ? "" : `, responseTemplates: ${block(response)}`} } }
        ${more}
components: { schemas: { Tag: ${TAG} } }`);
  const found = await checkText(text, "aws");
  return found
    .filter(([code]) => /^aws-(template|passthrough)/.test(code))
    .map(([code, , message]) => `${code.replace("aws-template-", "")}: ${message}`);
}

describe("mapping templates", () => {
  const FINE: string[] = [
    '{"name": $input.json("$.name"), "age": $input.path("$.age")}',
    '#set($p = $input.path("$"))\n{"tags": [#foreach($t in $p.tags)"$util.escapeJavaScript($t.label)"#if($foreach.hasNext),#end#end]}',
    '{"body": $input.json("$"), "params": {#foreach($type in $input.params().keySet())"$type": {#foreach($n in $input.params().get($type).keySet())"$n": "$util.escapeJavaScript($input.params().get($type).get($n))"#if($foreach.hasNext),#end#end}#if($foreach.hasNext),#end#end}, "stage": "$context.stage", "user": "$context.authorizer.claims.sub", "cert": "$context.identity.clientCert.subjectDN"}',
    "Action=SendMessage&MessageBody=$util.urlEncode($input.body)&G=\"$input.path('$.name')\"",
    '{"age": "$input.path(\'$.age\')", "born": "$input.path(\'$.born\')"}',
    "$input.json('$')",
    '{"any": $input.path("$.any").size(), "deep": $input.json("$.any.more.yet"), "n": $input.path("$.tags").size()}',
    '#set($context.requestOverride.header.X = "1")$input.body',
  ];
  it.each(FINE)("may be %s", async (request) => {
    expect(await findings({ request })).toEqual([]);
  });

  const WRONG: [request: string, expected: string[]][] = [
    ["#if($a)", ["broken: The mapping template cannot be read: expected `#end`, found the end."]],
    [
      '{"a": $input.json("$.nmae"), "b": $input.json("$.tags[0].lable"), "c": $input.json("$.name.first"), "d": $input.json("$.age[0]")}',
      [
        "path-impossible: The request's schema has nothing at `$.nmae`: there is no member `nmae`. Did you mean `name`?",
        "path-impossible: The request's schema has nothing at `$.tags[0].lable`: there is no member `lable`. Did you mean `label`?",
        "path-impossible: The request's schema has nothing at `$.name.first`: it is of type string.",
        "path-impossible: The request's schema has nothing at `$.age[0]`: it is of type integer.",
      ],
    ],
    [
      '#set($p = $input.path("$"))\n{"n": "$p.name", "q": "$input.params(\'q\')", "b": "$input.body", "l": ["$p.tags[0].label"]}',
      [
        "unescaped: The member `$.name` is printed inside a JSON string without escaping: a quote in it ends the string.",
        "unescaped: The parameter `q` is printed inside a JSON string without escaping: a quote in it ends the string.",
        "unescaped: `$input.body` is printed inside a JSON string without escaping: a quote in it ends the string.",
        "unescaped: The member `$.tags[0].label` is printed inside a JSON string without escaping: a quote in it ends the string.",
      ],
    ],
    [
      '{"a": "$context.identity.sourceIP", "b": "$context.status", "c": "$context.foo", "d": "$context.error.message"}',
      [
        "context-unknown: `$context` has no `identity.sourceIP`; it is always empty. Did you mean `identity.sourceIp`?",
        "context-unknown: `$context` has no `foo`; it is always empty.",
        "context-log-only: `$context.status` exists in access logs and gateway responses only; in a template it is empty.",
        "context-log-only: `$context.error.message` exists in access logs and gateway responses only; in a template it is empty.",
      ],
    ],
    [
      '{"a": $input.json("$.name"), }',
      ['not-json: Whatever is sent, the template prints no JSON: `{"a": "string", }`.'],
    ],
  ];
  it.each(WRONG)("are wrong: %s", async (request, expected) => {
    expect((await findings({ request })).toSorted()).toEqual(expected.toSorted());
  });

  it("of responses must print what the response describes, where that is known", async () => {
    const request = '{"statusCode": 200}';
    const response = '{"name": "x", "age": "old"}';
    expect(await findings({ type: "mock", request, response })).toEqual([
      "output-mismatch: The template's output is not what the response 200 describes: `age` must be integer.",
    ]);
    expect(await findings({ type: "mock", request, response: '{"age": 3}' })).toEqual([]);
    expect(await findings({ response: '{"age": "$input.path(\'$.x\')"}' })).toEqual([]);
    expect(await findings({ response: "{\"age\": $input.path('$.x')}" })).toEqual([]);
    expect(await findings({ response: '{"age": ' })).toEqual([
      'not-json: Whatever is sent, the template prints no JSON: `{"age":`.',
    ]);
  });

  it("of proxies and those that CloudFormation fills are left alone", async () => {
    expect(await findings({ type: "http_proxy", request: "#if(" })).toEqual([]);
    expect(await findings({ request: '{"region": "${AWS::Region}"}' })).toEqual([]);
  });

  it("name stage variables that each stage has", async () => {
    const text = openapi(`paths:
  /a:
    get:
      operationId: a
      responses: { "204": { description: done } }
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode": 204, "x": "$stageVariables.tabel"}' } }`);
    const codes = async (settings?: string) =>
      (await checkText(text, "aws", settings)).map(([code, , message]) => `${code}: ${message}`);
    expect(await codes()).toEqual([]);
    expect(
      await codes(
        "stages: { dev: { variables: { table: a } }, prod: { variables: { tabel: b } } }",
      ),
    ).toEqual([
      "aws-template-stage-variable-unknown: The stage variable `tabel` is not set in `dev`. Did you mean `table`?",
    ]);
  });

  it("without passthroughBehavior can be gone around", async () => {
    const text = openapi(`paths:
  /a:
    post:
      operationId: a
      requestBody: { content: { application/json: {} } }
      responses: { "204": { description: done } }
      x-amazon-apigateway-integration: { type: http, httpMethod: POST, uri: "https://b.example", requestTemplates: { application/json: "$input.body" } }`);
    const codes = (await checkText(text, "aws")).map(([code]) => code);
    expect(codes.filter((code) => code === "aws-passthrough-missing")).toHaveLength(1);
  });
});

describe("cached answers", () => {
  const spec = (keys: string): string =>
    openapi(`paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: view, in: query, schema: { type: string } }
      security: [{ token: [] }]
      responses: { "200": { description: fine } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "https://b.example/{id}", requestParameters: { integration.request.path.id: method.request.path.id }, cacheKeyParameters: ${keys} }
components:
  securitySchemes:
    token: { type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authorizer: { type: token, authorizerUri: "arn:x" } }`);
  const cached = "stages: { prod: { cache: { enabled: true, size: '0.5' } } }";
  const found = async (keys: string, settings = cached): Promise<string[]> =>
    (await checkText(spec(keys), "aws", settings))
      .filter(([code]) => code === "aws-cache-key-incomplete")
      .map(([, , message]) => /lacks (.*?): /.exec(message)?.[1] ?? message);

  it("depend on no more than their key", async () => {
    expect(await found("[]")).toEqual([
      "the path parameter `id`, the query parameter `view`, the caller's identity",
    ]);
    expect(await found("[integration.request.path.id, method.request.querystring.view]")).toEqual([
      "the caller's identity",
    ]);
    const all =
      "[method.request.path.id, method.request.querystring.view, method.request.header.Authorization]";
    expect(await found(all)).toEqual([]);
    expect(await found("[]", "stages: { prod: {} }")).toEqual([]);
  });
});
