/** What the gateway itself answers with: status, `x-amzn-ErrorType` and message by response type (API Gateway guide, "Gateway response types"). */
const FAULTS = {
  ACCESS_DENIED: [403, "AccessDeniedException", "User is not authorized to access this resource"],
  API_CONFIGURATION_ERROR: [500, "InternalServerErrorException", "Internal server error"],
  AUTHORIZER_CONFIGURATION_ERROR: [500, "AuthorizerConfigurationException", null],
  AUTHORIZER_FAILURE: [500, "AuthorizerFailureException", null],
  BAD_REQUEST_PARAMETERS: [400, "BadRequestException", "Invalid request parameters"],
  BAD_REQUEST_BODY: [400, "BadRequestException", "Invalid request body"],
  EXPIRED_TOKEN: [
    403,
    "ExpiredTokenException",
    "The security token included in the request is expired",
  ],
  INTEGRATION_FAILURE: [500, "InternalServerErrorException", "Internal server error"],
  INTEGRATION_TIMEOUT: [504, "InternalServerErrorException", "Endpoint request timed out"],
  INVALID_API_KEY: [403, "ForbiddenException", "Forbidden"],
  INVALID_SIGNATURE: [
    403,
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  ],
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  ],
  QUOTA_EXCEEDED: [429, "LimitExceededException", "Limit Exceeded"],
  REQUEST_TOO_LARGE: [
    413,
    "RequestTooLargeException",
    "HTTP content length exceeded 10485760 bytes.",
  ],
  RESOURCE_NOT_FOUND: [404, "ResourceNotFoundException", "Not Found"],
  THROTTLED: [429, "TooManyRequestsException", "Too Many Requests"],
  UNAUTHORIZED: [401, "UnauthorizedException", "Unauthorized"],
  UNSUPPORTED_MEDIA_TYPE: [415, "BadRequestException", "Unsupported Media Type"],
  WAF_FILTERED: [403, "ForbiddenException", "Forbidden"],
} as const satisfies Record<
  string,
  readonly [status: number, errorType: string, message: string | null]
>;

/** A response type of the gateway. */
export type FaultType = keyof typeof FAULTS;

/** An answer of the gateway itself, before its response templates. */
export interface Fault {
  readonly fault: FaultType;
  readonly status: number;
  readonly errorType: string;
  /** `$context.error.messageString`. */
  readonly message: string | null;
  /** `$context.error.validationErrorString`. */
  readonly validation?: string;
}

/** A fault of a type, with another message, status or validation text where the step knows one. */
export function fault(
  type: FaultType,
  own: { readonly message?: string; readonly status?: number; readonly validation?: string } = {},
): Fault {
  const [status, errorType, message] = FAULTS[type];
  return { fault: type, status, errorType, message, ...own };
}

/** Whether a step ended in a fault. */
export function isFault(value: unknown): value is Fault {
  return typeof value === "object" && value !== null && "fault" in value;
}
