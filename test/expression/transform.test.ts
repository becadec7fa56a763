import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { parseTransform } from "../../src/expression/transform/parse-transform.js";
import { TRANSFORM_SCHEMAS } from "../../src/settings/transform-schema.js";
import type { JsonValue } from "../../src/util/json.js";

const ROOT = { file: { path: "t.yaml", locate: () => undefined, line: () => undefined } };

/** What is wrong in a transform, each with its place. */
function problems(raw: JsonValue): string[] {
  return parseTransform(raw, ROOT).diagnostics.map(
    ({ location, message }) =>
      `${location ? locationPath(location).join("/") : ""}: ${message.replace(/^This is no transform: /, "")}`,
  );
}

const ajv = new Ajv2020();
const editorAccepts = ajv.compile({ $ref: "#/$defs/transform", $defs: TRANSFORM_SCHEMAS });

const body = (value: JsonValue): JsonValue => ({ request: { body: value } });

const FINE: [string, JsonValue][] = [
  ["a source", body("$.a[0]['b c'].d")],
  ["constants", body([1, "x", null, true, { const: { from: 1 } }])],
  ["a conversion", body({ from: "$query.limit", type: "integer", default: 10 })],
  ["fields", body({ fields: { a: "$.b", $ref: "x" } })],
  [
    "loops in loops",
    body({ each: "$.a", as: "a", value: { each: "$a.b", value: ["$a.c", "$item", "$.d"] } }),
  ],
  [
    "conditions",
    body({
      if: { all: [{ exists: "$.a" }, { not: { from: "$.b", in: ["x", 1] } }] },
      value: { text: ["$.a", "-", "$context.requestId"] },
      else: { if: { any: [{ from: "$.n", minimum: 1, maximum: 5 }] }, value: "$stageVariables.x" },
    }),
  ],
  [
    "every part of a message",
    {
      request: {
        backend: "Pet",
        headers: { "X-A": "$header.X-B" },
        query: { q: 1 },
        path: { id: "$path.id" },
      },
      responses: { "200": { status: 201, headers: {} }, default: { body: "$" } },
    },
  ],
];

const WRONG: [JsonValue, string[]][] = [
  ["x", [": it is no object."]],
  [{ requests: {} }, ["requests: `requests` cannot stand here (did you mean `request`?)."]],
  [{ request: { status: 1 } }, ["request/status: `status` cannot stand here."]],
  [{ responses: { "2XX": {} } }, ["responses/2XX: `2XX` is neither a status nor `default`."]],
  [
    body({ a: "$.b" }),
    ["request/body: an object has one of `from`, `const`, `fields`, `each`, `if`, `text`."],
  ],
  [body({ from: "a" }), ["request/body/from: a source is a text that starts with `$`."]],
  [
    body({ from: "$.a", type: "date" }),
    ["request/body/type: `type` is one of string, number, integer, boolean."],
  ],
  [
    body({ from: "$.a", defualt: 1 }),
    ["request/body/defualt: `defualt` cannot stand here (did you mean `default`?)."],
  ],
  [body({ each: "$.a" }), ["request/body: `each` needs `value`."]],
  [body({ if: { exists: "$.a" } }), ["request/body: `if` needs `value`."]],
  [
    body({ if: { from: "$.a" }, value: 1 }),
    ["request/body/if: `from` needs one of `equals`, `in`, `minimum` and `maximum`."],
  ],
];

/** What only reading a source or a name can find. */
const ONLY_READ: [JsonValue, string[]][] = [
  [
    body(["$item.a", "$.a..b", "$.a[*]", "$header", "$['it''s']"]),
    [
      "request/body/0: `$item.a` is no source: no loop around it has an element `$item`.",
      "request/body/1: `$.a..b` is no source: `..b` is neither a member nor an index.",
      "request/body/2: `$.a[*]` is no source: `[*]` is neither a member nor an index.",
      "request/body/3: `$header` is no source: it names no parameter.",
      "request/body/4: `$['it''s']` is no source: `['it''s']` is neither a member nor an index.",
    ],
  ],
  [
    { request: { headers: { A: { fields: {} } } } },
    ["request/headers/A: an object or a list cannot become a text."],
  ],
  [
    body({ each: "$.a", as: "context", value: 1 }),
    ["request/body/as: `as` is a name of letters and digits that is not taken."],
  ],
];

describe("transforms as they are written", () => {
  it.each(FINE)("may have %s", (_, raw) => {
    expect(problems(raw)).toEqual([]);
    expect(editorAccepts(raw)).toBe(true);
  });

  it.each(WRONG)("%j is none", (raw, expected) => {
    expect(problems(raw)).toEqual(expected);
    expect(editorAccepts(raw)).toBe(false);
  });

  it.each(ONLY_READ)("%j is none", (raw, expected) => {
    expect(problems(raw)).toEqual(expected);
  });
});
