import { type HttpRequest, type HttpResponse, headerValue, NO_BODY } from "../http/message.js";
import { type Listening, listen } from "../http/server.js";
import type { RunningMock } from "../running-mock.js";
import { ADMIN_PAGE } from "./admin-page.js";

const HOST = "127.0.0.1";
const BODY_LIMIT = 262_144;

type Mock = Omit<RunningMock, "adminUrl">;
type Read = (mock: Mock, query: URLSearchParams) => unknown;

/** What can be read, by path; each answers JSON. */
const READS: Readonly<Record<string, Read>> = {
  "/health": ({ profile, url, operations }) => ({
    status: "ok",
    profile,
    url,
    operations: operations.length,
  }),
  "/routes": ({ operations }) => operations,
  "/requests": ({ requests }, query) => {
    const after = Number(query.get("after") ?? 0);
    return requests.filter(({ id }) => id > after);
  },
  "/usage": (mock) => mock.usage(),
  "/cache": (mock) => mock.cached(),
  "/resources": ({ resources }) => resources,
  "/drift": ({ drift }) => drift,
  "/connections": ({ sockets }) => sockets?.list() ?? null,
  "/frames": ({ frames }, query) => {
    const after = Number(query.get("after") ?? 0);
    return frames.filter(({ id }) => id > after);
  },
};

/** What can be done, by path. */
const ACTIONS: Readonly<Record<string, (mock: Mock, request: HttpRequest) => Promise<number>>> = {
  "/cache/flush": (mock) => mock.flushCache().then(() => DONE),
  "/reset": (mock) => mock.reset().then(() => DONE),
  "/frames": async (mock, request) => sendFrame(mock, request),
};

const DONE = 204;

/** Listens for the operator of a mock, on the loopback interface alone; rejects when the port is taken. */
export function startAdmin(
  mock: Mock,
  port: number,
  onDefect: (error: unknown) => void,
): Promise<Listening> {
  const handler = async (request: HttpRequest): Promise<HttpResponse> =>
    isForeign(request) ? plain(403, "Only this machine may ask.\n") : answer(mock, request);
  return listen(handler, { host: HOST, port, bodyLimit: BODY_LIMIT, onDefect });
}

/** Whether a page of another site asks, be it through a name that leads here. */
function isForeign({ headers }: HttpRequest): boolean {
  const host = headerValue(headers, "host") ?? "";
  if (!/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host)) return true;
  const origin = headerValue(headers, "origin");
  return origin !== undefined && origin !== `http://${host}`;
}

async function answer(mock: Mock, request: HttpRequest): Promise<HttpResponse> {
  const { method, path, query } = request;
  const action = Object.hasOwn(ACTIONS, path) ? ACTIONS[path] : undefined;
  const read = Object.hasOwn(READS, path) ? READS[path] : undefined;
  if (action && (method === "POST" || !read)) {
    if (method !== "POST") return refused("POST");
    return { status: await action(mock, request), headers: [], body: NO_BODY };
  }
  if (!read && path !== "/" && path !== "/metrics") return plain(404, "There is nothing here.\n");
  if (method !== "GET" && method !== "HEAD") return refused("GET, HEAD");
  if (path === "/") return text(200, "text/html; charset=utf-8", ADMIN_PAGE);
  if (path === "/metrics") return text(200, "text/plain; version=0.0.4", mock.metrics());
  const value = await read?.(mock, new URLSearchParams(query));
  return text(200, "application/json", JSON.stringify(value));
}

/** Sends the body of `POST /frames?connection=ID` as it is: 204, 404 without such a connection, 410 when it is gone. */
function sendFrame({ sockets }: Mock, { query, body }: HttpRequest): number {
  const connectionId = new URLSearchParams(query).get("connection") ?? "";
  if (!sockets?.ids().includes(connectionId)) return 404;
  const data = body.toString("base64");
  const { status } = sockets.run({ action: "post", connectionId, data });
  return status === 200 ? DONE : status;
}

function refused(allowed: string): HttpResponse {
  const response = plain(405, `Only ${allowed}.\n`);
  return { ...response, headers: [...response.headers, "allow", allowed] };
}

function plain(status: number, content: string): HttpResponse {
  return text(status, "text/plain; charset=utf-8", content);
}

function text(status: number, type: string, content: string): HttpResponse {
  const headers = [
    "content-type",
    type,
    "cache-control",
    "no-store",
    "x-content-type-options",
    "nosniff",
    "content-security-policy",
    "default-src 'self'; img-src data:; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  ];
  return { status, headers, body: Buffer.from(content) };
}
