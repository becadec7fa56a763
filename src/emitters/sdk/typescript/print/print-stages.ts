import { CodeFile } from "../../../../printer/code-file.js";
import { printString } from "../../../../printer/string-literal.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import { printAliased, printAnnotation } from "../types/print-type.js";
import type { TypeNode } from "../types/type-node.js";
import { spaced } from "./signature.js";

/** `stages.ts`: the types that tell which stage a client calls; nothing of it is there at run time. */
export function printStages(stages: readonly string[]): CodeFile {
  const file = new CodeFile("stages.ts");
  const client = file.use({ name: "Client", from: "./runtime/client.js", typeOnly: true });
  file.doc({ paragraphs: ["The stages of the API."], tags: [] });
  const head = "export type Stage =";
  const layout = { indent: 0, column: head.length, tail: 1 };
  file.raw(`${head}${printAliased(unionOfStages(stages), layout)};\n`).blank();
  file.raw("declare const stage: unique symbol;\n").blank();
  file.doc({ paragraphs: ["What calls the stage `S`, or any of several."], tags: [] });
  file.raw("export interface StageMark<S extends Stage> {\n  readonly [stage]: S;\n}\n").blank();
  file.doc({
    paragraphs: ["A client of the stage `S`: it calls only operations that this stage has."],
    tags: [],
  });
  return file.raw(`export type StageClient<S extends Stage> = ${client} & StageMark<S>;\n`);
}

function unionOfStages(stages: readonly string[]): TypeNode {
  const [first, ...more] = stages.map((name): TypeNode => {
    return { kind: "atom", text: printString(name), role: "literal" };
  });
  if (!first) return { kind: "atom", text: "never", role: "keyword" };
  return more.length > 0 ? { kind: "union", members: [first, ...more] } : first;
}

/** A line of a parameter whose type depends on stages. */
export function stageLine(
  indent: string,
  parameter: string,
  type: string,
  stages: readonly string[],
): string {
  const before = `${indent}${parameter}:`;
  const node: TypeNode = { kind: "generic", name: type, arguments: [unionOfStages(stages)] };
  const layout = { indent: indent.length, column: before.length + 1, tail: 1 };
  return `${before}${spaced(printAnnotation(node, layout))},\n`;
}

/** The head of a declaration that depends on the stage: `head<S extends Stage = "first">tail`. */
export function stageHead(
  file: CodeFile,
  from: string,
  stages: readonly string[],
  [head, tail]: readonly [head: string, tail: string],
): string {
  const stage = file.use({ name: "Stage", from, typeOnly: true });
  const parameter = `S extends ${stage} = ${printString(stages[0] ?? "")}`;
  const flat = `${head}<${parameter}>${tail}`;
  const [line = ""] = flat.split("\n");
  return textWidth(line) <= PRINT_WIDTH ? flat : `${head}<\n  ${parameter},\n>${tail}`;
}

/** Gives a class the mark of its stage, as a type alone. */
export function printMark(
  file: CodeFile,
  from: string,
  className: string,
  stages: readonly string[],
): void {
  const mark = file.use({ name: "StageMark", from, typeOnly: true });
  file.blank().doc({ paragraphs: ["The stage is a part of the type alone."], tags: [] });
  const parts = [`export interface ${className}`, ` extends ${mark}<S> {}\n`] as const;
  file.raw(stageHead(file, from, stages, parts));
}
