import type { GatewayErrorFrame } from "./socket-errors.js";

/** An event of the server, told apart by `type`. */
export type SocketEvent<Events extends object> =
  KnownEvent<Events> | GatewayErrorEvent | UnknownEvent;

type KnownEvent<Events extends object> = {
  [Type in keyof Events]: { readonly type: Type; readonly data: Events[Type] };
}[keyof Events];

/** What an event of a type carries. */
export type EventData<Events extends object, Type> = Extract<
  SocketEvent<Events>,
  { readonly type: Type }
>["data"];

/** An error frame of the gateway that answers no request that is known. */
export interface GatewayErrorEvent {
  readonly type: "$error";
  readonly data: GatewayErrorFrame;
}

/** A message that the API does not describe, or that could not be read as described. */
export interface UnknownEvent {
  readonly type: "$unknown";
  /** The parsed message; undefined when it is no JSON. */
  readonly data: unknown;
  readonly text: string;
}

/** Hands events to listeners and to readers, each of which has a bounded buffer. */
export class EventHub<Event extends { readonly type: PropertyKey }> {
  readonly #listeners = new Map<PropertyKey, Set<(event: Event) => void>>();
  readonly #readers = new Set<EventReader<Event>>();
  #ended = false;
  #failure: unknown;

  on(type: PropertyKey, listener: (event: Event) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** A reader from now on; once it holds `limit` events, each further one drops the oldest. */
  read(limit: number): AsyncIterableIterator<Event> {
    const reader: EventReader<Event> = new EventReader<Event>(limit, () =>
      this.#readers.delete(reader),
    );
    if (this.#ended) reader.end(this.#failure);
    else this.#readers.add(reader);
    return reader;
  }

  publish(event: Event): void {
    for (const reader of this.#readers) reader.push(event);
    for (const listener of this.#listeners.get(event.type) ?? []) {
      listener(event);
    }
  }

  /** Ends the readers; with an error when the connection was lost. */
  end(failure?: unknown): void {
    this.#ended = true;
    this.#failure = failure;
    for (const reader of this.#readers) reader.end(failure);
    this.#readers.clear();
  }

  /** Takes readers again. */
  resume(): void {
    this.#ended = false;
    this.#failure = undefined;
  }
}

interface Waiting<Event> {
  readonly resolve: (result: IteratorResult<Event>) => void;
  readonly reject: (reason: unknown) => void;
}

class EventReader<Event> implements AsyncIterableIterator<Event> {
  readonly #events: Event[] = [];
  readonly #waiting: Waiting<Event>[] = [];
  readonly #limit: number;
  readonly #left: () => void;
  #ended = false;
  #failure: unknown;

  constructor(limit: number, left: () => void) {
    this.#limit = limit;
    this.#left = left;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(event: Event): void {
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting.resolve({ done: false, value: event });
      return;
    }
    this.#events.push(event);
    if (this.#events.length > this.#limit) this.#events.shift();
  }

  end(failure: unknown): void {
    this.#ended = true;
    this.#failure = failure;
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      if (failure === undefined) resolve({ done: true, value: undefined });
      else reject(failure);
    }
  }

  next(): Promise<IteratorResult<Event>> {
    if (this.#events.length > 0) {
      const [value] = this.#events.splice(0, 1) as [Event];
      return Promise.resolve({ done: false, value });
    }
    if (!this.#ended) {
      return new Promise((resolve, reject) => {
        this.#waiting.push({ resolve, reject });
      });
    }
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure === undefined) {
      return Promise.resolve({ done: true, value: undefined });
    }
    return Promise.reject(failure as Error);
  }

  return(): Promise<IteratorResult<Event>> {
    this.#left();
    this.#events.length = 0;
    this.end(undefined);
    return Promise.resolve({ done: true, value: undefined });
  }
}
