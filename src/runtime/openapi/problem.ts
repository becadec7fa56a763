import { STATUS_CODES } from "node:http";
import type { HttpResponse } from "../http/message.js";
import type { MessageViolation } from "./violation.js";

/** The kinds of problem that the mock itself answers with; the `type` URIs are Prism's, so that its users can switch. */
const PROBLEMS = {
  NO_PATH_MATCHED_ERROR: [404, "No operation has this path"],
  NO_METHOD_MATCHED_ERROR: [405, "The path has no such method"],
  NO_RESPONSE_DEFINED: [500, "The operation defines no response"],
  NOT_ACCEPTABLE: [406, "No acceptable media type"],
  NOT_FOUND: [404, "The document does not define what was asked for"],
  UNAUTHORIZED: [401, "The security requirements are not met"],
  UNPROCESSABLE_ENTITY: [422, "The request is not valid"],
  INVALID_CONTENT_TYPE: [415, "The content type is not supported"],
  INVALID_BODY: [400, "The body cannot be read"],
  SCHEMA_TOO_COMPLEX: [500, "The schema asks for too large a value"],
  NO_COMPLEX_OBJECT_TEXT: [500, "An object cannot be written as text"],
  VIOLATIONS: [500, "The request or the response is not valid"],
  NO_SUCH_RESOURCE: [404, "The resource does not exist"],
  PATCH_FAILED: [409, "The patch does not fit the resource"],
  UPSTREAM_NOT_REACHED: [502, "The upstream server did not answer"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

/** The name of a problem, the fragment of its `type`. */
export type ProblemName = keyof typeof PROBLEMS;

/** A problem to answer with (RFC 9457). */
export interface Problem {
  readonly name: ProblemName;
  readonly detail: string;
  readonly validation?: readonly MessageViolation[];
  /** Headers that the answer carries, told in its body too. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The status of a problem. */
export function problemStatus(name: ProblemName): number {
  return PROBLEMS[name][0];
}

/** The answer of media type `application/problem+json`. */
export function problemResponse(problem: Problem): HttpResponse {
  const [status, title] = PROBLEMS[problem.name];
  const { detail, validation, headers } = problem;
  const document = {
    type: `https://stoplight.io/prism/errors#${problem.name}`,
    title,
    status,
    detail,
    ...(validation && { validation }),
    ...(headers && { headers }),
  };
  return {
    status,
    headers: ["content-type", "application/problem+json", ...Object.entries(headers ?? {}).flat()],
    body: Buffer.from(JSON.stringify(document)),
  };
}

/** The reason phrase of a status. */
export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? "";
}
