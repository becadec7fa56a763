import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import type { HttpRequest, HttpResponse } from "../http/message.js";
import { fault, type Fault } from "./fault.js";

/**
 * Unpacks a compressed request of an API that has compression on (API Gateway guide, "Payload compression");
 * an unknown coding is refused, and so is a body that grows past `limit` bytes or is not what it says.
 */
export function unpackedRequest(request: HttpRequest, limit: number): HttpRequest | Fault {
  const coding = request.headers["content-encoding"]?.trim().toLowerCase();
  if (coding === undefined || coding === "identity" || request.body.length === 0) return request;
  const unpack = coding === "gzip" ? gunzipSync : coding === "deflate" ? inflateSync : undefined;
  if (!unpack) return fault("UNSUPPORTED_MEDIA_TYPE");
  const { "content-encoding": _, ...headers } = request.headers;
  const rawHeaders = request.rawHeaders.filter(
    (__, at, all) => all[at - (at % 2)]?.toLowerCase() !== "content-encoding",
  );
  try {
    const body = unpack(request.body, { maxOutputLength: limit });
    return { ...request, headers, rawHeaders, body };
  } catch (error) {
    const isLarge = error instanceof RangeError;
    return fault(isLarge ? "REQUEST_TOO_LARGE" : "BAD_REQUEST_BODY");
  }
}

/** Packs a response of `minimum` bytes and more by what the client accepts, gzip before deflate. */
export function packedResponse(
  response: HttpResponse,
  accept: string | undefined,
  minimum: number,
): HttpResponse {
  const { body, headers } = response;
  if (body.length === 0 || body.length < minimum || accept === undefined) return response;
  if (headers.some((name, at) => at % 2 === 0 && /^content-encoding$/i.test(name))) return response;
  const accepted = accept.split(",").flatMap((part) => {
    const [coding = "", ...parameters] = part.split(";");
    const isRefused = parameters.some((one) => /^\s*q=0(?:\.0*)?\s*$/.test(one));
    return isRefused ? [] : [coding.trim().toLowerCase()];
  });
  const coding = ["gzip", "deflate"].find((one) => accepted.includes(one));
  if (coding === undefined) return response;
  return {
    ...response,
    headers: [...headers, "Content-Encoding", coding],
    body: coding === "gzip" ? gzipSync(body) : deflateSync(body),
  };
}
