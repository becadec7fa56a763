import { ApiError, type ErrorContext } from "./errors.js";

/** Why a connection ended (RFC 6455 §7.4 and the IANA registry). */
export interface SocketClose {
  readonly code: SocketCloseCode;
  readonly name: SocketCloseName;
  readonly reason: string;
  /** Whether both sides said goodbye. */
  readonly wasClean: boolean;
}

/** Registered close codes; 3000 to 4999 belong to libraries and applications. */
export type SocketCloseCode =
  | 1000
  | 1001
  | 1002
  | 1003
  | 1005
  | 1006
  | 1007
  | 1008
  | 1009
  | 1010
  | 1011
  | 1012
  | 1013
  | 1014
  | 1015
  | (number & {});

/** What a close code means. */
export type SocketCloseName = (typeof closeNames)[number][1] | "application";

const closeNames = [
  [1000, "normal"],
  /** API Gateway: idle for 10 minutes, or connected for 2 hours. */
  [1001, "goingAway"],
  [1002, "protocolError"],
  [1003, "unsupportedData"],
  [1005, "noStatus"],
  [1006, "abnormal"],
  [1007, "invalidPayload"],
  [1008, "policyViolation"],
  [1009, "messageTooBig"],
  [1010, "extensionMissing"],
  [1011, "internalError"],
  [1012, "serviceRestart"],
  [1013, "tryAgainLater"],
  [1014, "badGateway"],
  [1015, "tlsFailed"],
] as const;

/** A close with its code's name. */
export function describeClose(
  code: number,
  reason: string,
  wasClean: boolean,
): SocketClose {
  const known = closeNames.find(([value]) => value === code);
  return { code, name: known?.[1] ?? "application", reason, wasClean };
}

/** The connection ended before the call was done, or there is none. */
export class SocketClosedError extends ApiError {
  override readonly name = "SocketClosedError";
  declare readonly status: undefined;
  /** Undefined when there was no connection at all. */
  readonly close: SocketClose | undefined;

  constructor(
    message: string,
    context: ErrorContext,
    close: SocketClose | undefined,
  ) {
    super(message, context);
    this.close = close;
  }
}

/** The server refused the handshake, or could not be reached. */
export class SocketConnectError extends ApiError {
  override readonly name = "SocketConnectError";
  /** The status of a refused handshake, where the WebSocket tells it: that of `ws` does, browsers do not. */
  override readonly status: number | undefined;

  constructor(
    message: string,
    context: ErrorContext,
    status: number | undefined,
  ) {
    super(message, context);
    this.status = status;
  }
}

/** The message is larger than the gateway takes; it was not sent. */
export class MessageTooLargeError extends ApiError {
  override readonly name = "MessageTooLargeError";
  declare readonly status: undefined;
  readonly bytes: number;
  readonly limit: number;

  constructor(
    message: string,
    context: ErrorContext,
    size: { readonly bytes: number; readonly limit: number },
  ) {
    super(message, context);
    this.bytes = size.bytes;
    this.limit = size.limit;
  }
}

/** Too many messages wait to be sent. */
export class QueueOverflowError extends ApiError {
  override readonly name = "QueueOverflowError";
  declare readonly status: undefined;
}

/** The gateway answered a message with an error frame. */
export class GatewayFrameError extends ApiError {
  override readonly name = "GatewayFrameError";
  declare readonly status: undefined;
  readonly frame: GatewayErrorFrame;

  constructor(
    message: string,
    context: ErrorContext,
    frame: GatewayErrorFrame,
  ) {
    super(message, context);
    this.frame = frame;
  }
}

/** What API Gateway sends when a message cannot be routed or its integration fails. */
export interface GatewayErrorFrame {
  /** Such as `Forbidden`, `Internal server error` or `Endpoint request timed out`. */
  readonly message: string;
  readonly connectionId: string;
  readonly requestId: string;
}
