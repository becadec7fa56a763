import type { Operation, StatusResponse } from "../../../model/index.js";
import type { Preparation } from "./preparation.js";

/** Gives an operation responses of single statuses only; one that describes none of these gets 200. */
export function fitResponses(operation: Operation, run: Preparation): Operation {
  if (!run.isPlain || run.isHttp) return operation;
  const single = operation.responses.filter(({ status }) => /^\d{3}$/.test(status));
  const hasSuccess = single.some(({ status }) => status.startsWith("2"));
  const stand =
    hasSuccess || single.some(({ status }) => status.startsWith("3"))
      ? undefined
      : standIn(operation.responses);
  for (const { status } of operation.responses) {
    if (!/^\d{3}$/.test(status)) run.tell(operation, "gateway-response-left-out", [status]);
  }
  return { ...operation, responses: stand ? [stand, ...single] : single };
}

/** What stands for the success of an operation that names none: its `2XX`, else its `default`, else nothing at all. */
function standIn(responses: readonly StatusResponse[]): StatusResponse | undefined {
  const found =
    responses.find(({ status }) => status === "2XX") ??
    responses.find(({ status }) => status === "default");
  return found && { status: "200", response: found.response };
}
