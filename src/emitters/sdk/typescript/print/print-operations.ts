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

/** What the modules of all groups share. */
export interface OperationModules {
  /** The constant of each scheme in `auth.ts`. */
  readonly schemes: ReadonlyMap<string, string>;
}

/** The module of one group: each operation as data and as a function, and the class that the client holds. */
export function printGroup(group: GroupPlan, modules: OperationModules): CodeFile {
  const functions = group.operations.map(({ surface }) => surface.name);
  const file = new CodeFile(`operations/${group.fileName}.ts`, functions);
  const scope = new NameScope(functions);
  const printed: PrintedOperation[] = [];
  for (const [index, operation] of group.operations.entries()) {
    if (index > 0) file.blank();
    const constant = scope.take(`${operation.surface.name}Operation`);
    const paging = operation.paging ? scope.take(`${operation.surface.name}Paging`) : undefined;
    const constants = { operation: constant, paging };
    printed.push(printOperation(file, operation, constants, modules));
  }
  printGroupClass(file, group, printed);
  return file;
}

/** An operation whose function is printed, with what its method has in common with that. */
interface PrintedOperation {
  readonly plan: OperationPlan;
  readonly doc: readonly string[];
  readonly result: TypeNode;
}

function printOperation(
  file: CodeFile,
  plan: OperationPlan,
  constants: { readonly operation: string; readonly paging: string | undefined },
  { schemes }: OperationModules,
): PrintedOperation {
  const descriptor = descriptorLiteral(file, plan, schemes);
  const type = file.use({ name: "Operation", from: "../runtime/operation.js", typeOnly: true });
  file.raw(requestTypeText(file, plan)).blank();
  if (plan.errorsTypeName) file.raw(errorsTypeText(file, plan)).blank();
  file.raw(printAssignment(`const ${constants.operation}: ${type}`, descriptor)).blank();
  if (plan.paging && constants.paging !== undefined) {
    const paging = file.use({ name: "Paging", from: PAGINATION, typeOnly: true });
    const literal = pagingLiteral(file, plan.paging);
    file.raw(printAssignment(`const ${constants.paging}: ${paging}`, literal)).blank();
  }
  const doc = docLines(operationDoc(plan.surface));
  const result = promiseNode(file, plan);
  file.raw(printDocLines(doc, ""));
  const client = file.use({ name: "Client", from: "../runtime/client.js", typeOnly: true });
  file.raw(`export function ${plan.surface.name}(\n  client: ${client},\n`);
  file.raw(parameterLines(file, plan, "  "));
  file.raw(`): ${promiseTypeText(result, 0)} {\n`);
  const [request, options] = parameterNames(plan);
  if (constants.paging === undefined) {
    file.raw(callText("return client.call", [constants.operation, request, options], "  "));
  } else {
    const paginate = file.use({ name: "paginate", from: PAGINATION });
    const args = ["client", constants.operation, constants.paging, request, options];
    file.raw(callText(`return ${paginate}`, args, "  "));
  }
  file.raw("}\n");
  return { plan, doc, result };
}

const PAGINATION = "../runtime/pagination.js";

/** A method calls the function of its name, which its parameters must not hide. */
function parameterNames({ surface: { name } }: OperationPlan): [request: string, options: string] {
  return [name === "request" ? "_request" : "request", name === "options" ? "_options" : "options"];
}

/** The parameters that functions and methods share. */
function parameterLines(file: CodeFile, plan: OperationPlan, indent: string): string {
  const { surface } = plan;
  const [request, options] = parameterNames(plan);
  const type = file.use({
    name: "RequestOptions",
    from: "../runtime/options.js",
    typeOnly: true,
  });
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
  operations: readonly PrintedOperation[],
): void {
  const isBase = group.member === "";
  const client = file.use({ name: "Client", from: "../runtime/client.js", typeOnly: !isBase });
  const words = isBase ? "Operations without a tag." : `The operations of \`${group.member}\`.`;
  file.blank().doc({ paragraphs: [group.description ?? words], tags: [] });
  if (isBase) {
    file.raw(`export class ${group.className} extends ${client} {\n`);
  } else {
    file.raw(`export class ${group.className} {\n  readonly #client: ${client};\n\n`);
    file.raw(`  constructor(client: ${client}) {\n    this.#client = client;\n  }\n`);
  }
  file.indent(() => {
    operations.forEach((operation, index) => {
      if (index > 0 || !isBase) file.blank();
      printMethod(file, operation, isBase ? "this" : "this.#client");
    });
  });
  file.raw("}\n");
}

function printMethod(
  file: CodeFile,
  { plan, doc, result }: PrintedOperation,
  client: string,
): void {
  const { name } = plan.surface;
  file.raw(printDocLines(doc, "  "));
  file.raw(`  ${name}(\n${parameterLines(file, plan, "    ")}`);
  file.raw(`  ): ${promiseTypeText(result, 2)} {\n`);
  file.raw(callText(`return ${name}`, [client, ...parameterNames(plan)], "    ")).raw("  }\n");
}
