import type { Alternative, Literal, Violation } from "./constraint.js";
import type { KeywordNode, SchemaNode, ValueType } from "./node.js";

/** A positive disjunction of a schema: one of the alternatives must hold. */
export type Choice = readonly Alternative[];

/** What a schema's general keywords demand of any value: schemas that all hold, and choices. */
export function demands(
  literal: Literal,
  node: KeywordNode,
  context: { readonly type: ValueType; readonly lenient: boolean },
): { readonly literals: readonly Literal[]; readonly choices: readonly Choice[] } {
  const positive = (inner: SchemaNode): Literal => ({ ...literal, node: inner });
  const choices: Choice[] = [];
  if (node.anyOf) choices.push(node.anyOf.map((inner) => ({ literals: [positive(inner)] })));
  if (node.oneOf) choices.push(oneOfChoice(literal, node.oneOf, context));
  if (node.conditional) {
    const { if: condition, then: yes, else: no } = node.conditional;
    choices.push([
      { literals: [positive(condition), positive(yes)] },
      { literals: [broken(literal, condition), positive(no)] },
    ]);
  }
  if (context.type === "object") choices.push(...dependencies(literal, node));
  return {
    literals: [
      ...(node.allOf ?? []).map(positive),
      ...(node.not ? [broken(literal, node.not)] : []),
    ],
    choices,
  };
}

function oneOfChoice(
  literal: Literal,
  branches: readonly SchemaNode[],
  context: { readonly type: ValueType; readonly lenient: boolean },
): Choice {
  const toldApart = context.lenient && context.type === "object";
  return branches.map((branch) => ({
    literals: [
      { ...literal, node: branch },
      ...(toldApart ? [] : branches.filter((other) => other !== branch)).map((other) =>
        broken(literal, other),
      ),
    ],
  }));
}

function dependencies(literal: Literal, node: KeywordNode): Choice[] {
  const needs = (node.dependentRequired ?? []).map(([name, names]): Choice => [
    { violations: [{ kind: "absent", name }] },
    { violations: [name, ...names].map((one) => ({ kind: "present", name: one })) },
  ]);
  const schemas = (node.dependentSchemas ?? []).map(([name, inner]): Choice => [
    { violations: [{ kind: "absent", name }] },
    { violations: [{ kind: "present", name }], literals: [{ ...literal, node: inner }] },
  ]);
  return [...needs, ...schemas];
}

/** Turns what a positive schema negates: leniency is for the wider side alone. */
function broken(literal: Literal, node: SchemaNode): Literal {
  return { node, positive: !literal.positive, lenient: literal.lenient && !literal.positive };
}

/** Every way in which a value of the type can break the schema. */
export function waysToBreak(
  literal: Literal,
  node: KeywordNode,
  context: { readonly type: ValueType; readonly lenient: boolean },
): readonly Alternative[] {
  const { type } = context;
  if (node.types && !node.types.includes(type)) return [{}];
  const negative = (inner: SchemaNode): Literal => ({ ...literal, node: inner });
  const positive = (inner: SchemaNode): Literal => ({ ...literal, node: inner, positive: true });
  const ways: Alternative[] = [];
  if (node.enum) ways.push({ violations: [{ kind: "notListed", values: node.enum }] });
  ways.push(...violationsOf(literal, node, type).map((violation) => ({ violations: [violation] })));
  ways.push(...(node.allOf ?? []).map((inner) => ({ literals: [negative(inner)] })));
  if (node.anyOf) ways.push({ literals: node.anyOf.map(negative) });
  if (node.oneOf) {
    ways.push({ literals: node.oneOf.map(negative) });
    const toldApart = context.lenient && literal.lenient && type === "object";
    if (!toldApart)
      ways.push(...pairs(node.oneOf).map((pair) => ({ literals: pair.map(positive) })));
  }
  if (node.not) ways.push({ literals: [positive(node.not)] });
  if (node.conditional) {
    const { if: condition, then: yes, else: no } = node.conditional;
    ways.push({ literals: [positive(condition), strict(literal, yes)] });
    ways.push({ literals: [negative(condition), strict(literal, no)] });
  }
  if (type === "object") ways.push(...brokenDependencies(literal, node));
  if (type === "array" && node.unevaluatedItems) {
    ways.push({ unknown: "`unevaluatedItems` depends on the value" });
  }
  return ways;
}

/** Conditions are constraints, not declarations: what they say of a property counts though no one declares it. */
function strict(literal: Literal, node: SchemaNode): Literal {
  return { ...literal, node, lenient: false };
}

function brokenDependencies(literal: Literal, node: KeywordNode): Alternative[] {
  const needs = (node.dependentRequired ?? []).flatMap(([name, names]) =>
    names.map((needed): Alternative => {
      return {
        violations: [
          { kind: "present", name },
          { kind: "absent", name: needed },
        ],
      };
    }),
  );
  const schemas = (node.dependentSchemas ?? []).map(([name, inner]): Alternative => {
    return { violations: [{ kind: "present", name }], literals: [strict(literal, inner)] };
  });
  const unknown = node.unevaluatedProperties
    ? [{ unknown: "`unevaluatedProperties` depends on the value" }]
    : [];
  return [...needs, ...schemas, ...unknown];
}

function pairs<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((first, index) =>
    items.slice(index + 1).map((second) => [first, second] as const),
  );
}

function violationsOf(literal: Literal, node: KeywordNode, type: ValueType): Violation[] {
  switch (type) {
    case "number":
      return numberViolations(node);
    case "string":
      return stringViolations(node);
    case "array":
      return arrayViolations(literal, node);
    case "object":
      return objectViolations(literal, node);
    case "boolean":
    case "null":
      return [];
  }
}

function numberViolations(node: KeywordNode): Violation[] {
  const ways: Violation[] = [];
  if (node.integer) ways.push({ kind: "notInteger" });
  if (node.multipleOf !== undefined) ways.push({ kind: "notMultiple", step: node.multipleOf });
  if (node.minimum !== undefined) ways.push(bounds({ exclusiveMaximum: node.minimum }));
  if (node.exclusiveMinimum !== undefined) ways.push(bounds({ maximum: node.exclusiveMinimum }));
  if (node.maximum !== undefined) ways.push(bounds({ exclusiveMinimum: node.maximum }));
  if (node.exclusiveMaximum !== undefined) ways.push(bounds({ minimum: node.exclusiveMaximum }));
  if (node.numberFormat !== undefined) ways.push({ kind: "notFormat", format: node.numberFormat });
  return ways;
}

function stringViolations(node: KeywordNode): Violation[] {
  const ways: Violation[] = [];
  if (node.minLength !== undefined) ways.push(bounds({ maxLength: node.minLength - 1 }));
  if (node.maxLength !== undefined) ways.push(bounds({ minLength: node.maxLength + 1 }));
  if (node.pattern !== undefined) ways.push({ kind: "notPattern", pattern: node.pattern });
  if (node.format !== undefined) ways.push({ kind: "notFormat", format: node.format });
  if (node.content !== undefined) ways.push({ kind: "notContent", content: node.content });
  return ways;
}

function arrayViolations(literal: Literal, node: KeywordNode): Violation[] {
  const ways: Violation[] = [];
  if (node.minItems !== undefined) ways.push(bounds({ maxItems: node.minItems - 1 }));
  if (node.maxItems !== undefined) ways.push(bounds({ minItems: node.maxItems + 1 }));
  if (node.uniqueItems) ways.push({ kind: "notUnique" });
  const { contains, items } = node;
  if (contains && contains.min > 0) {
    ways.push({ kind: "contains", node: contains.node, min: 0, max: contains.min - 1 });
  }
  if (contains && contains.max !== Infinity) {
    ways.push({ kind: "contains", node: contains.node, min: contains.max + 1, max: Infinity });
  }
  node.prefixItems?.forEach((item, index) =>
    ways.push({ kind: "item", index, literal: { ...literal, node: item } }),
  );
  if (items) {
    const from = node.prefixItems?.length ?? 0;
    ways.push({ kind: "laterItem", from, literal: { ...literal, node: items } });
  }
  return ways;
}

function objectViolations(literal: Literal, node: KeywordNode): Violation[] {
  const ways: Violation[] = [];
  for (const name of node.required ?? []) ways.push({ kind: "absent", name });
  if (node.minProperties !== undefined)
    ways.push(bounds({ maxProperties: node.minProperties - 1 }));
  if (node.maxProperties !== undefined)
    ways.push(bounds({ minProperties: node.maxProperties + 1 }));
  for (const [name, inner] of node.properties ?? []) {
    ways.push({ kind: "property", name, literal: { ...literal, node: inner } });
  }
  for (const [pattern, inner] of node.patternProperties ?? []) {
    ways.push({ kind: "patternProperty", pattern, literal: { ...literal, node: inner } });
  }
  if (node.additionalProperties) {
    const inner = { ...literal, node: node.additionalProperties };
    ways.push({ kind: "otherProperty", of: node, literal: inner });
  }
  if (node.propertyNames) {
    ways.push({ kind: "propertyName", literal: { ...literal, node: node.propertyNames } });
  }
  return ways;
}

function bounds(node: Extract<Violation, { kind: "bounds" }>["node"]): Violation {
  return { kind: "bounds", node };
}
