import { CodeFile } from "../../../../printer/code-file.js";
import type { DocComment, DocTag } from "../../../../printer/doc-comment.js";
import { printKey } from "../../../../printer/property-key.js";
import { printString } from "../../../../printer/string-literal.js";
import type { Documentation } from "../../documentation.js";
import type { TypeExpression } from "../../type-expression.js";
import type { SocketPlan, SocketRoutePlan } from "../plan/socket-plan.js";
import { flatType, printAnnotation } from "../types/print-type.js";
import type { TypeNode } from "../types/type-node.js";
import { printAssignment } from "./literal.js";
import { printConnectOptions } from "./print-connect.js";
import { type Parameter, signatureText, spaced } from "./signature.js";
import { apiLiteral, routeLiteral } from "./socket-literals.js";
import { importedType, nameNode } from "./type-nodes.js";

/** `socket.ts`: the events, the routes and the socket of an API with WebSocket routes. */
export function printSocket(plan: SocketPlan, schemes: ReadonlyMap<string, string>): CodeFile {
  const file = new CodeFile("socket.ts");
  const runtime = (name: string, module: string): string =>
    file.use({ name, from: `./runtime/${module}.js`, typeOnly: true });
  file.raw(
    printAssignment(
      `const api: ${runtime("SocketApi", "socket")}`,
      apiLiteral(file, plan, schemes),
    ),
  );
  for (const route of plan.routes) {
    const head = `const ${route.constant}: ${runtime("SocketRoute", "socket-message")}`;
    file.blank().raw(printAssignment(head, routeLiteral(file, route)));
  }
  file.blank();
  printEvents(file, plan);
  printConnectOptions(file, plan);
  printMessages(file, plan);
  printClass(file, plan);
  return file;
}

function printEvents(file: CodeFile, { events, eventsName, eventName, title }: SocketPlan): void {
  file.doc({ paragraphs: ["What the server sends, by the event's `type`."], tags: [] });
  if (events.length === 0) file.raw(`export type ${eventsName} = Record<never, never>;\n`);
  else {
    file.raw(`export interface ${eventsName} {\n`);
    file.indent(() => {
      for (const { key, type, documentation } of events) {
        const head = `  readonly ${printKey(key)}: `;
        const node = importedType(file, type, ".");
        const text = printAnnotation(node, { indent: 2, column: head.length, tail: 1 });
        file.doc(docOf(documentation)).raw(`${head.trimEnd()}${spaced(text)};\n`);
      }
    });
    file.raw("}\n");
  }
  const event = file.use({
    name: "SocketEvent",
    from: "./runtime/socket-events.js",
    typeOnly: true,
  });
  const words = `An event of ${title}, told apart by \`type\`; \`$unknown\` are messages that its description lacks.`;
  file.blank().doc({ paragraphs: [words], tags: [] });
  const node: TypeNode = { kind: "generic", name: event, arguments: [nameNode(eventsName)] };
  const flat = `export type ${eventName} = ${flatType(node)};`;
  file.raw(flat.length <= 80 ? `${flat}\n` : `export type ${eventName} =\n  ${flatType(node)};\n`);
  file.blank();
}

function printMessages(file: CodeFile, { messagesName, routes, eventsName }: SocketPlan): void {
  const socket = file.use({ name: "Socket", from: "./runtime/socket.js" });
  file.doc({ paragraphs: ["What can be sent, by route."], tags: [] });
  file.raw(`export class ${messagesName} {\n  readonly #socket: ${socket}<${eventsName}>;\n\n`);
  file.raw(`  constructor(socket: ${socket}<${eventsName}>) {\n    this.#socket = socket;\n  }\n`);
  file.indent(() => {
    for (const route of routes) printMethod(file, route);
  });
  file.raw("}\n").blank();
}

function printMethod(file: CodeFile, route: SocketRoutePlan): void {
  const { name, message, reply, constant, key } = route;
  const options = file.use({
    name: "SendOptions",
    from: "./runtime/socket-options.js",
    typeOnly: true,
  });
  const doc = docOf(route.documentation);
  file.blank().doc({ ...doc, paragraphs: [...doc.paragraphs, `\`${key}\``] });
  const parameters: Parameter[] = [];
  if (message) parameters.push(["message", messageNode(file, message, route.filled)]);
  parameters.push(["options?", nameNode(options)]);
  const result: TypeNode = {
    kind: "generic",
    name: "Promise",
    arguments: [reply ? importedType(file, reply.type, ".") : VOID],
  };
  file.raw(signatureText(`  ${printKey(name)}`, parameters, result));
  const verb = reply ? "ask" : "post";
  const value = message ? "message" : "{}";
  const flat = `    return this.#socket.${verb}(${constant}, ${value}, options);`;
  file.raw(
    flat.length <= 80
      ? `${flat}\n`
      : `    return this.#socket.${verb}(\n      ${constant},\n      ${value},\n      options,\n    );\n`,
  );
  file.raw("  }\n");
}

const VOID: TypeNode = { kind: "atom", text: "void", role: "keyword" };

/** The type of a message; members that the runtime fills in may be left out. */
function messageNode(file: CodeFile, type: TypeExpression, filled: readonly string[]): TypeNode {
  const node = importedType(file, type, ".");
  if (filled.length === 0) return node;
  const name = file.use({ name: "Filled", from: "./runtime/socket-message.js", typeOnly: true });
  const names = filled.map((text): TypeNode => ({
    kind: "atom",
    text: printString(text),
    role: "literal",
  }));
  const [only] = names;
  const union: TypeNode = names.length === 1 && only ? only : { kind: "union", members: names };
  return { kind: "generic", name, arguments: [node, union] };
}

function printClass(file: CodeFile, plan: SocketPlan): void {
  const { className, eventsName, messagesName, optionsName, title } = plan;
  const socket = file.use({ name: "Socket", from: "./runtime/socket.js" });
  const options = file.use({
    name: "SocketOptions",
    from: "./runtime/socket-options.js",
    typeOnly: true,
  });
  file.doc({
    paragraphs: [
      `The WebSocket of ${title}: \`send\` has a method for each route, \`events\` are what the server sends.`,
    ],
    tags: [],
  });
  file.raw(`export class ${className} extends ${socket}<${eventsName}> {\n`);
  file.raw(`  readonly send = new ${messagesName}(this);\n\n`);
  file.raw(`  constructor(options: ${options} = {}) {\n    super(api, options);\n  }\n\n`);
  file.indent(() => {
    const words = "Opens the connection; resolves when it stands, rejects when it cannot be had.";
    file.doc({ paragraphs: [words], tags: [] });
  });
  const isOptional = plan.servers.length > 0 && plan.members.every(({ required }) => !required);
  const type = nameNode(isOptional ? `${optionsName} = {}` : optionsName);
  const nothing: TypeNode = { kind: "generic", name: "Promise", arguments: [VOID] };
  file.raw(signatureText("  connect", [["options", type]], nothing));
  const target = file.use({
    name: "SocketTarget",
    from: "./runtime/socket-options.js",
    typeOnly: true,
  });
  file.raw(`    const target: ${target} = targetOf(options);\n`);
  file.raw("    return this.open(target);\n  }\n}\n");
}

function docOf(documentation: Documentation | undefined): DocComment {
  const { summary, description, deprecated } = documentation ?? {};
  const tags: DocTag[] = deprecated === true ? [{ name: "deprecated" }] : [];
  return { paragraphs: [summary, description].filter((text) => text !== undefined), tags };
}
