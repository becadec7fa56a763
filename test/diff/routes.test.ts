import { expect, it } from "vitest";
import { diffModels } from "../../src/diff/index.js";
import { modelOf } from "./load-text.js";

const spec = (routes: string, selection = "$request.body.action"): string => `
openapi: 3.1.0
info: {title: Toys, version: "1"}
paths: {}
x-gw-gen-websocket:
  routeSelection: ${selection}
  routes:
${routes}
`;

function changes(before: string, after: string): string[] {
  const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
  return diffModels(modelOf(before), modelOf(after), policy).map(
    ({ rule, severity, change }) => `${severity} ${rule.id} ${change.operation ?? ""}`,
  );
}

const order = (properties: string, required = ""): string =>
  `    order: { message: { type: object, properties: {${properties}}, required: [${required}] } }`;
const sold = (properties: string, required = ""): string =>
  `    sold: { direction: receive, message: { type: object, properties: {${properties}}, required: [${required}] } }`;

it("judges messages by who sends them", () => {
  const text = "n: {type: string}";
  expect(changes(spec(order(text)), spec(order(text, "n")))).toEqual([
    "error request-required-narrowed ROUTE order",
  ]);
  expect(changes(spec(order(text, "n")), spec(order(text)))).toEqual([
    "info request-required-widened ROUTE order",
  ]);
  expect(changes(spec(sold(text, "n")), spec(sold(text)))).toEqual([
    "error response-required-widened EVENT sold",
  ]);
  expect(changes(spec(sold(text)), spec(sold(text, "n")))).toEqual([
    "info response-required-narrowed EVENT sold",
  ]);
});

it("tells which routes and events are gone, new, or selected otherwise", () => {
  const both = `${order("")}\n${sold("")}`;
  expect(changes(spec(both), spec("    other: {}"))).toEqual([
    "error operation-removed ROUTE order",
    "info operation-added ROUTE other",
    "error webhook-removed EVENT sold",
  ]);
  expect(changes(spec(both), spec(both, "$request.body.op"))).toEqual([
    "error gateway-route-selection-changed ",
  ]);
  expect(changes(spec(both), spec(both))).toEqual([]);
});
