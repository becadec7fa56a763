import type { AstNode, Expression, Reference, Statement, TemplateAst } from "../syntax/ast.js";
import { constantText } from "../syntax/constant.js";
import { childNodes } from "../syntax/walk.js";
import { originOf, readingOf } from "./origin.js";
import type { Origin, Variables } from "./origin.js";
import { JsonState } from "./json-state.js";
import type { TemplateUse } from "./template-use.js";

/**
 * Everything of the gateway that a template uses, in the order of the text: payload paths, parameters,
 * `$context` names, stage variables, `$util` methods and files. Variables set from these are followed, as
 * are the elements of loops, so `#foreach($i in $input.path('$').items)$i.id#end` reads `$.items[*].id`.
 */
export function templateUses(template: TemplateAst): readonly TemplateUse[] {
  const collector = new Collector();
  collector.statements(template.body, new Map(GATEWAY));
  return collector.uses;
}

const GATEWAY: readonly (readonly [string, Origin])[] = [
  ["input", { kind: "input" }],
  ["util", { kind: "util", name: undefined }],
  ["context", { kind: "context", names: [] }],
  ["stageVariables", { kind: "stageVariables", name: undefined }],
];

type Environment = Map<string, Origin>;

class Collector {
  readonly uses: TemplateUse[] = [];
  #json = new JsonState();

  /** Goes through statements; what they set changes the environment. */
  statements(body: readonly Statement[], variables: Environment): void {
    for (const statement of body) this.#statement(statement, variables);
  }

  #statement(node: Statement, variables: Environment): void {
    switch (node.kind) {
      case "set":
        this.#read(node.value, variables);
        return this.#assign(node.target, node.value, variables);
      case "if":
        return this.#if(node, variables);
      case "foreach":
        return this.#foreach(node, variables);
      case "macro": {
        const inner = new Map(variables);
        for (const parameter of node.parameters) inner.delete(parameter);
        return this.#elsewhere(() => this.statements(node.body, inner));
      }
      case "define":
        return this.#elsewhere(() => this.statements(node.body, new Map(variables)));
      case "text":
        return this.#json.text(node.text);
      case "reference":
        return this.#read(node, variables, true);
      case "parse":
      case "include":
        this.#json = this.#json.lost();
        for (const arg of node.args) {
          const name = constantText(arg);
          this.uses.push({ kind: "file", directive: node.kind, name, at: node.at });
        }
        return this.#readAll(node.args, variables);
      case "call":
        this.#json = this.#json.lost();
        this.#readAll(node.args, variables);
        return this.statements(node.body ?? [], variables);
      default:
        return this.#read(node, variables);
    }
  }

  #if(node: Extract<Statement, { kind: "if" }>, variables: Environment): void {
    const ends: Environment[] = [];
    const begin = this.#json;
    const prints: JsonState[] = [];
    const take = (body: readonly Statement[]): void => {
      this.#json = begin.copy();
      ends.push(this.#branch(body, variables));
      prints.push(this.#json);
    };
    for (const branch of node.branches) {
      this.#read(branch.condition, variables);
      take(branch.body);
    }
    take(node.otherwise ?? []);
    this.#json = prints.reduce((one, other) => one.joined(other));
    const names = new Set(ends.flatMap((end) => [...end.keys()]));
    for (const name of names) {
      const [first, ...rest] = ends.map((end) => end.get(name));
      if (first !== undefined && rest.every((origin) => isSame(origin, first))) {
        variables.set(name, first);
      } else variables.delete(name);
    }
  }

  #branch(body: readonly Statement[], variables: Variables): Environment {
    const end = new Map(variables);
    this.statements(body, end);
    return end;
  }

  #foreach(node: Extract<Statement, { kind: "foreach" }>, variables: Environment): void {
    if (node.source) this.#read(node.source, variables);
    const before = this.#json.copy();
    const inner = new Map(variables);
    const element = elementOrigin(node.source, variables);
    if (element === undefined) inner.delete(node.variable);
    else inner.set(node.variable, element);
    this.statements(node.body, inner);
    this.#json = this.#json.joined(before);
    inner.delete(node.variable);
    for (const [name, origin] of variables) {
      if (name !== node.variable && !isSame(inner.get(name), origin)) variables.delete(name);
    }
  }

  #assign(target: Reference, value: Expression, variables: Environment): void {
    if (target.accessors.length > 0) {
      const origin = readingOf(target, variables)?.origin;
      if (origin?.kind === "context") {
        const name = origin.names.join(".");
        this.uses.push({ kind: "context", name, access: "write", at: target.at });
      }
      return;
    }
    const origin = originOf(value, variables);
    if (origin === undefined) variables.delete(target.name);
    else variables.set(target.name, origin);
  }

  /** Goes through text that is printed in another place, if at all. */
  #elsewhere(go: () => void): void {
    const before = this.#json;
    this.#json = before.lost();
    go();
    this.#json = before;
  }

  #readAll(nodes: readonly AstNode[], variables: Environment): void {
    for (const node of nodes) this.#read(node, variables);
  }

  /** Notes what an expression reads, arguments and interpolated strings included. */
  #read(node: AstNode, variables: Environment, prints = false): void {
    if (node.kind === "template") {
      return this.#elsewhere(() => this.statements(node.body, variables));
    }
    if (node.kind === "reference") {
      const reading = readingOf(node, variables);
      const use = useOf(node, reading?.origin);
      const print = prints && reading?.whole ? this.#json.print : undefined;
      const isText = use?.kind === "payload" || use?.kind === "parameter";
      if (use) this.uses.push(isText && print ? { ...use, print } : use);
    }
    this.#readAll(childNodes(node), variables);
  }
}

function isSame(left: Origin | undefined, right: Origin): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The origin of a list's elements. */
function elementOrigin(source: Expression | undefined, variables: Variables): Origin | undefined {
  const origin = source && originOf(source, variables);
  if (origin?.kind !== "payload" || origin.access !== "path") return undefined;
  if (origin.listed) return { ...origin, listed: false };
  return { ...origin, steps: origin.steps && [...origin.steps, { kind: "each" }] };
}

function useOf({ at }: Reference, origin: Origin | undefined): TemplateUse | undefined {
  switch (origin?.kind) {
    case "payload": {
      const { access, path, steps } = origin;
      return { kind: "payload", access, path, steps, at };
    }
    case "parameter":
      return { kind: "parameter", place: undefined, name: origin.name, at };
    case "parameters": {
      const [place, name] = origin.names;
      return { kind: "parameter", place: isPlace(place) ? place : undefined, name, at };
    }
    case "context":
      return { kind: "context", name: origin.names.join("."), access: "read", at };
    case "stageVariables":
      return { kind: "stageVariable", name: origin.name, at };
    case "util":
      return { kind: "util", name: origin.name, at };
    default:
      return undefined;
  }
}

function isPlace(name: string | undefined): name is "path" | "querystring" | "header" {
  return name === "path" || name === "querystring" || name === "header";
}
