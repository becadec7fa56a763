import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIntegrationUri, printIntegrationUri } from "../../src/expression/integration-uri.js";
import type { UriPart } from "../../src/expression/integration-uri.js";
import {
  parseMappingExpression,
  printMappingExpression,
} from "../../src/expression/mapping-expression.js";
import { parseMappingTarget, printMappingTarget } from "../../src/expression/mapping-target.js";
import {
  parseSelectionExpression,
  printSelectionExpression,
} from "../../src/expression/selection-expression.js";
import type { SelectionPart } from "../../src/expression/selection-expression.js";
import { parseSubstitution, printSubstitution } from "../../src/expression/substitution.js";
import type { SubstitutionPart } from "../../src/expression/substitution.js";
import type { MappingExpression } from "../../src/model/index.js";

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/);
const jsonPath = fc.constantFrom("a", "a.b", "[0].c", "items[1]");
const single = fc.oneof(
  fc.record({
    kind: fc.constant("request" as const),
    in: fc.constantFrom("path" as const, "querystring" as const, "header" as const),
    name,
  }),
  fc.constant({ kind: "requestBody" as const }),
  fc.record({ kind: fc.constant("requestBody" as const), jsonPath }),
  fc.record({
    kind: fc.constant("response" as const),
    in: fc.constantFrom("header" as const, "multivalueheader" as const),
    name,
  }),
  fc.record({ kind: fc.constant("responseBody" as const), jsonPath }),
  fc.record({ kind: fc.constant("context" as const), name }),
  fc.record({ kind: fc.constant("stageVariable" as const), name }),
);
const text = fc.string({ minLength: 1 }).filter((value) => !/[${}]/.test(value));
const literal = fc.record({ kind: fc.constant("static" as const), value: text });

/** Alternates so that two texts never stand side by side. */
function alternating<T>(variable: fc.Arbitrary<T>, plain: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc
    .tuple(fc.boolean(), fc.array(fc.tuple(variable, plain), { minLength: 1, maxLength: 4 }))
    .map(([first, pairs]) => (first ? pairs.flat() : pairs.flat().slice(1)));
}

describe("mapping expressions", () => {
  test.each(["rest", "websocket"] as const)("%s: what is printed reads the same", (notation) => {
    fc.assert(
      fc.property(fc.oneof(single, literal), (expression) => {
        const printed = printMappingExpression(expression, notation);
        expect(parseMappingExpression(printed, notation)).toEqual(expression);
      }),
    );
  });

  test("http: what is printed reads the same", () => {
    const whole = fc.constant({ kind: "requestPath" as const });
    const template = alternating<MappingExpression>(fc.oneof(single, whole), literal)
      .filter((parts) => parts.length > 1)
      .map((parts) => ({ kind: "template" as const, parts }));
    fc.assert(
      fc.property(fc.oneof(single, whole, literal, template), (expression) => {
        const printed = printMappingExpression(expression, "http");
        expect(parseMappingExpression(printed, "http")).toEqual(expression);
      }),
    );
  });

  test.each([
    ["method.request.multivaluequerystring.tag", "rest"],
    ["method.request.body", "rest"],
    ["method.request.body.pets[0].name", "rest"],
    ["integration.response.multivalueheader.set-cookie", "rest"],
    ["integration.response.body.error.message", "rest"],
    ["stageVariables.backend", "rest"],
    ["context.authorizer.principalId", "rest"],
    ["'it''s fixed'", "rest"],
    ["route.request.querystring.token", "websocket"],
    ["$request.header.x-trace", "http"],
    ["$request.path", "http"],
    ["$stageVariables.backend", "http"],
  ] as const)("%s survives", (written, notation) => {
    const expression = parseMappingExpression(written, notation);
    expect(expression).toBeDefined();
    expect(expression && printMappingExpression(expression, notation)).toBe(written);
  });

  test("text and variables of HTTP APIs are taken apart", () => {
    expect(parseMappingExpression("v1-${request.path.id} of $context.stage", "http")).toEqual({
      kind: "template",
      parts: [
        { kind: "static", value: "v1-" },
        { kind: "request", in: "path", name: "id" },
        { kind: "static", value: " of " },
        { kind: "context", name: "stage" },
      ],
    });
  });

  test.each(["true", "method.request.header.", "method.request.cookie.a", "'", ""])(
    "%j is no mapping of a REST API",
    (written) => expect(parseMappingExpression(written, "rest")).toBeUndefined(),
  );
});

describe("mapping targets", () => {
  test.each([
    ["integration.request.header.X-A", { of: "request", action: "set", in: "header", name: "X-A" }],
    ["integration.request.path.id", { of: "request", action: "set", in: "path", name: "id" }],
    ["method.response.header.a.b", { of: "response", action: "set", in: "header", name: "a.b" }],
    [
      "gatewayresponse.header.Allow",
      { of: "gatewayResponse", action: "set", in: "header", name: "Allow" },
    ],
    ["append:header.a", { of: "request", action: "append", in: "header", name: "a" }],
    ["overwrite:path", { of: "request", action: "overwrite", in: "requestPath", name: "" }],
    ["overwrite:statuscode", { of: "response", action: "overwrite", in: "statuscode", name: "" }],
  ] as const)("%s", (written, target) => {
    expect(parseMappingTarget(written)).toEqual(target);
    expect(printMappingTarget(target)).toBe(written);
  });

  test.each(["integration.request.body", "header.x", "", "drop:header.x"])(
    "%j is no target",
    (written) => expect(parseMappingTarget(written)).toBeUndefined(),
  );
});

describe("selection expressions", () => {
  test("what is printed reads the same", () => {
    const variable = fc.array(name, { minLength: 1, maxLength: 4 }).map((path) => ({ path }));
    const anyText = fc.string({ minLength: 1 });
    const parts = alternating<SelectionPart>(variable, anyText);
    fc.assert(
      fc.property(parts, (parts) => {
        const printed = printSelectionExpression({ parts });
        expect(parseSelectionExpression(printed)).toEqual({ parts });
      }),
    );
  });

  test.each([
    ["$request.body.action", [{ path: ["request", "body", "action"] }]],
    ["${request.body.a.b}", [{ path: ["request", "body", "a", "b"] }]],
    ["\\$default", ["$default"]],
    [
      "${request.header.a}/$context.b",
      [{ path: ["request", "header", "a"] }, "/", { path: ["context", "b"] }],
    ],
  ])("%s", (written, parts) => {
    expect(parseSelectionExpression(written)).toEqual({ parts });
  });
});

test("URIs: path variables and stage variables", () => {
  expect(parseIntegrationUri("https://${stageVariables.host}/pets/{id}")).toEqual([
    { kind: "text", text: "https://" },
    { kind: "stageVariable", name: "host" },
    { kind: "text", text: "/pets/" },
    { kind: "path", name: "id" },
  ]);
  const variable: fc.Arbitrary<UriPart> = fc.record({
    kind: fc.constantFrom("path" as const, "stageVariable" as const),
    name,
  });
  const plain: fc.Arbitrary<UriPart> = text.map((value) => ({ kind: "text", text: value }));
  fc.assert(
    fc.property(alternating(variable, plain), (parts) => {
      expect(parseIntegrationUri(printIntegrationUri(parts))).toEqual(parts);
    }),
  );
});

test("substitutions: references, literals that look like them", () => {
  expect(parseSubstitution("arn:${AWS::Region}:${!stageVariables.fn}:${Fn.Arn}")).toEqual([
    "arn:",
    { reference: "AWS::Region" },
    ":${stageVariables.fn}:",
    { reference: "Fn.Arn" },
  ]);
  const reference = name.map((value) => ({ reference: value }));
  const plain = fc.string({ minLength: 1 }).map((value) => value.replaceAll("$", ""));
  const parts = alternating<SubstitutionPart>(
    reference,
    fc.oneof(
      fc.constant("${kept}"),
      plain.filter((value) => value !== ""),
    ),
  );
  fc.assert(
    fc.property(parts, (parts) => {
      expect(parseSubstitution(printSubstitution(parts))).toEqual(parts);
    }),
  );
});
