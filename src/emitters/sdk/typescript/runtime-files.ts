import type { OutputFile } from "../../../source/output-file.js";
import type { SdkOverrides } from "../templates/sdk-overrides.js";

/** The modules that each runtime module imports; a test compares it with the modules themselves. */
export const RUNTIME_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "api-promise": ["errors"],
  auth: ["percent", "request"],
  binary: [],
  bodies: ["binary", "operation"],
  "body-limit": ["decoding-failure", "options"],
  client: [
    "api-promise",
    "deadline",
    "errors",
    "exchange",
    "logging",
    "operation",
    "options",
    "prepare",
    "request",
    "retry",
    "transport",
  ],
  codec: ["decoding-failure"],
  "coded-json": ["codec", "decode", "operation"],
  "content-styles": ["form-body", "operation", "path", "percent", "request"],
  credentials: ["auth", "operation", "options"],
  deadline: ["errors"],
  decode: ["decoding-failure", "operation"],
  "decoding-failure": [],
  errors: [],
  "event-stream": [
    "api-promise",
    "client",
    "codec",
    "errors",
    "operation",
    "options",
    "retry",
    "stream-lines",
  ],
  exchange: ["api-promise", "deadline", "decoding-failure", "errors", "media-type", "operation"],
  "form-body": ["operation", "percent", "styles"],
  idempotency: ["options"],
  "identity-sources": ["auth"],
  "json-lines": ["event-stream", "stream-lines"],
  logging: ["operation", "options"],
  "lossless-json": ["codec", "decode", "operation"],
  "media-type": [],
  multipart: ["binary", "operation", "styles"],
  oauth2: ["auth"],
  "openid-connect": ["auth", "oauth2"],
  "mutual-tls": [],
  operation: ["auth", "codec", "options", "request"],
  options: ["request", "retry"],
  pagination: ["api-promise", "client", "errors", "operation", "options"],
  path: ["request"],
  percent: [],
  prepare: ["credentials", "errors", "operation", "options", "percent", "request"],
  "private-endpoint": ["options"],
  query: ["api-promise", "client", "options", "pagination"],
  redact: ["options"],
  request: ["operation"],
  retry: ["options", "request"],
  scalars: ["operation", "path", "percent", "request"],
  "server-sent-events": ["event-stream", "stream-lines"],
  server: [],
  sigv4: ["auth", "operation", "percent", "request"],
  "socket-connection": ["errors", "socket-errors", "socket-link", "socket-options"],
  "socket-errors": ["errors"],
  "socket-events": ["socket-errors"],
  "socket-handshake": ["errors", "operation", "prepare", "request", "socket-options"],
  "socket-inbox": ["socket-connection", "socket-events", "socket-message", "socket-replies"],
  "socket-link": [],
  "socket-message": ["codec", "socket-errors"],
  "socket-options": ["options", "request", "socket-errors", "socket-link"],
  "socket-queue": ["errors", "socket-errors", "socket-options"],
  "socket-replies": ["errors", "socket-connection", "socket-errors", "socket-message"],
  "socket-session": [
    "errors",
    "operation",
    "retry",
    "socket-connection",
    "socket-errors",
    "socket-handshake",
    "socket-options",
    "socket-timers",
  ],
  "socket-sigv4": ["auth", "percent", "sigv4"],
  "socket-timers": ["socket-connection", "socket-options"],
  socket: [
    "errors",
    "operation",
    "socket-connection",
    "socket-errors",
    "socket-events",
    "socket-inbox",
    "socket-link",
    "socket-message",
    "socket-options",
    "socket-queue",
    "socket-replies",
    "socket-session",
  ],
  "status-errors": ["errors"],
  "stream-lines": [],
  styles: ["operation", "path", "percent", "request"],
  transport: ["auth", "deadline", "errors", "logging", "options", "prepare", "request"],
};

/**
 * The runtime modules that an SDK needs when its own modules import `roots`, as files to copy;
 * those that the user replaced, as the user wrote them.
 */
export function runtimeFiles(
  roots: Iterable<string>,
  replaced: SdkOverrides["modules"] = new Map(),
): readonly OutputFile[] {
  const needed = new Set<string>();
  const pending = [...roots];
  for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
    if (needed.has(module)) continue;
    needed.add(module);
    const own = replaced.get(`runtime/${module}.ts`)?.imports ?? [];
    pending.push(...(RUNTIME_IMPORTS[module] ?? []), ...own);
  }
  return [...needed].sort().map((module) => {
    const path = `runtime/${module}.ts`;
    const content = replaced.get(path)?.text ?? { copyOf: `sdk/typescript/${path}` };
    return { path, content, ownership: "generated" };
  });
}
