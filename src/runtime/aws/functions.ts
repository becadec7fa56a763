import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { sendUpstream } from "../http/upstream.js";
import type { LambdaOutcome } from "./lambda-result.js";

/** A function that runs in the mock's own process. */
export type FunctionHandler = (
  event: JsonValue,
  context: { readonly functionName: string },
) => unknown;

/** Where functions come from; the name is that of the integration's ARN. */
export interface FunctionOptions {
  readonly handlers?: Readonly<Record<string, FunctionHandler>>;
  /** Module files by name, each run in a worker of its own and reloaded when it changes; they export `handler`. */
  readonly modules?: Readonly<Record<string, string>>;
  /** A server of Lambda's Invoke API, which gets all other names. */
  readonly endpoint?: URL;
}

/** The name in a Lambda integration's URI or a function's ARN; undefined when it is no Lambda. */
export function functionName(uri: string): string | undefined {
  const match = /:function:([^/:\s]+)(?::[^/\s]+)?(?:\/invocations)?$/.exec(uri);
  return match?.[1];
}

/** Calls functions. */
export class Functions {
  readonly #options: FunctionOptions;
  readonly #workers = new Map<string, FunctionWorker>();

  constructor(options: FunctionOptions) {
    this.#options = options;
  }

  /** Whether a function of that name can be called. */
  has(name: string): boolean {
    const { handlers, modules, endpoint } = this.#options;
    return (
      Object.hasOwn(handlers ?? {}, name) ||
      Object.hasOwn(modules ?? {}, name) ||
      endpoint !== undefined
    );
  }

  /** Calls a function and waits at most `timeoutMs` for it. */
  async invoke(name: string, event: JsonValue, timeoutMs: number): Promise<LambdaOutcome> {
    const { handlers, modules, endpoint } = this.#options;
    const handler = handlers && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (handler) return within(timeoutMs, callHandler(handler, name, event));
    const path = modules && Object.hasOwn(modules, name) ? modules[name] : undefined;
    if (path !== undefined) return within(timeoutMs, this.#worker(path).invoke(name, event));
    if (endpoint) return callEndpoint(endpoint, name, event, timeoutMs);
    return { kind: "failed", reason: `there is no function named ${name}` };
  }

  /** Stops the workers. */
  async close(): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.close()));
    this.#workers.clear();
  }

  #worker(path: string): FunctionWorker {
    const known = this.#workers.get(path);
    const changed = statSync(path).mtimeMs;
    if (known?.changed === changed) return known;
    void known?.close();
    const made = new FunctionWorker(path, changed);
    this.#workers.set(path, made);
    return made;
  }
}

async function callHandler(
  handler: FunctionHandler,
  name: string,
  event: JsonValue,
): Promise<LambdaOutcome> {
  try {
    const value = await handler(event, { functionName: name });
    return { kind: "result", value: plain(value) };
  } catch (error) {
    return { kind: "error", error: describe(error) };
  }
}

function plain(value: unknown): JsonValue {
  if (isFlat(value)) return value;
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as JsonValue);
}

/** Whether a value is an object of texts, numbers and flags alone, which JSON leaves as it is. */
function isFlat(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(
    (member) =>
      typeof member === "string" || typeof member === "boolean" || Number.isFinite(member),
  );
}

function describe(error: unknown): JsonValue {
  if (!(error instanceof Error)) return { errorMessage: String(error), errorType: typeof error };
  return {
    errorMessage: error.message,
    errorType: error.name,
    trace: (error.stack ?? "").split("\n"),
  };
}

function within(timeoutMs: number, outcome: Promise<LambdaOutcome>): Promise<LambdaOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: "timeout" }), timeoutMs);
    const settle = (): void => clearTimeout(timer);
    outcome.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: Error) => {
        settle();
        reject(error);
      },
    );
  });
}

async function callEndpoint(
  endpoint: URL,
  name: string,
  event: JsonValue,
  timeoutMs: number,
): Promise<LambdaOutcome> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const answer = await sendUpstream({
    url: new URL(path, endpoint),
    method: "POST",
    headers: ["content-type", "application/json"],
    body: Buffer.from(JSON.stringify(event)),
    timeoutMs,
  });
  if ("failed" in answer) {
    return answer.failed === "timeout"
      ? { kind: "timeout" }
      : { kind: "failed", reason: answer.reason };
  }
  if (answer.status >= 300)
    return { kind: "failed", reason: `the endpoint answered ${answer.status}` };
  const value =
    answer.body.length === 0 ? null : (JSON.parse(answer.body.toString("utf8")) as JsonValue);
  const failed = answer.headers.some((text) => text.toLowerCase() === "x-amz-function-error");
  return failed ? { kind: "error", error: value } : { kind: "result", value };
}

/** Runs in the worker: imports the module and answers calls by number. */
const WORKER_CODE = `
const { parentPort, workerData } = require("node:worker_threads");
const loaded = import(workerData.url);
parentPort.on("message", async ({ id, name, event }) => {
  try {
    const module = await loaded;
    const handler = module.handler ?? module.default?.handler ?? module.default;
    const value = await handler(event, { functionName: name });
    parentPort.postMessage({ id, value: value === undefined ? null : JSON.parse(JSON.stringify(value)) });
  } catch (error) {
    const known = error instanceof Error;
    parentPort.postMessage({ id, error: {
      errorMessage: known ? error.message : String(error),
      errorType: known ? error.name : typeof error,
      trace: known ? String(error.stack).split("\\n") : [],
    } });
  }
});
`;

class FunctionWorker {
  readonly changed: number;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (outcome: LambdaOutcome) => void>();
  #calls = 0;

  constructor(path: string, changed: number) {
    this.changed = changed;
    const url = `${pathToFileURL(path).href}?changed=${changed}`;
    this.#worker = new Worker(WORKER_CODE, { eval: true, workerData: { url } });
    this.#worker.unref();
    this.#worker.on("message", (message: unknown) => this.#answered(message));
    this.#worker.on("error", (error) => this.#failed(error.message));
    this.#worker.on("exit", () => this.#failed("its worker has stopped"));
  }

  invoke(name: string, event: JsonValue): Promise<LambdaOutcome> {
    const id = ++this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers have no origin
      this.#worker.postMessage({ id, name, event });
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #answered(message: unknown): void {
    if (!isJsonObject(message) || typeof message.id !== "number") return;
    const resolve = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) resolve?.({ kind: "result", value: message.value ?? null });
    else resolve?.({ kind: "error", error: message.error });
  }

  #failed(reason: string): void {
    for (const resolve of this.#waiting.values()) resolve({ kind: "failed", reason });
    this.#waiting.clear();
  }
}
