import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A backend on the loopback interface that tells what it got. */
export interface EchoServer {
  readonly url: string;
  /** The latest request's header names as sent and its body. */
  readonly latest: { headers: Record<string, string>; body: Buffer };
  close(): void;
}

/**
 * `/echo` answers what it got as JSON, `/bytes` the body itself, `/status/N` with that status;
 * all other paths count as `/echo`.
 */
export async function startEchoServer(): Promise<EchoServer> {
  const latest: EchoServer["latest"] = { headers: {}, body: Buffer.alloc(0) };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      latest.headers = sentHeaders(request);
      latest.body = body;
      const url = new URL(request.url ?? "/", "http://backend");
      response.setHeader("content-type", "application/json");
      if (url.pathname === "/bytes") {
        response.end(body);
        return;
      }
      const status = /^\/status\/(\d+)/.exec(url.pathname)?.[1];
      if (status !== undefined) {
        response.statusCode = Number(status);
        response.end(JSON.stringify({ message: "", status_code: Number(status) }));
        return;
      }
      response.setHeader("server", "echo/1");
      response.setHeader("x-amzn-trace-id", "Root=1-backend");
      response.setHeader("x-amzn-requestid", "backend");
      response.end(JSON.stringify(echoOf(request, url, body.toString("utf8"))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, latest, close: () => server.close() };
}

function echoOf(request: IncomingMessage, url: URL, body: string): unknown {
  const args: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    args[name] = args[name] === undefined ? value : `${args[name]},${value}`;
  }
  return {
    args,
    data: parsed(body),
    json: parsed(body),
    headers: request.headers,
    method: request.method,
    path: url.pathname,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sentHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers[rawHeaders[at]?.toLowerCase() ?? ""] = rawHeaders[at + 1] ?? "";
  }
  return headers;
}
