/** An open connection, as operators see it. */
export interface OpenConnection {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  /** When it last sent or got a message; milliseconds since 1970. */
  readonly lastActiveAt: number;
  readonly sourceIp: string;
}
