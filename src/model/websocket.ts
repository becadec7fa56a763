import type { JsonValue } from "../util/json.js";
import type { Integration } from "./gateway.js";
import type { Server } from "./info.js";
import type { ModelNode, Named } from "./node.js";
import type { Schema } from "./schema.js";
import type { Parameter } from "./content.js";
import type { SecurityRequirement } from "./security.js";

/** A WebSocket API (API Gateway guide, "WebSocket APIs"). */
export interface WebSocketApi extends ModelNode {
  /** Such as `$request.body.action`. */
  readonly routeSelection: string;
  readonly routes: readonly Route[];
  /** The path of the handshake, parameters in braces, where it is not that of the server alone. */
  readonly path?: string;
  /** Where it is reached, when that is not among the API's own servers. */
  readonly servers?: readonly Server[];
}

/** A route: what its key selects and what it answers. */
export interface Route extends ModelNode {
  readonly kind: "route";
  /** `$connect`, `$disconnect`, `$default` or a key of the API's own. */
  readonly key: string;
  /** From the client's view: it sends, it receives, or both. */
  readonly direction: "send" | "receive" | "both";
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly message?: Message;
  readonly reply?: Message;
  /** Parameters of the connection, on `$connect`. */
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly SecurityRequirement[];
  readonly apiKeyRequired?: boolean;
  readonly modelSelection?: string;
  readonly integration?: Integration;
  readonly routeResponse?: boolean;
}

/** A message on a WebSocket. */
export interface Message extends ModelNode {
  readonly name?: string;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly contentType?: string;
  readonly payload?: Schema;
  readonly headers?: Schema;
  /** A runtime expression such as `$message.payload#/id`. */
  readonly correlationId?: string;
  readonly examples?: readonly Named<JsonValue>[];
}
