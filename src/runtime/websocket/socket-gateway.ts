import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { ApiModel, WebSocketApi } from "../../model/index.js";
import { type Surroundings, systemSurroundings } from "../clock.js";
import { type HttpRequest, type HttpResponse, NO_BODY, splitTarget } from "../http/message.js";
import { type LimitStore, MemoryLimitStore } from "../limits/store.js";
import { Authorizers } from "../aws/authorizer.js";
import { type Fault, isFault } from "../aws/fault.js";
import { fieldValue } from "../aws/fields.js";
import { Functions } from "../aws/functions.js";
import { gatewayResponse } from "../aws/gateway-response.js";
import { identityOf, NO_OPERATION } from "../aws/gateway.js";
import { type ApiIdentity, type Invocation, makeInvocation } from "../aws/invocation.js";
import { ApiKeys } from "../aws/keys.js";
import type { AwsOptions } from "../aws/options.js";
import { checkSignature } from "../aws/signature.js";
import type { CommandAnswer, ConnectionCommand } from "./connection-bus.js";
import { ConnectionIds, ownerOf } from "./connection-id.js";
import { Connections } from "./connections.js";
import { type Admission, admit } from "./handshake.js";
import type { Peer } from "./live-connection.js";
import { GONE, type ManagementCall, managementCall, managementResponse } from "./management.js";
import type { WebSocketOptions } from "./options.js";
import { refusal, RouteRunner } from "./route-runner.js";
import { socketContext } from "./socket-event.js";

/** What the gateway of a WebSocket API is made from. */
export type SocketGatewayOptions = AwsOptions & { readonly websocket?: WebSocketOptions };

/** Runs the routes of a document as API Gateway runs a WebSocket API. */
export class SocketGateway {
  readonly connections: Connections;
  readonly #options: SocketGatewayOptions;
  readonly #limits: WebSocketOptions;
  readonly #api: ApiIdentity;
  readonly #stageName: string;
  readonly #surroundings: Surroundings;
  readonly #functions: Functions;
  readonly #runner: RouteRunner;
  readonly #admission: Admission;
  readonly #ids = new ConnectionIds();
  readonly #server: WebSocketServer;
  readonly #protocols = new WeakMap<IncomingMessage, string>();

  constructor(model: ApiModel, websocket: WebSocketApi, options: SocketGatewayOptions) {
    this.#options = options;
    this.#limits = options.websocket ?? {};
    this.#api = identityOf(model, options);
    const stage = model.stages.find(({ name }) => name === options.stage) ?? model.stages[0];
    this.#stageName = options.stage ?? stage?.name ?? "default";
    this.#surroundings = options.surroundings ?? systemSurroundings;
    this.#functions = new Functions(options.functions ?? {});
    const store: LimitStore = options.store ?? new MemoryLimitStore();
    const now = (): number => this.#surroundings.now();
    const { tokenKeys, apiKeys = [], iam = [] } = options;
    this.#admission = {
      model,
      authorizers: new Authorizers({ functions: this.#functions, now, tokenKeys }),
      keys: new ApiKeys(model, this.#stageName, apiKeys, store, now()),
      store,
      throttle: this.#limits.connectThrottle ?? { rate: 500, burst: 500 },
      iam,
      region: this.#api.region,
      now,
    };
    this.#runner = new RouteRunner({
      model,
      websocket,
      stage,
      stageName: this.#stageName,
      api: this.#api,
      options,
      functions: this.#functions,
      store,
      surroundings: this.#surroundings,
    });
    this.connections = new Connections(this.#runner, this.#limits, now);
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      autoPong: false,
      maxPayload: this.#limits.messageBytes ?? 131_072,
      handleProtocols: (_, request) => this.#protocols.get(request) ?? false,
    });
  }

  /** Starts to hear of commands for connections of this process. */
  async start(): Promise<void> {
    await this.#limits.bus?.listen(this.#ids.tag, (command) => this.connections.run(command));
  }

  /** Answers a handshake: held until `$connect` has ended. */
  upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A client that goes away meanwhile must not end the process.
    const ignore = (): void => undefined;
    socket.on("error", ignore);
    void this.#admit(message).then(
      (admitted) => {
        socket.off("error", ignore);
        if (socket.destroyed) return;
        if (isFault(admitted)) refuse(socket, admitted);
        else this.#accept(message, socket, head, admitted);
      },
      () => refuse(socket, FAILED),
    );
  }

  /** Answers a call of `@connections`; undefined when it is something else. */
  manage(request: HttpRequest): Promise<HttpResponse> | undefined {
    const call = managementCall(request);
    return call && this.#manage(request, call);
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    this.connections.close();
    this.#server.close();
    await this.#limits.bus?.close();
    await this.#functions.close();
  }

  async #admit(message: IncomingMessage): Promise<Admitted | Fault> {
    const bare = this.#invocation(message);
    const id = this.#ids.make();
    const stranger = peerOf(bare);
    const connectedAt = this.#surroundings.now();
    const moment = { type: "CONNECT", routeKey: "$connect", connectionId: id } as const;
    const context = socketContext(
      { ...moment, connectedAt, peer: stranger },
      this.#api,
      this.#stageName,
      this.#surroundings,
    );
    const invocation = { ...bare, context };
    const connect = this.#runner.find("$connect")?.route;
    const caller = await admit(connect, invocation, this.#admission);
    if (isFault(caller)) return caller;
    const { authorizer } = caller;
    const known = Object.keys(authorizer).length > 0 && { authorizer };
    const peer: Peer = { ...stranger, ...known };
    const answer = await this.#runner.connect({
      ...invocation,
      context: { ...context, ...known },
    });
    if (isFault(answer)) return answer;
    if (answer.status < 200 || answer.status > 299) return refusal(answer);
    const protocol = fieldValue(answer.headers, "sec-websocket-protocol");
    if (protocol !== undefined) this.#protocols.set(message, protocol);
    return { id, peer, connectedAt };
  }

  #accept(
    message: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { id, peer, connectedAt }: Admitted,
  ): void {
    this.#server.handleUpgrade(message, socket, head, (client: WebSocket) => {
      this.connections.add({ id, peer, connectedAt, client, socket });
    });
  }

  #invocation(message: IncomingMessage): Invocation {
    const target = message.url ?? "/";
    const request: HttpRequest = {
      method: "GET",
      target,
      ...splitTarget(target),
      headers: message.headers,
      rawHeaders: message.rawHeaders,
      body: NO_BODY,
      remoteAddress: message.socket.remoteAddress ?? "",
    };
    return makeInvocation({
      request,
      api: this.#api,
      stage: this.#stageName,
      path: "/$connect",
      operation: NO_OPERATION,
      resourceId: "",
      pathParameters: {},
      stageVariables: this.#runner.stageVariables,
      isCanary: undefined,
      surroundings: this.#surroundings,
    });
  }

  async #manage(request: HttpRequest, call: ManagementCall): Promise<HttpResponse> {
    const requestId = this.#surroundings.uuid();
    if (this.#limits.signedManagement !== false) {
      const signer = await checkSignature(request, {
        region: this.#api.region,
        credentials: this.#options.iam ?? [],
        now: this.#surroundings.now(),
      });
      if (isFault(signer)) {
        return gatewayResponse(this.#admission.model, signer, this.#managementInvocation(request));
      }
    }
    const answer = await this.#command(request, call);
    return managementResponse(answer, requestId);
  }

  #managementInvocation(request: HttpRequest): Invocation {
    return makeInvocation({
      request,
      api: this.#api,
      stage: this.#stageName,
      path: request.path,
      operation: NO_OPERATION,
      resourceId: "",
      pathParameters: {},
      stageVariables: {},
      isCanary: undefined,
      surroundings: this.#surroundings,
    });
  }

  async #command(
    { body }: HttpRequest,
    { action, connectionId }: ManagementCall,
  ): Promise<CommandAnswer> {
    if (action === "other") return { status: 403 };
    const limit = this.#limits.messageBytes ?? 131_072;
    if (action === "post" && body.length > limit) return { status: 413 };
    const command: ConnectionCommand = {
      action,
      connectionId,
      ...(action === "post" && { data: body.toString("base64") }),
    };
    const owner = ownerOf(connectionId);
    if (owner === this.#ids.tag) return this.connections.run(command);
    return (await this.#limits.bus?.send(owner, command)) ?? GONE;
  }
}

/** A client that may connect. */
interface Admitted {
  readonly id: string;
  readonly peer: Peer;
  readonly connectedAt: number;
}

const FAILED: Fault = {
  fault: "INTEGRATION_FAILURE",
  status: 500,
  errorType: "InternalServerErrorException",
  message: "Internal server error",
};

function peerOf({ context, headers, request }: Invocation): Peer {
  return {
    sourceIp: request.remoteAddress.replace(/^::ffff:/, ""),
    userAgent: fieldValue(headers, "user-agent") ?? null,
    domainName: String(context.domainName),
  };
}

function refuse(socket: Duplex, { status, message, errorType }: Fault): void {
  const body = message ? JSON.stringify({ message }) : "";
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `x-amzn-ErrorType: ${errorType}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
