/** What `index.ts` exports of one runtime module. */
interface RuntimeModule {
  readonly module: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** What it exports of the modules of sockets. */
const SOCKET_RUNTIME: readonly RuntimeModule[] = [
  {
    module: "socket-errors",
    values: [
      "GatewayFrameError",
      "MessageTooLargeError",
      "QueueOverflowError",
      "SocketClosedError",
      "SocketConnectError",
    ],
    types: ["GatewayErrorFrame", "SocketClose", "SocketCloseCode", "SocketCloseName"],
  },
  { module: "socket-link", values: [], types: ["WebSocketConstructor", "WebSocketLike"] },
  {
    module: "socket-options",
    values: [],
    types: [
      "HeartbeatOptions",
      "QueueOptions",
      "ReconnectOptions",
      "RolloverOptions",
      "SendOptions",
      "SizeLimits",
      "SocketConnection",
      "SocketHandshake",
      "SocketOptions",
    ],
  },
  { module: "socket-session", values: [], types: ["SocketState"] },
];

/** What `index.ts` exports of the runtime, by module: the names that no model or operation may take. */
const PUBLIC_RUNTIME: readonly RuntimeModule[] = [
  { module: "api-promise", values: ["ApiPromise"], types: ["ApiResponse", "SafeResult"] },
  {
    module: "auth",
    values: [],
    types: ["AccessToken", "BasicCredentials", "Provider", "TokenSource"],
  },
  {
    module: "binary",
    values: [],
    types: ["BinaryBody", "BinaryContent", "FilePart"],
  },
  { module: "body-limit", values: ["limitBody"], types: [] },
  { module: "client", values: ["Client"], types: [] },
  {
    module: "errors",
    values: [
      "AbortError",
      "ApiError",
      "ConnectionError",
      "DecodeError",
      "HttpError",
      "RequestError",
      "TimeoutError",
      "isApiError",
      "isHttpError",
    ],
    types: ["CallError", "ErrorStatus", "GatewayErrorType", "OtherHttpError"],
  },
  {
    module: "event-stream",
    values: ["EventStream", "StreamError"],
    types: ["ReconnectOptions", "StreamEvent", "StreamMessage", "StreamOptions"],
  },
  { module: "oauth2", values: ["oauth2"], types: ["OAuth2Credentials"] },
  { module: "mutual-tls", values: ["mutualTls"], types: ["ClientIdentity", "HttpsModule"] },
  {
    module: "openid-connect",
    values: ["openIdConnect"],
    types: ["OpenIdConnectCredentials"],
  },
  {
    module: "options",
    values: [],
    types: ["Clock", "CoreOptions", "HeaderOptions", "Logger", "Middleware", "RequestOptions"],
  },
  {
    module: "pagination",
    values: ["PagePromise", "PaginationError"],
    types: ["ItemLimits", "Page", "PageLimits"],
  },
  { module: "private-endpoint", values: [], types: ["PrivateEndpoint"] },
  { module: "redact", values: ["redactLogger"], types: [] },
  { module: "request", values: [], types: ["HttpRequest", "QueryExtras"] },
  { module: "retry", values: [], types: ["RetryOptions"] },
  { module: "sigv4", values: [], types: ["AwsCredentials", "SigV4Credential"] },
  {
    module: "status-errors",
    values: [
      "BadRequestError",
      "ConflictError",
      "ForbiddenError",
      "NotFoundError",
      "QuotaExceededError",
      "ServerError",
      "ThrottledError",
      "UnauthorizedError",
      "UnprocessableEntityError",
    ],
    types: [],
  },
];

/** Names that `socket.ts` uses of the runtime without exporting them. */
const USED_BY_SOCKETS = [
  "Filled",
  "Socket",
  "SocketApi",
  "SocketEvent",
  "SocketRoute",
  "SocketTarget",
];

/** Names that generated modules use of the runtime without exporting them. */
const USED_INSIDE = [
  "ClientErrorStatus",
  "Codec",
  "Operation",
  "Paging",
  "SecurityScheme",
  "ServerErrorStatus",
  "StreamDescriptor",
];

/** What `index.ts` exports of the runtime of an SDK. */
export function publicRuntime(hasSocket: boolean): readonly RuntimeModule[] {
  return hasSocket ? [...PUBLIC_RUNTIME, ...SOCKET_RUNTIME] : PUBLIC_RUNTIME;
}

/** All names that would collide in a generated module. */
export function runtimeNames(hasSocket: boolean): readonly string[] {
  return [
    ...publicRuntime(hasSocket).flatMap(({ values, types }) => [...values, ...types]),
    ...USED_INSIDE,
    ...(hasSocket ? USED_BY_SOCKETS : []),
  ];
}
