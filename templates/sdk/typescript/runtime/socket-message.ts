import { type Codec, convert } from "./codec.js";
import type { GatewayErrorFrame } from "./socket-errors.js";

/** One form of a message that the server sends: how to know it, and how to read it. */
export interface MessageShape {
  /** The values that members must have. */
  readonly tags?: Readonly<
    Record<string, readonly (string | number | boolean)[]>
  >;
  /** Members that must be there. */
  readonly required?: readonly string[];
  readonly codec?: Codec;
  /** Where the correlation id stands. */
  readonly correlation?: readonly string[];
}

/** What the client sends under one key, and what may come back. */
export interface SocketRoute {
  readonly name: string;
  readonly key: string;
  readonly codec?: Codec;
  /** Where the correlation id stands in the message. */
  readonly correlation?: readonly string[];
  readonly hasNumericId?: boolean;
  readonly reply?: readonly MessageShape[];
}

/** A message without the members that the socket fills in: its route's key, its correlation id. */
export type Filled<T, K extends string> = T extends unknown
  ? Omit<T, K> & Partial<Pick<T, K & keyof T>>
  : never;

/** The forms of each event by its name. */
export type EventShapes = Readonly<Record<string, readonly MessageShape[]>>;

/** How messages are written and read. */
export interface SocketJson {
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string;
  /** Turns what no codec asked for into plain values. */
  readonly settle: (value: unknown) => unknown;
}

/** JSON as the platform has it. */
export const plainJson: SocketJson = {
  parse: JSON.parse,
  stringify: JSON.stringify,
  settle: (value) => value,
};

let ids = 0;

/** A message as it is sent: with its route's key, and a correlation id where the API has one. */
export function encodeMessage(
  { key, codec, correlation, hasNumericId }: SocketRoute,
  message: unknown,
  selection: readonly string[] | undefined,
): { readonly value: unknown; readonly id: string | undefined } {
  const encoded = convert(codec, message, "", false);
  // What names no route reaches the one for all the rest.
  const isNamed = selection && key !== "$default";
  const keyed = isNamed ? withDefault(encoded, selection, key) : encoded;
  if (!correlation) return { value: keyed, id: undefined };
  ids += 1;
  // Unlike any other connection's, for servers that look at them across connections.
  const made = hasNumericId ? ids : `${ids}-${Math.random().toString(36)}`;
  const value = withDefault(keyed, correlation, made);
  const id = valueAt(value, correlation);
  return { value, id: id === undefined ? undefined : String(id) };
}

/** The value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isRecord(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** A copy with a value at a path, unless one is there; what is no object stays as it is. */
export function withDefault(
  value: unknown,
  path: readonly string[],
  added: unknown,
): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? added : value;
  if (value !== undefined && !isRecord(value)) return value;
  const inner = withDefault(value?.[name], rest, added);
  // The key stands first: it is what a reader of a log looks for.
  return value && Object.hasOwn(value, name)
    ? { ...value, [name]: inner }
    : { [name]: inner, ...value };
}

/** Whether a message has a form. */
export function fits(shape: MessageShape, value: unknown): boolean {
  const { tags = {}, required = [] } = shape;
  const names = Object.keys(tags);
  if (names.length === 0 && required.length === 0) return true;
  if (!isRecord(value)) return false;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    names.every((name) => tags[name]?.some((known) => known === value[name]))
  );
}

/** Reads a message by the first form that it has; undefined when it has none. */
export function readShape(
  shapes: readonly MessageShape[],
  value: unknown,
): { readonly data: unknown } | undefined {
  const shape = shapes.find((candidate) => fits(candidate, value));
  if (!shape) return undefined;
  try {
    return { data: convert(shape.codec, value, "", true) };
  } catch {
    // Not as the API describes it: it is kept as an unknown one.
    return undefined;
  }
}

/** Forms from the most to the least telling; `strength` of one is the tags and members that it asks for. */
export function strengthOf(shapes: readonly MessageShape[]): number {
  const strengths = shapes.map(({ tags = {}, required = [] }) => {
    return Object.keys(tags).length * 1000 + required.length;
  });
  return Math.min(...strengths);
}

/** Whether a message is an error frame of API Gateway: it has these three members and no other. */
export function isGatewayError(value: unknown): value is GatewayErrorFrame {
  return (
    isRecord(value) &&
    Object.keys(value).length === 3 &&
    ["message", "connectionId", "requestId"].every(
      (name) => typeof value[name] === "string",
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
