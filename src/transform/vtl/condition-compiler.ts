import type { TransformCondition, TransformSource } from "../../model/index.js";
import { NUMBER_PATTERN } from "../number-text.js";
import { stringLiteral } from "./literals.js";
import { assign } from "./made-value.js";
import type { ReadCompiler } from "./read-compiler.js";
import type { Scope, TemplateNames } from "./template-names.js";

/** A condition in a template: statements in front, and the test. */
interface Test {
  readonly prelude: string;
  readonly test: string;
}

/** Writes conditions. */
export class ConditionCompiler {
  readonly #names: TemplateNames;
  readonly #reads: ReadCompiler;

  constructor(names: TemplateNames, reads: ReadCompiler) {
    this.#names = names;
    this.#reads = reads;
  }

  /** A block for where a condition holds, and one for where it does not. */
  guard(condition: TransformCondition, scope: Scope, then: string, otherwise = ""): string {
    const { prelude, test } = this.#test(condition, scope);
    const other = otherwise === "" ? "" : `#else\n${otherwise}`;
    return `${prelude}#if(${test})\n${then}${other}#end\n`;
  }

  #test(condition: TransformCondition, scope: Scope): Test {
    switch (condition.kind) {
      case "exists":
        return this.#exists(condition.source, scope);
      case "equals":
        return this.#equals(condition.source, condition.texts, scope);
      case "range":
        return this.#range(condition, scope);
      case "not": {
        const { prelude, test } = this.#test(condition.condition, scope);
        return { prelude, test: `!(${test})` };
      }
      case "all":
      case "any": {
        const tests = condition.conditions.map((part) => this.#test(part, scope));
        const joined = tests.map(({ test }) => `(${test})`);
        return {
          prelude: tests.map(({ prelude }) => prelude).join(""),
          test: joined.join(condition.kind === "all" ? " && " : " || "),
        };
      }
    }
  }

  #exists(source: TransformSource, scope: Scope): Test {
    const place = this.#reads.payload(source, scope);
    if (place) {
      const { prelude, json, value, guard } = place;
      const test = `${json} != '""' || ${value}.length() == 0`;
      return { prelude, test: guard ? `${guard} && (${test})` : test };
    }
    const { prelude, present } = this.#reads.text(source);
    return { prelude, test: present };
  }

  #equals(source: TransformSource, texts: readonly string[], scope: Scope): Test {
    const { prelude, variable } = this.#textOf(source, scope);
    const literals = texts.map((text) => this.#names.expression("text", stringLiteral(text)));
    const preludes = [prelude, ...literals.map((literal) => literal.prelude)];
    const tests = literals.map(({ use }) => `$${variable} == ${use}`);
    // Nothing and empty text have the same text.
    const exists = texts.includes("") ? this.#exists(source, scope) : undefined;
    const equal = tests.join(" || ");
    return {
      prelude: preludes.join("") + (exists?.prelude ?? ""),
      test: exists ? `(${exists.test}) && (${equal})` : equal,
    };
  }

  #range({ source, minimum, maximum }: TransformCondition & { kind: "range" }, scope: Scope): Test {
    const { prelude, variable } = this.#textOf(source, scope);
    const number = this.#names.variable("number");
    const bound = (value: number): { prelude: string; use: string } => {
      if (Number.isInteger(value) && Math.abs(value) < 2 ** 31)
        return { prelude: "", use: `${value}` };
      const name = this.#names.variable("bound");
      return { prelude: assign(name, `$util.parseJson('${value}')`), use: `$${name}` };
    };
    const least = minimum === undefined ? undefined : bound(minimum);
    const most = maximum === undefined ? undefined : bound(maximum);
    const isNumber = `$${variable}.matches('${NUMBER_PATTERN}')`;
    const parse = `${assign(number, "''")}#if(${isNumber})\n${assign(number, `$util.parseJson($${variable})`)}#end\n`;
    const tests = [
      isNumber,
      ...(least ? [`$${number} >= ${least.use}`] : []),
      ...(most ? [`$${number} <= ${most.use}`] : []),
    ];
    return {
      prelude: `${prelude}${parse}${least?.prelude ?? ""}${most?.prelude ?? ""}`,
      test: tests.join(" && "),
    };
  }

  /** A variable set to the text of a source: nothing where it is absent or null. */
  #textOf(source: TransformSource, scope: Scope): { prelude: string; variable: string } {
    const place = this.#reads.payload(source, scope);
    if (!place) return this.#reads.text(source);
    const variable = this.#names.variable("text");
    const { prelude, value, json, guard } = place;
    const read = `#if(${value}.length() >= 0)\n${assign(variable, value)}#elseif(${json} != '""')\n${assign(variable, json)}#end\n`;
    const set = guard ? `#if(${guard})\n${read}#end\n` : read;
    return { prelude: `${prelude}${assign(variable, "''")}${set}`, variable };
  }
}
