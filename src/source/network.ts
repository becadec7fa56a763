import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/location.js";
import { diagnostic } from "./diagnostics.js";
import type { Limits } from "./limits.js";

/** What may be fetched, and how. */
export interface NetworkOptions {
  /** Hosts that may be asked: `example.com`, or `example.com:8443` for that port alone. */
  readonly allowNet: readonly string[];
  readonly limits: Limits;
  readonly fetch: typeof fetch;
}

const MAX_REDIRECTS = 5;

/** Whether a spec or a reference is an address on the network. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** Fetches one file; redirects are followed to allowed hosts only. */
export async function fetchFile(
  url: string,
  options: NetworkOptions,
  at?: SourceLocation,
): Promise<{ bytes: Uint8Array } | { diagnostic: Diagnostic }> {
  const fail = (reason: string) => ({
    diagnostic: diagnostic("network-failed", at, [url, reason]),
  });
  const signal = AbortSignal.timeout(options.limits.networkTimeout);
  try {
    for (let target = new URL(url), hops = 0; hops <= MAX_REDIRECTS; hops++) {
      if (!isAllowed(target, options.allowNet)) {
        return { diagnostic: diagnostic("network-not-allowed", at, [target.href, target.host]) };
      }
      const response = await options.fetch(target, { redirect: "manual", signal });
      const next = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && next !== null) {
        target = new URL(next, target);
        continue;
      }
      if (!response.ok)
        return fail(`the answer was ${response.status} ${response.statusText}`.trim());
      const bytes = await readBody(response, options.limits.bytes);
      return bytes ? { bytes } : fail(`it has more than ${options.limits.bytes} bytes`);
    }
    return fail(`there were more than ${MAX_REDIRECTS} redirects`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === "TimeoutError")
      return fail(`no answer in ${options.limits.networkTimeout} ms`);
    return fail(error.cause instanceof Error ? error.cause.message : error.message);
  }
}

/** Whether a host was allowed, with or without naming its port. */
export function isAllowed(url: URL, allowNet: readonly string[]): boolean {
  return allowNet.some((host) => host === url.host || host === url.hostname);
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
