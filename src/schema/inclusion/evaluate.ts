import { isJsonObject, type JsonValue } from "../../util/json.js";
import { canonicalJson } from "./canonical-json.js";
import { compilePattern, knownFormat } from "./formats.js";
import type { KeywordNode, SchemaNode } from "./node.js";
import { typeOfValue } from "./node.js";

/** True, false, or undefined where it is not known. */
export type Truth = boolean | undefined;

/** Which end of the wire evaluates: dropped properties are never sent, and never refused. */
export type Role = "sender" | "receiver";

/** Whether a value satisfies a schema. */
export function evaluate(node: SchemaNode, value: JsonValue, role: Role): Truth {
  switch (node.kind) {
    case "boolean":
      return node.value;
    case "dropped":
      return role === "receiver";
    case "recursive":
      return evaluate(node.target(), value, role);
    case "keywords":
      return all([() => ofAnyType(node, value, role), () => ofItsType(node, value, role)]);
  }
}

type Check = () => Truth;

function all(checks: readonly Check[]): Truth {
  let result: Truth = true;
  for (const check of checks) {
    const truth = check();
    if (truth === false) return false;
    if (truth === undefined) result = undefined;
  }
  return result;
}

function any(checks: readonly Check[]): Truth {
  return negate(all(checks.map((check) => () => negate(check()))));
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function ofAnyType(node: KeywordNode, value: JsonValue, role: Role): Truth {
  const nested = (inner: SchemaNode): Check => {
    return () => evaluate(inner, value, role);
  };
  return all([
    () => !node.types || node.types.includes(typeOfValue(value)),
    () => !node.enum || isListed(node.enum, value),
    ...(node.allOf ?? []).map(nested),
    () => !node.anyOf || any(node.anyOf.map(nested)),
    () => !node.oneOf || exactlyOne(node.oneOf.map((inner) => nested(inner)())),
    () => !node.not || negate(evaluate(node.not, value, role)),
    () => {
      if (!node.conditional) return true;
      const chosen = evaluate(node.conditional.if, value, role);
      if (chosen === undefined) return undefined;
      return evaluate(chosen ? node.conditional.then : node.conditional.else, value, role);
    },
  ]);
}

const listedTexts = new WeakMap<readonly JsonValue[], ReadonlySet<string>>();

/** Whether the value is one of the listed. */
export function isListed(listed: readonly JsonValue[], value: JsonValue): boolean {
  let texts = listedTexts.get(listed);
  if (!texts) listedTexts.set(listed, (texts = new Set(listed.map(canonicalJson))));
  return texts.has(canonicalJson(value));
}

function exactlyOne(truths: readonly Truth[]): Truth {
  const held = truths.filter((truth) => truth === true).length;
  if (held > 1) return false;
  if (truths.includes(undefined)) return undefined;
  return held === 1;
}

function ofItsType(node: KeywordNode, value: JsonValue, role: Role): Truth {
  if (typeof value === "number") return numberHolds(node, value);
  if (typeof value === "string") return stringHolds(node, value);
  if (Array.isArray(value)) return arrayHolds(node, value, role);
  if (isJsonObject(value)) return objectHolds(node, value, role);
  return true;
}

function numberHolds(node: KeywordNode, value: number): Truth {
  if (node.integer && !Number.isInteger(value)) return false;
  if (node.minimum !== undefined && value < node.minimum) return false;
  if (node.maximum !== undefined && value > node.maximum) return false;
  if (node.exclusiveMinimum !== undefined && value <= node.exclusiveMinimum) return false;
  if (node.exclusiveMaximum !== undefined && value >= node.exclusiveMaximum) return false;
  if (node.multipleOf !== undefined && !isMultiple(value, node.multipleOf)) return false;
  return node.numberFormat === undefined ? true : undefined;
}

/** Whether the value is a whole multiple, as decimal numbers are meant: 0.3 is one of 0.1. */
export function isMultiple(value: number, step: number): boolean {
  if (step <= 0) return true;
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
}

function stringHolds(node: KeywordNode, value: string): Truth {
  const length = [...value].length;
  if (length < (node.minLength ?? 0) || length > (node.maxLength ?? Infinity)) return false;
  if (node.pattern !== undefined) {
    const pattern = compilePattern(node.pattern);
    if (!pattern) return undefined;
    if (!pattern.test(value)) return false;
  }
  if (node.format === undefined) return true;
  return knownFormat(node.format)?.test(value);
}

function arrayHolds(node: KeywordNode, value: readonly JsonValue[], role: Role): Truth {
  const { contains } = node;
  if (value.length < (node.minItems ?? 0) || value.length > (node.maxItems ?? Infinity)) {
    return false;
  }
  if (node.uniqueItems && new Set(value.map(canonicalJson)).size < value.length) return false;
  const each = value.map((item, index): Check => {
    const applies = node.prefixItems?.[index] ?? node.items;
    return () => !applies || evaluate(applies, item, role);
  });
  const counted = (): Truth => {
    if (!contains) return true;
    const truths = value.map((item) => evaluate(contains.node, item, role));
    if (truths.includes(undefined)) return undefined;
    const held = truths.filter((truth) => truth === true).length;
    return held >= contains.min && held <= contains.max;
  };
  return all([...each, counted, () => (node.unevaluatedItems ? undefined : true)]);
}

function objectHolds(
  node: KeywordNode,
  value: Readonly<Record<string, JsonValue>>,
  role: Role,
): Truth {
  const names = Object.keys(value);
  if (names.length < (node.minProperties ?? 0) || names.length > (node.maxProperties ?? Infinity)) {
    return false;
  }
  if (node.required?.some((name) => !Object.hasOwn(value, name))) return false;
  const dependent = (node.dependentRequired ?? []).every(
    ([name, needed]) =>
      !Object.hasOwn(value, name) || needed.every((one) => Object.hasOwn(value, one)),
  );
  if (!dependent) return false;
  const checks = names.flatMap((name) =>
    nodesOfName(node, name).map((inner): Check => {
      return () => evaluate(inner, value[name] ?? null, role);
    }),
  );
  const { propertyNames } = node;
  const named = propertyNames
    ? names.map(
        (name): Check =>
          () =>
            evaluate(propertyNames, name, role),
      )
    : [];
  const present = (node.dependentSchemas ?? [])
    .filter(([name]) => Object.hasOwn(value, name))
    .map(
      ([, inner]): Check =>
        () =>
          evaluate(inner, value, role),
    );
  return all([
    ...checks,
    ...named,
    ...present,
    () => (node.unevaluatedProperties ? undefined : true),
  ]);
}

/** The schemas that one schema applies to the property of a name: its own, its patterns', else the rest's. */
export function nodesOfName(node: KeywordNode, name: string): readonly SchemaNode[] {
  const own = node.properties?.get(name);
  const matched = (node.patternProperties ?? [])
    .filter(([pattern]) => compilePattern(pattern)?.test(name))
    .map(([, inner]) => inner);
  const declared = own ? [own, ...matched] : matched;
  if (declared.length > 0) return declared;
  return node.additionalProperties ? [node.additionalProperties] : [];
}
