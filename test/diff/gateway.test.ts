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
