import { request as sendRequest } from "node:http";

/** An answer with its bytes. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A request whose header names keep their case. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends a request as the recording's client did, with its usual headers. */
export function sendRaw(url: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(url);
  const given = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const usual = {
    "Accept-Encoding": "gzip, deflate",
    Accept: "*/*",
    "User-Agent": "python-requests/2",
  };
  const headers = [
    ["Host", host],
    ...Object.entries(usual).filter(([name]) => !given.has(name.toLowerCase())),
    ...Object.entries(request.headers),
    ...(given.has("transfer-encoding") || request.body.length === 0
      ? []
      : [["Content-Length", String(request.body.length)]]),
  ].flat();
  const { method, target: path } = request;
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(
      { hostname, port, method, path, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const body = Buffer.concat(chunks);
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(request.body.length > 0 ? request.body : undefined);
  });
}

/** JSON with the blanks that Python writes. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}: ${pythonJson(one)}`,
  );
  return `{${members.join(", ")}}`;
}
