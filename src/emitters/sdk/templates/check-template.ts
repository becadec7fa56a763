import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { ContextMember, ContextShape } from "./context-shape.js";
import { diagnostic } from "./diagnostics.js";
import { helpersOf, type TemplateHelper } from "./helpers.js";
import type {
  PathExpression,
  Template,
  TemplateExpression,
  TemplateNode,
} from "./template-node.js";

/** What is wrong with the helpers and members that a template names, with places; nothing needs to be rendered for that. */
export function checkTemplate(template: Template, shape: ContextShape): readonly Diagnostic[] {
  const check = new TemplateCheck(template);
  check.nodes(template.nodes, [{ kind: "object", says: "", members: shape }]);
  return check.diagnostics;
}

/** The contexts that a place is in, from the innermost out. */
type Scopes = readonly ContextMember[];

class TemplateCheck {
  readonly diagnostics: Diagnostic[] = [];
  readonly #template: Template;
  readonly #helpers: Readonly<Record<string, TemplateHelper>>;

  constructor(template: Template) {
    this.#template = template;
    this.#helpers = helpersOf(template.language);
  }

  nodes(nodes: readonly TemplateNode[], scopes: Scopes): void {
    for (const node of nodes) this.#node(node, scopes);
  }

  #node(node: TemplateNode, scopes: Scopes): void {
    if (node.kind === "print") this.#printed(node.value, scopes);
    if (node.kind === "if") {
      this.#value(node.test, scopes);
      this.nodes(node.yes, scopes);
      this.nodes(node.no, scopes);
    }
    if (node.kind === "each" || node.kind === "with") {
      const member = this.#value(node.of, scopes);
      const inner = member && this.#inner(node, member);
      if (inner) this.nodes(node.body, [inner, ...scopes]);
      this.nodes(node.none, scopes);
    }
  }

  /** The context within `each` or `with`. */
  #inner({ kind, of }: TemplateNode & { kind: "each" | "with" }, member: ContextMember) {
    if (kind === "each" && member.kind === "list") {
      return { kind: "object", says: "", members: member.items } as const;
    }
    if (kind === "with" && member.kind === "object") return member;
    const use = kind === "each" ? "`each` goes through lists" : "`with` takes objects";
    this.#report(of, member, use);
    return undefined;
  }

  #printed(value: TemplateExpression, scopes: Scopes): void {
    const member = this.#value(value, scopes);
    if (!member || value.kind !== "path") {
      if (value.kind === "call" && this.#helpers[value.helper]?.tests) {
        const at = { file: this.#template.file, within: value.at };
        const [name, use] = [value.helper, "test it with `if`"];
        this.diagnostics.push(diagnostic("sdk-template-kind", at, [name, "true or false", use]));
      }
      return;
    }
    const isText = member.kind === "text" || member.kind === "printed" || member.kind === "flag";
    if (isText || this.#template.language === "json") return;
    const use = member.kind === "list" ? "go through it with `each`" : "print its members";
    this.#report(value, member, use);
  }

  /** The member that an expression leads to; undefined when it is no member. */
  #value(value: TemplateExpression, scopes: Scopes): ContextMember | undefined {
    if (value.kind === "path") return this.#member(value, scopes);
    if (value.kind === "call") this.#call(value, scopes);
    return undefined;
  }

  #call(call: TemplateExpression & { kind: "call" }, scopes: Scopes): void {
    const { helper: name, args } = call;
    const at = { file: this.#template.file, within: call.at };
    const helper = Object.hasOwn(this.#helpers, name) ? this.#helpers[name] : undefined;
    if (!helper) {
      const known = Object.keys(this.#helpers);
      this.diagnostics.push(diagnostic("sdk-template-helper", at, [name, known]));
      return;
    }
    const [least, most] = helper.takes;
    if (args.length < least || args.length > most) {
      this.diagnostics.push(diagnostic("sdk-template-arguments", at, [name, args.length]));
    }
    for (const arg of args) {
      if (helper.tests) this.#value(arg, scopes);
      else this.#printed(arg, scopes);
    }
  }

  #member(path: PathExpression, scopes: Scopes): ContextMember | undefined {
    if (path.loop) return { kind: path.loop === "index" ? "text" : "flag", says: "" };
    let member = path.from === "root" ? scopes.at(-1) : scopes[path.from];
    if (!member) {
      this.#unknown(path, "../".repeat(Number(path.from)), []);
      return undefined;
    }
    for (const step of path.steps) {
      // What stands in data is not known here; what is not there prints nothing.
      if (member.kind === "data") return member;
      const members: ContextShape = member.kind === "object" ? member.members : {};
      const next: ContextMember | undefined = Object.hasOwn(members, step)
        ? members[step]
        : undefined;
      if (!next) {
        this.#unknown(path, step, Object.keys(members));
        return undefined;
      }
      member = next;
    }
    return member;
  }

  #unknown({ at }: PathExpression, name: string, known: readonly string[]): void {
    const place = { file: this.#template.file, within: at };
    this.diagnostics.push(diagnostic("sdk-template-member", place, [name, known]));
  }

  #report({ at, steps }: PathExpression, { kind }: ContextMember, use: string): void {
    const place = { file: this.#template.file, within: at };
    const name = steps.at(-1) ?? "this";
    this.diagnostics.push(diagnostic("sdk-template-kind", place, [name, KINDS[kind], use]));
  }
}

const KINDS: Readonly<Record<ContextMember["kind"], string>> = {
  text: "text",
  printed: "text",
  flag: "true or false",
  data: "JSON",
  list: "a list",
  object: "an object",
};
