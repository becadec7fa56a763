/** One call of a generated function. */
export interface PlannedCall {
  readonly key: string;
  readonly name: string;
  readonly request: object;
  /** The statuses that are described, where all are errors: those are what the server has to answer. */
  readonly errors: readonly number[];
}

/** What a generated client is made with, and what it calls. */
export interface CallPlan {
  readonly baseUrl: string;
  readonly auth: object;
  readonly calls: readonly PlannedCall[];
}

/** What calling each operation of a generated client once came to. */
export interface CallCounts {
  readonly operations: number;
  /** Calls that reached the server. */
  readonly sent: number;
  /** Answers that were decoded as the API describes them. */
  readonly decoded: number;
  /** Errors that the server answered with, as `key: status body`. */
  readonly refused: readonly string[];
  /** All others, as `key: error`. */
  readonly failed: readonly string[];
}

type GeneratedCall = (client: unknown, request: object) => unknown;

/** A generated client's module. */
export type ClientModule = Readonly<Record<string, unknown>>;

/** Makes all calls, one after the other; it runs in browsers and other runtimes too, so it uses nothing from around it. */
export async function driveClient(sdk: ClientModule, plan: CallPlan): Promise<CallCounts> {
  let sent = 0;
  let decoded = 0;
  const refused: string[] = [];
  const failed: string[] = [];
  const counting: typeof fetch = (input, init) => {
    sent++;
    return fetch(input, init);
  };
  const createClient = sdk["createClient"] as (options: object) => unknown;
  const { baseUrl, auth } = plan;
  const client = createClient({ baseUrl, auth, fetch: counting, retry: false, timeoutMs: 30_000 });
  for (const { key, name, request, errors } of plan.calls) {
    try {
      const answer = (sdk[name] as GeneratedCall)(client, request) as object;
      // Lists in pages are promises too; streams alone are not.
      if ("then" in answer) await answer;
      else await (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
      decoded++;
    } catch (error) {
      const { status, message, body } = error as {
        status?: number;
        message: string;
        body?: unknown;
      };
      if (status !== undefined && errors.includes(status)) decoded++;
      else if (status === undefined) failed.push(`${key}: ${message.slice(0, 200)}`);
      else refused.push(`${key}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`);
    }
  }
  return { operations: plan.calls.length, sent, decoded, refused, failed };
}
