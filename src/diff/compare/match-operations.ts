import type { Operation, PathSegment } from "../../model/operation.js";

/** Operations of both sides: the same ones together, the rest alone. */
export interface OperationMatch {
  readonly both: readonly (readonly [Operation, Operation])[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/** The base path of the server that an operation is reached by first. */
export type BasePathOf = (operation: Operation) => string;

/**
 * Matches by method and path; what is left, whatever the path parameters are called; and then by the path with the
 * server's base path before it, so that a prefix may move between the two.
 */
export function matchOperations(
  old: readonly Operation[],
  next: readonly Operation[],
  basePath: { readonly old: BasePathOf; readonly new: BasePathOf },
): OperationMatch {
  const keyOf: KeyOf = ({ key }) => key;
  const exact = pairUp(old, next, keyOf, keyOf);
  const shaped = pairUp(exact.removed, exact.added, shapeOf, shapeOf);
  const moved = pairUp(
    shaped.removed,
    shaped.added,
    (one) => withBase(one, basePath.old),
    (one) => withBase(one, basePath.new),
  );
  const order = new Map(old.map((operation, index) => [operation, index]));
  const both = [...exact.both, ...shaped.both, ...moved.both];
  return {
    both: both.sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    removed: moved.removed,
    added: moved.added,
  };
}

type KeyOf = (operation: Operation) => string;

function pairUp(
  old: readonly Operation[],
  next: readonly Operation[],
  oldKey: KeyOf,
  newKey: KeyOf,
): OperationMatch {
  const left = new Map(next.map((operation) => [newKey(operation), operation]));
  const both: (readonly [Operation, Operation])[] = [];
  const removed: Operation[] = [];
  for (const operation of old) {
    const key = oldKey(operation);
    const other = left.get(key);
    if (other) {
      both.push([operation, other]);
      left.delete(key);
    } else removed.push(operation);
  }
  const kept = new Set(left.values());
  return { both, removed, added: next.filter((operation) => kept.has(operation)) };
}

/** Method and path with nameless parameters. */
function shapeOf(operation: Operation): string {
  return `${operation.method} ${pathShape(operation.path.segments)}`;
}

function withBase(operation: Operation, basePath: BasePathOf): string {
  const base = basePath(operation).replace(/\/+$/, "");
  return `${operation.method} ${base}${pathShape(operation.path.segments)}`;
}

function pathShape(segments: readonly PathSegment[]): string {
  return segments.map((segment) => `/${segmentShape(segment)}`).join("");
}

function segmentShape(segment: PathSegment): string {
  if (segment.kind === "static") return segment.text;
  if (segment.kind === "parameter") return "{}";
  if (segment.kind === "greedy") return "{+}";
  return segment.parts.map((part) => (typeof part === "string" ? part : "{}")).join("");
}

/** The names of the path's parameters in the order in which they stand. */
export function pathParameterNames(operation: Operation): readonly string[] {
  return operation.path.segments.flatMap((segment) => {
    if (segment.kind === "static") return [];
    if (segment.kind !== "mixed") return [segment.name];
    return segment.parts.flatMap((part) => (typeof part === "string" ? [] : [part.name]));
  });
}
