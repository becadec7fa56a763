import type { ApiModel, Operation } from "../../model/index.js";
import { findMediaType, isJsonMediaType } from "../../util/media-type.js";
import type { HttpRequest, HttpResponse } from "../http/message.js";
import { endToEndHeaders, sendUpstream } from "../http/upstream.js";
import type { OpenApiOptions, OperationAnswer } from "./api.js";
import { Checkers } from "./checkers.js";
import { responseForStatus } from "./negotiate.js";
import { type MockOperation, violationProblem } from "./operation.js";
import { problemResponse } from "./problem.js";
import { type MessageViolation, toMessageViolations, violationsHeader } from "./violation.js";

const TIMEOUT_MS = 60_000;

/** How a proxy checks, and whom it tells. */
export interface ProxyOptions extends OpenApiOptions {
  /** Told what an exchange broke, with the operation's key; not called where it broke nothing. */
  readonly onFound?: (operation: string, found: readonly MessageViolation[]) => void;
  /** Told of each answer of the upstream. */
  readonly onAnswer?: (operation: Operation, answer: HttpResponse) => void;
}

/**
 * Forwards requests to a real server and checks both sides: what breaks the document goes into the
 * `sl-violations` header, or with `errors` is answered with a problem.
 */
export function proxyAnswer(
  model: ApiModel,
  upstream: URL,
  options: ProxyOptions,
): OperationAnswer {
  const checkers = new Checkers(model.components.schemas, options.onDiagnostic);
  return async (operation, request, path) => {
    const verdict = await operation.check(request, path);
    if (verdict.kind === "refused" && options.errors) return operation.refuse(verdict, request);
    const before =
      verdict.kind === "accepted" ? verdict.warnings : requestViolations(verdict.problem);
    const answer = await forward(request, upstream);
    if ("failed" in answer) {
      return problemResponse({
        name: "UPSTREAM_NOT_REACHED",
        detail: `${upstream.origin}: ${answer.reason}.`,
      });
    }
    options.onAnswer?.(operation.operation, answer);
    const found = [...before, ...(await checkAnswer(operation, answer, checkers))];
    if (found.length === 0) return answer;
    options.onFound?.(operation.operation.key, found);
    if (options.errors && found.some(({ severity }) => severity === "Error")) {
      return problemResponse(violationProblem(found));
    }
    return { ...answer, headers: [...answer.headers, "sl-violations", violationsHeader(found)] };
  };
}

function requestViolations(problem: {
  readonly detail: string;
  readonly name: string;
  readonly validation?: readonly MessageViolation[];
}): readonly MessageViolation[] {
  const found = problem.validation ?? [
    {
      location: [],
      severity: "Error" as const,
      code: problem.name.toLowerCase(),
      message: problem.detail,
    },
  ];
  return found.map((one) => ({ ...one, location: ["request", ...one.location] }));
}

async function forward(request: HttpRequest, upstream: URL): ReturnType<typeof sendUpstream> {
  const base = upstream.pathname.replace(/\/$/, "");
  const query = request.query === "" ? "" : `?${request.query}`;
  const answer = await sendUpstream({
    url: new URL(`${upstream.origin}${base}${request.path}${query}`),
    method: request.method,
    headers: [...endToEndHeaders(request.rawHeaders, ["host"]), "host", upstream.host],
    body: request.body,
    timeoutMs: TIMEOUT_MS,
  });
  if ("failed" in answer) return answer;
  return { ...answer, headers: endToEndHeaders(answer.headers) };
}

async function checkAnswer(
  { operation }: MockOperation,
  answer: HttpResponse,
  checkers: Checkers,
): Promise<readonly MessageViolation[]> {
  const chosen = responseForStatus(operation.responses, String(answer.status));
  if (!chosen) {
    return [
      {
        location: ["response"],
        severity: "Error",
        code: "status",
        message: `The document defines no response with the status ${answer.status}`,
      },
    ];
  }
  const contentType = valueOf(answer.headers, "content-type");
  const content = chosen.response.content ?? [];
  if (content.length === 0 || answer.body.length === 0 || contentType === undefined) return [];
  const index = findMediaType(
    contentType,
    content.map(({ name }) => name),
  );
  const media = index === undefined ? undefined : content[index];
  if (!media?.schema || !isJsonMediaType(contentType)) return [];
  const validate = await checkers.response(media.schema);
  return toMessageViolations(
    validate(jsonOrText(answer.body.toString("utf8"))),
    ["response", "body"],
    "Response body",
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function valueOf(flat: readonly string[], name: string): string | undefined {
  for (let at = 0; at < flat.length; at += 2) {
    if (flat[at]?.toLowerCase() === name) return flat[at + 1];
  }
  return undefined;
}
