import { Failure } from "../failure.js";
import { JavaCharacter } from "../values/character.js";
import { JavaCollection } from "../values/collection.js";
import { JavaArray, JavaList } from "../values/list.js";
import { JavaMap } from "../values/map.js";
import { JavaDouble, JavaLong, isNumber } from "../values/numbers.js";
import type { JavaNumber } from "../values/numbers.js";
import type { Value } from "../values/value.js";

/** What a method gets for each kind of parameter; a `?` takes Java's null, which other kinds refuse. */
export interface ParameterKinds {
  int: number;
  long: bigint;
  double: number;
  boolean: boolean;
  char: string;
  String: string;
  Integer: number;
  Long: bigint;
  Double: number;
  Boolean: boolean;
  Number: JavaNumber;
  Collection: JavaCollection;
  List: JavaList;
  Map: JavaMap;
  array: JavaArray;
  Object: Value;
  null: null;
}

/** A kind of parameter. */
export type Kind = keyof ParameterKinds;

type Arguments<P extends readonly Kind[]> = { [I in keyof P]: ParameterKinds[P[I]] };

/** What a method without a result gives, and prints. */
export const VOID = "";

/** One form of a method: which arguments it takes, and what it does with them. */
export interface Overload<Self> {
  /** Whether it takes no arguments at all. */
  readonly bare: boolean;
  /** The result; `NOT_APPLICABLE` when the arguments do not fit. */
  readonly call: (self: Self, args: readonly Value[]) => Value | typeof NOT_APPLICABLE;
}

/** Says that a method does not take these arguments. */
export const NOT_APPLICABLE = Symbol("not applicable");

/** Kinds that are primitive in Java, and so never take null. */
const PRIMITIVES: ReadonlySet<Kind> = new Set(["int", "long", "double", "boolean", "char"]);

/** A method's form with a fixed number of parameters. */
export function takes<const P extends readonly Kind[], Self>(
  kinds: P,
  run: (self: Self, ...args: Arguments<P>) => Value,
): Overload<Self> {
  // Without kinds, `run` takes the value alone.
  if (kinds.length === 0) return bareForm(run as unknown as (self: Self) => Value);
  return {
    bare: false,
    call: (self, args) => {
      if (args.length !== kinds.length) return NOT_APPLICABLE;
      const converted = convertAll(kinds, args);
      if (converted === undefined) return NOT_APPLICABLE;
      // `convertAll` has just made each argument what its kind says.
      return run(self, ...(converted as unknown as Arguments<P>));
    },
  };
}

function bareForm<Self>(run: (self: Self) => Value): Overload<Self> {
  return {
    bare: true,
    call: (self, args) => (args.length === 0 ? run(self) : NOT_APPLICABLE),
  };
}

/** A method's form whose last parameters are as many as the caller likes, all of one kind. */
export function takesMany<const P extends readonly Kind[], Self>(
  kinds: P,
  run: (self: Self, fixed: Arguments<P>, rest: readonly Value[]) => Value,
): Overload<Self> {
  return {
    bare: false,
    call: (self, args) => {
      const fixed = args.slice(0, kinds.length);
      if (fixed.length < kinds.length) return NOT_APPLICABLE;
      const converted = convertAll(kinds, fixed);
      if (converted === undefined) return NOT_APPLICABLE;
      const [first, ...others] = args.slice(kinds.length);
      const rest = first instanceof JavaArray && others.length === 0 ? first.values() : undefined;
      // As above.
      return run(self, converted as unknown as Arguments<P>, rest ?? args.slice(kinds.length));
    },
  };
}

/** The arguments as the kinds want them; undefined when one does not fit. Fails for nulls like Java's methods. */
function convertAll(kinds: readonly Kind[], args: readonly Value[]): unknown[] | undefined {
  const converted: unknown[] = [];
  let refused = false;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i] ?? "Object";
    const arg = args[i] ?? null;
    const value = convert(kind, arg);
    if (value === undefined) return undefined;
    if (arg === null && kind !== "Object" && kind !== "null") refused = true;
    converted.push(value);
  }
  if (refused) throw new Failure("NullPointerException: an argument is null");
  return converted;
}

/** The argument as a kind wants it; undefined when it does not fit. */
function convert(kind: Kind, value: Value): unknown {
  if (kind === "Object") return value;
  if (value === null) return PRIMITIVES.has(kind) ? undefined : null;
  return CONVERTERS[kind](value);
}

type Present = Exclude<Value, null>;

const CONVERTERS: Readonly<Record<Exclude<Kind, "Object">, (value: Present) => unknown>> = {
  int: integer,
  Integer: integer,
  long: (value) => (typeof value === "number" ? BigInt(value) : longOf(value)),
  Long: longOf,
  double: (value) => {
    if (typeof value === "number") return value;
    if (value instanceof JavaLong) return Number(value.value);
    return value instanceof JavaDouble ? value.value : undefined;
  },
  Double: (value) => (value instanceof JavaDouble && !value.single ? value.value : undefined),
  boolean,
  Boolean: boolean,
  char: (value) => (value instanceof JavaCharacter ? value.unit : undefined),
  String: (value) => (typeof value === "string" ? value : undefined),
  Number: (value) => (isNumber(value) ? value : undefined),
  Collection: (value) =>
    value instanceof JavaCollection && !(value instanceof JavaArray) ? value : undefined,
  List: (value) => (value instanceof JavaList && !(value instanceof JavaArray) ? value : undefined),
  Map: (value) => (value instanceof JavaMap ? value : undefined),
  array: (value) => (value instanceof JavaArray ? value : undefined),
  null: () => undefined,
};

function integer(value: Present): unknown {
  return typeof value === "number" ? value : undefined;
}

function longOf(value: Present): unknown {
  return value instanceof JavaLong ? value.value : undefined;
}

function boolean(value: Present): unknown {
  return typeof value === "boolean" ? value : undefined;
}
