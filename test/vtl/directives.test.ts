import { describe, expect, it } from "vitest";
import { renderTemplate } from "../../src/vtl/index.js";
import { aws, failure, velocity } from "./print.js";

const context = { pets: ["Ada", "Bo"], yes: true, no: false, map: { x: 1, y: null } };

function lines(...text: readonly string[]): string {
  return text.join("\n");
}

describe("#if", () => {
  it.each([
    ["#if($no)a#elseif($yes)b#{else}c#end", "b"],
    ["#if($no)a#{else}c#end", "c"],
    ["#if($pets.size() > 1 && !$no || $no)a#end", "a"],
    ["#if(1 lt 2 and 2 le 2 and 3 gt 2 and 3 ge 3 and 1 ne 2 and 1 eq 1)a#end", "a"],
    ["#if(not ($yes and $no))a#end", "a"],
    ['#if("text")a#{else}literals are false#end', "literals are false"],
    ["#if('5' == 5 && 5 == 5.0)a#end", "a"],
    ['#if("b" > "a")a#{else}only numbers have an order#end', "only numbers have an order"],
  ])("decides %s", (template, expected) => {
    expect(velocity(template, context)).toBe(expected);
  });
});

describe("#foreach", () => {
  it("counts, tells the ends and reaches the loop around it", () => {
    const template =
      "#foreach($p in $pets)$foreach.index$foreach.count$foreach.first$foreach.last$velocityCount" +
      "#foreach($q in [1..2])$foreach.parent.index$q#if($foreach.hasNext),#end#end;#end$!foreach";
    expect(velocity(template, context)).toBe("01truefalse101,02;12falsetrue211,12;");
  });

  it.each([
    ["#foreach($v in $map)[$!v]#end", "[1][]"],
    ["#foreach($e in $map.entrySet())$e.key=$!e.value #end", "x=1 y= "],
    ["#foreach($i in [3..1])$i#end", "321"],
    ["#foreach($i in 'text')x#end$!i", ""],
    ["#foreach($i in [1..9])#if($i == 3)#break#end$i#end.", "12."],
    ["#foreach($i in [1..2])#foreach($j in [1..2])#break($foreach.parent)#end#end.", "."],
    ["#set($i = 'kept')#foreach($i in [1])$i#end$i", "1kept"],
    ["#foreach($p in $pets)$p#stop#end never", "Ada"],
  ])("goes through %s", (template, expected) => {
    expect(velocity(template, context)).toBe(expected);
  });

  it("fails when the list changes meanwhile, as Java does", () => {
    const template = "#foreach($p in $pets)$pets.add('x')#end";
    expect(failure(() => velocity(template, context))).toBe(
      "1:1 ConcurrentModificationException: the container changed during #foreach",
    );
  });
});

describe("#macro, #define and #evaluate", () => {
  it.each([
    ["#macro(hi $a $b)$a+$!b#end#hi('x' 'y')#hi('x')", "x+yx+"],
    ["#macro(list $l)#foreach($i in $l)$i#end#end#list([1..3])", "123"],
    ["#macro(box)[$bodyContent]#end#@box()in#end", "[in]"],
    ["#late('x')#macro(late $a)<$a>#end", "<x>"],
    ["#macro(first)1#end#macro(first)2#end#first()", "1"],
    ["#unknown('a' $pets)", "#unknown('a' $pets)"],
    ["#define($d)$n#end#set($n = 1)$d#set($n = 2)$d", "12"],
    ["#set($t = '#set($z = 4)')#evaluate($t)$z", "4"],
    ["a#evaluate('b#stop c')d", "abd"],
    ["#[[ $raw #if ]]# #literal()$raw#end", " $raw #if  $raw"],
  ])("runs %s", (template, expected) => {
    expect(velocity(template, context)).toBe(expected);
  });

  it("evaluates a macro's arguments by name, each time anew", () => {
    const template = '#macro(twice $a)$a#set($n = 2)$a#end#set($n = 1)#twice("<$n>")';
    expect(velocity(template)).toBe("<1><2>");
  });

  it("ends recursion with an error at the call", () => {
    expect(failure(() => velocity("x\n#macro(r)#r()#end#r()"))).toBe(
      "2:10 #r calls itself too deeply (limit macro depth = 20)",
    );
    expect(failure(() => velocity("#set($t = '#evaluate($t)')#evaluate($t)"))).toBe(
      "1:27 the template nests too deeply (limit depth = 100)",
    );
  });
});

describe("#parse and #include", () => {
  const files = {
    "part.vm": "<$x#set($y = 2)#macro(m)M#end>",
    "raw.txt": "$x #if",
    "bad.vm": "\n$l[3]",
  };

  it("reads the files that it is given, and no others", () => {
    const render = (template: string): string => {
      return renderTemplate(template, { files, context: { x: 1, l: [] }, profile: "velocity-1.7" })
        .output;
    };
    expect(render('#parse("part.vm")$y#m()')).toBe("<1>2M");
    expect(render('#include("raw.txt")')).toBe("$x #if");
    expect(failure(() => render("#parse('/etc/passwd')"))).toBe(
      '1:1 there is no template "/etc/passwd"',
    );
    expect(failure(() => render("#include('__proto__')"))).toBe(
      '1:1 there is no template "__proto__"',
    );
  });

  it("names the file in which a template fails", () => {
    const render = (): unknown => renderTemplate("#parse('bad.vm')", { files, context: { l: [] } });
    expect(render).toThrow(
      expect.objectContaining({ template: "bad.vm", line: 2, column: 3, kind: "evaluation" }),
    );
  });
});

describe("white space and comments", () => {
  it.each([
    [lines("{", "#if($yes)", "  a", "#end  ", "}"), lines("{", "  a", "}")],
    [lines("a", "  #set($x = 1)", "b"), lines("a", "  b")],
    [lines("a ## gone", "b"), "a b"],
    ["a#* gone *#b#** gone *#c", "abc"],
    ["$pets.size()  #set($x = 1)!", "2!"],
    ["a\r\n#set($x = 1)\r\nb", "a\r\nb"],
  ])("keeps and eats the blanks of %j", (template, expected) => {
    expect(velocity(template, context)).toBe(expected);
  });
});

describe("templates that do not parse", () => {
  it.each([
    ["#if($x)", "1:8 expected `#end`, found the end"],
    ["#set($x 1)", '1:9 expected `=`, found "1"'],
    ["a\n #end", '2:2 expected text or a directive, found "#end"'],
    ["#foreach($i in $l)\n#else\n#end", '2:1 expected `#end`, found "#else"'],
    ['#set($x = "unclosed)', '1:11 unexpected "\\""'],
    ['#set($x = "#if($y)")', "1:20 expected `#end`, found the end"],
    ["${name.}", '1:7 expected `}`, found ".}"'],
    ["#macro()x#end", "1:1 #macro takes at least a name"],
  ])("tells the place in %j", (template, expected) => {
    expect(failure(() => aws(template))).toBe(expected);
  });
});
