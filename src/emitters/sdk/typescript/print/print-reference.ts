import { codeSpan, firstParagraph, prose } from "../../../../printer/markdown.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import type { RequestMember, SurfaceOperation, TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import type { GroupPlan, OperationPlan, SdkPlan } from "../plan/sdk-plan.js";
import { callLines, methodCall } from "../readme/snippets.js";
import { sampleRequest } from "../readme/sample-value.js";
import { flatType } from "../types/print-type.js";
import { typeNode } from "../types/type-node.js";

/** reference.md: every operation by group, with its request, its result, its errors and a call. */
export function printReference(plan: SdkPlan): string {
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  const parts = [
    `# Operations of ${codeSpan(plan.surface.clientName)}`,
    "Each operation is a method of the client, and a function of the same name that takes the client first. Types and functions are exports of the package.",
    ...plan.groups.flatMap((group) => groupParts(plan, group, types)),
  ];
  return `${parts.join("\n\n")}\n`;
}

type Types = ReadonlyMap<string, TypeDeclaration>;

function groupParts(plan: SdkPlan, group: GroupPlan, types: Types): string[] {
  const name = codeSpan(group.member === "" ? "client" : `client.${group.member}`);
  const words = prose(firstParagraph(group.description ?? ""));
  return [
    `## ${name}`,
    ...(words === "" ? [] : [`${name}: ${words}`]),
    ...group.operations.flatMap((operation) => operationParts(plan, operation, types)),
  ];
}

function operationParts(plan: SdkPlan, operation: OperationPlan, types: Types): string[] {
  const { surface, errorsTypeName } = operation;
  const { members, requestTypeName, errors } = surface;
  return [
    `### ${codeSpan(surface.name)}`,
    headline(operation),
    codeSpan(signature(operation)),
    ...snippet(plan, operation, types),
    ...section(`The request, ${codeSpan(requestTypeName)}:`, members.map(memberItem)),
    ...section(
      `The errors, ${codeSpan(errorsTypeName ?? "")}, by status and body:`,
      errors.map(({ name, value }) => `- ${codeSpan(name)}: ${received(value)}`),
    ),
  ];
}

/** Where the operation is, what it is for, and whether it will stay. */
function headline({ surface, deprecated }: OperationPlan): string {
  const { summary, description = "" } = surface.documentation ?? {};
  const words = prose(firstParagraph(summary ?? description));
  const parts = [
    ...(deprecated === undefined ? [] : [warning(surface, deprecated)]),
    ...(words === "" ? [] : [words]),
  ];
  const place = codeSpan(surface.key);
  return parts.length === 0 ? place : `${place}: ${parts.join(" ")}`;
}

function warning({ documentation }: SurfaceOperation, sunset: string): string {
  const state = documentation?.deprecated ? "Deprecated" : "Going away";
  return sunset === "" ? `${state}.` : `${state}, ends on ${codeSpan(sunset)}.`;
}

function signature({ surface, stream, paging }: OperationPlan): string {
  const { members, requestTypeName, result, name } = surface;
  const mark = members.some(({ required }) => required) ? "" : "?";
  const head = `${name}(request${mark}: ${requestTypeName}, options?)`;
  if (stream?.name === name) return `${head}: AsyncIterable<${typeText(stream.type)}>`;
  const data = receivedText(result);
  return paging
    ? `${head}: PagePromise<${data}, ${receivedText(paging.element)}>`
    : `${head}: ApiPromise<${data}>`;
}

function snippet(plan: SdkPlan, operation: OperationPlan, types: Types): string[] {
  const { surface, stream, variantTypeNames } = operation;
  const request = variantTypeNames ? undefined : sampleRequest(surface.members, types);
  if (!request) return [];
  const call = methodCall(plan, { operation, request });
  const prefixes =
    stream?.name === surface.name ? ["const events = ", ""] : ["const result = await ", "await "];
  const text = prefixes.map((prefix) => callLines(prefix, call)).find(fitsAtHead);
  return text === undefined ? [] : [`\`\`\`ts\n${text}\n\`\`\``];
}

/** Whether the callee stands on the first line; Prettier breaks longer ones in ways of its own. */
function fitsAtHead(text: string): boolean {
  return textWidth(text.split("\n", 1)[0] ?? "") <= PRINT_WIDTH;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [title, items.join("\n")];
}

function memberItem({ name, source, type, required, documentation = {} }: RequestMember): string {
  const place =
    source.kind === "parameter"
      ? `${source.in}${source.wireName === name ? "" : ` ${codeSpan(source.wireName)}`}`
      : source.kind === "body"
        ? "body"
        : "media type of the body";
  const { description = "", deprecated } = documentation;
  const words = prose(firstParagraph(description));
  const facts = [place, required ? "required" : "optional", ...(deprecated ? ["deprecated"] : [])];
  const item = `- ${codeSpan(name)} (${facts.join(", ")}): ${codeSpan(typeText(type))}`;
  return words === "" ? item : `${item}: ${words}`;
}

function received(type: TypeExpression): string {
  return codeSpan(receivedText(type));
}

/** Bytes are received as a Blob. */
function receivedText(type: TypeExpression): string {
  if (type.kind === "primitive" && type.name === "binary") return "Blob";
  if (type.kind === "primitive" && type.name === "undefined") return "void";
  if (type.kind === "union") return type.members.map(receivedText).join(" | ");
  return typeText(type);
}

function typeText(type: TypeExpression): string {
  return flatType(typeNode(type));
}
