import { codeSpan, prose } from "../../../../printer/markdown.js";
import type { GroupContext, OperationContext, ReferenceContext } from "../templates/contexts.js";

/** reference.md: every operation by group, with its request, its result, its errors and a call. */
export function printReference({ client, groups }: ReferenceContext): string {
  const parts = [
    `# Operations of ${codeSpan(client)}`,
    "Each operation is a method of the client, and a function of the same name that takes the client first. Types and functions are exports of the package.",
    ...groups.flatMap(groupParts),
  ];
  return `${parts.join("\n\n")}\n`;
}

function groupParts({ name, description, operations }: GroupContext): string[] {
  const head = codeSpan(name);
  const words = prose(description);
  return [
    `## ${head}`,
    ...(words === "" ? [] : [`${head}: ${words}`]),
    ...operations.flatMap(operationParts),
  ];
}

function operationParts(operation: OperationContext): string[] {
  const { name, signature, call, requestType, members, errorsType, errors } = operation;
  return [
    `### ${codeSpan(name)}`,
    headline(operation),
    codeSpan(signature),
    ...(call.text === "" ? [] : [`\`\`\`ts\n${call.text}\n\`\`\``]),
    ...section(`The request, ${codeSpan(requestType)}:`, members.map(memberItem)),
    ...section(
      `The errors, ${codeSpan(errorsType)}, by status and body:`,
      errors.map(({ status, type }) => `- ${codeSpan(status)}: ${codeSpan(type)}`),
    ),
  ];
}

/** Where the operation is, what it is for, and whether it will stay. */
function headline({ key, summary, deprecated, state, sunset }: OperationContext): string {
  const words = prose(summary);
  const end = sunset === "" ? "" : `, ends on ${codeSpan(sunset)}`;
  const parts = [...(deprecated ? [`${state}${end}.`] : []), ...(words === "" ? [] : [words])];
  const place = codeSpan(key);
  return parts.length === 0 ? place : `${place}: ${parts.join(" ")}`;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [title, items.join("\n")];
}

function memberItem(member: OperationContext["members"][number]): string {
  const { name, wireName, required, deprecated, type } = member;
  const place = `${member.in}${wireName === "" ? "" : ` ${codeSpan(wireName)}`}`;
  const facts = [place, required ? "required" : "optional", ...(deprecated ? ["deprecated"] : [])];
  const item = `- ${codeSpan(name)} (${facts.join(", ")}): ${codeSpan(type)}`;
  const words = prose(member.description);
  return words === "" ? item : `${item}: ${words}`;
}
