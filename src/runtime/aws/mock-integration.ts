import type { BackendAnswer, BackendRequest } from "./backend.js";
import { fault, type Fault } from "./fault.js";

/**
 * Answers a MOCK integration: the rendered request template must hold an integer `statusCode`. The service
 * reads it leniently: names without quotes and text before the object pass.
 */
export function answerMock({ body }: BackendRequest): BackendAnswer | Fault {
  const text = typeof body === "string" ? body : body.toString("utf8");
  const status = statusOf(text);
  if (status === undefined) return fault("INTEGRATION_FAILURE");
  return { status, headers: [], body: Buffer.alloc(0), selector: String(status) };
}

function statusOf(text: string): number | undefined {
  const start = text.indexOf("{");
  if (start < 0) return undefined;
  const match = /[{,]\s*["']?statusCode["']?\s*:\s*(?:"(\d+)"|(\d+))\s*[,}]/s.exec(
    text.slice(start),
  );
  const digits = match?.[1] ?? match?.[2];
  return digits === undefined ? undefined : Number(digits);
}
