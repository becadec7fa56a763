import type { CodeFile } from "../../../../printer/code-file.js";
import type { ObjectType, TypeExpression, TypeMember } from "../../type-expression.js";
import { groupByType } from "../plan/plan-body.js";
import type { MediaPlan, OperationPlan } from "../plan/sdk-plan.js";
import { printDeclaration } from "../types/print-declarations.js";
import { printAliased, printAnnotation } from "../types/print-type.js";
import type { TypeNode } from "../types/type-node.js";
import { genericNode, importedType, nameNode, receivedType } from "./type-nodes.js";

/** The declaration of an operation's request: an interface, or a union of them where the body's type depends on its media type. */
export function requestTypeText(file: CodeFile, plan: OperationPlan): string {
  const { requestTypeName: name, members, key } = plan.surface;
  const head = `export type ${name} =`;
  const layout = { indent: 0, column: head.length, tail: 1 };
  if (members.length === 0) return `${head}${printAliased(NO_MEMBERS, layout)};\n`;
  for (const { type } of members) importedType(file, type);
  const variants = groupByType(plan.body);
  if (variants.length < 2) return declare(name, key, requestObject(plan));
  const [base = "", ...names] = plan.variantTypeNames ?? [];
  const texts = [declare(base, key, withoutBody(plan))];
  variants.forEach((media, index) => {
    texts.push(declare(names[index] ?? name, key, variantObject(plan, media, index === 0, base)));
  });
  const union: TypeNode = { kind: "union", members: names.map(nameNode) };
  return `${texts.join("\n")}\n${head}${printAliased(union, layout)};\n`;
}

const NO_MEMBERS: TypeNode = {
  kind: "generic",
  name: "Record",
  arguments: ["string", "never"].map((text) => ({ kind: "atom", text, role: "keyword" })),
};

function declare(name: string, origin: string, type: ObjectType): string {
  return printDeclaration({ name, type, origin, direction: "request" });
}

function requestObject({ surface }: OperationPlan): ObjectType {
  return { kind: "object", members: surface.members.map(typeMember) };
}

function typeMember(member: OperationPlan["surface"]["members"][number]): TypeMember {
  const { name, type, required, documentation } = member;
  return { name, type, optional: !required, ...(documentation && { documentation }) };
}

function withoutBody({ surface }: OperationPlan): ObjectType {
  const members = surface.members.filter(({ source }) => source.kind === "parameter");
  return { kind: "object", members: members.map(typeMember) };
}

function variantObject(
  { surface }: OperationPlan,
  media: readonly MediaPlan[],
  isDefault: boolean,
  base: string,
): ObjectType {
  const body = surface.members.find(({ source }) => source.kind === "body");
  const type = media[0]?.type;
  const members: TypeMember[] = [];
  if (body && type) members.push(typeMember({ ...body, type }));
  const literals = media.map(({ mediaType }): TypeExpression => ({
    kind: "literal",
    value: mediaType,
  }));
  const [only] = literals;
  members.push({
    name: "contentType",
    type: literals.length === 1 && only ? only : { kind: "union", members: literals },
    optional: isDefault,
  });
  return { kind: "object", members, extends: [base] };
}

const ERROR_CLASSES: Readonly<Record<string, readonly string[]>> = {
  400: ["BadRequestError"],
  401: ["UnauthorizedError"],
  403: ["ForbiddenError"],
  404: ["NotFoundError"],
  409: ["ConflictError"],
  422: ["UnprocessableEntityError"],
  429: ["ThrottledError", "QuotaExceededError"],
};

/** The declaration of an operation's errors: one member for each status, and one for all others. */
export function errorsTypeText(file: CodeFile, plan: OperationPlan): string {
  const members = errorNodes(file, plan);
  const [only] = members;
  const node: TypeNode = members.length === 1 && only ? only : { kind: "union", members };
  const head = `export type ${plan.errorsTypeName ?? ""} =`;
  return `${head}${printAliased(node, { indent: 0, column: head.length, tail: 1 })};\n`;
}

function errorNodes(file: CodeFile, { surface }: OperationPlan): TypeNode[] {
  const exact = surface.errors.map(({ name }) => name).filter((name) => /^\d+$/.test(name));
  const literals = exact.map((text): TypeNode => ({ kind: "atom", text, role: "literal" }));
  const [only] = literals;
  const known: TypeNode =
    literals.length === 1 && only ? only : { kind: "union", members: literals };
  const documented = literals.length > 0 ? [known] : [];
  const nodes = surface.errors.flatMap(({ name, value }) =>
    errorNode(file, name, receivedType(file, value), documented),
  );
  const hasDefault = surface.errors.some(({ name }) => name === "default");
  return hasDefault ? nodes : [...nodes, otherErrors(file, documented)];
}

function otherErrors(file: CodeFile, args: readonly TypeNode[]): TypeNode {
  if (args.length > 0) return genericNode(file, "errors", "OtherHttpError", args);
  return nameNode(
    file.use({ name: "OtherHttpError", from: "../runtime/errors.js", typeOnly: true }),
  );
}

function errorNode(
  file: CodeFile,
  status: string,
  body: TypeNode,
  documented: readonly TypeNode[],
): TypeNode[] {
  const known = ERROR_CLASSES[status];
  if (known) return known.map((name) => genericNode(file, "status-errors", name, [body]));
  const literal: TypeNode = { kind: "atom", text: status, role: "literal" };
  if (/^5\d\d$/.test(status))
    return [genericNode(file, "status-errors", "ServerError", [body, literal])];
  if (/^\d+$/.test(status)) return [genericNode(file, "errors", "HttpError", [literal, body])];
  const never: TypeNode = { kind: "atom", text: "never", role: "keyword" };
  const [statuses = never] = documented;
  return [genericNode(file, "errors", "OtherHttpError", [statuses, body])];
}

/** What an operation's function returns. */
export function promiseNode(file: CodeFile, plan: OperationPlan): TypeNode {
  const { result } = plan.surface;
  const isNothing = result.kind === "primitive" && result.name === "undefined";
  const data: TypeNode = isNothing
    ? { kind: "atom", text: "void", role: "keyword" }
    : receivedType(file, result);
  const errors = plan.errorsTypeName ? nameNode(plan.errorsTypeName) : otherErrors(file, []);
  const { paging } = plan;
  return paging
    ? genericNode(file, "pagination", "PagePromise", [
        data,
        receivedType(file, paging.element),
        errors,
      ])
    : genericNode(file, "api-promise", "ApiPromise", [data, errors]);
}

/** The same as text after `): `. */
export function promiseTypeText(node: TypeNode, indent: number): string {
  return printAnnotation(node, { indent, column: indent + 3, tail: 2 });
}
