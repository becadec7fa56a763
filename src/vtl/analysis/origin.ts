import { parsePath } from "../jsonpath/path-parser.js";
import type { Step } from "../jsonpath/path.js";
import { Failure } from "../failure.js";
import type { Accessor, Expression, Reference } from "../syntax/ast.js";
import { constantText } from "../syntax/constant.js";
import type { PayloadStep } from "./template-use.js";

/** Where a value comes from, as far as the template's text tells. */
export type Origin =
  | {
      readonly kind: "payload";
      readonly access: "body" | "json" | "path";
      readonly path: string | undefined;
      readonly steps: readonly PayloadStep[] | undefined;
      /** Whether it is the list of everything that an indefinite JSONPath leads to. */
      readonly listed: boolean;
    }
  | { readonly kind: "parameters"; readonly names: readonly (string | undefined)[] }
  | { readonly kind: "parameter"; readonly name: string | undefined }
  | { readonly kind: "context"; readonly names: readonly string[] }
  | { readonly kind: "stageVariables"; readonly name: string | undefined }
  | { readonly kind: "util"; readonly name: string | undefined }
  | { readonly kind: "input" };

/** The origins of variables at a place of the template. */
export type Variables = ReadonlyMap<string, Origin>;

/** What a reference begins with, and whether that is all of it or a method's result follows. */
export interface Reading {
  readonly origin: Origin;
  readonly whole: boolean;
}

/** What of the gateway a reference reads; undefined when it is nothing of it. */
export function readingOf(node: Reference, variables: Variables): Reading | undefined {
  let origin = variables.get(node.name);
  for (const accessor of node.accessors) {
    if (origin === undefined) return undefined;
    const next = follow(origin, accessor);
    if (next === "ends") return { origin, whole: false };
    origin = next;
  }
  return origin && { origin, whole: true };
}

/** The origin of a reference's value; undefined when it is none of the gateway's. */
export function originOf(node: Expression, variables: Variables): Origin | undefined {
  const reading = node.kind === "reference" ? readingOf(node, variables) : undefined;
  return reading?.whole ? reading.origin : undefined;
}

/** A member's name or a list's index that an accessor asks for; undefined for neither. */
function memberOf(accessor: Accessor): PayloadStep | undefined {
  if (accessor.kind === "property") return { kind: "member", name: accessor.name };
  const isGet = accessor.kind === "method" && accessor.name === "get";
  const key = accessor.kind === "index" ? accessor.index : isGet ? accessor.args[0] : undefined;
  const name = constantText(key);
  if (name !== undefined) return { kind: "member", name };
  return key?.kind === "integer" ? { kind: "index", index: Number(key.text) } : undefined;
}

/** Whether an accessor asks for a member or an index whose name is computed. */
function isComputed(accessor: Accessor): boolean {
  return accessor.kind === "index" || (accessor.kind === "method" && accessor.name === "get");
}

function follow(origin: Origin, accessor: Accessor): Origin | undefined | "ends" {
  const member = memberOf(accessor);
  const name = member?.kind === "member" ? member.name : undefined;
  switch (origin.kind) {
    case "input":
      return followInput(accessor);
    case "util":
      return accessor.kind === "method" ? { kind: "util", name: accessor.name } : undefined;
    case "context":
      return name === undefined ? "ends" : { kind: "context", names: [...origin.names, name] };
    case "stageVariables":
      if (origin.name !== undefined || name === undefined) return "ends";
      return { kind: "stageVariables", name };
    case "parameters":
      if (origin.names.length >= 2 || (member === undefined && !isComputed(accessor)))
        return "ends";
      return { kind: "parameters", names: [...origin.names, name] };
    case "parameter":
      return "ends";
    case "payload":
      return followPayload(origin, accessor, member);
  }
}

function followPayload(
  origin: Extract<Origin, { kind: "payload" }>,
  accessor: Accessor,
  member: PayloadStep | undefined,
): Origin | "ends" {
  if (origin.access !== "path") return "ends";
  if (member === undefined && !isComputed(accessor)) return "ends";
  const known = origin.steps !== undefined && member !== undefined && !origin.listed;
  return { ...origin, steps: known ? [...(origin.steps ?? []), member] : undefined };
}

function followInput(accessor: Accessor): Origin | undefined {
  const { name } = accessor.kind === "index" ? { name: "" } : accessor;
  if (accessor.kind === "property") {
    if (name !== "body") return undefined;
    return { kind: "payload", access: "body", path: undefined, steps: [], listed: false };
  }
  if (accessor.kind !== "method") return undefined;
  const [argument] = accessor.args;
  if (name === "params") {
    if (argument === undefined) return { kind: "parameters", names: [] };
    return { kind: "parameter", name: constantText(argument) };
  }
  if (name !== "path" && name !== "json") return undefined;
  const path = constantText(argument);
  const steps = path === undefined ? undefined : payloadSteps(path);
  const listed = steps?.some((step) => step.kind === "each") ?? true;
  return { kind: "payload", access: name, path, steps, listed };
}

/** A JSONPath's steps where each is a member, an index or every element; undefined for other paths. */
export function payloadSteps(path: string): readonly PayloadStep[] | undefined {
  try {
    const steps = parsePath(path).steps.map(payloadStep);
    return steps.every((step) => step !== undefined) ? steps : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function payloadStep(step: Step): PayloadStep | undefined {
  if (step.kind === "wildcard") return { kind: "each" };
  if (step.kind === "property") {
    const [name] = step.names;
    return step.names.length === 1 && name !== undefined ? { kind: "member", name } : undefined;
  }
  const [index] = step.kind === "index" ? step.indexes : [];
  const single = step.kind === "index" && step.indexes.length === 1;
  return single && index !== undefined ? { kind: "index", index } : undefined;
}
