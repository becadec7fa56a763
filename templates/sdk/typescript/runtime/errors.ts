/** The operation and request that an error is about. */
export interface ErrorContext {
  /** The operation's name, such as `getPet`. */
  readonly operation: string;
  readonly method: string;
  /** The URL without its query: credentials may stand there. */
  readonly url: string;
}

/** The root of all errors that a call throws. */
export abstract class ApiError extends Error {
  /** The HTTP status; undefined when no answer was understood. */
  readonly status: number | undefined = undefined;
  readonly operation: string;
  readonly method: string;
  readonly url: string;

  constructor(reason: string, context: ErrorContext, cause?: unknown) {
    const { operation, method, url } = context;
    super(`${method} ${url}: ${reason}`, cause ? { cause } : undefined);
    this.operation = operation;
    this.method = method;
    this.url = url;
  }
}

/** No answer came: the name does not resolve, the connection was refused or broke. */
export class ConnectionError extends ApiError {
  override readonly name = "ConnectionError";
  declare readonly status: undefined;
}

/** No answer came in time. */
export class TimeoutError extends ApiError {
  override readonly name = "TimeoutError";
  declare readonly status: undefined;
}

/** The caller's signal ended the call. */
export class AbortError extends ApiError {
  override readonly name = "AbortError";
  declare readonly status: undefined;
}

/** The call cannot be made as asked: a missing path parameter, no credentials, an unknown content type. */
export class RequestError extends ApiError {
  override readonly name = "RequestError";
  declare readonly status: undefined;
}

/** An answer came that is not what the API describes. */
export class DecodeError extends ApiError {
  override readonly name = "DecodeError";
  declare readonly status: undefined;
  /** The answer's own status. */
  readonly responseStatus: number;
  readonly headers: Headers;
  /** The place in the body as a JSON Pointer; empty for the whole. */
  declare readonly pointer: string;
  /** The offset in the body's text where it stops being JSON; undefined where it is JSON. */
  declare readonly offset: number | undefined;
  /** The body as text; undefined when it was not text. */
  declare readonly text: string | undefined;

  constructor(
    failure: Error & DecodingDetails,
    context: ErrorContext,
    answer: { readonly status: number; readonly headers: Headers },
  ) {
    const { message, pointer } = failure;
    super(message + (pointer && ` at ${pointer}`), context, failure);
    this.responseStatus = answer.status;
    this.headers = answer.headers;
    Object.assign(this, failure);
  }
}

/** Where and why a body could not be read. */
export interface DecodingDetails {
  readonly pointer: string;
  readonly offset: number | undefined;
  readonly text: string | undefined;
}

/** An answer with its body as far as it was read. */
export interface ErrorBody<B = unknown> {
  readonly headers: Headers;
  readonly body: B;
}

/** What an `HttpError` tells of the answer. */
export interface HttpErrorAnswer<S extends number, B> extends ErrorBody<B> {
  readonly status: S;
}

/** What API Gateway puts in `x-amzn-ErrorType`. */
export type GatewayErrorType =
  | "AccessDeniedException"
  | "BadRequestException"
  | "ExpiredTokenException"
  | "ForbiddenException"
  | "IncompleteSignatureException"
  | "InternalServerErrorException"
  | "InvalidSignatureException"
  | "LimitExceededException"
  | "MissingAuthenticationTokenException"
  | "RequestTooLargeException"
  | "TooManyRequestsException"
  | "UnauthorizedException"
  | "UnrecognizedClientException"
  | (string & {});

/** Problem details (RFC 9457 §3.1); a problem type may add members of its own. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly [extension: string]: unknown;
}

/** The server answered with a status that is not a success. */
export class HttpError<
  S extends number = number,
  B = unknown,
> extends ApiError {
  override readonly name: string;
  declare readonly status: S;
  declare readonly headers: Headers;
  /** The body as the API describes it for this status; text where it is something else. */
  declare readonly body: B;

  constructor(context: ErrorContext, answer: HttpErrorAnswer<S, B>) {
    const said = messageOf(answer.body);
    super(answer.status + (said ? ` ${said}` : ""), context);
    Object.assign(this, answer);
    this.name = nameOf(answer);
  }

  /** The body where it is problem details (RFC 9457). */
  get problem(): Problem | undefined {
    const isProblem = /^[^;]*\/problem\+json/i.test(
      this.headers.get("content-type") ?? "",
    );
    return isProblem && typeof this.body === "object"
      ? ((this.body ?? undefined) as Problem | undefined)
      : undefined;
  }

  /** The request's id for support: `x-amzn-RequestId`, `apigw-requestid` or `x-request-id`. */
  get requestId(): string | undefined {
    return requestIdOf(this.headers);
  }

  /** API Gateway's extended request id (`x-amz-apigw-id`). */
  get gatewayRequestId(): string | undefined {
    return this.headers.get("x-amz-apigw-id") ?? undefined;
  }

  /** API Gateway's error type (`x-amzn-ErrorType`), without what follows a colon. */
  get gatewayErrorType(): GatewayErrorType | undefined {
    return this.headers.get("x-amzn-errortype")?.split(":")[0];
  }
}

/** The registered statuses of client errors (RFC 9110 §15.5 and the IANA registry). */
export type ClientErrorStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 406
  | 407
  | 408
  | 409
  | 410
  | 411
  | 412
  | 413
  | 414
  | 415
  | 416
  | 417
  | 418
  | 421
  | 422
  | 423
  | 424
  | 425
  | 426
  | 428
  | 429
  | 431
  | 451;

/** The registered statuses of server errors. */
export type ServerErrorStatus =
  500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511;

/** The statuses that an undescribed error may have; an unregistered one is possible too. */
export type ErrorStatus = ClientErrorStatus | ServerErrorStatus;

/** Errors of any operation without an answer that the API describes. */
export type CallError =
  ConnectionError | TimeoutError | AbortError | RequestError | DecodeError;

/** Any error of the server that `Documented` statuses do not cover. */
export type OtherHttpError<
  Documented extends number = never,
  B = unknown,
> = HttpError<Exclude<ErrorStatus, Documented>, B>;

/** Whether an error came from a call of this SDK. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

/** Whether the server answered with an error; with `status`, with that one. */
export function isHttpError<S extends number = number>(
  error: unknown,
  status?: S,
): error is HttpError<S> {
  return (
    error instanceof HttpError &&
    (status === undefined || error.status === status)
  );
}

/** The words of whatever was thrown, of its innermost cause where there is one. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause ? reasonOf(thrown.cause) : thrown.message;
}

/** The request's id among an answer's headers. */
export function requestIdOf(headers: Headers): string | undefined {
  return (
    headers.get("x-amzn-requestid") ??
    headers.get("apigw-requestid") ??
    headers.get("x-request-id") ??
    undefined
  );
}

/** Whether a 429 says that a quota is used up, so that a retry is useless. */
export function isQuotaExceeded(answer: ErrorBody): boolean {
  const type = answer.headers.get("x-amzn-errortype");
  if (type) return type.startsWith("LimitExceeded");
  return messageOf(answer.body) === "Limit Exceeded";
}

/** The name of the class that stands for a status. */
function nameOf(answer: HttpErrorAnswer<number, unknown>): string {
  const { status } = answer;
  const names: Record<number, string> = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    422: "UnprocessableEntity",
    429: isQuotaExceeded(answer) ? "QuotaExceeded" : "Throttled",
  };
  return `${names[status] ?? (status < 500 ? "Http" : "Server")}Error`;
}

/** The words of an error body: gateway messages, problem details (RFC 9457), or short text. */
function messageOf(body: unknown): string | undefined {
  if (typeof body === "string") return body.length <= 200 ? body : undefined;
  if (typeof body !== "object" || body === null) return undefined;
  const fields = body as Record<string, unknown>;
  const { message, Message, detail, title } = fields;
  const found = message ?? Message ?? detail ?? title;
  return typeof found === "string" ? found : messageOf(fields["error"]);
}
