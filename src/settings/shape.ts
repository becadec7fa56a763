import type { JsonObject, JsonValue } from "../util/json.js";

/** What a value in the settings may be: one table gives the checks, the TypeScript types and the JSON Schema. */
export type Shape =
  | StringShape
  | NumberShape
  | BooleanShape
  | AnyShape
  | NullShape
  | ListShape
  | MapShape
  | ObjectShape
  | EitherShape;

interface ShapeBase {
  readonly description: string;
}

/** Text; `values` closes the choice, `pattern` (with its words) the form. */
export interface StringShape<V extends string = string> extends ShapeBase {
  readonly kind: "string";
  readonly values?: readonly V[];
  readonly pattern?: { readonly regex: string; readonly says: string };
}

/** A number within bounds. */
export interface NumberShape extends ShapeBase {
  readonly kind: "number";
  readonly integer?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `true` or `false`. */
export interface BooleanShape extends ShapeBase {
  readonly kind: "boolean";
}

/** Data that others judge; `schema` tells editors of it. */
export interface AnyShape extends ShapeBase {
  readonly kind: "any";
  readonly schema?: JsonObject;
}

/** `null`. */
export interface NullShape extends ShapeBase {
  readonly kind: "null";
}

/** A list of one shape. */
export interface ListShape<I extends Shape = Shape> extends ShapeBase {
  readonly kind: "list";
  readonly items: I;
}

/** An object whose names are the user's own. */
export interface MapShape<V extends Shape = Shape> extends ShapeBase {
  readonly kind: "map";
  readonly values: V;
  /** The form of the names. */
  readonly keys?: { readonly regex: string; readonly says: string };
}

/** An object with fixed names. */
export interface ObjectShape<
  M extends Readonly<Record<string, Shape>> = Readonly<Record<string, Shape>>,
  R extends string = string,
> extends ShapeBase {
  readonly kind: "object";
  readonly members: M;
  readonly required: readonly R[];
  /** Names that would hold a secret in plain text, with the mend. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** One of several shapes that differ in their JSON type. */
export interface EitherShape<O extends Shape = Shape> extends ShapeBase {
  readonly kind: "either";
  readonly of: readonly O[];
}

/** The TypeScript type of what a shape lets pass. */
export type Infer<S> =
  S extends StringShape<infer V>
    ? V
    : S extends NumberShape
      ? number
      : S extends BooleanShape
        ? boolean
        : S extends NullShape
          ? null
          : S extends AnyShape
            ? JsonValue
            : S extends ListShape<infer I>
              ? readonly Infer<I>[]
              : S extends MapShape<infer V>
                ? { readonly [name: string]: Infer<V> }
                : S extends ObjectShape<infer M, infer R>
                  ? InferMembers<M, R>
                  : S extends EitherShape<infer O>
                    ? Infer<O>
                    : never;

type InferMembers<M, R extends string> = {
  readonly [K in keyof M as K extends R ? K : never]: Infer<M[K]>;
} & { readonly [K in keyof M as K extends R ? never : K]?: Infer<M[K]> };

/** Text. */
export function text(description: string, pattern?: StringShape["pattern"]): StringShape {
  return { kind: "string", description, ...(pattern && { pattern }) };
}

/** One of some words. */
export function choice<const V extends string>(
  description: string,
  values: readonly V[],
): StringShape<V> {
  return { kind: "string", description, values };
}

/** A number; `integer` and the bounds where they matter. */
export function number(
  description: string,
  bounds: Pick<NumberShape, "integer" | "minimum" | "maximum"> = {},
): NumberShape {
  return { kind: "number", description, ...bounds };
}

/** `true` or `false`. */
export function flag(description: string): BooleanShape {
  return { kind: "boolean", description };
}

/** Data that others judge. */
export function anything(description: string, schema?: JsonObject): AnyShape {
  return { kind: "any", description, ...(schema && { schema }) };
}

/** `null`. */
export function nothing(description: string): NullShape {
  return { kind: "null", description };
}

/** A list. */
export function list<I extends Shape>(description: string, items: I): ListShape<I> {
  return { kind: "list", description, items };
}

/** An object whose names are the user's own. */
export function map<V extends Shape>(
  description: string,
  values: V,
  keys?: MapShape["keys"],
): MapShape<V> {
  return { kind: "map", description, values, ...(keys && { keys }) };
}

type Members = Readonly<Record<string, Shape>>;

interface ObjectExtra<R> {
  readonly required?: readonly R[];
  readonly secrets?: Readonly<Record<string, string>>;
}

/** An object with fixed names. */
export function object<const M extends Members>(
  description: string,
  members: M,
  extra?: ObjectExtra<never>,
): ObjectShape<M, never>;
export function object<const M extends Members, const R extends keyof M & string>(
  description: string,
  members: M,
  extra: ObjectExtra<R>,
): ObjectShape<M, R>;
export function object(
  description: string,
  members: Members,
  { required = [], secrets }: ObjectExtra<string> = {},
): ObjectShape {
  return { kind: "object", description, members, required, ...(secrets && { secrets }) };
}

/** One of several shapes that differ in their JSON type. */
export function either<const O extends readonly Shape[]>(
  description: string,
  ...of: O
): EitherShape<O[number]> {
  return { kind: "either", description, of };
}
