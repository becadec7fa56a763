import { describe, expect, it } from "vitest";
import { compileTemplate, parseTemplate, templateUses, walkTemplate } from "../../src/vtl/index.js";
import type { PayloadStep, TemplateAst, TemplateUse, TraceEvent } from "../../src/vtl/index.js";

function parse(text: string): TemplateAst {
  const { template, errors } = parseTemplate(text);
  if (template === undefined) throw errors[0] ?? new Error("no template");
  return template;
}

function stepText(step: PayloadStep): string {
  if (step.kind === "each") return "[*]";
  return step.kind === "index" ? `[${step.index}]` : `.${step.name}`;
}

/** A use in one line: place, kind, and what is used. */
function describeUse(use: TemplateUse): string {
  const place = `${use.at.line}:${use.at.column} ${use.kind}`;
  switch (use.kind) {
    case "payload":
      return `${place} ${use.access} ${use.steps?.map(stepText).join("") ?? "unknown"}`;
    case "parameter":
      return `${place} ${use.place ?? "any"} ${use.name ?? "unknown"}`;
    case "context":
      return `${place} ${use.access} ${use.name}`;
    case "file":
      return `${place} ${use.directive} ${use.name ?? "unknown"}`;
    default:
      return `${place} ${use.name ?? "unknown"}`;
  }
}

function usesOf(text: string): string[] {
  return templateUses(parse(text)).map(describeUse);
}

describe("what a template uses", () => {
  it("follows the payload through variables and loops", () => {
    expect(
      usesOf(
        [
          "#set($root = $input.path('$'))",
          "#foreach($i in $root.items)$i.id $i.tags.get(0)#end",
          '"$input.json("$.a[0].b")" $root[\'c\'].size() $input.body',
          "#foreach($x in $input.path('$.list[*]'))$x.k#end",
        ].join("\n"),
      ),
    ).toEqual([
      "1:14 payload path ",
      "2:16 payload path .items",
      "2:28 payload path .items[*].id",
      "2:34 payload path .items[*].tags[0]",
      "3:2 payload json .a[0].b",
      "3:27 payload path .c",
      "3:45 payload body ",
      "4:16 payload path .list[*]",
      "4:41 payload path .list[*].k",
    ]);
  });

  it("says where a path cannot be told", () => {
    expect(
      usesOf(
        "#set($r = $input.path($p))$r.a#if($b)#set($v = $input.path('$.x'))#else\n#set($v = 1)#end$v.y",
      ),
    ).toEqual(["1:11 payload path unknown", "1:27 payload path unknown", "1:48 payload path .x"]);
  });

  it("lists parameters, context names, stage variables, helpers and files", () => {
    expect(
      usesOf(
        "$input.params('q')$input.params().header.get('X-A')$context.identity.sourceIp" +
          "$stageVariables['env']$util.urlEncode(\"$stageVariables.x\")#set($context.responseOverride.status = 400)" +
          "#parse('a.vm')#include($f)",
      ),
    ).toEqual([
      "1:1 parameter any q",
      "1:19 parameter header X-A",
      "1:52 context read identity.sourceIp",
      "1:78 stageVariable env",
      "1:100 util urlEncode",
      "1:117 stageVariable x",
      "1:141 context write responseOverride.status",
      "1:180 file parse a.vm",
      "1:194 file include unknown",
    ]);
  });

  it("does not take a macro's parameter for the gateway's variable", () => {
    expect(usesOf("#macro(m $input)$input.body#end")).toEqual([]);
  });
});

describe("the tree", () => {
  it("has every node's place, in strings too", () => {
    const text = 'a\n#set($x = "p ""$y.z(1)""")#if($x)é$!{w}#end';
    const found: string[] = [];
    walkTemplate(parse(text), (node) => {
      if ("at" in node) found.push(`${node.kind} ${text.slice(node.at.start, node.at.end)}`);
    });
    expect(found).toEqual([
      "text a\n",
      'set #set($x = "p ""$y.z(1)""")',
      "reference $x",
      'string "p ""$y.z(1)"""',
      'text p ""',
      "reference $y.z(1)",
      "method z(1)",
      "integer 1",
      'text ""',
      "if #if($x)é$!{w}#end",
      "branch #if($x)é$!{w}",
      "reference $x",
      "text é",
      "reference $!{w}",
    ]);
  });

  it("lets a visitor skip what is below a node", () => {
    const kinds: string[] = [];
    walkTemplate(parse("#if($a)$b#end$c"), (node) => {
      kinds.push(node.kind);
      return node.kind !== "if";
    });
    expect(kinds).toEqual(["template", "if", "reference"]);
  });
});

describe("the trace", () => {
  it("tells what each line did", () => {
    const events: string[] = [];
    const trace = ({ line, kind, source, value }: TraceEvent): void => {
      events.push(`${line} ${kind} ${source} = ${value ?? "nothing"}`);
    };
    const template = compileTemplate(
      "#set($n = $m.size())\n#foreach($i in $m)\n#if($i > 1)$i#end\n#end$none",
      {
        profile: "velocity-1.7",
      },
    );
    template.render({ context: { m: [1, 2] }, trace });
    expect(events).toEqual([
      "1 set $n = 2",
      "2 foreach $i = 1",
      "3 if  = false",
      "2 foreach $i = 2",
      "3 if  = true",
      "3 reference $i = 2",
      "4 reference $none = nothing",
    ]);
  });

  it("leaves a compiled template as it was for the next rendering", () => {
    const template = compileTemplate("#macro(m)#set($x = 1)#end#m()$!y#set($y = $x)$y");
    const outputs = [1, 2].map(() => template.render({ event: {} }).output);
    expect(outputs).toEqual(["1", "1"]);
  });
});
