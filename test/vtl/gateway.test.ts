import { describe, expect, it } from "vitest";
import { renderTemplate } from "../../src/vtl/index.js";
import { aws, failure } from "./print.js";

const body = JSON.stringify({
  name: 'Rex "R"',
  url: "http://a/b",
  tags: ["x", "y/z"],
  owner: { id: 7, home: null },
  pets: [{ age: 3 }, { age: 12.5 }],
});

describe("$input", () => {
  it.each([
    ["$input.body.length()", String(body.length)],
    ["$input.path('$.name') $input.json('$.name')", 'Rex "R" "Rex \\"R\\""'],
    ["$input.path('$.owner') $input.json('$.owner')", '{id=7, home=null} {"id":7,"home":null}'],
    ["$input.path('$.tags') $input.json('$.tags')", '["x","y\\/z"] ["x","y/z"]'],
    ["$input.path('$.pets[*].age') $input.path('$..age')", "[3,12.5] [3,12.5]"],
    ["$input.path('$.pets[?(@.age > 5)]')", '[{"age":12.5}]'],
    ["$input.path('$.none')|$input.json('$.none')|$input.json('$.owner.home')", '|""|""'],
    ["$input.path('name') $input.path('$.pets').size()", 'Rex "R" 2'],
    ["$input|$util|$input.params|$input.nope|$input.body.name", "||||"],
    ["#foreach($p in $input.path('$.pets'))$p.age#if($foreach.hasNext),#end#end", "3,12.5"],
  ])("prints %s", (template, expected) => {
    expect(aws(template, { body })).toBe(expected);
  });

  it.each([
    ["", "{} {} {}"],
    ["a=b", 'a=b a=b "a=b"'],
    ["{a: 'x', b: [1,,2]}", `{a: 'x', b: [1,,2]} {a=x, b=[1,2]} {"a":"x","b":[1,2]}`],
    ["[1, 2] tail", "[1, 2] tail [1,2] [1,2]"],
    ["12.50", "12.50 12.5 12.5"],
    ["null", 'null  ""'],
  ])("reads the body %j permissively", (text, expected) => {
    expect(aws("$input.body $input.path('$') $input.json('$')", { body: text })).toBe(expected);
  });

  it("parses the payload only when a path is asked for", () => {
    expect(aws("$input.body", { body: "{broken" })).toBe("{broken");
    expect(failure(() => aws("\n$input.path('$')", { body: "{broken" }))).toBe(
      "2:8 Could not process payload: Unexpected end of the text at position 7",
    );
  });

  it("refuses what is no path", () => {
    expect(failure(() => aws("$input.path('$.a[')", { body }))).toBe(
      '1:8 invalid JSONPath "$.a[": "[" is neither a name, an index nor a filter',
    );
  });

  it("finds parameters in the path, the query string and the headers, in this order", () => {
    const params = {
      path: { id: "p" },
      querystring: { id: "q", q: "q" },
      header: { q: "h", h: "h" },
    };
    const template = "$input.params('id')$input.params('q')$input.params('h')$input.params('none')";
    expect(aws(template, { params })).toBe("pqh");
    expect(aws("$input.params().keySet() $input.params().header.h", { params })).toBe(
      "[path, querystring, header] h",
    );
  });
});

describe("$util", () => {
  it.each([
    [`escapeJavaScript("it's ""q"" a/b\\ é")`, `it\\'s \\"q\\" a\\/b\\\\ \\u00E9`],
    ["urlEncode('a b&c/é~*')", "a+b%26c%2F%C3%A9%7E*"],
    ["urlDecode('a+b%C3%A9')", "a bé"],
    ["base64Encode('hé')", "aMOp"],
    ["base64Decode('aMOp')", "hé"],
    [`parseJson('{"a":[1,{"b":2}]}').a[1].b`, "2"],
    ["parseJson('[1,\"x\"]')", '[1,"x"]'],
    ["nope('x')", ""],
  ])("calls %s", (call, expected) => {
    expect(aws(`$util.${call}`)).toBe(expected);
  });
});

describe("$context and $stageVariables", () => {
  const context = {
    stage: "prod",
    identity: { sourceIp: "1.2.3.4", user: null },
    epoch: 1_700_000_000_000,
  };

  it("prints values, and nothing for maps and nulls", () => {
    const template =
      "$context.stage $context.identity.sourceIp $context['epoch'] [$context.identity][$context.identity.user]";
    expect(aws(template, { context })).toBe("prod 1.2.3.4 1700000000000 [][]");
  });

  it("goes through its keys in the order of a Java HashMap", () => {
    const keys = { alpha: "1", beta: "2", gamma: "3", delta: "4" };
    expect(aws("$context.keySet()", { context: keys })).toBe(
      "[requestOverride, alpha, delta, responseOverride, beta, gamma]",
    );
  });

  it("gives stage variables by name", () => {
    const stageVariables = { env: "beta", "a-b": "v" };
    const template =
      "$stageVariables.env ${stageVariables['env']} $stageVariables.a-b [$stageVariables.none]";
    expect(aws(template, { stageVariables })).toBe("beta beta v []");
  });

  it("collects what a template overrides", () => {
    const template =
      "#set($context.requestOverride.header.X-A = 'a')" +
      "#set($name = 'q')#set($context.requestOverride.querystring[$name] = [1, 'b'])" +
      "$context.requestOverride.path.put('id', $input.path('$.owner.id'))" +
      "#set($context.responseOverride.status = 404)#set($context.responseOverride.note = 'kept')";
    const result = renderTemplate(template, { event: { body } });
    expect(result).toEqual({
      output: "",
      requestOverride: { path: { id: 7 }, header: { "X-A": "a" }, querystring: { q: [1, "b"] } },
      responseOverride: { header: {}, status: 404, note: "kept" },
    });
    const later = { context: { responseOverride: result.responseOverride } };
    expect(aws("$context.responseOverride.status $context.responseOverride.note", later)).toBe(
      "404 kept",
    );
  });
});
