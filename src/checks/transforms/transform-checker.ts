import type { SourceLocation } from "../../diagnostics/location.js";
import { printTransformSource } from "../../expression/transform/source-text.js";
import type {
  JsonType,
  MessageTransform,
  ObjectSchema,
  Operation,
  Schema,
  TransformCondition,
  TransformObject,
  TransformSource,
  TransformValue,
} from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import { nearest } from "../../util/nearest.js";
import { nearNames, partsOf, stepInto } from "../templates/payload-schema.js";
import { SourceScope } from "./source-scope.js";

/** What is wrong with a transform by the schemas on its two sides. */
export type TransformFinding =
  | {
      readonly kind: "source";
      readonly text: string;
      readonly why: string;
      readonly near: readonly string[];
    }
  | { readonly kind: "parameter"; readonly text: string; readonly near: readonly string[] }
  | { readonly kind: "field"; readonly name: string; readonly near: readonly string[] }
  | { readonly kind: "missing"; readonly name: string; readonly isOptional: boolean }
  | { readonly kind: "type"; readonly made: string; readonly wanted: string };

/** A finding with its place. */
export type LocatedFinding = TransformFinding & { readonly location: SourceLocation };

/** The schemas on both sides of a transform, as far as they are known. */
export interface TransformSides {
  readonly operation: Operation;
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly source?: Schema | undefined;
  readonly target?: Schema | undefined;
}

/** Holds a transform against what it reads and what it must make. */
export function checkTransform(
  transform: MessageTransform,
  sides: TransformSides,
): readonly LocatedFinding[] {
  const checker = new TransformChecker(sides);
  const { body, status, headers = [], query = [], path = [] } = transform;
  const scope = new SourceScope(sides.operation, sides.schemas, new Map([["", sides.source]]));
  if (body) checker.value(body, scope, sides.target);
  const texts = [...headers, ...query, ...path].map(({ value }) => value);
  for (const value of [...texts, ...(status ? [status] : [])])
    checker.value(value, scope, undefined);
  return checker.findings;
}

const EACH = [{ kind: "each" }] as const;

class TransformChecker {
  readonly findings: LocatedFinding[] = [];
  readonly #sides: TransformSides;

  constructor(sides: TransformSides) {
    this.#sides = sides;
  }

  value(value: TransformValue, scope: SourceScope, target: Schema | undefined): void {
    switch (value.kind) {
      case "constant":
        return this.#type(value, typesOfConstant(value.value), target);
      case "read": {
        this.#source(value.source, value.location, scope);
        const types = value.type ? new Set<JsonType>([value.type]) : scope.types(value.source);
        this.#type(value, types, target);
        if (value.default) this.value(value.default, scope, target);
        return;
      }
      case "object":
        return this.#object(value, scope, target);
      case "list":
        this.#type(value, new Set(["array"]), target);
        for (const item of value.items) this.value(item, scope, this.#items(target));
        return;
      case "loop": {
        this.#source(value.source, value.location, scope, EACH);
        this.#type(value, new Set(["array"]), target);
        const inner = scope.within(value.variable, value.source);
        if (value.where) this.#condition(value.where, value.location, inner);
        this.value(value.value, inner, this.#items(target));
        if (value.default) this.value(value.default, scope, target);
        return;
      }
      case "choice":
        this.#condition(value.condition, value.location, scope);
        this.value(value.value, scope, target);
        if (value.otherwise) this.value(value.otherwise, scope, target);
        return;
      case "text":
        this.#type(value, new Set(["string"]), target);
        for (const part of value.parts) this.value(part, scope, undefined);
    }
  }

  #object(value: TransformObject, scope: SourceScope, target: Schema | undefined): void {
    this.#type(value, new Set(["object"]), target);
    const parts = this.#parts(target);
    for (const { name, value: field } of value.fields) {
      const found = parts.map((part) => stepInto(part, { kind: "member", name }));
      const schemas = found.filter((one) => typeof one === "object");
      const isImpossible = parts.length > 0 && found.every((one) => one === undefined);
      if (isImpossible) {
        const near = parts.flatMap((part) => nearNames(part, name));
        this.#report(field.location, { kind: "field", name, near });
      }
      const [only, ...more] = schemas;
      this.value(field, scope, more.length === 0 ? only : undefined);
    }
    const [only, ...more] = parts;
    if (!only || more.length > 0) return;
    for (const name of only.required ?? []) {
      const field = value.fields.find((one) => one.name === name);
      if (field && !mayBeAbsent(field.value, scope)) continue;
      const location = field?.value.location ?? value.location;
      this.#report(location, { kind: "missing", name, isOptional: field !== undefined });
    }
  }

  #type(
    value: TransformValue,
    types: ReadonlySet<JsonType> | undefined,
    target: Schema | undefined,
  ): void {
    const wanted = this.#parts(target).map((part) => part.types);
    if (!types || types.size === 0 || wanted.length === 0 || wanted.some((one) => !one)) return;
    const all = new Set(wanted.flatMap((one) => one ?? []));
    if ([...types].some((type) => fits(type, all))) return;
    const [made, named] = [types, all].map((one) => [...one].join(" or "));
    this.#report(value.location, { kind: "type", made: made ?? "", wanted: named ?? "" });
  }

  #condition(condition: TransformCondition, location: SourceLocation, scope: SourceScope): void {
    switch (condition.kind) {
      case "not":
        return this.#condition(condition.condition, location, scope);
      case "all":
      case "any":
        for (const part of condition.conditions) this.#condition(part, location, scope);
        return;
      default:
        this.#source(condition.source, location, scope);
    }
  }

  #source(
    source: TransformSource,
    location: SourceLocation,
    scope: SourceScope,
    more: typeof EACH | [] = [],
  ): void {
    const text = printTransformSource(source);
    if (source.kind === "parameter") {
      const { parameters, path } = this.#sides.operation;
      const names = parameters.filter((one) => one.in === source.in).map(({ name }) => name);
      const inPath = path.segments.flatMap((segment) => ("name" in segment ? [segment.name] : []));
      const known = source.in === "path" ? [...names, ...inPath] : names;
      const isKnown = known.some((name) => name.toLowerCase() === source.name.toLowerCase());
      // Every client sends headers that nobody declares.
      const near = nearest(source.name, known);
      if (isKnown || (source.in === "header" && near.length === 0)) return;
      return this.#report(location, { kind: "parameter", text, near });
    }
    const found = scope.path(source, more);
    if (found.kind !== "impossible") return;
    this.#report(location, { kind: "source", text, why: found.why, near: found.near });
  }

  #items(target: Schema | undefined): Schema | undefined {
    const [only, ...more] = this.#parts(target);
    return more.length === 0 ? only?.items : undefined;
  }

  #parts(target: Schema | undefined): readonly ObjectSchema[] {
    return (target && partsOf(target, this.#sides.schemas)) ?? [];
  }

  #report(location: SourceLocation, finding: TransformFinding): void {
    this.findings.push({ ...finding, location });
  }
}

function fits(type: JsonType, wanted: ReadonlySet<JsonType>): boolean {
  if (wanted.has(type)) return true;
  return (
    (type === "integer" && wanted.has("number")) || (type === "number" && wanted.has("integer"))
  );
}

function typesOfConstant(value: JsonValue): ReadonlySet<JsonType> {
  if (value === null) return new Set(["null"]);
  if (Array.isArray(value)) return new Set(["array"]);
  if (typeof value === "number") return new Set([Number.isInteger(value) ? "integer" : "number"]);
  const type = typeof value;
  return new Set([type === "string" || type === "boolean" ? type : "object"]);
}

/** Whether a value may be left out for a message that is valid. */
function mayBeAbsent(value: TransformValue, scope: SourceScope): boolean {
  switch (value.kind) {
    case "read":
      if (value.default) return mayBeAbsent(value.default, scope);
      return scope.mayLack(value.source);
    case "loop":
      if (value.default) return mayBeAbsent(value.default, scope);
      return scope.mayLack(value.source);
    case "choice":
      if (!value.otherwise) return true;
      return mayBeAbsent(value.value, scope) || mayBeAbsent(value.otherwise, scope);
    default:
      return false;
  }
}
