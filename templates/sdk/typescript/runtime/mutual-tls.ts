/** A client's certificate, as Node's `tls.createSecureContext` takes it; files in PEM form. */
export interface ClientIdentity {
  readonly cert: string | Uint8Array;
  readonly key: string | Uint8Array;
  readonly passphrase?: string | undefined;
  /** Authorities that the server's certificate may be of, instead of the known ones. */
  readonly ca?: string | Uint8Array | undefined;
}

/** What is used of `node:https`. */
export interface HttpsModule {
  request(
    url: string,
    options: object,
    callback: (message: HttpsMessage) => void,
  ): HttpsRequest;
}

/** An answer of `node:https`. */
export interface HttpsMessage extends AsyncIterable<Uint8Array> {
  readonly statusCode?: number | undefined;
  readonly statusMessage?: string | undefined;
  readonly rawHeaders: readonly string[];
  destroy(): unknown;
}

/** A request of `node:https`. */
export interface HttpsRequest {
  on(event: "error", listener: (cause: Error) => void): unknown;
  end(body?: Uint8Array): unknown;
}

/**
 * A `fetch` for the `fetch` option that shows the client's certificate (mutual TLS), by Node's own `https` module:
 * `mutualTls(https, { cert, key })`. Bodies are sent as a whole; redirects are the client's to follow.
 */
export function mutualTls(
  https: HttpsModule,
  identity: ClientIdentity,
): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const { url, method, headers, signal } = asked;
    const body = asked.body && new Uint8Array(await asked.arrayBuffer());
    return new Promise<Response>((resolve, reject) => {
      const sent: Record<string, string> = { "accept-encoding": "identity" };
      headers.forEach((value, name) => (sent[name] = value));
      const options = {
        ...identity,
        method,
        headers: sent,
        signal,
      };
      const request = https.request(url, options, (message) => {
        try {
          resolve(responseOf(message));
        } catch (cause) {
          message.destroy();
          reject(new TypeError("fetch failed", { cause }));
        }
      });
      request.on("error", (cause) =>
        reject(
          signal.aborted
            ? signal.reason
            : new TypeError("fetch failed", { cause }),
        ),
      );
      if (body) request.end(body);
      else request.end();
    });
  };
}

function responseOf(message: HttpsMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = "" } = message;
  const headers = new Headers();
  const raw = message.rawHeaders;
  for (let index = 0; index < raw.length; index += 2) {
    headers.append(raw[index] ?? "", raw[index + 1] ?? "");
  }
  const isEmpty = [204, 205, 304].includes(status);
  const body = isEmpty ? null : streamOf(message);
  return new Response(body, { status, statusText, headers });
}

function streamOf(message: HttpsMessage): ReadableStream {
  const chunks = message[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      message.destroy();
    },
  });
}
