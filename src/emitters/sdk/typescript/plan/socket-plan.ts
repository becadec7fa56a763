import type { CodecExpression, UnionVariantCodec } from "../../codec.js";
import type { Documentation } from "../../documentation.js";
import type { RequestMember } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import type { ParameterPlan, SchemeUsePlan, ServerPlan, ServerVariablePlan } from "./sdk-parts.js";

/** One form of a message that arrives. */
export interface ShapePlan extends UnionVariantCodec {
  /** Where the correlation id stands. */
  readonly correlation?: readonly string[];
}

/** What arrives under one name. */
export interface IncomingPlan {
  readonly type: TypeExpression;
  readonly shapes: readonly ShapePlan[];
}

/** An event of the server. */
export interface SocketEventPlan extends IncomingPlan {
  /** The event's `type`. */
  readonly key: string;
  readonly documentation?: Documentation;
}

/** A route that the client sends to. */
export interface SocketRoutePlan {
  /** The method's name. */
  readonly name: string;
  /** The constant that holds the route. */
  readonly constant: string;
  readonly key: string;
  /** Absent: the route takes no message. */
  readonly message?: TypeExpression;
  /** Members that the runtime fills in, so that the caller need not. */
  readonly filled: readonly string[];
  readonly codec?: CodecExpression;
  readonly correlation?: readonly string[];
  readonly hasNumericId: boolean;
  readonly reply?: IncomingPlan;
  readonly documentation?: Documentation;
}

/** The socket of an API with routes, as data. */
export interface SocketPlan {
  readonly title: string;
  readonly className: string;
  readonly messagesName: string;
  readonly eventsName: string;
  readonly eventName: string;
  readonly optionsName: string;
  readonly path: string;
  /** The parameters of the connection, and the name of their type. */
  readonly parametersName: string;
  readonly members: readonly RequestMember[];
  readonly parameters: readonly ParameterPlan[];
  readonly security: readonly (readonly SchemeUsePlan[])[];
  /** The schemes that sign the handshake. */
  readonly signed: readonly string[];
  readonly serverOption: "server" | "stage";
  readonly servers: readonly ServerPlan[];
  readonly serverVariables: readonly ServerVariablePlan[];
  /** Where a message names its route. */
  readonly selection?: readonly string[];
  readonly routes: readonly SocketRoutePlan[];
  readonly events: readonly SocketEventPlan[];
  readonly ping?: string;
  /** Whether JSON has integers that a number cannot hold. */
  readonly isLossless: boolean;
}
