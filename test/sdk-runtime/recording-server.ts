import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the server answers to a request. */
export type Answer = (request: Recorded, response: ServerResponse) => void;

/** A server that keeps what it is sent. */
export interface RecordingServer {
  readonly baseUrl: string;
  readonly requests: Recorded[];
  /** Set by a test; 200 with `{}` unless it does. */
  answer: Answer;
  /** The last request; throws when there is none. */
  readonly last: Recorded;
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: Recorded[] = [];
  const state = { answer: answerWith(200, {}) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const recorded = { method, url, headers, body: Buffer.concat(chunks) };
      requests.push(recorded);
      state.answer(recorded, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    get last() {
      const last = requests.at(-1);
      if (!last) throw new Error("no request was recorded");
      return last;
    },
    close: () => closeServer(server),
  };
}

/** Answers with a status and a JSON body. */
export function answerWith(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (_request, response) => {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    response.writeHead(status, { ...type, ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
