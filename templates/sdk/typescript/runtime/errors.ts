/** The operation and request that an error is about. */
export interface ErrorContext {
  /** The operation's name, such as `getPet`. */
  readonly operation: string;
  readonly method: string;
  /** The URL without its query: credentials may stand there. */
  readonly url: string;
  readonly cause?: unknown;
}

/** The root of all errors that a call throws. */
export abstract class ApiError extends Error {
  /** The HTTP status; undefined when no answer was understood. */
  abstract readonly status: number | undefined;
  readonly operation: string;
  readonly method: string;
  readonly url: string;

  constructor(message: string, context: ErrorContext) {
    super(
      message,
      context.cause === undefined ? undefined : { cause: context.cause },
    );
    this.operation = context.operation;
    this.method = context.method;
    this.url = context.url;
  }
}

/** No answer came: the name does not resolve, the connection was refused or broke. */
export class ConnectionError extends ApiError {
  override readonly name = "ConnectionError";
  readonly status = undefined;
}

/** No answer came in time. */
export class TimeoutError extends ApiError {
  override readonly name = "TimeoutError";
  readonly status = undefined;
}

/** The caller's signal ended the call. */
export class AbortError extends ApiError {
  override readonly name = "AbortError";
  readonly status = undefined;
}

/** The call cannot be made as asked: a missing path parameter, no credentials, an unknown content type. */
export class RequestError extends ApiError {
  override readonly name = "RequestError";
  readonly status = undefined;
}

/** An answer came that is not what the API describes. */
export class DecodeError extends ApiError {
  override readonly name = "DecodeError";
  readonly status = undefined;
  /** The answer's own status. */
  readonly responseStatus: number;
  readonly headers: Headers;
  /** The place in the body as a JSON Pointer; empty for the whole. */
  readonly pointer: string;
  /** The offset in the body's text where it stops being JSON; undefined where it is JSON. */
  readonly offset: number | undefined;
  /** The body as text; undefined when it was not text. */
  readonly text: string | undefined;

  constructor(
    message: string,
    context: ErrorContext,
    answer: { readonly status: number; readonly headers: Headers },
    failure: DecodingDetails,
  ) {
    super(message, context);
    this.responseStatus = answer.status;
    this.headers = answer.headers;
    this.pointer = failure.pointer;
    this.offset = failure.offset;
    this.text = failure.text;
  }
}

/** Where and why a body could not be read. */
export interface DecodingDetails {
  readonly pointer: string;
  readonly offset: number | undefined;
  readonly text: string | undefined;
}

/** What an `HttpError` tells of the answer. */
export interface HttpErrorAnswer<S extends number, B> {
  readonly status: S;
  readonly headers: Headers;
  readonly body: B;
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

/** The server answered with a status that is not a success. */
export class HttpError<
  S extends number = number,
  B = unknown,
> extends ApiError {
  override readonly name: string = "HttpError";
  readonly status: S;
  readonly headers: Headers;
  /** The body as the API describes it for this status; text where it is something else. */
  readonly body: B;

  constructor(
    message: string,
    context: ErrorContext,
    answer: HttpErrorAnswer<S, B>,
  ) {
    super(message, context);
    this.status = answer.status;
    this.headers = answer.headers;
    this.body = answer.body;
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

/** 400: the request is malformed. */
export class BadRequestError<B = unknown> extends HttpError<400, B> {
  override readonly name = "BadRequestError";
}

/** 401: credentials are missing or wrong. */
export class UnauthorizedError<B = unknown> extends HttpError<401, B> {
  override readonly name = "UnauthorizedError";
}

/** 403: the credentials do not allow this; API Gateway also answers so for an unknown path. */
export class ForbiddenError<B = unknown> extends HttpError<403, B> {
  override readonly name = "ForbiddenError";
}

/** 404: there is no such thing. */
export class NotFoundError<B = unknown> extends HttpError<404, B> {
  override readonly name = "NotFoundError";
}

/** 409: the state of the resource does not allow this. */
export class ConflictError<B = unknown> extends HttpError<409, B> {
  override readonly name = "ConflictError";
}

/** 422: the request is well-formed and cannot be processed. */
export class UnprocessableEntityError<B = unknown> extends HttpError<422, B> {
  override readonly name = "UnprocessableEntityError";
}

/** 429: too many requests now; it was retried. */
export class ThrottledError<B = unknown> extends HttpError<429, B> {
  override readonly name = "ThrottledError";
}

/** 429: the quota of the usage plan is used up; it is not retried. */
export class QuotaExceededError<B = unknown> extends HttpError<429, B> {
  override readonly name = "QuotaExceededError";
}

/** 500 and above: the server failed. */
export class ServerError<
  B = unknown,
  S extends number = ServerErrorStatus,
> extends HttpError<S, B> {
  override readonly name = "ServerError";
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
export function isQuotaExceeded(headers: Headers, body: unknown): boolean {
  const type = headers.get("x-amzn-errortype");
  if (type) return type.startsWith("LimitExceeded");
  return messageOf(body) === "Limit Exceeded";
}

/** The error class of a status, made from its answer. */
export function createHttpError(
  context: ErrorContext,
  answer: HttpErrorAnswer<number, unknown>,
): HttpError {
  const { status, headers, body } = answer;
  const said = messageOf(body);
  const message = `${context.method} ${context.url}: ${status}${said ? ` ${said}` : ""}`;
  const classes: Record<
    number,
    new (m: string, c: ErrorContext, a: never) => HttpError
  > = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: isQuotaExceeded(headers, body) ? QuotaExceededError : ThrottledError,
  };
  const chosen = classes[status] ?? (status >= 500 ? ServerError : HttpError);
  return new chosen(message, context, answer as never);
}

/** The words of an error body: gateway messages, problem details (RFC 9457), or short text. */
function messageOf(body: unknown): string | undefined {
  if (typeof body === "string") return body.length <= 200 ? body : undefined;
  if (typeof body !== "object" || body === null) return undefined;
  const fields = body as Record<string, unknown>;
  const found =
    fields["message"] ??
    fields["Message"] ??
    fields["detail"] ??
    fields["title"];
  return typeof found === "string" ? found : messageOf(fields["error"]);
}
