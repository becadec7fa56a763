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

/** One open connection of this process. */
export class LiveConnection {
  readonly id: string;
  readonly peer: Peer;
  readonly connectedAt: number;
  readonly socket: WebSocket;
  lastActiveAt: number;
  /** Messages that are being worked on. */
  pending = 0;
  /** What a scenario has set off. */
  stops: (() => void)[] | undefined;

  constructor(id: string, peer: Peer, connectedAt: number, socket: WebSocket) {
    this.id = id;
    this.peer = peer;
    this.connectedAt = connectedAt;
    this.lastActiveAt = connectedAt;
    this.socket = socket;
  }
}
