import type { Surroundings } from "./clock.js";
import { type HttpRequest, type HttpResponse, headerValue, NO_BODY } from "./http/message.js";

/** A delay in milliseconds: always the same, or anything between two. */
export type Latency = number | { readonly from: number; readonly to: number };

/** Faults on purpose, to test clients with; rates go from 0 (never) to 1 (always). */
export interface FaultOptions {
  readonly latency?: Latency;
  /** By the operation's key, such as `GET /pets`; wins over `latency`. */
  readonly latencyOf?: Readonly<Record<string, Latency>>;
  readonly errorRate?: number;
  /** The status of those errors; 500 when absent. */
  readonly errorStatus?: number;
  /** How many connections are reset instead of answered. */
  readonly resetRate?: number;
}

/** The header by which a request asks for faults of its own: `delay=200`, `status=503`, `reset`, with commas. */
export const FAULT_HEADER = "x-gw-gen-fault";

/** What happens to one request. */
interface Plan {
  delay: number;
  status: number | undefined;
  reset: boolean;
}

/** Makes requests slow, fail or lose their connection, by chance or as they ask. */
export class FaultInjector {
  readonly #options: FaultOptions;
  readonly #surroundings: Surroundings;

  constructor(options: FaultOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  /** Answers through the faults; `answer` is called where none ends the request. */
  async around(
    request: HttpRequest,
    operation: string | undefined,
    answer: () => HttpResponse | Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    const plan = this.#plan(request, operation);
    if (plan.delay > 0) await this.#surroundings.sleep(plan.delay);
    if (plan.reset) return { status: 0, headers: [], body: NO_BODY, reset: true };
    return plan.status === undefined ? answer() : errorResponse(plan.status);
  }

  #plan(request: HttpRequest, operation: string | undefined): Plan {
    const { latency, latencyOf = {}, errorRate = 0, errorStatus = 500 } = this.#options;
    const own = operation !== undefined && Object.hasOwn(latencyOf, operation);
    const plan: Plan = {
      delay: this.#delay(own ? latencyOf[operation] : latency),
      status: this.#happens(errorRate) ? errorStatus : undefined,
      reset: this.#happens(this.#options.resetRate ?? 0),
    };
    for (const part of (headerValue(request.headers, FAULT_HEADER) ?? "").split(",")) {
      const [name = "", value = ""] = part.trim().split("=");
      if (name === "delay" && /^\d{1,6}$/.test(value)) plan.delay = Number(value);
      else if (name === "status" && /^[2-5]\d\d$/.test(value)) plan.status = Number(value);
      else if (name === "reset") plan.reset = true;
    }
    return plan;
  }

  #delay(latency: Latency | undefined): number {
    if (latency === undefined || typeof latency === "number") return latency ?? 0;
    const { from, to } = latency;
    return Math.round(from + this.#surroundings.chance() * (to - from));
  }

  #happens(rate: number): boolean {
    return rate > 0 && this.#surroundings.chance() < rate;
  }
}

function errorResponse(status: number): HttpResponse {
  const body = { title: "A fault on purpose", status };
  return {
    status,
    headers: ["content-type", "application/problem+json"],
    body: Buffer.from(JSON.stringify(body)),
  };
}
