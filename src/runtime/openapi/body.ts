import type { MediaType, RequestBody, Schema } from "../../model/index.js";
import { findMediaType, isJsonMediaType, mediaTypeEssence } from "../../util/media-type.js";
import { type HttpRequest, headerValue } from "../http/message.js";
import type { Checkers } from "./checkers.js";
import { isFormMediaType, parseForm } from "./form.js";
import { type MessageViolation, toMessageViolations } from "./violation.js";

/** What checking a request body finds. */
export type BodyFinding =
  | { readonly kind: "violations"; readonly violations: readonly MessageViolation[] }
  | { readonly kind: "unsupported"; readonly detail: string }
  | { readonly kind: "unreadable"; readonly detail: string };

type Schemas = ReadonlyMap<string, Schema>;

const FINE: BodyFinding = { kind: "violations", violations: [] };

/** Checks the body of a request: that it is there, its media type, and its value. */
export function checkBody(
  expected: RequestBody | undefined,
  request: HttpRequest,
  schemas: Schemas,
  checkers: Checkers,
): BodyFinding | Promise<BodyFinding> {
  if (request.body.length === 0) return expected?.required ? MISSING : FINE;
  const contentType = headerValue(request.headers, "content-type");
  const offered = expected?.content.map(({ name }) => name) ?? [];
  if (contentType === undefined) {
    const [first] = expected?.content ?? [];
    return first && isJsonMediaType(first.name)
      ? checkValue(first, first.name, request, schemas, checkers)
      : FINE;
  }
  const index = findMediaType(contentType, offered) ?? essenceIndex(contentType, offered);
  const media = index === undefined ? undefined : expected?.content[index];
  if (media) return checkValue(media, contentType, request, schemas, checkers);
  if (offered.length === 0 && expected) return FINE;
  const list = offered.length > 0 ? `it takes ${offered.join(", ")}` : "it takes no body";
  return {
    kind: "unsupported",
    detail: `The operation does not take a body of ${contentType}; ${list}.`,
  };
}

const MISSING: BodyFinding = {
  kind: "violations",
  violations: [
    {
      location: ["body"],
      severity: "Error",
      code: "required",
      message: "The request must have a body",
    },
  ],
};

function essenceIndex(contentType: string, offered: readonly string[]): number | undefined {
  const essence = mediaTypeEssence(contentType);
  const index = offered.findIndex((text) => mediaTypeEssence(text) === essence);
  return index < 0 ? undefined : index;
}

function checkValue(
  media: MediaType,
  contentType: string,
  request: HttpRequest,
  schemas: Schemas,
  checkers: Checkers,
): BodyFinding | Promise<BodyFinding> {
  const { schema } = media;
  if (isFormMediaType(contentType)) {
    const form = parseForm(request.body, contentType, media, schemas);
    if (!schema) return { kind: "violations", violations: form.findings };
    const checker = checkers.form(schema);
    if (checker instanceof Promise) {
      return checker.then((validate) => found(form.findings, validate(form.value)));
    }
    return found(form.findings, checker(form.value));
  }
  let value: unknown;
  if (isJsonMediaType(contentType)) {
    const text = request.body.toString("utf8");
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "unreadable", detail: `The body is not JSON: ${reason}.` };
    }
  } else if (mediaTypeEssence(contentType).startsWith("text/") && !contentType.includes("xml")) {
    value = request.body.toString("utf8");
  } else return FINE;
  if (!schema) return FINE;
  const checker = checkers.request(schema);
  if (checker instanceof Promise) return checker.then((validate) => found([], validate(value)));
  return found([], checker(value));
}

function found(
  before: readonly MessageViolation[],
  violations: Parameters<typeof toMessageViolations>[0],
): BodyFinding {
  if (before.length === 0 && violations.length === 0) return FINE;
  return {
    kind: "violations",
    violations: [...before, ...toMessageViolations(violations, ["body"], "Request body")],
  };
}
