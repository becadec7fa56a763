/** What a socket needs of a WebSocket: the platform's own, or one of a package such as `ws`. */
export interface WebSocketLike {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  /** The subprotocol that the server chose; empty when it chose none. */
  readonly protocol: string;
  binaryType: string;
  addEventListener(type: "open", listener: () => void): void;
  addEventListener(
    type: "message",
    listener: (event: { readonly data: unknown }) => void,
  ): void;
  addEventListener(type: "error", listener: (event: object) => void): void;
  addEventListener(
    type: "close",
    listener: (event: CloseEventLike) => void,
  ): void;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** What a WebSocket tells of its end. */
export interface CloseEventLike {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** Makes a WebSocket; headers are given only to one that the user chose, for browsers cannot send them. */
export type WebSocketConstructor = new (
  url: string,
  protocols?: string[],
  options?: { readonly headers: Record<string, string> },
) => WebSocketLike;

/** A WebSocket of Node's `ws`, which lets its user cut messages into frames. */
interface FramingWebSocket extends WebSocketLike {
  ping(): void;
  send(
    data: Uint8Array | string,
    options?: { readonly binary: boolean; readonly fin: boolean },
  ): void;
}

/** Whether a WebSocket can cut a message into frames. */
export function canFrame(link: WebSocketLike): link is FramingWebSocket {
  const { send } = link;
  return "ping" in link && "pong" in link && send.length >= 3;
}

/** Sends a text, in frames of at most `frameBytes` where the WebSocket can. */
export function sendText(
  link: WebSocketLike,
  text: string,
  frameBytes: number,
): void {
  if (text.length * 3 <= frameBytes || !canFrame(link)) {
    link.send(text);
    return;
  }
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += frameBytes) {
    const fin = from + frameBytes >= bytes.length;
    link.send(bytes.subarray(from, from + frameBytes), { binary: false, fin });
  }
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
