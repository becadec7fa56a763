import type { Connection } from "./socket-connection.js";
import type { GatewayErrorEvent, UnknownEvent } from "./socket-events.js";
import {
  type EventShapes,
  isGatewayError,
  type MessageShape,
  readShape,
  type SocketJson,
  strengthOf,
  valueAt,
} from "./socket-message.js";
import type { Replies } from "./socket-replies.js";

/** An event that the API describes. */
interface DescribedEvent {
  readonly type: string;
  readonly data: unknown;
}

/** Tells replies, events and everything else apart. */
export class Inbox {
  readonly #events: readonly (readonly [string, readonly MessageShape[]])[];
  readonly #byName: EventShapes;
  readonly #selection: readonly string[] | undefined;
  readonly #json: SocketJson;

  constructor(
    events: EventShapes,
    selection: readonly string[] | undefined,
    json: SocketJson,
  ) {
    this.#byName = events;
    this.#events = Object.entries(events).sort(
      ([, a], [, b]) => strengthOf(b) - strengthOf(a),
    );
    this.#selection = selection;
    this.#json = json;
  }

  /** The event that a message is; undefined when it is a reply that was waited for. */
  read(
    text: string,
    connection: Connection,
    replies: Replies,
  ): DescribedEvent | GatewayErrorEvent | UnknownEvent | undefined {
    const parsed = this.#parse(text);
    if (!parsed) return { type: "$unknown", data: undefined, text };
    const { value } = parsed;
    const { settle } = this.#json;
    if (isGatewayError(value)) {
      return replies.refuse(value, connection)
        ? undefined
        : { type: "$error", data: value };
    }
    if (replies.take(value, connection, settle, "telling")) return undefined;
    const event = this.#named(value) ?? this.#find(value, 1);
    if (!event && replies.take(value, connection, settle, "any")) {
      return undefined;
    }
    const found = event ?? this.#find(value, 0);
    return found
      ? { ...found, data: settle(found.data) }
      : { type: "$unknown", data: settle(value), text };
  }

  #parse(text: string): { readonly value: unknown } | undefined {
    try {
      return { value: this.#json.parse(text) };
    } catch {
      return undefined;
    }
  }

  /** The event that a message names where messages name their routes. */
  #named(value: unknown): DescribedEvent | undefined {
    const name = this.#selection && valueAt(value, this.#selection);
    if (typeof name !== "string" || !Object.hasOwn(this.#byName, name)) {
      return undefined;
    }
    const read = readShape(this.#byName[name] ?? [], value);
    return read && { type: name, data: read.data };
  }

  /** The first event that a message fits, of those that ask for as much. */
  #find(value: unknown, strength: 0 | 1): DescribedEvent | undefined {
    for (const [type, shapes] of this.#events) {
      if (strengthOf(shapes) < strength) return undefined;
      const read = readShape(shapes, value);
      if (read) return { type, data: read.data };
    }
    return undefined;
  }
}
