import type { Operation, Parameter, Schema } from "../../model/index.js";
import { canonicalJson, type Inclusion, type SchemaNode } from "../../schema/inclusion/index.js";
import { compareMediaTypes } from "./compare-content.js";
import type { CompareContext, Place } from "./context.js";
import { compareValue } from "./compare-annotations.js";
import { farewellOf, lifecycleOf } from "./lifecycle.js";
import { pathParameterNames } from "./match-operations.js";
import { effectiveStyle } from "./parameter-style.js";
import type { Flow } from "./schema-change.js";

/** Headers that are no parameters whatever the document says (OAS 3.2 §4.12.2). */
const NO_PARAMETERS = new Set(["accept", "content-type", "authorization"]);

type PlaceWithFlow = Place & { readonly flow: Flow };

/** Adds what changed among the parameters of an operation; path parameters are matched by their place in the path. */
export function compareParameters(
  context: CompareContext,
  place: PlaceWithFlow,
  old: Operation,
  next: Operation,
): void {
  const renamed = new Map<string, string>();
  const after = pathParameterNames(next);
  pathParameterNames(old).forEach((name, index) => renamed.set(name, after[index] ?? name));
  const keyOf = (parameter: Parameter): string => identity(parameter, parameter.name);
  const oldKey = (parameter: Parameter): string =>
    identity(
      parameter,
      parameter.in === "path" ? (renamed.get(parameter.name) ?? parameter.name) : parameter.name,
    );
  const left = new Map(next.parameters.filter(isReal).map((one) => [keyOf(one), one]));
  for (const parameter of old.parameters.filter(isReal)) {
    const other = left.get(oldKey(parameter));
    left.delete(oldKey(parameter));
    if (other) compareParameter(context, placeOf(place, parameter, other), parameter, other);
    else if (parameter.in !== "path") removed(context, place, parameter);
  }
  for (const parameter of left.values()) {
    context.add("parameter-added", placeOf(place, undefined, parameter), {
      required: isRequired(parameter),
      hasDefault: defaultOf(context, "new", parameter) !== undefined,
    });
  }
}

function removed(context: CompareContext, place: Place, parameter: Parameter): void {
  context.add("parameter-removed", placeOf(place, parameter, undefined), {
    required: isRequired(parameter),
    ...farewellOf(parameter, parameter.deprecated),
  });
}

function isReal(parameter: Parameter): boolean {
  return parameter.in !== "header" || !NO_PARAMETERS.has(parameter.name.toLowerCase());
}

function identity(parameter: Parameter, name: string): string {
  return `${parameter.in} ${parameter.in === "header" ? name.toLowerCase() : name}`;
}

function isRequired(parameter: Parameter): boolean {
  return parameter.in === "path" || (parameter.required ?? false);
}

function placeOf<P extends Place>(
  place: P,
  old: Parameter | undefined,
  next: Parameter | undefined,
): P {
  const parameter = next ?? old;
  const subject = `${parameter?.in ?? ""} parameter \`${parameter?.name ?? ""}\``;
  const places = { ...(old && { old: old.location }), ...(next && { new: next.location }) };
  return { ...place, subject, places };
}

/** Adds what changed in one parameter. */
export function compareParameter(
  context: CompareContext,
  place: PlaceWithFlow,
  old: Parameter,
  next: Parameter,
): void {
  if (isRequired(old) !== isRequired(next)) {
    context.add("parameter-required", place, { required: isRequired(next) });
  }
  // Beside a path parameter a default has no effect, and is taken at its word.
  if (old.in === "path" || (!old.required && !next.required)) {
    const before = defaultOf(context, "old", old);
    const after = defaultOf(context, "new", next);
    compareValue(before, after, (values) => context.add("parameter-default", place, values));
  }
  if ((old.allowReserved ?? false) !== (next.allowReserved ?? false)) {
    context.add("parameter-reserved", place, { allowed: next.allowReserved ?? false });
  }
  if ((old.allowEmptyValue ?? false) !== (next.allowEmptyValue ?? false)) {
    context.add("parameter-empty", place, { allowed: next.allowEmptyValue ?? false });
  }
  compareLifecycle(context, place, old, next);
  if (old.content || next.content) {
    compareMediaTypes(context, place, { old: old.content ?? [], new: next.content ?? [] });
    return;
  }
  compareValues(context, place, old, next);
}

function compareLifecycle(
  context: CompareContext,
  place: Place,
  old: Parameter,
  next: Parameter,
): void {
  const was = old.deprecated ?? false;
  const is = next.deprecated ?? false;
  if (was !== is) {
    const { sunset } = farewellOf(next, is);
    context.add("parameter-deprecated", place, {
      deprecated: is,
      ...(sunset !== undefined && { sunset }),
    });
  }
  lifecycleOf(context, place, { old, new: next, was, is });
}

/** Compares what the parameter's text may be; how it is written counts only where it has more than one part. */
function compareValues(
  context: CompareContext,
  place: PlaceWithFlow,
  old: Parameter,
  next: Parameter,
): void {
  const comparison = context.comparison("parameter");
  const schemas = {
    old: old.schema ?? anything(old),
    new: next.schema ?? anything(next),
  };
  const before = comparison.node("old", schemas.old);
  const after = comparison.node("new", schemas.new);
  const wrapped = wrapScalar(context, { old, next, before, after });
  if (wrapped?.kind === "included") return;
  const styles = { old: effectiveStyle(old), new: effectiveStyle(next) };
  if (canonicalJson(styles.old) !== canonicalJson(styles.new) && hasParts(context, before, after)) {
    context.add("parameter-serialization", place, {
      before: { ...styles.old },
      after: { ...styles.new },
    });
  }
  context.addSchema(place, schemas, "parameter");
}

/** A single value is a list of one where each item is written as a parameter of its own. */
function wrapScalar(
  context: CompareContext,
  pair: {
    readonly old: Parameter;
    readonly next: Parameter;
    readonly before: SchemaNode;
    readonly after: SchemaNode;
  },
): Inclusion | undefined {
  const { style, explode } = effectiveStyle(pair.next);
  const comparison = context.comparison("parameter");
  const types = {
    old: comparison.flatten(pair.before).types,
    new: comparison.flatten(pair.after).types,
  };
  const becameList = types.new?.length === 1 && types.new[0] === "array";
  const wasScalar = types.old?.every((type) => type !== "array" && type !== "object") ?? false;
  if (pair.old.in !== "query" || style !== "form" || !explode) return undefined;
  if (!becameList || !wasScalar) return undefined;
  const single = comparison.make({
    types: ["array"],
    items: pair.before,
    minItems: 1,
    maxItems: 1,
  });
  return comparison.decide(pair.after, single);
}

/** Whether values may be arrays or objects: for others every style writes the same, but for its prefix. */
function hasParts(context: CompareContext, ...nodes: readonly SchemaNode[]): boolean {
  const comparison = context.comparison("parameter");
  return nodes.some((node) => {
    const { types } = comparison.flatten(node);
    return !types || types.includes("array") || types.includes("object");
  });
}

function anything(parameter: Parameter): Schema {
  return { kind: "boolean", value: true, location: parameter.location };
}

function defaultOf(context: CompareContext, side: "old" | "new", parameter: Parameter) {
  let schema = parameter.schema;
  const { schemas } = context[side].components;
  for (let hops = 0; schema?.kind === "ref" && hops < 50; hops += 1) {
    if (schema.siblings?.default !== undefined) return schema.siblings.default;
    schema = schemas.get(schema.name);
  }
  return schema?.kind === "schema" ? schema.default : undefined;
}
