import { DecodingFailure } from "./decoding-failure.js";

/**
 * What a kind of codec does: from parsed JSON to the SDK's value, where `isDecoding`, or back. It sees neither null
 * nor undefined, which pass unchanged; `at` is the JSON Pointer.
 */
export type CodecKind = (
  value: unknown,
  codec: Codec,
  at: string,
  isDecoding: boolean,
) => unknown;

/**
 * How a type whose JSON form differs from its TypeScript form is read and written. Parts are functions, because
 * types recur; a value that does not have the expected shape passes unchanged.
 */
export interface Codec {
  readonly kind: CodecKind;
  /** The members that need a codec. */
  readonly members?: () => Readonly<Record<string, Codec>>;
  /** The elements of a list, the values of a map, or the further members of an object. */
  readonly rest?: () => Codec;
  /** The positions of a tuple, or the codecs that run one after the other. */
  readonly positions?: () => readonly (Codec | undefined)[];
  /** The variants of a union. */
  readonly variants?: () => readonly CodecVariant[];
}

/** One variant of a union and how to know it. */
export interface CodecVariant {
  /** Absent: its values pass unchanged. */
  readonly codec?: Codec;
  /** The values that members must have, the discriminator above all. */
  readonly tags?: Readonly<
    Record<string, readonly (string | number | boolean)[]>
  >;
  /** Members that must be there. */
  readonly required?: readonly string[];
}

/** Reads a value, or writes one. */
export function convert(
  codec: Codec | undefined,
  value: unknown,
  at: string,
  isDecoding: boolean,
): unknown {
  return !codec || value === null || value === undefined
    ? value
    : codec.kind(value, codec, at, isDecoding);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list; `positions` for its first elements, `rest` for all others. */
export const list: CodecKind = (value, codec, at, isDecoding) => {
  if (!Array.isArray(value)) return value;
  const positions = codec.positions?.() ?? [];
  const rest = codec.rest?.();
  return value.map((item: unknown, index) => {
    const part = index < positions.length ? positions[index] : rest;
    return convert(part, item, `${at}/${index}`, isDecoding);
  });
};

/** An object, a map, or both; members without a codec are kept. */
export const object: CodecKind = (value, codec, at, isDecoding) => {
  if (!isObject(value)) return value;
  const members = codec.members?.() ?? {};
  const rest = codec.rest?.();
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const part = Object.hasOwn(members, key) ? members[key] : rest;
      const place = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return [key, convert(part, member, place, isDecoding)];
    }),
  );
};

/** A union: the first variant that the value fits; a value that fits none passes unchanged. */
export const union: CodecKind = (value, codec, at, isDecoding) => {
  const chosen = codec.variants?.().find((variant) => fits(variant, value));
  return convert(chosen?.codec, value, at, isDecoding);
};

function fits({ tags, required = [] }: CodecVariant, value: unknown): boolean {
  if (!tags && required.length === 0) return true;
  return (
    isObject(value) &&
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(tags ?? {}).every(([name, values]) =>
      values.some((known) => known === value[name]),
    )
  );
}

/** Several codecs, one after the other on the same value. */
export const all: CodecKind = (value, codec, at, isDecoding) =>
  (codec.positions?.() ?? []).reduce<unknown>(
    (result, part) => convert(part, result, at, isDecoding),
    value,
  );

/** `int64` as a number: one beyond 2^53 - 1 is an error, never rounded. */
export const int64Number: Codec = {
  kind: (value, _codec, at, isDecoding) => {
    if (!isDecoding || !Number.isInteger(value) || Number.isSafeInteger(value))
      return value;
    throw new DecodingFailure(
      `an integer near ${String(value)} is beyond what a number holds exactly`,
      at,
    );
  },
};

/** An integer of JSON that a number cannot hold. */
export class UnsafeInteger {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** `int64` as a bigint. */
export const int64BigInt: Codec = {
  kind: (value, _codec, _at, isDecoding) => {
    if (!isDecoding) return value;
    if (value instanceof UnsafeInteger) return BigInt(value.digits);
    const isInteger =
      Number.isSafeInteger(value) ||
      (typeof value === "string" && /^-?\d+$/.test(value));
    return isInteger ? BigInt(value as number | string) : value;
  },
};

/** `int64` as a decimal string. */
export const int64String: Codec = {
  kind: (value, _codec, _at, isDecoding) => {
    if (!isDecoding) {
      const isInteger = typeof value === "string" && /^-?\d+$/.test(value);
      return isInteger ? BigInt(value) : value;
    }
    if (value instanceof UnsafeInteger) return value.digits;
    return Number.isSafeInteger(value) ? String(value) : value;
  },
};

function convertDate(
  value: unknown,
  at: string,
  isDecoding: boolean,
  rest: RegExp,
): unknown {
  if (!isDecoding) {
    return value instanceof Date
      ? value.toISOString().replace(rest, "")
      : value;
  }
  if (typeof value !== "string") return value;
  const date = new Date(value);
  if (!Number.isNaN(date.getTime())) return date;
  throw new DecodingFailure(`"${value}" is not a date`, at);
}

/** `date-time` as a Date. */
export const dateTime: Codec = {
  kind: (value, _codec, at, isDecoding) =>
    convertDate(value, at, isDecoding, /$/),
};

/** `date` as a Date at midnight UTC. */
export const date: Codec = {
  kind: (value, _codec, at, isDecoding) =>
    convertDate(value, at, isDecoding, /T.*/),
};

/** Base64 text as bytes; the URL-safe alphabet is read too. */
export const base64: Codec = {
  kind: (value, _codec, at, isDecoding) => {
    if (!isDecoding) {
      if (!(value instanceof Uint8Array)) return value;
      return btoa(
        Array.from(value, (byte) => String.fromCharCode(byte)).join(""),
      );
    }
    if (typeof value !== "string") return value;
    const plain = value.replaceAll("-", "+").replaceAll("_", "/");
    try {
      return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
    } catch {
      throw new DecodingFailure("the text is not base64", at);
    }
  },
};
