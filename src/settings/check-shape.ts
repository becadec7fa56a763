import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import { nearest } from "../util/nearest.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import { secretIn } from "./secret-in.js";
import type { Infer, MapShape, NumberShape, ObjectShape, Shape, StringShape } from "./shape.js";

/** What is right in a value, and what is wrong. */
export interface CheckedShape<S extends Shape> {
  /** The value without its wrong parts; absent when nothing of it is right. */
  readonly value?: Infer<S>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Holds a value against its shape; each wrong part is reported and left out. */
export function checkShape<S extends Shape>(
  shape: S,
  value: JsonValue,
  location: SourceLocation,
): CheckedShape<S> {
  const diagnostics: Diagnostic[] = [];
  const checked = new ShapeChecker(diagnostics).check(shape, value, location, "The file");
  // `Infer` describes what the checker lets pass, which no type of the checker can express.
  return { ...(checked !== undefined && { value: checked as Infer<S> }), diagnostics };
}

class ShapeChecker {
  readonly #diagnostics: Diagnostic[];

  constructor(diagnostics: Diagnostic[]) {
    this.#diagnostics = diagnostics;
  }

  check(
    shape: Shape,
    value: JsonValue,
    location: SourceLocation,
    name: string,
  ): JsonValue | undefined {
    if (shape.kind === "any") return value;
    if (shape.kind === "either") {
      const fitting = shape.of.find((option) => hasType(option, value));
      if (fitting) return this.check(fitting, value, location, name);
    }
    if (!hasType(shape, value)) {
      const args = [name, expectedType(shape), foundType(value)] as const;
      this.#diagnostics.push(diagnostic("settings-wrong-type", location, [...args]));
      return undefined;
    }
    if (shape.kind === "string" && typeof value === "string") {
      const secret = secretIn(value);
      if (secret !== undefined) {
        this.#diagnostics.push(
          diagnostic("settings-secret-value", location, [name, secret], { isSecret: true }),
        );
        return undefined;
      }
    }
    if (shape.kind === "string" || shape.kind === "number") {
      const expected = violated(shape, value);
      if (expected === undefined) return value;
      const args = [name, expected, JSON.stringify(value)] as const;
      this.#diagnostics.push(diagnostic("settings-value", location, [...args]));
      return undefined;
    }
    if (shape.kind === "list" && Array.isArray(value)) {
      return value.flatMap((item, index) => {
        const checked = this.check(
          shape.items,
          item,
          childLocation(location, index),
          `${name}[${index}]`,
        );
        return checked === undefined ? [] : [checked];
      });
    }
    if (shape.kind === "map" && isJsonObject(value)) return this.#checkMap(shape, value, location);
    if (shape.kind === "object" && isJsonObject(value)) {
      return this.#checkObject(shape, value, location, name);
    }
    return value;
  }

  #checkMap(shape: MapShape, value: JsonObject, location: SourceLocation): JsonObject {
    const entries: [string, JsonValue][] = [];
    for (const [key, child] of Object.entries(value)) {
      const at = childLocation(location, key);
      if (shape.keys && !new RegExp(shape.keys.regex).test(key)) {
        this.#diagnostics.push(diagnostic("settings-name", at, [key, shape.keys.says]));
        continue;
      }
      const checked = this.check(shape.values, child, at, key);
      if (checked !== undefined) entries.push([key, checked]);
    }
    return Object.fromEntries(entries);
  }

  #checkObject(
    shape: ObjectShape,
    value: JsonObject,
    location: SourceLocation,
    name: string,
  ): JsonObject | undefined {
    const entries: [string, JsonValue][] = [];
    for (const [key, child] of Object.entries(value)) {
      const at = childLocation(location, key);
      const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
      if (member) {
        const checked = this.check(member, child, at, key);
        if (checked !== undefined) entries.push([key, checked]);
      } else if (!key.startsWith("x-")) {
        this.#diagnostics.push(unknownKey(shape, key, at));
      }
    }
    const missing = shape.required.filter((key) => !Object.hasOwn(value, key));
    for (const key of missing) {
      this.#diagnostics.push(diagnostic("settings-missing-key", location, [key, name]));
    }
    const checked = Object.fromEntries(entries);
    return shape.required.every((key) => Object.hasOwn(checked, key)) ? checked : undefined;
  }
}

function unknownKey(shape: ObjectShape, key: string, at: SourceLocation): Diagnostic {
  const instead = Object.hasOwn(shape.secrets ?? {}, key) ? shape.secrets?.[key] : undefined;
  if (instead !== undefined)
    return diagnostic("settings-secret", at, [key, instead], { isSecret: true });
  const known = Object.keys(shape.members);
  return diagnostic("settings-unknown-key", at, [key, nearest(key, known), known]);
}

function hasType(shape: Shape, value: JsonValue): boolean {
  switch (shape.kind) {
    case "any":
      return true;
    case "either":
      return shape.of.some((option) => hasType(option, value));
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isJsonObject(value);
    case "null":
      return value === null;
    case "string":
    case "number":
    case "boolean":
      return typeof value === shape.kind;
  }
}

/** What a value of the right type would have to be; undefined when it is. */
function violated(shape: StringShape | NumberShape, value: JsonValue): string | undefined {
  if (shape.kind === "string" && typeof value === "string") {
    const { values, pattern } = shape;
    if (values && !values.includes(value)) return values.map((word) => `\`${word}\``).join(" or ");
    return pattern && !new RegExp(pattern.regex, "u").test(value) ? pattern.says : undefined;
  }
  if (shape.kind === "number" && typeof value === "number") {
    const { minimum = -Infinity, maximum = Infinity, integer = false } = shape;
    const whole = integer ? "a whole number" : "a number";
    if (integer && !Number.isInteger(value)) return whole;
    if (value >= minimum && value <= maximum) return undefined;
    if (maximum === Infinity) return `${whole} of at least ${minimum}`;
    return `${whole} from ${minimum} to ${maximum}`;
  }
  return undefined;
}

function expectedType(shape: Shape): string {
  const words: Record<Exclude<Shape["kind"], "either">, string> = {
    any: "anything",
    boolean: "true or false",
    list: "a list",
    map: "an object",
    null: "null",
    number: "a number",
    object: "an object",
    string: "text",
  };
  return shape.kind === "either" ? shape.of.map(expectedType).join(" or ") : words[shape.kind];
}

function foundType(value: JsonValue): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `${value}`;
}
