import { DecodingFailure } from "./decoding-failure.js";

/** What a kind of codec does; neither side sees null or undefined, which pass unchanged. */
export interface CodecKind {
  /** From parsed JSON to the SDK's value; `at` is the JSON Pointer. */
  readonly decode: (value: unknown, at: string, codec: Codec) => unknown;
  /** From the SDK's value to what is serialized. */
  readonly encode: (value: unknown, codec: Codec) => unknown;
}

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

/** Reads a value. */
export function decodeWith(codec: Codec, value: unknown, at: string): unknown {
  return value === null || value === undefined
    ? value
    : codec.kind.decode(value, at, codec);
}

/** Writes a value. */
export function encodeWith(codec: Codec, value: unknown): unknown {
  return value === null || value === undefined
    ? value
    : codec.kind.encode(value, codec);
}

type Step = (codec: Codec, value: unknown, at: string) => unknown;

const encodeStep: Step = (codec, value) => encodeWith(codec, value);

/** A kind that walks into its parts the same way in both directions. */
function structure(
  walk: (value: unknown, codec: Codec, at: string, step: Step) => unknown,
): CodecKind {
  return {
    decode: (value, at, codec) => walk(value, codec, at, decodeWith),
    encode: (value, codec) => walk(value, codec, "", encodeStep),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list; `positions` for its first elements, `rest` for all others. */
export const list: CodecKind = /* @__PURE__ */ structure(
  (value, codec, at, step) => {
    if (!Array.isArray(value)) return value;
    const positions = codec.positions?.() ?? [];
    const rest = codec.rest?.();
    return value.map((item: unknown, index) => {
      const part = index < positions.length ? positions[index] : rest;
      return part ? step(part, item, `${at}/${index}`) : item;
    });
  },
);

/** An object, a map, or both; members without a codec are kept. */
export const object: CodecKind = /* @__PURE__ */ structure(
  (value, codec, at, step) => {
    if (!isObject(value)) return value;
    const members = codec.members?.() ?? {};
    const rest = codec.rest?.();
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const part = Object.hasOwn(members, key) ? members[key] : rest;
        const place = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        return [key, part ? step(part, member, place) : member];
      }),
    );
  },
);

/** A union: the first variant that the value fits; a value that fits none passes unchanged. */
export const union: CodecKind = /* @__PURE__ */ structure(
  (value, codec, at, step) => {
    const chosen = codec.variants?.().find((variant) => fits(variant, value));
    return chosen?.codec ? step(chosen.codec, value, at) : value;
  },
);

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
export const all: CodecKind = /* @__PURE__ */ structure(
  (value, codec, at, step) =>
    (codec.positions?.() ?? []).reduce<unknown>(
      (result, part) => (part ? step(part, result, at) : result),
      value,
    ),
);

const same = (value: unknown): unknown => value;

/** `int64` as a number: one beyond 2^53 - 1 is an error, never rounded. */
export const int64Number: Codec = {
  kind: {
    decode: (value, at) => {
      if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
      throw new DecodingFailure(
        `an integer near ${String(value)} is beyond what a number holds exactly`,
        at,
      );
    },
    encode: same,
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
  kind: {
    decode: (value) => {
      if (value instanceof UnsafeInteger) return BigInt(value.digits);
      const isInteger =
        Number.isSafeInteger(value) ||
        (typeof value === "string" && /^-?\d+$/.test(value));
      return isInteger ? BigInt(value as number | string) : value;
    },
    encode: same,
  },
};

/** `int64` as a decimal string. */
export const int64String: Codec = {
  kind: {
    decode: (value) => {
      if (value instanceof UnsafeInteger) return value.digits;
      return Number.isSafeInteger(value) ? String(value) : value;
    },
    encode: (value) =>
      typeof value === "string" && /^-?\d+$/.test(value)
        ? BigInt(value)
        : value,
  },
};

function dates(write: (date: Date) => string): CodecKind {
  return {
    decode: (value, at) => {
      if (typeof value !== "string") return value;
      const date = new Date(value);
      if (!Number.isNaN(date.getTime())) return date;
      throw new DecodingFailure(`"${value}" is not a date`, at);
    },
    encode: (value) => (value instanceof Date ? write(value) : value),
  };
}

/** `date-time` as a Date. */
export const dateTime: Codec = {
  kind: /* @__PURE__ */ dates((value) => value.toISOString()),
};

/** `date` as a Date at midnight UTC. */
export const date: Codec = {
  kind: /* @__PURE__ */ dates((value) => value.toISOString().slice(0, 10)),
};

/** Base64 text as bytes; the URL-safe alphabet is read too. */
export const base64: Codec = {
  kind: {
    decode: (value, at) => {
      if (typeof value !== "string") return value;
      const plain = value.replaceAll("-", "+").replaceAll("_", "/");
      try {
        return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
      } catch {
        throw new DecodingFailure("the text is not base64", at);
      }
    },
    encode: (value) => {
      if (!(value instanceof Uint8Array)) return value;
      let text = "";
      for (const byte of value) text += String.fromCharCode(byte);
      return btoa(text);
    },
  },
};
