import type { RawData } from "ws";
import type { CommandAnswer, ConnectionCommand } from "./connection-bus.js";
import { FrameWatch } from "./frame-watch.js";
import { LiveConnection, type NewConnection } from "./live-connection.js";
import { GONE } from "./management.js";
import type { FrameEntry, WebSocketOptions } from "./options.js";
import type { OpenConnection } from "./open-connection.js";
import type { RouteRunner } from "./route-runner.js";
import { Scenario, type ScenarioStep } from "./scenario.js";

/** Close codes that the gateway uses (RFC 6455 §7.4). */
const GOING_AWAY = 1001;
const UNSUPPORTED = 1003;
const POLICY = 1008;
const TOO_BIG = 1009;
/** Messages of one connection that are worked on at once; more wait in its socket. */
const AT_ONCE = 64;
/** Pings of one connection in a second that are answered; more are no sign of life but a flood. */
const PINGS_A_SECOND = 100;

/** The open connections of this process. */
export class Connections {
  readonly #runner: RouteRunner;
  readonly #limits: WebSocketOptions;
  readonly #now: () => number;
  readonly #open = new Map<string, LiveConnection>();
  readonly #scenario: Scenario;
  readonly #sweep: NodeJS.Timeout;

  constructor(runner: RouteRunner, limits: WebSocketOptions, now: () => number) {
    this.#runner = runner;
    this.#limits = limits;
    this.#now = now;
    this.#scenario = new Scenario(limits.scenario ?? []);
    const shortest = Math.min(limits.idleMs ?? IDLE_MS, limits.lifetimeMs ?? LIFETIME_MS);
    // One clock for all: a timer for each connection would cost more than the connection.
    const step = Math.min(1000, Math.max(10, shortest / 4));
    this.#sweep = setInterval(() => this.#closeOverdue(), step);
    this.#sweep.unref();
  }

  /** The ids of the open connections, in the order in which they came. */
  ids(): string[] {
    return [...this.#open.keys()];
  }

  /** The open connections, in the order in which they came. */
  list(): OpenConnection[] {
    return [...this.#open.values()].map(({ id, connectedAt, lastActiveAt, peer }) => ({
      id,
      connectedAt,
      lastActiveAt,
      sourceIp: peer.sourceIp,
    }));
  }

  add(made: NewConnection): void {
    const { client, socket } = made;
    const connection = new LiveConnection(made);
    this.#open.set(connection.id, connection);
    const watch = new FrameWatch(this.#limits.frameBytes ?? FRAME_BYTES);
    socket.on("data", (chunk: Buffer) => {
      if (!watch.look(chunk)) this.#end(connection, TOO_BIG, "Frame too big");
    });
    let pings = 0;
    let second = 0;
    client.on("ping", (data: Buffer) => {
      const now = Math.floor(this.#now() / 1000);
      pings = now === second ? pings + 1 : 1;
      second = now;
      if (pings > PINGS_A_SECOND) this.#end(connection, POLICY, "Too many pings");
      else if (client.bufferedAmount < this.#bufferedBytes) client.pong(data);
    });
    client.on("message", (data, isBinary) => this.#receive(connection, data, isBinary));
    // What is wrong with a frame closes the connection with the right code by itself.
    client.on("error", () => undefined);
    client.on("close", (code, reason) => this.#closed(connection, code, reason.toString()));
    this.#tell("connect", connection, "");
    this.#trigger(connection, "$connect");
  }

  /** Does what `@connections` asks for. */
  run({ action, connectionId, data = "" }: ConnectionCommand): CommandAnswer {
    const connection = this.#open.get(connectionId);
    if (!connection || connection.socket.readyState !== connection.socket.OPEN) return GONE;
    switch (action) {
      case "post":
        return this.#send(connection, Buffer.from(data, "base64").toString("utf8"))
          ? { status: 200 }
          : GONE;
      case "get":
        return { status: 200, body: JSON.stringify(describe(connection)) };
      case "delete":
        connection.socket.close(1000, "Connection Closed Normally");
        this.#forget(connection);
        return { status: 204 };
    }
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const connection of this.#open.values()) {
      connection.stops?.forEach((stop) => stop());
      connection.socket.terminate();
    }
    this.#open.clear();
  }

  get #bufferedBytes(): number {
    return this.#limits.bufferedBytes ?? BUFFERED_BYTES;
  }

  #receive(connection: LiveConnection, data: RawData, isBinary: boolean): void {
    if (isBinary) {
      this.#end(connection, UNSUPPORTED, "Binary messages are not supported");
      return;
    }
    const text = data.toString();
    connection.lastActiveAt = this.#now();
    connection.pending += 1;
    if (connection.pending === AT_ONCE) connection.socket.pause();
    void this.#answer(connection, text);
  }

  async #answer(connection: LiveConnection, text: string): Promise<void> {
    try {
      const { routeKey, reply } = await this.#runner.message(text, connection.moment);
      this.#tell("in", connection, text, routeKey);
      if (reply !== undefined) this.#send(connection, reply);
      if (routeKey !== "") this.#trigger(connection, routeKey);
    } finally {
      connection.pending -= 1;
      if (connection.socket.isPaused && connection.pending < AT_ONCE / 2) {
        connection.socket.resume();
      }
    }
  }

  /** Sends a text; false when the client is gone, or reads so slowly that it is given up. */
  #send(connection: LiveConnection, text: string): boolean {
    const { socket } = connection;
    if (socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount > this.#bufferedBytes) {
      this.#end(connection, POLICY, "The client reads too slowly");
      return false;
    }
    connection.send(text);
    connection.lastActiveAt = this.#now();
    this.#tell("out", connection, text);
    return true;
  }

  /** Says why, and does not wait for a client that may never answer. */
  #end(connection: LiveConnection, code: number, reason: string): void {
    const { socket } = connection;
    if (socket.readyState !== socket.OPEN) return;
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  }

  #closed(connection: LiveConnection, code: number, reason: string): void {
    this.#forget(connection);
    this.#tell("disconnect", connection, reason);
    const close = { code, reason };
    void this.#runner.disconnect({ ...connection.moment, close });
  }

  #forget(connection: LiveConnection): void {
    connection.stops?.forEach((stop) => stop());
    connection.stops = undefined;
    this.#open.delete(connection.id);
  }

  #closeOverdue(): void {
    const now = this.#now();
    const idle = now - (this.#limits.idleMs ?? IDLE_MS);
    const born = now - (this.#limits.lifetimeMs ?? LIFETIME_MS);
    for (const connection of this.#open.values()) {
      if (connection.lastActiveAt <= idle || connection.connectedAt <= born) {
        this.#end(connection, GOING_AWAY, "Going away");
      }
    }
  }

  #trigger(connection: LiveConnection, trigger: string): void {
    const stop = this.#scenario.start(trigger, (step) => this.#push(connection, step));
    if (stop) connection.stops = [...(connection.stops ?? []), stop];
  }

  #push(connection: LiveConnection, step: ScenarioStep): void {
    const { message, event = "", to } = step;
    const value = message === undefined ? this.#runner.examples.event(event) : message;
    if (value === undefined) return;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const receivers = to === "all" ? [...this.#open.values()] : [connection];
    for (const receiver of receivers) this.#send(receiver, text);
  }

  #tell(kind: FrameEntry["kind"], { id }: LiveConnection, text: string, routeKey?: string): void {
    const { onFrame } = this.#limits;
    if (!onFrame) return;
    const at = this.#now();
    onFrame({ kind, connectionId: id, text, at, ...(routeKey !== undefined && { routeKey }) });
  }
}

const IDLE_MS = 600_000;
const LIFETIME_MS = 7_200_000;
const FRAME_BYTES = 32_768;
const BUFFERED_BYTES = 1_048_576;
const GOODBYE_MS = 1000;

function describe({ connectedAt, lastActiveAt, peer }: LiveConnection): object {
  return {
    connectedAt: new Date(connectedAt).toISOString(),
    identity: { sourceIp: peer.sourceIp, userAgent: peer.userAgent ?? "" },
    lastActiveAt: new Date(lastActiveAt).toISOString(),
  };
}
