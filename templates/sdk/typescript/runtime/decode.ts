import { DecodingFailure } from "./decoding-failure.js";
import type { ResponseDescriptor } from "./operation.js";

/** Reads JSON. */
export async function json(response: Response): Promise<unknown> {
  return parseJson(await response.text());
}

/** What most answers hold. */
export const jsonAnswer: ResponseDescriptor = {
  mediaType: "application/json",
  decode: json,
};

/** Reads text. */
export function text(response: Response): Promise<string> {
  return response.text();
}

/** Reads bytes. */
export function binary(response: Response): Promise<Blob> {
  return response.blob();
}

/** Parses JSON; what is wrong with it says where. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    const message = (error as Error).message;
    const offset = /position (\d+)/.exec(message)?.[1];
    throw new DecodingFailure(
      source === "" ? "the body is empty" : message,
      "",
      source,
      offset === undefined ? undefined : Number(offset),
    );
  }
}
