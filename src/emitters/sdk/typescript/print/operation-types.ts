import type { CodeFile } from "../../../../printer/code-file.js";
import type { TypeExpression } from "../../type-expression.js";
import type { OperationPlan } from "../plan/sdk-plan.js";
import { printKey } from "../../../../printer/property-key.js";
import { flatType } from "./type-seam.js";

/** The declaration of an operation's request. */
export function requestTypeText(file: CodeFile, { surface }: OperationPlan): string {
  const { requestTypeName, members } = surface;
  if (members.length === 0) return `export type ${requestTypeName} = Record<string, never>;\n`;
  const lines = members.map(
    ({ name, type, required }) =>
      `  ${printKey(name)}${required ? "" : "?"}: ${flatType(file, type)};\n`,
  );
  return `export interface ${requestTypeName} {\n${lines.join("")}}\n`;
}

const ERROR_CLASSES: Readonly<Record<string, string>> = {
  400: "BadRequestError",
  401: "UnauthorizedError",
  403: "ForbiddenError",
  404: "NotFoundError",
  409: "ConflictError",
  422: "UnprocessableEntityError",
};

function errorName(file: CodeFile, name: string): string {
  return file.use({ name, from: "../runtime/errors.js", typeOnly: true });
}

/** The declaration of an operation's errors: one member for each status, and one for all others. */
export function errorsTypeText(file: CodeFile, plan: OperationPlan): string {
  const members = errorTexts(file, plan);
  const head = `export type ${plan.errorsTypeName ?? ""} =`;
  const flat = `${head} ${members.join(" | ")};`;
  if (flat.length <= 80) return `${flat}\n`;
  return `${head}\n${members.map((member) => `  | ${member}`).join("\n")};\n`;
}

function errorTexts(file: CodeFile, { surface }: OperationPlan): string[] {
  const exact = surface.errors.map(({ name }) => name).filter((name) => /^\d+$/.test(name));
  const known = exact.length > 0 ? exact.join(" | ") : "never";
  const texts = surface.errors.flatMap(({ name, value }) => errorText(file, name, value, known));
  const has = (name: string): boolean => surface.errors.some((error) => error.name === name);
  if (!has("default")) texts.push(`${errorName(file, "OtherHttpError")}<${known}>`);
  return texts;
}

function errorText(file: CodeFile, status: string, type: TypeExpression, known: string): string[] {
  const body = flatType(file, type);
  const special = ERROR_CLASSES[status];
  if (special) return [`${errorName(file, special)}<${body}>`];
  if (status === "429") {
    return ["ThrottledError", "QuotaExceededError"].map(
      (name) => `${errorName(file, name)}<${body}>`,
    );
  }
  if (/^5\d\d$/.test(status)) return [`${errorName(file, "ServerError")}<${body}, ${status}>`];
  if (/^\d+$/.test(status)) return [`${errorName(file, "HttpError")}<${status}, ${body}>`];
  return [`${errorName(file, "OtherHttpError")}<${known}, ${body}>`];
}

/** What an operation's function returns. */
export function promiseTypeText(file: CodeFile, plan: OperationPlan, _indent: number): string {
  const promise = file.use({
    name: "ApiPromise",
    from: "../runtime/api-promise.js",
    typeOnly: true,
  });
  const { result } = plan.surface;
  const isNothing = result.kind === "primitive" && result.name === "undefined";
  const data = isNothing ? "void" : flatType(file, result);
  return `${promise}<${data}, ${plan.errorsTypeName ?? errorName(file, "OtherHttpError")}>`;
}
