/** What a process is asked to do with one of its connections. */
export interface ConnectionCommand {
  readonly action: "post" | "get" | "delete";
  readonly connectionId: string;
  /** What is sent, base64. */
  readonly data?: string;
}

/** How it went: the status and the JSON that the caller of `@connections` gets. */
export interface CommandAnswer {
  readonly status: number;
  readonly body?: string;
}

/** Carries commands between the processes that serve one API. */
export interface ConnectionBus {
  /** Starts to receive commands for the connections of `owner`, a tag that their ids begin with. */
  listen(
    owner: string,
    handle: (command: ConnectionCommand) => CommandAnswer | Promise<CommandAnswer>,
  ): Promise<void>;
  /** Asks the process of a connection; undefined when there is no such process. */
  send(owner: string, command: ConnectionCommand): Promise<CommandAnswer | undefined>;
  close(): Promise<void>;
}
