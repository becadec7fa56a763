import type { MediaType, Operation, Response, StatusResponse } from "../../model/index.js";
import { chooseMediaType } from "../../util/media-type.js";
import type { Problem } from "./problem.js";

/** A response that was chosen, with the status to send. */
export interface ChosenResponse {
  readonly status: number;
  readonly response: Response;
}

/** The response for a status asked for: the same one, else its range, else `default`. */
export function responseForStatus(
  responses: readonly StatusResponse[],
  status: string,
): ChosenResponse | undefined {
  const range = `${status[0] ?? ""}XX`;
  const found =
    responses.find((one) => one.status === status) ??
    responses.find((one) => one.status.toUpperCase() === range) ??
    responses.find((one) => one.status === "default");
  return found && { status: Number(status), response: found.response };
}

/** The response of a valid request that asks for none: the lowest 2xx, a 2XX range, `default`, else the first. */
export function successResponse(responses: readonly StatusResponse[]): ChosenResponse | undefined {
  const exact = responses
    .filter(({ status }) => /^2\d\d$/.test(status))
    .sort((a, b) => Number(a.status) - Number(b.status))[0];
  if (exact) return { status: Number(exact.status), response: exact.response };
  const open =
    responses.find(({ status }) => status.toUpperCase() === "2XX") ??
    responses.find(({ status }) => status === "default");
  if (open) return { status: 200, response: open.response };
  const [first] = responses;
  if (!first) return undefined;
  const status = /^\d\d\d$/.test(first.status)
    ? Number(first.status)
    : Number(`${first.status[0] ?? "2"}00`);
  return { status, response: first.response };
}

/** The response that the document defines for a refused request: the first of the statuses that it has, else `default`. */
export function refusalResponse(
  operation: Operation,
  statuses: readonly number[],
): ChosenResponse | undefined {
  for (const status of statuses) {
    const found = operation.responses.find((one) => one.status === String(status));
    if (found) return { status, response: found.response };
  }
  const [status] = statuses;
  const open = operation.responses.find((one) => one.status === "default");
  return open && status !== undefined ? { status, response: open.response } : undefined;
}

/** The media type of a response for an `Accept` header; undefined for a response without content. */
export function chooseContent(
  response: Response,
  accept: string | undefined,
): MediaType | undefined | Problem {
  const content = response.content ?? [];
  if (content.length === 0) return undefined;
  const index = chooseMediaType(
    accept,
    content.map(({ name }) => name),
  );
  const found = index === undefined ? undefined : content[index];
  return (
    found ?? {
      name: "NOT_ACCEPTABLE",
      detail: `The operation cannot answer with ${accept ?? "*/*"}; it has ${content.map(({ name }) => name).join(", ")}.`,
    }
  );
}
