import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchJson } from "../../../src/emitters/export/patch-json.js";
import type { JsonObject } from "../../../src/util/json.js";

const TEXT = `{
  "info": { "title": "Pets", "version": 1.0 },
  "tags": ["a", "b"],
  "paths": {
    "/a": {
      "get": {
        "x-long": 4611686018427387904
      }
    },
    "/b": {}
  }
}
`;

function patched(change: (value: JsonObject) => object, text = TEXT): string {
  const before = JSON.parse(text) as JsonObject;
  return patchJson(text, before, change(before) as JsonObject);
}

describe("a JSON text", () => {
  it.each<[string, (value: JsonObject) => object, string, string]>([
    ["a value", (all) => ({ ...all, tags: ["a", "c"] }), '["a", "b"]', '["a", "c"]'],
    ["an item", (all) => ({ ...all, tags: ["a", "b", "c"] }), '["a", "b"]', '["a", "b", "c"]'],
    [
      "a member on the same line",
      (all) => ({ ...all, info: { title: "Pets", version: 1, "x-a": [1] } }),
      '"version": 1.0 }',
      '"version": 1.0, "x-a": [1] }',
    ],
    [
      "a member on a line of its own",
      (all) => ({ ...all, paths: { ...(all["paths"] as object), "/c": { get: {} } } }),
      '    "/b": {}\n',
      '    "/b": {},\n    "/c": {\n      "get": {}\n    }\n',
    ],
    [
      "the first member gone",
      ({ info: _info, ...rest }) => rest,
      '"info": { "title": "Pets", "version": 1.0 },\n  ',
      "",
    ],
    [
      "members in the middle gone",
      ({ tags: _tags, ...rest }) => rest,
      ',\n  "tags": ["a", "b"]',
      "",
    ],
    [
      "all members gone but a new one",
      (all) => ({ ...all, paths: { "/c": {} } }),
      TEXT.slice(TEXT.indexOf('"paths"')),
      '"paths": {\n    "/c": {}\n  }\n}\n',
    ],
    [
      "an empty object filled",
      (all) => ({ ...all, paths: { ...(all["paths"] as object), "/b": { get: {} } } }),
      '"/b": {}',
      '"/b": {\n      "get": {}\n    }',
    ],
  ])("changes by %s alone", (_what, change, from, to) => {
    expect(TEXT.split(from).length).toBe(2);
    expect(patched(change)).toBe(TEXT.replace(from, to));
    const windows = TEXT.replaceAll("\n", "\r\n");
    const expected = TEXT.replace(from, to).replaceAll("\n", "\r\n");
    expect(patched(change, windows)).toBe(expected);
  });

  it("without blanks stays so", () => {
    const change = () => ({ a: [1, 2], b: { c: [] }, d: { e: 1 } });
    expect(patched(change, '{"a":[1],"b":{"c":[]}}')).toBe('{"a":[1,2],"b":{"c":[]},"d":{"e":1}}');
  });

  it("keeps its comments and trailing commas", () => {
    const text = '{\n  // why\n  "a": 1, /* how */\n  "b": [1, 2,],\n}\n';
    const after = { a: 2, b: [1, 2], c: 3 };
    expect(patchJson(text, { a: 1, b: [1, 2] }, after)).toBe(
      '{\n  // why\n  "a": 2, /* how */\n  "b": [1, 2,],\n  "c": 3,\n}\n',
    );
  });

  it("with a member twice is printed anew", () => {
    const text = '{\n  "a": 1,\n  "a": 2,\n  "b": 0\n}';
    expect(patchJson(text, { a: 2, b: 0 }, { b: 0 })).toBe('{\n  "b": 0\n}');
  });

  it("holds any other value after any change, whatever its layout", () => {
    const value = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(value, value, fc.constantFrom("", "  ", "\t"), (one, other, indent) => {
        const [before, after] = [one, other].map(
          (each) => JSON.parse(JSON.stringify(each)) as JsonObject,
        );
        if (!before || !after) return;
        const text = JSON.stringify(before, undefined, indent);
        expect(JSON.parse(patchJson(text, before, after))).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });
});
