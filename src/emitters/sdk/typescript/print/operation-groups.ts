import { firstParagraph } from "../../../../printer/markdown.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import type { RequestMember, TypeDeclaration } from "../../surface.js";
import { Printed } from "../../templates/printed.js";
import type { TypeExpression } from "../../type-expression.js";
import type { GroupPlan, OperationPlan, SdkPlan } from "../plan/sdk-plan.js";
import { callLines, methodCall } from "../readme/snippets.js";
import { operationRequest } from "../readme/operation-request.js";
import type { GroupContext, OperationContext } from "../templates/contexts.js";
import { flatType } from "../types/print-type.js";
import { typeNode } from "../types/type-node.js";

/** All operations by group, as texts to print. */
export function operationGroups(plan: SdkPlan): readonly GroupContext[] {
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  return plan.groups.map((group) => groupContext(plan, group, types));
}

type Types = ReadonlyMap<string, TypeDeclaration>;

function groupContext(plan: SdkPlan, group: GroupPlan, types: Types): GroupContext {
  return {
    name: group.member === "" ? "client" : `client.${group.member}`,
    description: firstParagraph(group.description ?? ""),
    operations: group.operations.map((operation) => operationContext(plan, operation, types)),
  };
}

function operationContext(plan: SdkPlan, operation: OperationPlan, types: Types): OperationContext {
  const { surface, errorsTypeName = "", deprecated } = operation;
  const { summary, description = "" } = surface.documentation ?? {};
  const state = surface.documentation?.deprecated ? "Deprecated" : "Going away";
  return {
    name: surface.name,
    key: surface.key,
    summary: firstParagraph(summary ?? description),
    deprecated: deprecated !== undefined,
    state: deprecated === undefined ? "" : state,
    sunset: deprecated ?? "",
    signature: signature(operation),
    call: new Printed(snippet(plan, operation, types) ?? ""),
    requestType: surface.requestTypeName,
    members: surface.members.map(memberContext),
    errorsType: errorsTypeName,
    errors: surface.errors.map(({ name, value }) => ({ status: name, type: receivedText(value) })),
  };
}

function memberContext(member: RequestMember): OperationContext["members"][number] {
  const { name, source, type, required, documentation = {} } = member;
  const isParameter = source.kind === "parameter";
  const place = source.kind === "body" ? "body" : "media type of the body";
  return {
    name,
    in: isParameter ? source.in : place,
    wireName: isParameter && source.wireName !== name ? source.wireName : "",
    required,
    deprecated: documentation.deprecated ?? false,
    type: typeText(type),
    description: firstParagraph(documentation.description ?? ""),
  };
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

function snippet(plan: SdkPlan, operation: OperationPlan, types: Types): string | undefined {
  const { surface, stream } = operation;
  const request = operationRequest(plan, operation, types);
  if (!request) return undefined;
  const call = methodCall(plan, { operation, request });
  const prefixes =
    stream?.name === surface.name ? ["const events = ", ""] : ["const result = await ", "await "];
  return prefixes.map((prefix) => callLines(prefix, call)).find(fitsAtHead);
}

/** Whether the callee stands on the first line; Prettier breaks longer ones in ways of its own. */
function fitsAtHead(text: string): boolean {
  return textWidth(text.split("\n", 1)[0] ?? "") <= PRINT_WIDTH;
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
