import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TemplateError, parseTemplate, renderTemplate, templateUses } from "../../src/vtl/index.js";
import type { RenderLimits } from "../../src/vtl/index.js";
import { aws, failure, velocity } from "./print.js";

/** Small bounds, so that what runs away is stopped soon. */
const BOUNDS: Partial<RenderLimits> = {
  iterations: 50,
  steps: 5_000,
  output: 50_000,
  depth: 20,
  time: 2_000,
};

function bounded(template: string, limits: Partial<RenderLimits> = BOUNDS): string {
  return failure(() => renderTemplate(template, { limits, profile: "velocity-1.7" }));
}

describe("bounds", () => {
  it.each([
    ["#foreach($i in [1..51])x#end", "1:1 #foreach goes around too often (limit iterations = 50)"],
    [
      "#macro(m)#foreach($i in [1..50])#foreach($j in [1..50])#foreach($k in [1..50])#end#end#end#end#m()",
      "1:56 the template takes too many steps (limit steps = 5000)",
    ],
    [
      '#set($s = "0123456789")#foreach($i in [1..30])#set($s = "$s$s")#end',
      "the output is too long (limit output = 50000)",
    ],
    ["#set($l = [])#foreach($i in [1..40])#set($l = [$l, $l])#end$l", "too"],
    [
      "#foreach($i in [1..40])#set($n = 99999999999)#foreach($j in [1..12])#set($n = $n * $n)#end#end",
      "an integer has too many digits",
    ],
    ["#set($r = [0..2000000000])", "1:1 a range is too long (limit elements = 1000000)"],
    ["#set($s = 'x')$s.repeat(2000000000)", "a text is too long"],
    ["#set($s = 'x')$s.format('%999999999d', 1)", "a format is too wide"],
    [
      "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')$s.matches('(a+)+')",
      "a regular expression takes too many steps",
    ],
    ['#define($d)#set($x = "$d")#end#macro(a)#b()#end#macro(b)#a()#end#a()', "#"],
  ])("stop %s", (template, message) => {
    expect(bounded(template)).toContain(message);
  });

  it("can be moved, and belong to the profile", () => {
    const loop = "#foreach($i in [1..1001])#end done";
    expect(velocity(loop)).toBe(" done");
    expect(failure(() => aws(loop))).toBe(
      "1:1 #foreach goes around too often (limit iterations = 1000)",
    );
    expect(renderTemplate(loop, { event: {}, limits: { iterations: 2_000 } }).output).toBe(" done");
  });

  it.each([
    ["#if(true)".repeat(3_000), "nested too deeply"],
    [`#set($x = ${"(".repeat(3_000)}1`, "nested too deeply"],
    [`#set($x = ${"[".repeat(3_000)}`, "nested too deeply"],
    [`#set($x = ${"!".repeat(3_000)}$y)`, "nested too deeply"],
    [`$a${".b($a".repeat(3_000)}`, "nested too deeply"],
    [`#set($x = ${"9".repeat(9_000)})`, "a number has too many digits"],
  ])("hold for the text itself", (template, message) => {
    expect(failure(() => aws(template))).toContain(message);
  });

  it("hold for the payload", () => {
    const body = "[".repeat(5_000) + "]".repeat(5_000);
    expect(failure(() => aws("$input.path('$')", { body }))).toContain("nested too deeply");
    const digits = `[${"9".repeat(50_000)}]`;
    expect(failure(() => aws("$input.path('$')", { body: digits }))).toContain("too many digits");
  });
});

describe("the way out of the template language", () => {
  const attempts = [
    ".constructor",
    "['__proto__']",
    "['constructor'].constructor",
    ".prototype",
    ".toString.constructor",
    ".hasOwnProperty('a')",
    ".constructor.constructor('return process')()",
    ".lookupGetter('a')",
    ".class.forName('x')",
    ".class.classLoader",
    ".getClass().getClassLoader()",
    ".javaType",
    ".equalTo(1)",
    ".hash()",
  ];

  it.each(attempts)("is not %s", (attempt) => {
    const roots = [
      "$s",
      "$n",
      "$l",
      "$m",
      "$m.keySet()",
      "$l.iterator()",
      "$input",
      "$util",
      "$context",
    ];
    const template = roots.map((root) => `<${root}${attempt}>`).join("");
    const context = { s: "x", n: 1, l: [1], m: { a: 1 } };
    const printed = renderTemplate(template, { event: { body: "{}" }, context }).output;
    // A call behind what is no method prints as text.
    expect(printed.replaceAll("()", "")).toBe("<>".repeat(roots.length));
  });

  it("is not a key named like a prototype", () => {
    const template =
      "#set($m['__proto__'] = {'polluted': 'yes'})#set($m['constructor'] = 'c')#set($context.responseOverride['__proto__'] = 'p')" +
      "$m.constructor $m.polluted|$o.polluted|$input.path('$.__proto__').x|$input.path('$.toString')";
    const input = { event: { body: '{"__proto__":{"x":1}}' }, context: { m: {}, o: {} } };
    const result = renderTemplate(template, input);
    expect(result.output).toBe("c ||1|");
    expect(Object.keys(result.responseOverride)).toEqual(["__proto__", "header"]);
    expect(Object.getPrototypeOf({})).not.toHaveProperty("polluted");
  });
});

const PIECES = [
  "$a",
  "$!a",
  "${a}",
  "$a.b",
  "$l[0]",
  "$l[9]",
  "$a.b()",
  "$s.substring(1)",
  "$input.path('$.a')",
  "$input.json('$')",
  "$util.parseJson($s)",
  "$context.requestOverride.header",
  "#set($a = ",
  "#set($l[0] = $l)",
  ")",
  "(",
  "#if(",
  "#if($a)",
  "#else",
  "#elseif(",
  "#end",
  "#foreach($i in $l)",
  "#foreach($i in [1..9])",
  "#macro(m $p)",
  "#m($a)",
  "#@m()",
  "#define($d)",
  "$d",
  "#evaluate($s)",
  '#evaluate("',
  "#parse('f')",
  "#include('f')",
  "#stop",
  "#break",
  "##",
  "#*",
  "*#",
  "#[[",
  "]]#",
  "\\",
  "$",
  "#",
  '"',
  "'",
  "{",
  "}",
  "[",
  "]",
  "..",
  "1",
  "-1",
  "1.5",
  "+",
  "*",
  "/",
  "%",
  "==",
  "&&",
  "!",
  ",",
  ":",
  " ",
  "\n",
  "\t",
  "é",
  "\u2028",
  "\ud800",
  "\u0000",
  "99999999999999999999",
  "$s.replaceAll('(a|b)*', \"$1\")",
  "$l.add($l)",
  "$m.put($m, $m)",
];

const template = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join("")),
);

/** Templates that work, for mutations to break. */
const WORKING = [
  `#set($p = $input.path('$'))\n{"a": [#foreach($i in $p.a)"$util.escapeJavaScript($i).replaceAll("\\\\'", "'")"#if($foreach.hasNext),#end#end]}`,
  `{"params": {#foreach($t in $input.params().keySet())"$t": {#foreach($n in $input.params().get($t).keySet())"$n": "$input.params().get($t).get($n)"#if($foreach.hasNext),#end#end}#end}}`,
  `#if($l.size() > 1 && $s != "x")#set($context.responseOverride.status = 404)#elseif(!$a)#[[ raw $x ]]##c\n#else#define($d)"\${a.b}"#end$d#end`,
  `#macro(pair $k $v)"$k": $v#end{#pair("a" $input.json('$.a[?(@.b > 1)]')), #pair("m" $m)}`,
];

/** A template that works with some of its characters taken out, doubled, replaced or moved. */
const mutated = fc
  .tuple(
    fc.constantFrom(...WORKING),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom(...PIECES)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((changed, [place, kind, piece]) => {
      const at = place % (changed.length + 1);
      const [before, after] = [changed.slice(0, at), changed.slice(at)];
      const edited = [
        after.slice(1),
        after.slice(0, 3) + after,
        piece + after.slice(1),
        piece + after,
      ];
      return before + (edited[kind] ?? after);
    }, text),
  );

/** How a rendering ends: with text, with the engine's one error, or with something else's name. */
function endOf(render: () => string): string {
  try {
    return typeof render() === "string" ? "printed" : "nothing";
  } catch (error) {
    return error instanceof TemplateError ? "failed" : String(error);
  }
}

describe("any text", () => {
  const context = { a: { b: 1 }, l: [1, "x", null], m: { k: [] }, s: "#set($q = 1)$q" };
  const files = { f: "$a#set($z = 1)#m(1)" };

  it("parses or fails with positions inside it", () => {
    fc.assert(
      fc.property(template, (text) => {
        const { template: tree, errors } = parseTemplate(text);
        expect(errors).toHaveLength(tree === undefined ? 1 : 0);
        const count = text.split(/\r\n|\r|\n/).length;
        for (const { line, column } of errors) {
          expect([line >= 1 && line <= count, column >= 1 && column <= text.length + 1]).toEqual([
            true,
            true,
          ]);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it.each(["#set($a = $a*", "#if($a &&", "#set($a = !", "#set($a = 1 <"])(
    "%s fails at its end",
    (text) => {
      const { errors } = parseTemplate(text);
      expect(errors.map(({ line, column }) => [line, column])).toEqual([[1, text.length + 1]]);
    },
  );

  it.each(["#set($a = #1)", "#if(#1.5)x#end", "#set($a = [#1..2])"])("%s is refused", (text) => {
    const { errors } = parseTemplate(text);
    expect(errors.map(({ line, column }) => [line, column])).toEqual([
      [1, text.indexOf("#", 1) + 1],
    ]);
  });

  it("renders or fails with a positioned error, and ends", () => {
    fc.assert(
      fc.property(
        template,
        fc.constantFrom("aws" as const, "velocity-1.7" as const),
        (text, profile) => {
          const event = { body: '{"a":[1,{"b":2}]}' };
          const input = { context, files, event, profile, limits: BOUNDS };
          expect(endOf(() => renderTemplate(text, input).output)).toMatch(/^(printed|failed)$/);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it("is analysed and rendered, or fails with a positioned error, when one that works is changed", () => {
    for (const text of WORKING) expect(parseTemplate(text).errors).toEqual([]);
    fc.assert(
      fc.property(mutated, (text) => {
        const { template: tree } = parseTemplate(text);
        expect(Array.isArray(tree ? templateUses(tree) : [])).toBe(true);
        const event = { body: '{"a":[1,{"b":2}]}', params: { querystring: { q: "1" } } };
        const input = { context, files, event, limits: BOUNDS };
        expect(endOf(() => renderTemplate(text, input).output)).toMatch(/^(printed|failed)$/);
      }),
      { numRuns: 1_500 },
    );
  });

  it("prints itself where it holds no template", () => {
    const plain = fc.string({ unit: "binary" }).filter((text) => !/[$#\\]/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(velocity(text)).toBe(text);
      }),
    );
  });

  it("survives any payload", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (body) => {
        const read = (): string => aws("$input.path('$') $input.json('$..*')", { body });
        expect(endOf(read)).toMatch(/^(printed|failed)$/);
      }),
    );
  });

  it("prints JSON payloads as the JSON that they are", () => {
    const value = fc.jsonValue({ maxDepth: 4 }).filter((data) => data !== null);
    fc.assert(
      fc.property(value, (data) => {
        const body = JSON.stringify(data);
        expect(JSON.parse(aws("$input.json('$')", { body }))).toEqual(JSON.parse(body));
      }),
    );
  });
});
