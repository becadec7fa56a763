import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTransform } from "../../src/expression/transform/parse-transform.js";
import { compileToVtl, evaluateTransform } from "../../src/transform/index.js";
import type { JsonValue } from "../../src/util/json.js";
import { renderTemplate, type TemplateEvent } from "../../src/vtl/index.js";
import { payloads, requestTransforms, responseTransforms } from "./arbitrary-transform.js";

const NOWHERE = { file: { path: "t.yaml", locate: () => undefined, line: () => undefined } };

const events = (payload: JsonValue): TemplateEvent => ({
  body: JSON.stringify(payload),
  params: {
    header: { "x-id": 'it\'s "5"', Other: "" },
    querystring: { q: "12" },
    path: { id: "a/b" },
  },
  context: { requestId: "r-1", identity: { sourceIp: "10.0.0.1" } },
  stageVariables: { name: "prod" },
});

/** What a rendering or an evaluation gave, in one form. */
function plain({ output, requestOverride, responseOverride }: ReturnType<typeof renderTemplate>) {
  const value = (text: string): unknown => {
    try {
      return { json: JSON.parse(text) as unknown };
    } catch {
      return { text };
    }
  };
  return {
    body: value(output),
    requestOverride: { ...requestOverride },
    responseOverride: { ...responseOverride },
  };
}

interface Made {
  readonly rendered: ReturnType<typeof plain>;
  readonly evaluated: ReturnType<typeof plain>;
}

/** What the template of a transform prints, and what evaluating the transform gives. */
function bothWays(transform: unknown, payload: JsonValue, direction: "request" | "response"): Made {
  const isRequest = direction === "request";
  // Members that are undefined go.
  const raw = JSON.parse(
    JSON.stringify(isRequest ? { request: transform } : { responses: { 200: transform } }),
  ) as JsonValue;
  const parsed = parseTransform(raw, NOWHERE);
  const message = isRequest ? parsed.transform?.request : parsed.transform?.responses?.[0]?.value;
  if (!message || parsed.diagnostics.length > 0) throw new Error(JSON.stringify(raw));
  const event = events(payload);
  const template = compileToVtl(message, { direction });
  const outcome = evaluateTransform(message, event, direction);
  if (!("result" in outcome)) throw new Error(outcome.failure);
  return {
    rendered: plain(renderTemplate(template, { event })),
    evaluated: plain(outcome.result),
  };
}

describe("the template of a transform", () => {
  it.each([
    ["request", requestTransforms],
    ["response", responseTransforms],
  ] as const)("makes of any %s what evaluating makes of it, as JSON", (direction, transforms) => {
    fc.assert(
      fc.property(transforms, payloads, (transform, payload) => {
        const { rendered, evaluated } = bothWays(transform, payload, direction);
        expect(rendered).toEqual(evaluated);
        expect(rendered.body).toHaveProperty("json");
      }),
      { numRuns: 400 },
    );
  });
});

describe("any JSON as a transform", () => {
  it("is read or refused", () => {
    const anything = fc.jsonValue({ maxDepth: 6 });
    const mutated = fc
      .tuple(requestTransforms, anything, fc.nat())
      .map(([transform, other, at]) => {
        const text = JSON.stringify({ request: transform });
        const parts = text.split(/(?<=[:,[])/);
        parts.splice(at % parts.length, 1, `${JSON.stringify(other)},`);
        try {
          return JSON.parse(parts.join("")) as unknown;
        } catch {
          return other;
        }
      });
    fc.assert(
      fc.property(mutated, (raw) => {
        const { transform, diagnostics } = parseTransform(raw as JsonValue, NOWHERE);
        expect(new Set(diagnostics.map(({ severity }) => severity)).size).toBeLessThan(2);
        if (transform?.request) compileToVtl(transform.request, { direction: "request" });
      }),
      { numRuns: 500 },
    );
  });
});
