import { expect, it } from "vitest";
import { diffModels } from "../../src/diff/index.js";
import { modelOf } from "./load-text.js";

const spec = (root: string, method: string): string => `
openapi: 3.0.3
info: {title: Pets, version: "1"}
${root}
paths:
  /pets:
    get:
      responses: {"200": {description: ok}}
${method}
`;

function changes(before: readonly [string, string], after: readonly [string, string]): string[] {
  const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
  return diffModels(modelOf(spec(...before)), modelOf(spec(...after)), policy).map(
    ({ rule, severity }) => `${severity} ${rule.class} ${rule.id}`,
  );
}

const validator = (body: boolean): string => `
x-amazon-apigateway-request-validators:
  strict: {validateRequestBody: ${body}, validateRequestParameters: false}
x-amazon-apigateway-request-validator: strict`;

it("tells what the gateway refuses that it let through", () => {
  const policy = `x-amazon-apigateway-policy: {Version: "2012-10-17", Statement: []}`;
  expect(changes(["", ""], [policy, ""])).toEqual(["error gateway gateway-policy-narrowed"]);
  expect(changes([policy, ""], ["", ""])).toEqual(["info gateway gateway-policy-widened"]);
  expect(changes([validator(false), ""], [validator(true), ""])).toEqual([
    "error gateway gateway-request-validator-narrowed",
  ]);
});

it("tells that what the gateway answers itself changed", () => {
  const response = (status: number): string =>
    `x-amazon-apigateway-gateway-responses: {DEFAULT_4XX: {statusCode: ${status}}}`;
  expect(changes([response(400), ""], [response(404), ""])).toEqual([
    "warning gateway gateway-response-changed",
  ]);
  expect(changes([response(400), ""], [response(400), ""])).toEqual([]);
});

const statement = (effect: string, condition = ""): string =>
  `{Effect: ${effect}, Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*"${condition}}`;
const ranges = (operator: string, ...networks: string[]): string =>
  `, Condition: {${operator}: {"aws:SourceIp": [${networks.join(", ")}]}}`;
const policyOf = (...statements: string[]): readonly [string, string] => [
  `x-amazon-apigateway-policy: {Version: "2012-10-17", Statement: [${statements.join(", ")}]}`,
  "",
];

it.each([
  [
    "a range of addresses that lies within the old one",
    policyOf(statement("Allow", ranges("IpAddress", "10.0.0.0/8"))),
    policyOf(statement("Allow", ranges("IpAddress", "10.1.0.0/16"))),
    "error gateway gateway-policy-narrowed",
  ],
  [
    "one more range",
    policyOf(statement("Allow", ranges("IpAddress", "10.1.0.0/16"))),
    policyOf(statement("Allow", ranges("IpAddress", "10.0.0.0/8", "192.0.2.0/24"))),
    "info gateway gateway-policy-widened",
  ],
  [
    "a new condition",
    policyOf(statement("Allow")),
    policyOf(statement("Allow", ranges("IpAddress", "10.0.0.0/8"))),
    "error gateway gateway-policy-narrowed",
  ],
  [
    "one more exception from a deny",
    policyOf(statement("Allow"), statement("Deny", ranges("NotIpAddress", "10.0.0.0/8"))),
    policyOf(
      statement("Allow"),
      statement("Deny", ranges("NotIpAddress", "10.0.0.0/8", "192.0.2.0/24")),
    ),
    "info gateway gateway-policy-widened",
  ],
  [
    "one exception from a deny less",
    policyOf(
      statement("Allow"),
      statement("Deny", ranges("NotIpAddress", "10.0.0.0/8", "192.0.2.0/24")),
    ),
    policyOf(statement("Allow"), statement("Deny", ranges("NotIpAddress", "10.0.0.0/8"))),
    "error gateway gateway-policy-narrowed",
  ],
])("decides policies by what they let through: %s", (_name, before, after, expected) => {
  expect(changes(before, after)).toEqual([expected]);
});

it("tells of templates that render differently for the examples, not of others", () => {
  const template = (text: string): readonly [string, string] => [
    "",
    `      requestBody:
        content: {application/json: {schema: {type: object}, example: {name: Rex, age: 3}}}
      x-amazon-apigateway-integration:
        type: http
        httpMethod: POST
        uri: "https://backend.test"
        requestTemplates: {application/json: '${text}'}`,
  ];
  const old = template('{"pet": $input.json("$.name"), "age": $input.path("$.age")}');
  expect(
    changes(old, template('{ "age": $input.json("$.age"), "pet": "$input.path("$.name")" }')),
  ).toEqual([]);
  expect(changes(old, template('{"pet": $input.json("$.name")}'))).toEqual([
    "warning gateway gateway-template-changed",
  ]);
});

it("compares what a preflight of the gateway's own lets browsers do", () => {
  const options = (methods: string): readonly [string, string] => [
    "",
    `    options:
      responses: {"200": {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses:
          default:
            statusCode: "200"
            responseParameters:
              method.response.header.Access-Control-Allow-Methods: "'${methods}'"`,
  ];
  expect(changes(options("GET,POST"), options("GET"))).toEqual([
    "error gateway gateway-cors-narrowed",
  ]);
  expect(changes(options("GET"), options("GET, POST"))).toEqual([
    "info gateway gateway-cors-widened",
  ]);
});

it("compares the integration's timeout", () => {
  const timeout = (milliseconds: number): string =>
    `      x-amazon-apigateway-integration: {type: http_proxy, uri: "https://x.test", httpMethod: GET, timeoutInMillis: ${milliseconds}}`;
  expect(changes(["", timeout(9000)], ["", timeout(1000)])).toEqual([
    "error gateway gateway-timeout-narrowed",
  ]);
  expect(changes(["", timeout(1000)], ["", timeout(9000)])).toEqual([
    "info gateway gateway-timeout-widened",
  ]);
});
