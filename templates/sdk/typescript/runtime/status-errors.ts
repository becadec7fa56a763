import {
  HttpError,
  isHttpError,
  isQuotaExceeded,
  type ServerErrorStatus,
} from "./errors.js";

// A thrown error is an HttpError: which of these it is, its status says. So a bundle holds only those that are asked for.

/** 400: the request is malformed. */
export class BadRequestError<B = unknown> extends HttpError<400, B> {
  declare readonly name: "BadRequestError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 400);
  }
}

/** 401: credentials are missing or wrong. */
export class UnauthorizedError<B = unknown> extends HttpError<401, B> {
  declare readonly name: "UnauthorizedError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 401);
  }
}

/** 403: the credentials do not allow this; API Gateway also answers so for an unknown path. */
export class ForbiddenError<B = unknown> extends HttpError<403, B> {
  declare readonly name: "ForbiddenError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 403);
  }
}

/** 404: there is no such thing. */
export class NotFoundError<B = unknown> extends HttpError<404, B> {
  declare readonly name: "NotFoundError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 404);
  }
}

/** 409: the state of the resource does not allow this. */
export class ConflictError<B = unknown> extends HttpError<409, B> {
  declare readonly name: "ConflictError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 409);
  }
}

/** 422: the request is well-formed and cannot be processed. */
export class UnprocessableEntityError<B = unknown> extends HttpError<422, B> {
  declare readonly name: "UnprocessableEntityError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 422);
  }
}

/** 429: too many requests now; it was retried. */
export class ThrottledError<B = unknown> extends HttpError<429, B> {
  declare readonly name: "ThrottledError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 429) && !isQuotaExceeded(error);
  }
}

/** 429: the quota of the usage plan is used up; it is not retried. */
export class QuotaExceededError<B = unknown> extends HttpError<429, B> {
  declare readonly name: "QuotaExceededError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error, 429) && isQuotaExceeded(error);
  }
}

/** 500 and above: the server failed. */
export class ServerError<
  B = unknown,
  S extends number = ServerErrorStatus,
> extends HttpError<S, B> {
  declare readonly name: "ServerError";

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isHttpError(error) && error.status >= 500;
  }
}
