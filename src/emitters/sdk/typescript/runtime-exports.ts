/** What `index.ts` exports of the runtime, by module: the names that no model or operation may take. */
export const PUBLIC_RUNTIME: readonly {
  readonly module: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}[] = [
  { module: "api-promise", values: ["ApiPromise"], types: ["ApiResponse", "SafeResult"] },
  { module: "auth", values: [], types: ["BasicCredentials", "Provider"] },
  {
    module: "binary",
    values: [],
    types: ["BinaryBody", "BinaryContent", "FilePart"],
  },
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
  { module: "oauth2", values: [], types: ["OAuth2Credential", "OAuth2Credentials"] },
  {
    module: "options",
    values: [],
    types: ["Clock", "CoreOptions", "HeaderOptions", "Logger", "Middleware", "RequestOptions"],
  },
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

/** Names that generated modules use of the runtime without exporting them. */
const USED_INSIDE = [
  "ClientErrorStatus",
  "Codec",
  "Operation",
  "SecurityScheme",
  "ServerErrorStatus",
];

/** All names that would collide in a generated module. */
export const RUNTIME_EXPORTS: readonly string[] = [
  ...PUBLIC_RUNTIME.flatMap(({ values, types }) => [...values, ...types]),
  ...USED_INSIDE,
];
