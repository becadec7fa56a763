import type { Intrinsic } from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import { snakeCase } from "./snake-case.js";

/** Text that Terraform takes as it is: its templates begin with `${` and `%{` (Terraform, "JSON Configuration Syntax"). */
export function literal(text: string): string {
  return text.replace(/[$%]\{/g, (found) => `${found.charAt(0)}${found}`);
}

/** A Terraform configuration in JSON under construction. */
export class TerraformConfiguration {
  readonly #variables: Record<string, JsonValue> = {};
  readonly #data: Record<string, JsonValue> = {};
  readonly #resources: Record<string, Record<string, JsonValue>> = {};
  readonly #outputs: Record<string, JsonValue> = {};

  /** Adds a variable; gives the expression that reads it. */
  variable(name: string, members: JsonObject): string {
    this.#variables[name] ??= { type: "string", ...members };
    return `\${var.${name}}`;
  }

  resource(type: string, name: string, members: JsonObject): void {
    (this.#resources[type] ??= {})[name] = members;
  }

  output(name: string, value: string): void {
    this.#outputs[name] = { value };
  }

  /** Text with `${AWS::Region}` and its like replaced by what Terraform knows of the account. */
  pseudo(text: string): string {
    return text
      .split(/(\$\{AWS::\w+\})/)
      .map((part) => {
        const source = SOURCES.get(part);
        if (!source) return literal(part);
        this.#data[source.type] = { current: {} };
        return `\${data.${source.type}.current.${source.attribute}}`;
      })
      .join("");
  }

  /** What a CloudFormation template computes becomes a variable here. */
  computed({ function: name, argument }: Intrinsic): string {
    if (name === "Fn::Sub" && typeof argument === "string") {
      if (!/\$\{(?!AWS::)/.test(argument)) return this.pseudo(argument);
    }
    const path = typeof argument === "string" ? argument : JSON.stringify(argument);
    const described = snakeCase(path.replace(/[^A-Za-z0-9]+/g, "-")).slice(0, 60);
    return this.variable(described === "" ? "value" : described, {
      description: literal(`What ${name} of ${path} gives in the template of the backend`),
    });
  }

  print(): JsonObject {
    const some = (name: string, members: JsonObject): JsonObject =>
      Object.keys(members).length > 0 ? { [name]: members } : {};
    return {
      terraform: {
        required_version: ">= 1.3",
        required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.0" } },
      },
      ...some("variable", this.#variables),
      ...some("data", this.#data),
      resource: this.#resources,
      ...some("output", this.#outputs),
    };
  }
}

const SOURCES: ReadonlyMap<string, { readonly type: string; readonly attribute: string }> = new Map(
  [
    ["${AWS::Region}", { type: "aws_region", attribute: "name" }],
    ["${AWS::AccountId}", { type: "aws_caller_identity", attribute: "account_id" }],
    ["${AWS::Partition}", { type: "aws_partition", attribute: "partition" }],
    ["${AWS::URLSuffix}", { type: "aws_partition", attribute: "dns_suffix" }],
  ],
);
