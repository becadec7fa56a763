import { CodeFile } from "../../../../printer/code-file.js";
import { docLines, printDocLines } from "../../../../printer/doc-comment.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import { NameScope } from "../names/name-scope.js";
import type { GroupPlan, OperationPlan } from "../plan/sdk-plan.js";
import type { TypeNode } from "../types/type-node.js";
import { printAssignment } from "./literal.js";
import { descriptorLiteral, pagingLiteral } from "./print-descriptor.js";
import { operationDoc } from "./operation-doc.js";
import {
  errorsTypeText,
  promiseNode,
  promiseTypeText,
  requestTypeText,
} from "./operation-types.js";
import { printMark, stageHead, stageLine } from "./print-stages.js";
import { EVENT_STREAM, printStreamDescriptor, streamNode } from "./print-stream.js";

/** What the modules of all groups share. */
export interface OperationModules {
  /** The constant of each scheme in `auth.ts`. */
  readonly schemes: ReadonlyMap<string, string>;
  /** The stages by which clients are typed, the default first. */
  readonly stages?: readonly string[];
}

/** The module of one group: each operation as data and as a function, and the class that the client holds. */
export function printGroup(group: GroupPlan, modules: OperationModules): CodeFile {
  const functions = group.operations.flatMap(functionNames);
  const file = new CodeFile(`operations/${group.fileName}.ts`, functions);
  const scope = new NameScope(functions);
  const printed: PrintedFunction[] = [];
  for (const [index, operation] of group.operations.entries()) {
    if (index > 0) file.blank();
    const { surface, paging, stream } = operation;
    const constants = {
      operation: scope.take(`${surface.name}Operation`),
      paging: paging && scope.take(`${surface.name}Paging`),
      stream: stream && scope.take(`${surface.name}Events`),
    };
    printed.push(...printOperation(file, operation, constants, modules));
  }
  printGroupClass(file, group, printed, modules);
  return file;
}

/** The functions of an operation: its own, and one for its stream where it has both. */
function functionNames({ surface, stream }: OperationPlan): readonly string[] {
  return [...new Set([surface.name, stream?.name ?? surface.name])];
}

/** The constants that describe an operation. */
interface Constants {
  readonly operation: string;
  readonly paging: string | undefined;
  readonly stream: string | undefined;
}

/** A function that is printed, with what the method of its name has in common with it. */
interface PrintedFunction {
  readonly name: string;
  readonly plan: OperationPlan;
  readonly doc: readonly string[];
  readonly result: TypeNode;
}

function printOperation(
  file: CodeFile,
  plan: OperationPlan,
  constants: Constants,
  { schemes }: OperationModules,
): readonly PrintedFunction[] {
  const { surface, paging, stream } = plan;
  const descriptor = descriptorLiteral(file, plan, schemes);
  const type = file.use({ name: "Operation", from: "../runtime/operation.js", typeOnly: true });
  file.raw(requestTypeText(file, plan)).blank();
  if (plan.errorsTypeName) file.raw(errorsTypeText(file, plan)).blank();
  file.raw(printAssignment(`const ${constants.operation}: ${type}`, descriptor)).blank();
  if (paging && constants.paging !== undefined) {
    const pagingType = file.use({ name: "Paging", from: PAGINATION, typeOnly: true });
    const literal = pagingLiteral(file, paging);
    file.raw(printAssignment(`const ${constants.paging}: ${pagingType}`, literal)).blank();
  }
  if (stream && constants.stream !== undefined) {
    printStreamDescriptor(file, stream, constants.stream);
  }
  const doc = docLines(operationDoc(surface));
  return functionNames(plan).map((name, index) => {
    if (index > 0) file.blank();
    const result = stream?.name === name ? streamNode(file, stream) : promiseNode(file, plan);
    const printed = { name, plan, doc, result };
    printFunction(file, printed, constants);
    return printed;
  });
}

function printFunction(file: CodeFile, printed: PrintedFunction, constants: Constants): void {
  const { name, plan, doc, result } = printed;
  file.raw(printDocLines(doc, ""));
  file.raw(`export function ${name}(\n${clientLine(file, plan)}`);
  file.raw(parameterLines(file, printed, "  "));
  file.raw(`): ${promiseTypeText(result, 0)} {\n`);
  const [callee, ...descriptors] = calleeOf(file, name, plan, constants);
  file.raw(callText(`return ${callee}`, [...descriptors, ...parameterNames(name)], "  "));
  file.raw("}\n");
}

/** The parameter of the clients that may call an operation. */
function clientLine(file: CodeFile, { stages }: OperationPlan): string {
  if (!stages) {
    const client = file.use({ name: "Client", from: "../runtime/client.js", typeOnly: true });
    return `  client: ${client},\n`;
  }
  const client = file.use({ name: "StageClient", from: STAGES, typeOnly: true });
  return stageLine("  ", "client", client, stages);
}

const STAGES = "../stages.js";

/** What a function calls with which descriptions of its operation. */
function calleeOf(
  file: CodeFile,
  name: string,
  { stream }: OperationPlan,
  constants: Constants,
): readonly string[] {
  const { operation, paging } = constants;
  if (stream?.name === name && constants.stream !== undefined) {
    const call = file.use({ name: "streamEvents", from: EVENT_STREAM });
    return [call, "client", operation, constants.stream];
  }
  if (paging === undefined) return ["client.call", operation];
  return [file.use({ name: "paginate", from: PAGINATION }), "client", operation, paging];
}

const PAGINATION = "../runtime/pagination.js";

/** A method calls the function of its name, which its parameters must not hide. */
function parameterNames(name: string): [request: string, options: string] {
  return [name === "request" ? "_request" : "request", name === "options" ? "_options" : "options"];
}

/** The parameters that functions and methods share. */
function parameterLines(
  file: CodeFile,
  { name, plan: { surface, stream } }: PrintedFunction,
  indent: string,
): string {
  const [request, options] = parameterNames(name);
  const type = file.use(
    stream?.name === name
      ? { name: "StreamOptions", from: EVENT_STREAM, typeOnly: true }
      : { name: "RequestOptions", from: "../runtime/options.js", typeOnly: true },
  );
  const isOptional = surface.members.every(({ required }) => !required);
  const initial = isOptional ? " = {}" : "";
  return `${indent}${request}: ${surface.requestTypeName}${initial},\n${indent}${options}?: ${type},\n`;
}

function callText(callee: string, args: readonly string[], indent: string): string {
  const flat = `${indent}${callee}(${args.join(", ")});`;
  if (textWidth(flat) <= PRINT_WIDTH) return `${flat}\n`;
  return `${indent}${callee}(\n${args.map((arg) => `${indent}  ${arg},\n`).join("")}${indent});\n`;
}

/** Operations without a tag are methods of the client itself: their class extends the runtime's. */
function printGroupClass(
  file: CodeFile,
  group: GroupPlan,
  functions: readonly PrintedFunction[],
  { stages }: OperationModules,
): void {
  const isBase = group.member === "";
  const runtime = { name: "Client", from: "../runtime/client.js", typeOnly: !isBase };
  const client =
    stages && !isBase
      ? `${file.use({ name: "StageClient", from: STAGES, typeOnly: true })}<S>`
      : file.use(runtime);
  const declared = `export class ${group.className}`;
  const head = (tail: string): string =>
    stages ? stageHead(file, STAGES, stages, [declared, tail]) : declared + tail;
  const words = isBase ? "Operations without a tag." : `The operations of \`${group.member}\`.`;
  file.blank().doc({ paragraphs: [group.description ?? words], tags: [] });
  if (isBase) {
    file.raw(head(` extends ${client} {\n`));
  } else {
    file.raw(head(` {\n  readonly #client: ${client};\n\n`));
    file.raw(`  constructor(client: ${client}) {\n    this.#client = client;\n  }\n`);
  }
  file.indent(() => {
    functions.forEach((printed, index) => {
      if (index > 0 || !isBase) file.blank();
      printMethod(file, group, printed);
    });
  });
  file.raw("}\n");
  if (stages) printMark(file, STAGES, group.className, stages);
}

function printMethod(file: CodeFile, group: GroupPlan, printed: PrintedFunction): void {
  const { name, doc, plan, result } = printed;
  const client = group.member === "" ? "this" : "this.#client";
  const self = plan.stages ? stageLine("    ", "this", group.className, plan.stages) : "";
  file.raw(printDocLines(doc, "  "));
  file.raw(`  ${name}(\n${self}${parameterLines(file, printed, "    ")}`);
  file.raw(`  ): ${promiseTypeText(result, 2)} {\n`);
  file.raw(callText(`return ${name}`, [client, ...parameterNames(name)], "    ")).raw("  }\n");
}
