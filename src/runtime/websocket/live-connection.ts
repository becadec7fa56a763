import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** Who is at the other end, as events and `@connections` tell it. */
export interface Peer {
  readonly sourceIp: string;
  readonly userAgent: string | null;
  /** The host that the client asked for. */
  readonly domainName: string;
  /** `$context.authorizer`, where there was an authorizer. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** A client whose handshake is done. */
export interface NewConnection {
  readonly id: string;
  readonly peer: Peer;
  readonly connectedAt: number;
  readonly client: WebSocket;
  /** What the WebSocket reads from and writes to. */
  readonly socket: Duplex;
}

/** One open connection of this process. */
export class LiveConnection {
  readonly id: string;
  readonly peer: Peer;
  readonly connectedAt: number;
  readonly socket: WebSocket;
  lastActiveAt: number;
  /** Messages that are being worked on. */
  pending = 0;
  readonly #stream: Duplex;
  #isCorked = false;
  /** What a scenario has set off. */
  stops: (() => void)[] | undefined;

  constructor({ id, peer, connectedAt, client, socket: stream }: NewConnection) {
    this.#stream = stream;
    this.id = id;
    this.peer = peer;
    this.connectedAt = connectedAt;
    this.lastActiveAt = connectedAt;
    this.socket = client;
  }

  /** What events tell of the connection. */
  get moment(): {
    readonly connectionId: string;
    readonly connectedAt: number;
    readonly peer: Peer;
  } {
    return { connectionId: this.id, connectedAt: this.connectedAt, peer: this.peer };
  }

  /** Sends a text; what is sent in one turn of the event loop leaves in one piece. */
  send(text: string): void {
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#stream.cork();
      setImmediate(() => {
        this.#isCorked = false;
        this.#stream.uncork();
      });
    }
    this.socket.send(text);
  }
}
