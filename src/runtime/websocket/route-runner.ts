import type { ApiModel, Route, Stage, WebSocketApi } from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import type { BackendAnswer } from "../aws/backend.js";
import { Backends } from "../aws/backends.js";
import { fault, type Fault, isFault } from "../aws/fault.js";
import type { Functions } from "../aws/functions.js";
import { NO_OPERATION } from "../aws/gateway.js";
import type { MethodResponse } from "../aws/integration-response.js";
import { proxyAnswerOf } from "../aws/lambda-result.js";
import type { ApiIdentity, Invocation } from "../aws/invocation.js";
import type { AwsOptions } from "../aws/options.js";
import type { Surroundings } from "../clock.js";
import { NO_BODY } from "../http/message.js";
import type { LimitStore } from "../limits/store.js";
import { Checkers } from "../openapi/checkers.js";
import { MessageExamples } from "./examples.js";
import { compileSelection, type Selection } from "./selection.js";
import { errorFrame, socketContext, socketEvent, type SocketMoment } from "./socket-event.js";
import { SocketRoute } from "./socket-route.js";

/** What running routes needs. */
export interface RunnerParts {
  readonly model: ApiModel;
  readonly websocket: WebSocketApi;
  readonly stage: Stage | undefined;
  readonly stageName: string;
  readonly api: ApiIdentity;
  readonly options: AwsOptions;
  readonly functions: Functions;
  readonly store: LimitStore;
  readonly surroundings: Surroundings;
}

/** What comes of a message: the key of the route that took it, and what is sent back. */
export interface MessageOutcome {
  readonly routeKey: string;
  readonly reply?: string;
}

/** The moments of a connection, without what a route adds. */
export type Moment = Omit<SocketMoment, "type" | "routeKey">;

/** Selects and runs the routes of an API. */
export class RouteRunner {
  readonly examples: MessageExamples;
  readonly #parts: RunnerParts;
  readonly #routes: ReadonlyMap<string, SocketRoute>;
  readonly #select: Selection;
  readonly #backends: Backends;
  readonly #checkers: Checkers;
  readonly #stageVariables: Readonly<Record<string, string>>;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    const { model, websocket, options, functions, stage } = parts;
    const sent = websocket.routes.filter(({ direction }) => direction !== "receive");
    this.#routes = new Map(sent.map((route) => [route.key, new SocketRoute(route)]));
    this.#select = compileSelection(websocket.routeSelection);
    this.#backends = new Backends(options, functions, () => Promise.resolve(NOTHING));
    this.#checkers = new Checkers(model.components.schemas);
    this.examples = new MessageExamples(model);
    const variables = stage?.variables ?? [];
    this.#stageVariables = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  }

  /** The stage's variables by name. */
  get stageVariables(): Readonly<Record<string, string>> {
    return this.#stageVariables;
  }

  /** A route by its key; undefined when the API has none. */
  find(key: string): SocketRoute | undefined {
    return this.#routes.get(key);
  }

  /** Runs `$connect`; without an integration every client is let in. */
  async connect(invocation: Invocation): Promise<MethodResponse | Fault> {
    const route = this.#routes.get("$connect");
    if (!route?.hasIntegration) return { status: 200, headers: [], body: "" };
    return route.run(
      { invocation, text: undefined, body: undefined, example: () => NOTHING },
      this.#backends,
    );
  }

  /** Runs `$disconnect`, whatever comes of it. */
  async disconnect(moment: Moment): Promise<void> {
    const route = this.#routes.get("$disconnect");
    if (!route?.hasIntegration) return;
    const context = this.#context({ ...moment, type: "DISCONNECT", routeKey: "$disconnect" });
    const call = { text: undefined, body: undefined, example: () => NOTHING };
    await route.run({ ...call, invocation: this.#invocation(context, NO_BODY) }, this.#backends);
  }

  /** Runs the route that a message selects. */
  async message(text: string, moment: Moment): Promise<MessageOutcome> {
    const body = parsed(text);
    const selected = this.#select({ body, context: NO_CONTEXT });
    const own = selected === undefined ? undefined : this.#messageRoute(selected);
    const route = own ?? this.#routes.get("$default");
    const routeKey = route?.route.key ?? "";
    const { connectionId, connectedAt, peer } = moment;
    const context = this.#context({
      type: "MESSAGE",
      routeKey,
      connectionId,
      connectedAt,
      peer,
    });
    const failed = (words: string): MessageOutcome => ({
      routeKey,
      reply: errorFrame(words, context),
    });
    if (!route) return failed("Forbidden");
    const token = this.#takeToken(routeKey);
    if (token !== true && !(await token)) return failed("Too Many Requests");
    if (isChecked(route) && !(await this.#isValid(route, body))) return failed("Bad request body");
    const outcome = await this.#run(route, text, body, context);
    if (isFault(outcome)) return failed(messageOf(outcome));
    const isTwoWay = route.route.routeResponse === true;
    const isSuccess = outcome.status >= 200 && outcome.status < 300;
    const reply = String(outcome.body);
    return isTwoWay && isSuccess && reply !== "" ? { routeKey, reply } : { routeKey };
  }

  #messageRoute(key: string): SocketRoute | undefined {
    return key === "$connect" || key === "$disconnect" ? undefined : this.#routes.get(key);
  }

  #run(
    route: SocketRoute,
    text: string,
    body: JsonValue | undefined,
    context: Record<string, unknown>,
  ): Promise<MethodResponse | Fault> {
    const { functionName: name, timeoutMs } = route;
    const { functions } = this.#parts;
    if (name !== undefined && functions.has(name)) {
      return this.#callFunction(name, text, context, timeoutMs);
    }
    const invocation = this.#invocation(context, Buffer.from(text));
    const example = (): BackendAnswer => this.#example(route.route, body);
    return route.run({ invocation, text, body, example }, this.#backends);
  }

  /** The way that most messages take: nothing of a request to a backend is needed for it. */
  async #callFunction(
    name: string,
    text: string,
    context: Record<string, unknown>,
    timeoutMs: number,
  ): Promise<MethodResponse | Fault> {
    const invocation = this.#invocation(context, NO_BODY);
    const event = socketEvent(invocation, text);
    const outcome = await this.#parts.functions.invoke(name, event, timeoutMs);
    return proxyAnswerOf(outcome, invocation, []);
  }

  #example(route: Route, body: JsonValue | undefined): BackendAnswer {
    const reply = this.examples.reply(route, body);
    if (reply === undefined) return NOTHING;
    return { ...NOTHING, body: Buffer.from(JSON.stringify(reply)) };
  }

  #takeToken(routeKey: string): boolean | Promise<boolean> {
    const { stage, stageName, store, surroundings } = this.#parts;
    const own = stage?.routeOverrides?.find(({ name }) => name === routeKey)?.value;
    const { rate, burst } = { ...stage?.defaults, ...own };
    if (rate === undefined && burst === undefined) return true;
    const bucket = { rate: rate ?? ACCOUNT_RATE, burst: burst ?? ACCOUNT_BURST };
    const key = `websocket ${stageName} ${own ? routeKey : ""}`;
    return store.takeToken(key, bucket, surroundings.now());
  }

  async #isValid({ route }: SocketRoute, body: JsonValue | undefined): Promise<boolean> {
    const schema = route.message?.payload;
    if (!schema) return true;
    if (body === undefined) return false;
    const check = await this.#checkers.model(schema);
    return check(body).length === 0;
  }

  #context(moment: SocketMoment): Record<string, unknown> {
    const { api, stageName, surroundings } = this.#parts;
    return socketContext(moment, api, stageName, surroundings);
  }

  #invocation(context: Record<string, unknown>, body: Buffer): Invocation {
    const { api, stageName } = this.#parts;
    return {
      request: body === NO_BODY ? NO_REQUEST : { ...NO_REQUEST, body },
      api,
      stage: stageName,
      path: "/",
      stagePath: `/${stageName}`,
      operation: NO_OPERATION,
      resourceId: "",
      pathParameters: {},
      headers: [],
      allHeaders: [],
      query: [],
      stageVariables: this.#stageVariables,
      context,
      traceId: "",
    };
  }
}

/** A route with a model selection is checked; one without an integration by its description. */
function isChecked({ route, hasIntegration }: SocketRoute): boolean {
  const isModelled = !hasIntegration || route.modelSelection !== undefined;
  return isModelled && route.message?.payload !== undefined;
}

const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5000;
const NO_CONTEXT = {};
const NOTHING: BackendAnswer = { status: 200, headers: [], body: NO_BODY, selector: "200" };
const NO_REQUEST = {
  method: "POST",
  target: "/",
  path: "/",
  query: "",
  headers: {},
  rawHeaders: [],
  remoteAddress: "",
  body: NO_BODY,
};

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function messageOf({ fault: type, message }: Fault): string {
  if (type === "INTEGRATION_TIMEOUT") return message ?? "Endpoint request timed out";
  return "Internal server error";
}

/** The fault of a client that an integration refuses. */
export function refusal({ status }: MethodResponse): Fault {
  return fault(status < 500 ? "ACCESS_DENIED" : "INTEGRATION_FAILURE", { status, message: "" });
}
