import { describe, expect, it } from "vitest";
import {
  compileJsonPath,
  parsePermissiveJson,
  payloadSteps,
  toPlain,
  toValue,
  writeJson,
} from "../../src/vtl/index.js";

describe("the permissive JSON parser", () => {
  it.each([
    ['{"a":1,"b":[true,null]}', '{"a":1,"b":[true,null]}'],
    ["{a:1,'b':x y}", '{"a":1,"b":"x y"}'],
    ["[1,,2,]", "[1,2]"],
    ["[1 x, 'y\"z']", '["1 x","y\\"z"]'],
    ["{}}", "{}"],
    ["true{", '"true{"'],
    ["007", "7"],
    ["-", "0"],
    ["1e3", "1000.0"],
    ["9223372036854775808", "9223372036854775808"],
    ["3.14159265358979323846", "3.14159265358979323846"],
    ['"\\u0041\\x42\\q\\n"', '"AB\\n"'],
    ['"a\u0001b\\\\"', '"ab\\\\"'],
    ["\u2028", '"\\u2028"'],
    ["  ", '""'],
  ])("reads %j", (text, expected) => {
    expect(writeJson(parsePermissiveJson(text), false)).toBe(expected);
  });

  it.each(["{", "[1", '{"a"', '{"a":', '"x', "[}", "{]", ":", '"\\u00zz"', "1e-"])(
    "refuses %j",
    (text) => {
      expect(() => parsePermissiveJson(text)).toThrow(Error);
    },
  );

  it("keeps a member named __proto__ a member", () => {
    const plain = toPlain(parsePermissiveJson('{"__proto__":{"x":1}}'));
    expect(JSON.stringify(plain)).toBe('{"__proto__":{"x":1}}');
  });
});

describe("JSONPath in Jayway's dialect", () => {
  const document = toValue({
    store: { pets: [{ n: "a", w: 1 }, { n: "b", w: 12 }, { n: "c" }], open: true },
    grid: [[1, 2], [3]],
    "odd key": 5,
    none: null,
  });
  const read = (path: string): unknown => {
    const value = compileJsonPath(path).read(document);
    return value === undefined ? "nothing" : toPlain(value);
  };

  it.each([
    ["$.store.open", true],
    ["store.open", true],
    ["$['odd key']", 5],
    ["$.none", null],
    ["$.none.x", "nothing"],
    ["$.store.pets[0].n", "a"],
    ["$.store.pets[-1].n", "nothing"],
    ["$.store.pets[(@.length-1)].n", "c"],
    ["$.store.pets[9]", "nothing"],
    ["$.store.pets[*].n", ["a", "b", "c"]],
    ["$.store.pets[*].w", [1, 12]],
    ["$..n", ["a", "b", "c"]],
    ["$.store.pets[1:].n", ["b", "c"]],
    ["$.store.pets[-2:].n", ["b", "c"]],
    ["$.store.pets[:2].n", ["a", "b"]],
    ["$.store.pets[0,2].n", ["a", "c"]],
    ["$.store.pets[0]['n','w','x']", { n: "a", w: 1 }],
    ["$.store.pets[?(@.w)].n", ["a", "b"]],
    ["$.store.pets[?(!@.w)].n", ["c"]],
    ["$.store.pets[?(@.w > 5 || @.n == 'a')].n", ["a", "b"]],
    ["$.store.pets[?(@.w >= 1 && @.n != 'a')].n", ["b"]],
    ["$.store.pets[?(@.n =~ /[AB]/i)].n", ["a", "b"]],
    ["$.grid[*][0]", [1, 3]],
    ["$.grid..*", [[1, 2], [3], 1, 2, 3]],
  ])("reads %s", (path, expected) => {
    expect(read(path)).toEqual(expected);
  });

  it.each(["", "$..", "$.", "$[", "$.a[b]", "$ .a", "$x", "$.store[0]", "$.store.open[?(@.x)]"])(
    "refuses %j",
    (path) => {
      expect(() => compileJsonPath(path).read(document)).toThrow(Error);
    },
  );

  it("tells definite paths from others, and their steps", () => {
    expect(
      ["$.a[0]", "$.a[*]", "$..a", "$.a[?(@.b)]", "$['a','b']"].map((path) => {
        return compileJsonPath(path).definite;
      }),
    ).toEqual([true, false, false, false, true]);
    expect(payloadSteps("$.a[0]['b c'][*]")).toEqual([
      { kind: "member", name: "a" },
      { kind: "index", index: 0 },
      { kind: "member", name: "b c" },
      { kind: "each" },
    ]);
    expect(["$..a", "$.a[1:]", "$["].map(payloadSteps)).toEqual([undefined, undefined, undefined]);
  });
});
