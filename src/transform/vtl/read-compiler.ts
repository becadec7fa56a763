import type { TransformRead, TransformSource, TransformType } from "../../model/index.js";
import { FRACTION_PATTERN, INTEGER_PATTERN, NUMBER_PATTERN } from "../number-text.js";
import { stringLiteral } from "./literals.js";
import { assign, MADE_NULL, type MadeValue, madeScalar, madeText } from "./made-value.js";
import { PayloadPath } from "./payload-path.js";
import type { Scope, TemplateNames } from "./template-names.js";

/** A place of the payload in a template. */
export interface PayloadRead {
  /** Statements that must stand in front. */
  readonly prelude: string;
  readonly path: PayloadPath;
  /** The reference to its value. */
  readonly value: string;
  /** The reference to it as JSON: two quotes where it is absent, null or empty text. */
  readonly json: string;
  /** The test whether it is there at all; undefined where it always is. */
  readonly present: string | undefined;
  /** The test that must hold before anything of this is evaluated: an index into what is no list fails the template. */
  readonly guard: string | undefined;
}

/** A text in a template: a parameter, something of `$context`, a stage variable. */
interface TextRead {
  readonly prelude: string;
  readonly variable: string;
  readonly present: string;
}

type Put = (made: MadeValue) => string;

/** The test of a text that can be converted. */
const CONVERTIBLE: Readonly<Record<Exclude<TransformType, "string">, (name: string) => string>> = {
  number: (name) => `$${name}.matches('${NUMBER_PATTERN}')`,
  integer: (name) => `$${name}.matches('${INTEGER_PATTERN}')`,
  boolean: (name) => `$${name} == 'true' || $${name} == 'false'`,
};

/** Writes the parts of a template that read values. */
export class ReadCompiler {
  readonly #names: TemplateNames;

  constructor(names: TemplateNames) {
    this.#names = names;
  }

  /** What is done with a value that is read, and with one that is absent or cannot be converted. */
  emit(read: TransformRead, scope: Scope, put: Put, absent: string): string {
    const { source, type } = read;
    const place = this.payload(source, scope);
    if (!place) return this.#emitText(this.text(source), type, put, absent);
    const whenNull = read.default ? undefined : put(MADE_NULL);
    const made = this.#emitPayload(place, type, put, whenNull, absent);
    const guarded = place.guard ? `#if(${place.guard})\n${made}${orElse(absent)}#end\n` : made;
    return place.prelude + guarded;
  }

  #emitPayload(
    place: PayloadRead,
    type: TransformType | undefined,
    put: Put,
    whenNull: string | undefined,
    absent: string,
  ): string {
    if (type === undefined) return this.#emitAsIs(place, put, whenNull, absent);
    return type === "string"
      ? this.#emitString(place, put, whenNull, absent)
      : this.#emitConverted(place, type, put, whenNull, absent);
  }

  /** A place of the payload; undefined for sources that are texts. */
  payload(source: TransformSource, scope: Scope): PayloadRead | undefined {
    if (source.kind !== "body") return undefined;
    const base = scope.get(source.variable ?? "") ?? new PayloadPath();
    const path = base.steps(source.steps);
    const { prelude, argument } = this.#argument(path);
    const last = source.steps.at(-1);
    const owners = source.steps.flatMap((step, index) =>
      step.kind === "index" ? [this.#argument(base.steps(source.steps.slice(0, index)))] : [],
    );
    const guards = owners.map((owner) => `$input.path(${owner.argument}).containsAll([]) == true`);
    const parent = this.#argument(base.steps(source.steps.slice(0, -1)));
    const owner = `$input.path(${parent.argument})`;
    const key =
      last?.kind === "member" ? this.#names.expression("key", stringLiteral(last.name)) : undefined;
    const isIn =
      last?.kind === "index"
        ? `${owner}.size() > ${last.index}`
        : `${owner}.containsKey(${key?.use ?? ""}) == true`;
    return {
      prelude: [
        prelude,
        last ? parent.prelude : "",
        key?.prelude ?? "",
        ...owners.map((one) => one.prelude),
      ].join(""),
      path,
      value: `$input.path(${argument})`,
      json: `$input.json(${argument})`,
      present: last && isIn,
      guard: guards.length > 0 ? guards.join(" && ") : undefined,
    };
  }

  /** A text and the test whether it is there. */
  text(source: Exclude<TransformSource, { kind: "body" }> | TransformSource): TextRead {
    const variable = this.#names.variable("value");
    switch (source.kind) {
      case "parameter": {
        if (source.in === "header") {
          const header = this.#names.header(source.name);
          return { prelude: "", variable: header, present: `$${header}_sent` };
        }
        const map = `$input.params().${source.in === "query" ? "querystring" : "path"}`;
        const key = this.#names.expression("key", stringLiteral(source.name));
        const prelude = key.prelude + this.#asText(variable, `${map}.get(${key.use})`);
        return { prelude, variable, present: `${map}.containsKey(${key.use}) == true` };
      }
      case "context": {
        const prelude = this.#asText(variable, `$context${source.names.map(accessor).join("")}`);
        return { prelude, variable, present: `$${variable} != ''` };
      }
      case "stageVariable": {
        const prelude = this.#asText(variable, `$stageVariables${accessor(source.name)}`);
        return { prelude, variable, present: `$${variable} != ''` };
      }
      case "body":
        throw new Error("the payload is no text");
    }
  }

  #asText(variable: string, expression: string): string {
    const raw = this.#names.variable("raw");
    return assign(raw, expression) + assign(variable, `"$${raw}"`);
  }

  #argument(path: PayloadPath): { readonly prelude: string; readonly argument: string } {
    const made = path.argument();
    if ("argument" in made) return { prelude: "", argument: made.argument };
    const variable = this.#names.variable("path");
    return { prelude: assign(variable, made.expression), argument: `$${variable}` };
  }

  #emitText(read: TextRead, type: TransformType | undefined, put: Put, absent: string): string {
    const { prelude, variable, present } = read;
    const isText = type === undefined || type === "string";
    const test = isText ? present : CONVERTIBLE[type](variable);
    const made = isText ? madeText(variable) : scalarOf(variable, type);
    return `${prelude}#if(${test})\n${put(made)}${orElse(absent)}#end\n`;
  }

  #emitAsIs(
    { value, json, present }: PayloadRead,
    put: Put,
    whenNull: string | undefined,
    absent: string,
  ): string {
    const holder = this.#names.variable("json");
    const made: MadeValue = {
      json: `$${holder}`,
      setText: (variable) =>
        `#if(${value}.length() >= 0)\n${assign(variable, value)}#else\n${assign(variable, `$${holder}`)}#end\n`,
    };
    const test = `$${holder} != '""' || ${value}.length() == 0`;
    return `${assign(holder, json)}#if(${test})\n${put(made)}${orNull(whenNull, present, absent)}#end\n`;
  }

  #emitString(
    { value, json, present }: PayloadRead,
    put: Put,
    whenNull: string | undefined,
    absent: string,
  ): string {
    const holder = this.#names.variable("json");
    const own: MadeValue = {
      json: `$${holder}`,
      setText: (variable) => assign(variable, value),
    };
    const other = `#elseif($${holder} != '""')\n${put(madeText(holder))}`;
    return `${assign(holder, json)}#if(${value}.length() >= 0)\n${put(own)}${other}${orNull(whenNull, present, absent)}#end\n`;
  }

  #emitConverted(
    { value, json, present }: PayloadRead,
    type: Exclude<TransformType, "string">,
    put: Put,
    whenNull: string | undefined,
    absent: string,
  ): string {
    const holder = this.#names.variable("value");
    const isNull = `${json} == '""' && ${value}.length() != 0`;
    const nothing =
      whenNull === undefined
        ? ""
        : `#elseif(${present ? `${isNull} && ${present}` : isNull})\n${whenNull}`;
    return `${this.#asText(holder, value)}#if(${CONVERTIBLE[type](holder)})\n${put(scalarOf(holder, type))}${nothing}${orElse(absent)}#end\n`;
  }
}

function scalarOf(holder: string, type: TransformType): MadeValue {
  return madeScalar(holder, type === "integer" ? `.replaceAll('${FRACTION_PATTERN}', '')` : "");
}

function orElse(absent: string): string {
  return absent === "" ? "" : `#else\n${absent}`;
}

/** The branches for null, where it has one of its own, and for what is absent. */
function orNull(whenNull: string | undefined, present: string | undefined, absent: string): string {
  if (whenNull === undefined) return orElse(absent);
  return present === undefined
    ? orElse(whenNull)
    : `#elseif(${present})\n${whenNull}${orElse(absent)}`;
}

function accessor(name: string): string {
  return /^[A-Za-z]\w*$/.test(name) ? `.${name}` : `['${name}']`;
}
