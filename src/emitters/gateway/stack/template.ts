import { isJsonObject, type JsonObject, type JsonValue } from "../../../util/json.js";
import { parseSubstitution, printSubstitution } from "../../../expression/substitution.js";
import { pascalCase } from "../../../util/case.js";

/** A reference to a resource or a parameter of the template. */
export function ref(name: string): JsonObject {
  return { Ref: name };
}

/** Text with `${…}` of the template in it. */
export function sub(text: string): JsonObject {
  return { "Fn::Sub": text };
}

/** A CloudFormation template under construction; ids are taken once, in order. */
export class Template {
  readonly #parameters: Record<string, JsonValue> = {};
  readonly #conditions: Record<string, JsonValue> = {};
  readonly #resources: Record<string, JsonValue> = {};
  readonly #outputs: Record<string, JsonValue> = {};

  parameter(name: string, members: JsonObject): JsonObject {
    this.#parameters[name] ??= { Type: "String", ...members };
    return ref(name);
  }

  resource(id: string, Type: string, Properties: JsonObject, attributes: JsonObject = {}): void {
    this.#resources[id] = { Type, ...attributes, Properties };
  }

  output(id: string, Description: string, Value: JsonValue): void {
    this.#outputs[id] = { Description, Value };
  }

  /**
   * Makes what a body computes computable here: what it refers to stands in another template, so that it becomes a
   * parameter of this one.
   */
  own(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map((item: JsonValue) => this.own(item));
    if (typeof value === "string") return withPseudoParameters(value);
    if (!isJsonObject(value)) return value;
    const [only, ...others] = Object.entries(value);
    if (only && others.length === 0) {
      const intrinsic = this.#intrinsic(...only);
      if (intrinsic !== undefined) return intrinsic;
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.own(each)]));
  }

  /** The template as a document. */
  print(Description: string, transform?: string): JsonObject {
    const some = (name: string, members: Record<string, JsonValue>): JsonObject =>
      Object.keys(members).length > 0 ? { [name]: members } : {};
    return {
      AWSTemplateFormatVersion: "2010-09-09",
      ...(transform !== undefined && { Transform: transform }),
      Description,
      ...some("Parameters", this.#parameters),
      ...some("Conditions", this.#conditions),
      Resources: this.#resources,
      ...some("Outputs", this.#outputs),
    };
  }

  #intrinsic(name: string, argument: JsonValue): JsonValue | undefined {
    if (name === "Ref") return typeof argument === "string" ? this.#refer(argument) : undefined;
    if (name === "Fn::GetAtt") {
      const path = Array.isArray(argument) ? argument.join(".") : argument;
      return typeof path === "string" ? this.#refer(path) : undefined;
    }
    if (name === "Fn::Sub") return this.#substitution(argument);
    if (name === "Fn::If" && Array.isArray(argument)) return this.#choice(argument);
    return name === "Condition" && typeof argument === "string"
      ? { Condition: this.#condition(argument) }
      : undefined;
  }

  #refer(path: string): JsonValue {
    return path.startsWith("AWS::") ? ref(path) : ref(this.#parameterOf(path));
  }

  #parameterOf(path: string): string {
    const name = path
      .split(".")
      .map(pascalCase)
      .join("")
      .replace(/[^A-Za-z0-9]/g, "");
    this.parameter(name, { Description: `The value of ${path} in the template of the backend` });
    return name;
  }

  #substitution(argument: JsonValue): JsonValue {
    const [text, variables] = Array.isArray(argument) ? (argument as JsonValue[]) : [argument];
    if (typeof text !== "string") return { "Fn::Sub": argument };
    const local = isJsonObject(variables) ? variables : {};
    const parts = parseSubstitution(text).map((part) => {
      if (typeof part === "string" || Object.hasOwn(local, part.reference)) return part;
      if (part.reference.startsWith("AWS::")) return part;
      return { reference: this.#parameterOf(part.reference) };
    });
    const printed = printSubstitution(parts);
    return { "Fn::Sub": isJsonObject(variables) ? [printed, this.own(variables)] : printed };
  }

  #choice(argument: readonly JsonValue[]): JsonValue | undefined {
    const [condition, ...branches] = argument;
    if (typeof condition !== "string") return undefined;
    return { "Fn::If": [this.#condition(condition), ...branches.map((each) => this.own(each))] };
  }

  #condition(name: string): string {
    const parameter = this.parameter(`Is${name}`, {
      Description: `Whether the condition ${name} holds`,
      AllowedValues: ["true", "false"],
      Default: "true",
    });
    this.#conditions[name] ??= { "Fn::Equals": [parameter, "true"] };
    return name;
  }
}

/** Text with the account, partition or region in it, which the template puts in before the import would. */
function withPseudoParameters(text: string): JsonValue {
  if (!/\$\{AWS::(?:AccountId|Partition|Region)\}/.test(text)) return text;
  return sub(text.replace(/\$\{(?!AWS::)/g, "${!"));
}
