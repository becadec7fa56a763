import type { Violation } from "../../schema/validate.js";

/** A finding of validation in the form that answers and the `sl-violations` header carry. */
export interface MessageViolation {
  /** `body`, `query`, `header`, `path` or `cookie`, then the path to the value. */
  readonly location: readonly string[];
  readonly severity: "Error" | "Warning";
  /** The keyword that failed. */
  readonly code: string;
  readonly message: string;
}

/** Turns violations of a schema into findings about a part of a message. */
export function toMessageViolations(
  violations: readonly Violation[],
  prefix: readonly string[],
  subject: string,
): MessageViolation[] {
  return violations.map(({ path, keyword, message }) => {
    const where = path.length === 0 ? subject : `${subject} property ${path.join(".")}`;
    return {
      location: [...prefix, ...path],
      severity: "Error",
      code: keyword,
      message: `${where} ${message}`,
    };
  });
}

/** Clients refuse heads of 16 KiB and more; this leaves room for the other headers. */
const MOST_HEADER_BYTES = 8192;

/** The value of the `sl-violations` header: JSON in ASCII, without the last findings where it would be too long. */
export function violationsHeader(violations: readonly MessageViolation[]): string {
  const shown: string[] = [];
  let length = 2;
  for (const violation of violations) {
    const text = asciiJson(violation);
    length += text.length + 1;
    if (length > MOST_HEADER_BYTES) break;
    shown.push(text);
  }
  return `[${shown.join(",")}]`;
}

function asciiJson(value: MessageViolation): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
