import type {
  MessageTransform,
  Named,
  TransformChoice,
  TransformList,
  TransformLoop,
  TransformObject,
  TransformText,
  TransformValue,
} from "../../model/index.js";
import { constantJson, constantText } from "../constant.js";
import { STATUS_PATTERN } from "../number-text.js";
import { ConditionCompiler } from "./condition-compiler.js";
import { jsonText, stringLiteral } from "./literals.js";
import { assign, type MadeValue, madeConstant, madeText } from "./made-value.js";
import { ReadCompiler } from "./read-compiler.js";
import { type Scope, TemplateNames } from "./template-names.js";

/** What is done with a value that is there. */
type Put = (made: MadeValue) => string;

const ROOT: Scope = new Map();

/** Writes the template of one transform. */
export class TemplateCompiler {
  readonly #names = new TemplateNames();
  readonly #reads = new ReadCompiler(this.#names);
  readonly #conditions = new ConditionCompiler(this.#names, this.#reads);

  compile(transform: MessageTransform, direction: "request" | "response"): string {
    const { headers, query, path, status, body } = transform;
    const context = `$context.${direction}Override`;
    const overrides = [
      this.#overrides(headers, `${context}.header`),
      this.#overrides(query, `${context}.querystring`),
      this.#overrides(path, `${context}.path`),
      status ? this.#status(status) : "",
    ].join("");
    const made = body
      ? this.#emit(body, ROOT, ({ json }) => `${json}\n`, "null\n").trimEnd()
      : "$input.body";
    return `${this.#names.head()}${overrides}${made}\n`;
  }

  /** Sets the members of an override map whose values are neither absent nor empty. */
  #overrides(named: readonly Named<TransformValue>[] = [], map: string): string {
    return named
      .map(({ name, value }) => {
        const text = this.#names.variable("text");
        const key = this.#names.expression("name", stringLiteral(name));
        const set = `#if($${text} != '')\n#set(${map}[${key.use}] = $${text})\n#end\n`;
        return `${key.prelude}${this.#setText(value, ROOT, text)}${set}`;
      })
      .join("");
  }

  #status(value: TransformValue): string {
    if (value.kind === "constant") {
      const status = constantText(value.value);
      if (!new RegExp(`^${STATUS_PATTERN}$`).test(status)) return "";
      return `#set($context.responseOverride.status = ${status})\n`;
    }
    const text = this.#names.variable("text");
    const set = `#set($context.responseOverride.status = $util.parseJson($${text}))\n`;
    return `${this.#setText(value, ROOT, text)}#if($${text}.matches('${STATUS_PATTERN}'))\n${set}#end\n`;
  }

  #setText(value: TransformValue, scope: Scope, variable: string): string {
    return assign(variable, "''") + this.#emit(value, scope, (made) => made.setText(variable), "");
  }

  /** The part of the template that does `put` where the value is there, and what `absent` says where it is not. */
  #emit(value: TransformValue, scope: Scope, put: Put, absent: string): string {
    switch (value.kind) {
      case "constant":
        return put(madeConstant(constantJson(value.value), constantText(value.value)));
      case "read": {
        const { default: fallback } = value;
        const otherwise = fallback ? this.#emit(fallback, scope, put, absent) : absent;
        return this.#reads.emit(value, scope, put, otherwise);
      }
      case "object":
        return put(structure(this.#object(value, scope)));
      case "list":
        return put(structure(this.#list(value, scope)));
      case "loop":
        return this.#loop(value, scope, put, absent);
      case "choice":
        return this.#choice(value, scope, put, absent);
      case "text":
        return this.#text(value, scope, put);
    }
  }

  #object({ fields }: TransformObject, scope: Scope): string {
    const certain = fields.findIndex(({ value }) => isCertain(value));
    const last = certain < 0 ? fields.length - 1 : certain;
    const comma = this.#names.variable("comma");
    const usesComma = last > 0;
    const lines = fields.map(({ name, value }, index) => {
      const separator = index > last ? "," : index > 0 ? `\${${comma}}` : "";
      const sets = index < last ? assign(comma, "','") : "\n";
      const key = jsonText(constantJson(name));
      return this.#emit(value, scope, ({ json }) => `${separator}${key}: ${json}${sets}`, "");
    });
    return `{\n${usesComma ? assign(comma, "''") : ""}${lines.join("")}}`;
  }

  #list({ items }: TransformList, scope: Scope): string {
    const lines = items.map((item, index) => {
      const separator = index > 0 ? "," : "";
      return this.#emit(item, scope, ({ json }) => `${separator}${json}\n`, `${separator}null\n`);
    });
    return `[\n${lines.join("")}]`;
  }

  #loop(value: TransformLoop, scope: Scope, put: Put, absent: string): string {
    const { default: fallback, source } = value;
    const otherwise = fallback ? this.#emit(fallback, scope, put, absent) : absent;
    const list = this.#reads.payload(source, scope);
    if (!list) return otherwise;
    const [index, element, comma] = ["index", value.variable, "comma"].map((name) =>
      this.#names.variable(name),
    );
    const inner: Scope = new Map([...scope, [value.variable, list.path.element(index ?? "")]]);
    const each = this.#emit(
      value.value,
      inner,
      ({ json }) => `\${${comma}}${json}${assign(comma ?? "", "','")}`,
      "",
    );
    const where = value.where ? this.#conditions.guard(value.where, inner, each) : each;
    const body = `${assign(comma ?? "", "''")}#foreach($${element} in ${list.value})\n${assign(index ?? "", "$foreach.index")}${where}#end\n`;
    const made = put(structure(`[\n${body}]`));
    const guard = list.guard ? `${list.guard} && ` : "";
    return `${list.prelude}#if(${guard}${list.value}.containsAll([]) == true)\n${made}${orElse(otherwise)}#end\n`;
  }

  #choice(value: TransformChoice, scope: Scope, put: Put, absent: string): string {
    const { condition, otherwise } = value;
    const made = this.#emit(value.value, scope, put, absent);
    const other = otherwise ? this.#emit(otherwise, scope, put, absent) : absent;
    return this.#conditions.guard(condition, scope, made, other);
  }

  #text({ parts }: TransformText, scope: Scope, put: Put): string {
    const names = parts.map(() => this.#names.variable("text"));
    const whole = this.#names.variable("text");
    const sets = parts.map((part, index) => this.#setText(part, scope, names[index] ?? ""));
    const joined = names.map((name) => `\${${name}}`).join("");
    return `${sets.join("")}${assign(whole, `"${joined}"`)}${put(madeText(whole))}`;
  }
}

/** An object or a list, which stands in bodies alone. */
function structure(json: string): MadeValue {
  return {
    json,
    setText: () => {
      throw new Error("an object or a list has no text");
    },
  };
}

function orElse(otherwise: string): string {
  return otherwise === "" ? "" : `#else\n${otherwise}`;
}

/** Whether a value is there whatever is sent. */
function isCertain(value: TransformValue): boolean {
  switch (value.kind) {
    case "read":
    case "loop":
      return value.default !== undefined && isCertain(value.default);
    case "choice":
      return isCertain(value.value) && value.otherwise !== undefined && isCertain(value.otherwise);
    default:
      return true;
  }
}
