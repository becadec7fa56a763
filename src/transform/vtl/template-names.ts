import { stringLiteral } from "./literals.js";
import { assign } from "./made-value.js";
import type { PayloadPath } from "./payload-path.js";

/** The paths of the elements of the loops around a place, by the names that the transform gives them. */
export type Scope = ReadonlyMap<string, PayloadPath>;

/** The variables of a template: each has a name of its own, and headers are looked up once, in front. */
export class TemplateNames {
  readonly #counts = new Map<string, number>();
  readonly #headers = new Map<string, { readonly name: string; readonly variable: string }>();

  /** A new variable whose name begins so. */
  variable(prefix: string): string {
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    return `${prefix}_${count}`;
  }

  /** An expression that may stand as an argument: itself, or a variable that is set to it before. */
  expression(prefix: string, text: string): { readonly prelude: string; readonly use: string } {
    if (text.startsWith("'")) return { prelude: "", use: text };
    const variable = this.variable(prefix);
    return { prelude: assign(variable, text), use: `$${variable}` };
  }

  /** The variable that holds a header; `VARIABLE_sent` says whether it was sent. */
  header(name: string): string {
    const lower = name.toLowerCase();
    const known = this.#headers.get(lower);
    if (known) return known.variable;
    const variable = this.variable("header");
    this.#headers.set(lower, { name, variable });
    return variable;
  }

  /** The statements that look the headers up: names of headers have no case. */
  head(): string {
    const headers = [...this.#headers.values()];
    if (headers.length === 0) return "";
    const name = this.variable("name");
    const preset = headers.map(
      ({ variable }) => assign(variable, "''") + assign(`${variable}_sent`, "false"),
    );
    const tests = headers.map(
      (header) =>
        `#if($${name}.equalsIgnoreCase(${stringLiteral(header.name)}))\n${assign(`${header.variable}_value`, `$input.params().header.get($${name})`)}${assign(header.variable, `"$${header.variable}_value"`)}${assign(`${header.variable}_sent`, "true")}#end\n`,
    );
    return `${preset.join("")}#foreach($${name} in $input.params().header.keySet())\n${tests.join("")}#end\n`;
  }
}
