import { randomUUID } from "node:crypto";
import { request as sendRequest } from "node:http";

/** One of Prism's behaviour texts: a document, the flags of the server, a curl command, the expected answer. */
export interface PrismText {
  readonly spec: string;
  readonly server: readonly string[];
  readonly command: readonly string[];
  readonly expected: ExpectedAnswer;
}

export interface ExpectedAnswer {
  readonly loose: boolean;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface CurlRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body: Buffer | undefined;
  readonly headOnly: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export function parsePrismText(text: string): PrismText {
  const sections = new Map<string, string>();
  const parts = text.split(/^====([\w-]+)====\s*$/m);
  for (let at = 1; at < parts.length; at += 2) {
    sections.set(parts[at] ?? "", (parts[at + 1] ?? "").replace(/^\r?\n/, ""));
  }
  const loose = sections.has("expect-loose");
  const spec = sections.get("spec") ?? sections.get("document");
  const expected = sections.get("expect") ?? sections.get("expect-loose");
  const [server, command] = [sections.get("server"), sections.get("command")];
  if (spec === undefined || expected === undefined || !server || !command) {
    throw new Error(`a section is missing; there are ${[...sections.keys()].join(", ")}`);
  }
  return {
    spec,
    server: shellWords(server.trim()),
    command: shellWords(command.trim()),
    expected: parseExpected(expected, loose),
  };
}

function parseExpected(text: string, loose: boolean): ExpectedAnswer {
  const [head = "", ...rest] = text.replace(/\r/g, "").split(/\n\n/);
  const [statusLine = "", ...lines] = head.trim().split("\n");
  const status = /^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1];
  if (status === undefined) throw new Error(`no status line in ${JSON.stringify(statusLine)}`);
  const headers = lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  return { loose, status: Number(status), headers, body: rest.join("\n\n").trim() };
}

/** Splits a command line into words as a POSIX shell does, without expansions. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)|(\s+)/gs;
  let word: string | undefined;
  for (const [, double, single, escaped, plain, blank] of text.matchAll(pattern)) {
    if (blank !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else
      word =
        (word ?? "") + (double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? plain ?? "");
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** What curl would send. */
export function curlRequest(words: readonly string[]): CurlRequest {
  const args = [...words];
  if (args.shift() !== "curl") throw new Error("not a curl command");
  const state = { method: "", head: false, url: "", data: [] as string[], form: [] as string[] };
  const headers: [string, string][] = [];
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    const value = (): string => {
      const next = args.shift();
      if (next === undefined) throw new Error(`${word} lacks its value`);
      return next;
    };
    if (word === "-H" || word === "--header") {
      const header = value();
      const at = header.indexOf(":");
      headers.push([header.slice(0, at), header.slice(at + 1).trim()]);
    } else if (word === "-X" || word === "--request") state.method = value();
    else if (word === "--head" || word === "-I") state.head = true;
    else if (word === "-d" || word === "--data" || word === "--data-raw") state.data.push(value());
    else if (word === "--data-urlencode") state.data.push(urlEncoded(value()));
    else if (word === "-F" || word === "--form") state.form.push(value());
    else if (word === "-sIXGET") [state.method, state.head] = ["GET", true];
    else if (word === "-i" || word === "-s" || word === "--include") continue;
    else if (word.startsWith("-")) throw new Error(`unknown option ${word}`);
    else state.url = word;
  }
  const body =
    state.form.length > 0 ? formBody(state.form, headers) : dataBody(state.data, headers);
  const target = state.url.replace(/^(?:https?:\/\/)?[^/?]*/, "");
  return {
    method: state.method || (state.head ? "HEAD" : body ? "POST" : "GET"),
    target: target.startsWith("/") ? target : `/${target}`,
    headers: headers.flat(),
    body,
    headOnly: state.head,
  };
}

function urlEncoded(text: string): string {
  const at = text.indexOf("=");
  return `${text.slice(0, at + 1)}${encodeURIComponent(text.slice(at + 1))}`;
}

function dataBody(data: readonly string[], headers: [string, string][]): Buffer | undefined {
  if (data.length === 0) return undefined;
  if (!headers.some(([name]) => name.toLowerCase() === "content-type")) {
    headers.push(["Content-Type", "application/x-www-form-urlencoded"]);
  }
  return Buffer.from(data.join("&"));
}

function formBody(fields: readonly string[], headers: [string, string][]): Buffer {
  const boundary = `----${randomUUID()}`;
  const type = headers.find(([name]) => name.toLowerCase() === "content-type");
  if (type) type[1] += `; boundary=${boundary}`;
  else headers.push(["Content-Type", `multipart/form-data; boundary=${boundary}`]);
  const parts = fields.map((field) => {
    const at = field.indexOf("=");
    const name = field.slice(0, at);
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${field.slice(at + 1)}\r\n`;
  });
  return Buffer.from(`${parts.join("")}--${boundary}--\r\n`);
}

/** Sends a request without repairing anything in it. */
export function send(url: string, request: CurlRequest): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | string[]> = { accept: "*/*", "user-agent": "curl/8" };
    for (let at = 0; at < request.headers.length; at += 2) {
      headers[(request.headers[at] ?? "").toLowerCase()] = request.headers[at + 1] ?? "";
    }
    if (request.body) headers["content-length"] = String(request.body.length);
    const { method, target: path } = request;
    const outgoing = sendRequest(
      { hostname, port, method, path, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const body = Buffer.concat(chunks).toString("utf8");
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}
