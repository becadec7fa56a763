import fc from "fast-check";
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

function agree(transform: unknown, payload: JsonValue, direction: "request" | "response"): void {
  // Record's prototype-free objects become plain ones, and undefined members go.
  const raw = JSON.parse(
    JSON.stringify(
      direction === "request" ? { request: transform } : { responses: { 200: transform } },
    ),
  ) as JsonValue;
  const parsed = parseTransform(raw, NOWHERE);
  expect(parsed.diagnostics.map(({ message }) => message)).toEqual([]);
  const message =
    direction === "request" ? parsed.transform?.request : parsed.transform?.responses?.[0]?.value;
  if (!message) throw new Error("there is no transform");
  const event = events(payload);
  const template = compileToVtl(message, { direction });
  const outcome = evaluateTransform(message, event, direction);
  if (!("result" in outcome)) throw new Error(outcome.failure);
  const rendered = plain(renderTemplate(template, { event }));
  expect(rendered, template).toEqual(plain(outcome.result));
  if (message.body) expect(rendered.body).toHaveProperty("json");
}

describe("the template of a transform", () => {
  it("makes of any request what evaluating makes of it", () => {
    fc.assert(
      fc.property(requestTransforms, payloads, (transform, payload) => {
        agree(transform, payload, "request");
      }),
      { numRuns: 400 },
    );
  });

  it("makes of any response what evaluating makes of it", () => {
    fc.assert(
      fc.property(responseTransforms, payloads, (transform, payload) => {
        agree(transform, payload, "response");
      }),
      { numRuns: 400 },
    );
  });
});
