import { printString } from "../../../../printer/string-literal.js";
import { isIdentifier } from "../../../../printer/identifier.js";
import type { SdkPlan } from "../plan/sdk-plan.js";
import type { SocketPlan } from "../plan/socket-plan.js";
import { code, type Literal, object, printLiteral, string } from "../print/literal.js";
import { sampleRequest, sampleValue } from "./sample-value.js";
import { importLine } from "./snippets.js";

/** What README.md says about the socket. */
export function socketParts(plan: SdkPlan, socket: SocketPlan): string[] {
  return [
    fence(usageLines(plan, socket).join("\n")),
    "Events of a type can be listened to (`socket.on(type, listener)`); messages that the description lacks are events of type `$unknown`, error frames of the gateway those of type `$error`.",
    "`onConnect` is called on each new connection and is the place to subscribe again. A lost connection is made again with growing delays (`reconnect`), one that nothing is sent on is kept open (`heartbeat`), and each is replaced before the gateway ends it after 2 hours (`rollover`). What is sent meanwhile waits (`queue`).",
    "Node.js 20 has no WebSocket, and no browser's sends headers: give that of the package `ws` as `webSocket` there.",
  ];
}

function usageLines(plan: SdkPlan, socket: SocketPlan): string[] {
  const { className } = socket;
  const target = connectTarget(plan, socket);
  const sent = sendLine(plan, socket);
  return [
    importLine(plan, [className]),
    "",
    `const socket = new ${className}();`,
    `await socket.connect(${target});`,
    ...(sent === undefined ? [] : [sent]),
    "",
    "for await (const event of socket.events) {",
    `  console.log(event.type, event.data);`,
    "}",
  ];
}

function connectTarget(plan: SdkPlan, socket: SocketPlan): string {
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  const parameters = sampleRequest(socket.members, types);
  const needsParameters = parameters?.kind === "object" && parameters.members.length > 0;
  const literal = object([
    ["url", socket.servers.length > 0 ? undefined : string("wss://api.example.com")],
    ["parameters", needsParameters ? parameters : undefined],
  ]);
  return literal.members.length > 0 ? printLiteral(literal, 0, 0, 0) : "";
}

/** The first route that a message can be made up for. */
function sendLine(plan: SdkPlan, { routes }: SocketPlan): string | undefined {
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  for (const { name, message, reply, filled } of routes) {
    const value = message ? sampleValue(message, types) : code("");
    if (!value) continue;
    const target = isIdentifier(name) ? `socket.send.${name}` : `socket.send[${printString(name)}]`;
    const call = `await ${target}(${printLiteral(without(value, filled), 0, 0, 0)});`;
    return reply ? `const reply = ${call}` : call;
  }
  return undefined;
}

/** A value without the members that the socket fills in. */
function without(value: Literal, filled: readonly string[]): Literal {
  if (value.kind !== "object") return value;
  const kept = value.members.filter(({ key }) => !filled.includes(key));
  return object(kept.map((member) => [member.key, member.value]));
}

function fence(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}
