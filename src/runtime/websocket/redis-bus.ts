import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { CommandAnswer, ConnectionBus, ConnectionCommand } from "./connection-bus.js";

const ANSWER_MS = 3000;
/** How long after Redis is back other processes may still be on their way: clients try again every two seconds at most. */
const RETURN_MS = 5000;
const PREFIX = "gw-gen:websocket:";
/** The answer while Redis is away, or a process does not answer: whether the connection is open cannot be told. */
const UNREACHABLE: CommandAnswer = { status: 500 };

/** What travels over a channel. */
type Message =
  | { readonly number: number; readonly from: string; readonly command: ConnectionCommand }
  | { readonly number: number; readonly answer: CommandAnswer };

/**
 * A bus over Redis (publish and subscribe): each process has channels of its own, so that one that is gone is known
 * at once, by a message that nobody receives.
 */
export async function redisBus(url: string): Promise<ConnectionBus> {
  // The default export alone is there whether Node reads this CommonJS package or a bundler has joined it.
  const { default: ioredis } = await import("ioredis");
  const { Redis: Client } = ioredis;
  const options = { lazyConnect: true, maxRetriesPerRequest: 1 };
  const publisher = new Client(url, options);
  const subscriber = new Client(url, options);
  // A lost connection is opened again; what is sent meanwhile fails by itself.
  for (const client of [publisher, subscriber]) client.on("error", () => undefined);
  await Promise.all([publisher.connect(), subscriber.connect()]);
  const bus = new RedisBus(publisher, subscriber);
  await bus.start();
  return bus;
}

class RedisBus implements ConnectionBus {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #answers = `${PREFIX}${randomUUID()}`;
  readonly #waiting = new Map<number, (answer: CommandAnswer | undefined) => void>();
  readonly #handlers = new Map<string, Parameters<ConnectionBus["listen"]>[1]>();
  #number = 0;
  #lost = 0;
  #back = Number.NEGATIVE_INFINITY;

  constructor(publisher: Redis, subscriber: Redis) {
    this.#publisher = publisher;
    this.#subscriber = subscriber;
    publisher.on("close", () => {
      this.#lost += 1;
    });
    publisher.on("ready", () => {
      this.#back = performance.now();
    });
    // An answer that cannot be sent back is missed by the process that asked, after its time.
    subscriber.on("message", (channel: string, text: string) => {
      void this.#receive(channel, text).catch(() => undefined);
    });
  }

  async start(): Promise<void> {
    await this.#subscriber.subscribe(this.#answers);
  }

  async listen(owner: string, handle: Parameters<ConnectionBus["listen"]>[1]): Promise<void> {
    this.#handlers.set(PREFIX + owner, handle);
    await this.#subscriber.subscribe(PREFIX + owner);
  }

  async send(owner: string, command: ConnectionCommand): Promise<CommandAnswer | undefined> {
    const number = ++this.#number;
    const answer = new Promise<CommandAnswer | undefined>((resolve) => {
      this.#waiting.set(number, resolve);
    });
    const message: Message = { number, from: this.#answers, command };
    try {
      const receivers = await this.#publisher.publish(PREFIX + owner, JSON.stringify(message));
      if (receivers === 0) {
        this.#waiting.delete(number);
        return this.#mayReturn() ? UNREACHABLE : undefined;
      }
      const timer = setTimeout(() => this.#settle(number, UNREACHABLE), ANSWER_MS);
      return await answer.finally(() => clearTimeout(timer));
    } catch {
      this.#waiting.delete(number);
      return UNREACHABLE;
    }
  }

  async close(): Promise<void> {
    for (const number of this.#waiting.keys()) this.#settle(number, undefined);
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  /** Whether a process that nobody reaches may be one that has not found Redis again yet. */
  #mayReturn(): boolean {
    return this.#lost > 0 && performance.now() - this.#back < RETURN_MS;
  }

  async #receive(channel: string, text: string): Promise<void> {
    // Only processes of this runtime write into these channels.
    const message = JSON.parse(text) as Message;
    if ("answer" in message) {
      this.#settle(message.number, message.answer);
      return;
    }
    const answer = await this.#handlers.get(channel)?.(message.command);
    if (!answer) return;
    const reply: Message = { number: message.number, answer };
    await this.#publisher.publish(message.from, JSON.stringify(reply));
  }

  #settle(number: number, answer: CommandAnswer | undefined): void {
    this.#waiting.get(number)?.(answer);
    this.#waiting.delete(number);
  }
}
