import type { TransformStep } from "../../model/index.js";

/** A JSONPath into the payload whose indexes may be those of loops. */
export class PayloadPath {
  /** Texts, and names of the variables that hold an index. */
  readonly #parts: readonly (string | { readonly index: string })[];

  constructor(parts: readonly (string | { readonly index: string })[] = ["$"]) {
    this.#parts = parts;
  }

  /** The path of what a step leads to. */
  step(step: TransformStep): PayloadPath {
    if (step.kind === "index") return new PayloadPath([...this.#parts, `[${step.index}]`]);
    const plain = /^[A-Za-z_][\w-]*$/.test(step.name);
    return new PayloadPath([...this.#parts, plain ? `.${step.name}` : `['${step.name}']`]);
  }

  steps(steps: readonly TransformStep[]): PayloadPath {
    return steps.reduce<PayloadPath>((path, step) => path.step(step), this);
  }

  /** The path of a list's element whose index a variable holds. */
  element(index: string): PayloadPath {
    return new PayloadPath([...this.#parts, { index }]);
  }

  /** The path as an argument: a string, or the expression that a variable must be set to first. */
  argument(): { readonly argument: string } | { readonly expression: string } {
    const texts = this.#parts.filter((part) => typeof part === "string").join("");
    const indexes = texts.length > 0 && this.#parts.some((part) => typeof part !== "string");
    if (!/["#\\]|.\$/s.test(texts) && !/[^\x20-\x7e]/.test(texts)) {
      const text = this.#parts
        .map((part) => (typeof part === "string" ? part : `[\${${part.index}}]`))
        .join("");
      return { argument: indexes || texts.includes("'") ? `"${text}"` : `'${text}'` };
    }
    const parts = this.#parts.map((part) =>
      typeof part === "string" ? `'${part.replaceAll("'", "''")}'` : `'[' + $${part.index} + ']'`,
    );
    return { expression: parts.join(" + ") };
  }
}
