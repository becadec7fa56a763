import type {
  TransformCondition,
  TransformLoop,
  TransformRead,
  TransformSource,
  TransformStep,
  TransformType,
  TransformValue,
} from "../../model/index.js";
import {
  compareNumbers,
  defaultLimits,
  Failure,
  isNumber,
  JavaCollection,
  JavaList,
  JavaMap,
  JavaObject,
  parsePermissiveJson,
  type TemplateEvent,
  textOrNull,
  toGatewayMap,
  toValue,
  type Value,
  writeJson,
} from "../../vtl/index.js";
import { FRACTION_PATTERN, INTEGER_PATTERN, NUMBER_PATTERN } from "../number-text.js";

/** A value, or undefined where there is none. */
export type Evaluated = Value | undefined;

/** The elements of the loops around a place, by their names. */
type Elements = ReadonlyMap<string, Value>;

const NUMBER = new RegExp(`^(?:${NUMBER_PATTERN})$`);
const INTEGER = new RegExp(`^(?:${INTEGER_PATTERN})$`);
const FRACTION = new RegExp(FRACTION_PATTERN);
const PLACES = { header: "header", query: "querystring", path: "path" } as const;

/** A number that keeps the text in which it came. */
class NumberText extends JavaObject {
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  get javaType(): "java.math.BigDecimal" {
    return "java.math.BigDecimal";
  }

  toText(): string {
    return this.#text;
  }
}

/** Works out values of a transform with the gateway's values: numbers keep the texts that they have there. */
export class Evaluator {
  readonly #event: TemplateEvent;
  #payload: { readonly value: Value } | undefined;

  constructor(event: TemplateEvent) {
    this.#event = event;
  }

  /** The payload as text; `{}` when it is empty. */
  get body(): string {
    const { body } = this.#event;
    return body === undefined || body === null || body === "" ? "{}" : body;
  }

  value(value: TransformValue, elements: Elements = new Map()): Evaluated {
    switch (value.kind) {
      case "constant":
        return toValue(value.value);
      case "read":
        return this.#readOr(value, elements);
      case "object": {
        const map = new JavaMap();
        for (const { name, value: field } of value.fields) {
          const made = this.value(field, elements);
          if (made !== undefined) map.put(name, made);
        }
        return map;
      }
      case "list":
        return new JavaList(value.items.map((item) => this.value(item, elements) ?? null));
      case "loop":
        return this.#loop(value, elements);
      case "choice": {
        const chosen = this.#holds(value.condition, elements) ? value.value : value.otherwise;
        return chosen && this.value(chosen, elements);
      }
      case "text":
        return value.parts.map((part) => textOf(this.value(part, elements))).join("");
    }
  }

  #readOr(read: TransformRead, elements: Elements): Evaluated {
    const value = convert(this.#read(read.source, elements), read.type);
    if (read.default && (value === undefined || value === null)) {
      return this.value(read.default, elements);
    }
    return value;
  }

  #loop(loop: TransformLoop, elements: Elements): Evaluated {
    const list = this.#read(loop.source, elements);
    if (!(list instanceof JavaCollection))
      return loop.default && this.value(loop.default, elements);
    const { iterations } = defaultLimits("aws");
    if (list.size > iterations) {
      throw new Failure(`a loop has more than ${iterations} rounds`, "limit");
    }
    const made: Value[] = [];
    for (const element of list.values()) {
      const inner = new Map([...elements, [loop.variable, element]]);
      if (loop.where && !this.#holds(loop.where, inner)) continue;
      const value = this.value(loop.value, inner);
      if (value !== undefined) made.push(value);
    }
    return new JavaList(made);
  }

  #holds(condition: TransformCondition, elements: Elements): boolean {
    switch (condition.kind) {
      case "all":
        return condition.conditions.every((part) => this.#holds(part, elements));
      case "any":
        return condition.conditions.some((part) => this.#holds(part, elements));
      case "not":
        return !this.#holds(condition.condition, elements);
      default:
        break;
    }
    const value = this.#read(condition.source, elements);
    if (value === undefined || value === null) return false;
    if (condition.kind === "exists") return true;
    const text = textOf(value);
    if (condition.kind === "equals") return condition.texts.includes(text);
    const number = NUMBER.test(text) ? parsePermissiveJson(text) : null;
    if (!isNumber(number)) return false;
    const { minimum, maximum } = condition;
    const compared = (bound: number): number => {
      const other = toValue(bound);
      return isNumber(other) ? compareNumbers(number, other) : 0;
    };
    if (minimum !== undefined && compared(minimum) < 0) return false;
    return maximum === undefined || compared(maximum) <= 0;
  }

  #read(source: TransformSource, elements: Elements): Evaluated {
    switch (source.kind) {
      case "body": {
        const { variable } = source;
        const base = variable === undefined ? this.#root() : (elements.get(variable) ?? null);
        return stepsFrom(base, source.steps);
      }
      case "parameter":
        return this.#parameter(source.in, source.name);
      case "context":
        return this.#context(source.names);
      case "stageVariable":
        return given(textOrNull(memberOf(this.#event.stageVariables, source.name) ?? null));
    }
  }

  #root(): Value {
    this.#payload ??= { value: parsePermissiveJson(this.body) };
    return this.#payload.value;
  }

  #parameter(place: keyof typeof PLACES, name: string): Evaluated {
    const values = this.#event.params?.[PLACES[place]];
    const lower = name.toLowerCase();
    const known =
      place === "header"
        ? Object.keys(values ?? {}).findLast((key) => key.toLowerCase() === lower)
        : name;
    const value = known === undefined ? undefined : memberOf(values, known);
    return value === undefined ? undefined : (textOrNull(value) ?? "");
  }

  #context(names: readonly string[]): Evaluated {
    let value: Value = toGatewayMap(Object.entries(this.#event.context ?? {}));
    for (const name of names) value = value instanceof JavaMap ? value.get(name) : null;
    return given(textOrNull(value));
  }
}

/** The text of a value: nothing for null and what is absent, JSON for objects and lists. */
export function textOf(value: Evaluated): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : writeJson(value, false);
}

function given(text: string | null): Evaluated {
  return text === null || text === "" ? undefined : text;
}

function memberOf(values: Readonly<Record<string, unknown>> | undefined, name: string): Evaluated {
  return values && Object.hasOwn(values, name) ? toValue(values[name]) : undefined;
}

function stepsFrom(base: Value, steps: readonly TransformStep[]): Evaluated {
  let value: Evaluated = base;
  for (const step of steps) {
    if (step.kind === "member") {
      value = value instanceof JavaMap && value.has(step.name) ? value.get(step.name) : undefined;
    } else {
      const isIn: boolean = value instanceof JavaList && step.index < value.size;
      value = isIn && value instanceof JavaList ? value.at(step.index) : undefined;
    }
  }
  return value;
}

/** A value in another type; undefined where it cannot be converted. */
function convert(value: Evaluated, type: TransformType | undefined): Evaluated {
  if (value === undefined || value === null || type === undefined) return value;
  const text = textOf(value);
  switch (type) {
    case "string":
      return text;
    case "number":
      return NUMBER.test(text) ? new NumberText(text) : undefined;
    case "integer":
      return INTEGER.test(text) ? new NumberText(text.replace(FRACTION, "")) : undefined;
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : undefined;
  }
}
