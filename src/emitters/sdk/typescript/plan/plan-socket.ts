import { parseSelectionExpression } from "../../../../expression/selection-expression.js";
import type { Message, Route, Schema, WebSocketApi } from "../../../../model/index.js";
import { parsePointerFragment } from "../../../../util/json-pointer.js";
import { pascalCase } from "../../../../util/case.js";
import type { Documentation } from "../../documentation.js";
import type { TypeExpression } from "../../type-expression.js";
import { memberName } from "../names/member-names.js";
import { NameScope } from "../names/name-scope.js";
import type { PlanContext } from "./plan-context.js";
import { unionOf } from "./plan-operation.js";
import { planParameters } from "./plan-parameters.js";
import { isSigned, planSecurity } from "./plan-security.js";
import { planSocketServers } from "./plan-servers.js";
import type {
  IncomingPlan,
  ShapePlan,
  SocketEventPlan,
  SocketPlan,
  SocketRoutePlan,
} from "./socket-plan.js";

/** Keys of routes that exist to keep connections open. */
const PING = /^(?:ping|heart-?beat|keep-?alive)$/i;

/** Plans the socket of an API with routes; `name` is what its class is called after. */
export function planSocket(
  context: PlanContext,
  name: string,
  title: string,
): SocketPlan | undefined {
  const { websocket } = context.model;
  if (!websocket) return undefined;
  const selection = selectionPath(websocket);
  const names = socketNames(context, name);
  const sent = byKey(websocket.routes.filter((route) => isSent(route)));
  const received = byKey(websocket.routes.filter((route) => isReceived(route)));
  const scope = new NameScope(["constructor"]);
  const ping = [...sent.keys()].find((key) => PING.test(key));
  return {
    title,
    ...names,
    ...planConnect(context, websocket, names.optionsName),
    ...planSocketServers(context),
    ...(selection && { selection }),
    routes: [...sent].map(([key, routes]) => {
      const member = scope.take(memberName(key.replace(/^\$/, "")));
      return planRoute(context, { key, routes, member, selection });
    }),
    events: [...received].map(([key, routes]) => planEvent(context, key, routes)),
    ...(ping !== undefined && { ping }),
    isLossless: (context.options.int64 ?? "number") !== "number",
  };
}

function socketNames(context: PlanContext, name: string) {
  return {
    className: context.reserveName(`${name}Socket`),
    messagesName: context.reserveName(`${name}Messages`),
    eventsName: context.reserveName(`${name}Events`),
    eventName: context.reserveName(`${name}Event`),
    optionsName: context.reserveName(`${name}ConnectOptions`),
  };
}

function isSent({ key, direction }: Route): boolean {
  return direction !== "receive" && key !== "$connect" && key !== "$disconnect";
}

function isReceived({ key, direction }: Route): boolean {
  return direction !== "send" && key !== "$connect" && key !== "$disconnect";
}

function byKey(routes: readonly Route[]): Map<string, Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of routes) found.set(route.key, [...(found.get(route.key) ?? []), route]);
  return found;
}

/** The path in a message that holds its route's key; undefined where the expression is more than that. */
function selectionPath({ routeSelection }: WebSocketApi): readonly string[] | undefined {
  const [only, ...others] = parseSelectionExpression(routeSelection).parts;
  if (typeof only !== "object" || others.length > 0) return undefined;
  const [request, body, ...path] = only.path;
  return request === "request" && body === "body" && path.length > 0 ? path : undefined;
}

function planConnect(context: PlanContext, websocket: WebSocketApi, optionsName: string) {
  const connect = websocket.routes.find(({ key }) => key === "$connect");
  const path = websocket.path ?? "";
  const parameters = (connect?.parameters ?? []).filter(
    (parameter) => parameter.in !== "path" || path.includes(`{${parameter.name}}`),
  );
  const parametersName = context.reserveName(optionsName.replace(/Options$/, "Parameters"));
  const { members, wire } = planParameters(
    context,
    { parameters, path: { segments: [] } },
    parametersName.replace(/Parameters$/, ""),
  );
  return {
    path,
    signed: [...context.model.components.securitySchemes]
      .filter(([, scheme]) => isSigned(scheme))
      .map(([name]) => name),
    parametersName,
    members,
    parameters: wire,
    security: planSecurity(context, connect ?? {}),
  };
}

interface SentRoute {
  readonly key: string;
  readonly routes: readonly Route[];
  readonly member: string;
  readonly selection: readonly string[] | undefined;
}

function planRoute(
  context: PlanContext,
  { key, routes, member, selection }: SentRoute,
): SocketRoutePlan {
  const prefix = pascalCase(member);
  const payloads = routes.flatMap(({ message }) => message?.payload ?? []);
  const types = payloads.map((payload) =>
    context.types.typeOf(payload, "request", `${prefix}Message`),
  );
  const [payload] = payloads;
  const codec = payload && context.types.codecOf(payload, "request");
  const replies = routes.flatMap(({ reply }) => reply ?? []);
  const reply = replies.length > 0 ? planIncoming(context, replies, `${prefix}Reply`) : undefined;
  const correlation = reply && correlationPath(routes[0]?.message);
  const isKeyed = key !== "$default" && selection?.length === 1;
  const filled = [
    isKeyed ? selection[0] : undefined,
    correlation?.length === 1 ? correlation[0] : undefined,
  ];
  const has = (name: string | undefined): name is string =>
    name !== undefined && payloads.every((one) => context.types.memberOf(one, name) !== undefined);
  const [route] = routes;
  return {
    name: member,
    constant: `${member}Route`,
    key,
    ...(types.length > 0 && { message: unionOf(types) }),
    filled: [...new Set(filled.filter(has))],
    ...(codec && { codec }),
    ...(correlation && { correlation }),
    hasNumericId: payload && correlation ? isNumeric(context, payload, correlation) : false,
    ...(reply && { reply }),
    ...documentationOf(route),
  };
}

function planEvent(context: PlanContext, key: string, routes: readonly Route[]): SocketEventPlan {
  const messages = routes.flatMap(({ message }) => message ?? []);
  const incoming = planIncoming(context, messages, `${pascalCase(key.replace(/^\$/, ""))}Event`);
  return { key, ...incoming, ...documentationOf(routes[0]) };
}

/** What arrives: the type of any of the messages, and how each is known. */
function planIncoming(
  context: PlanContext,
  messages: readonly Message[],
  hint: string,
): IncomingPlan {
  const types: TypeExpression[] = [];
  const shapes: ShapePlan[] = [];
  for (const message of messages) {
    const { payload } = message;
    if (!payload) continue;
    types.push(context.types.typeOf(payload, "response", hint));
    const correlation = correlationPath(message);
    for (const shape of context.types.shapesOf(payload)) {
      shapes.push({ ...shape, ...(correlation && { correlation }) });
    }
  }
  if (types.length === 0) return { type: { kind: "primitive", name: "unknown" }, shapes: [{}] };
  return { type: unionOf(types), shapes };
}

/** The path in the payload of `$message.payload#/…`; a WebSocket has no headers that one could stand in. */
function correlationPath(message: Message | undefined): readonly string[] | undefined {
  const pointer = /^\$message\.payload#(\/.+)$/.exec(message?.correlationId ?? "")?.[1];
  return pointer === undefined ? undefined : parsePointerFragment(pointer);
}

function isNumeric(
  context: PlanContext,
  payload: Schema,
  [name = "", ...rest]: readonly string[],
): boolean {
  const member = rest.length === 0 ? context.types.memberOf(payload, name) : undefined;
  const type = member && context.types.typeOf(member, "request", "");
  return type?.kind === "primitive" && type.name === "number";
}

function documentationOf(route: Route | undefined): { readonly documentation?: Documentation } {
  const { summary, description, deprecated, message } = route ?? {};
  const brief = summary ?? message?.summary;
  const text = description ?? message?.description;
  const documentation: Documentation = {
    ...(brief !== undefined && { summary: brief }),
    ...(text !== undefined && text !== brief && { description: text }),
    ...(deprecated === true && { deprecated }),
  };
  return Object.keys(documentation).length > 0 ? { documentation } : {};
}
