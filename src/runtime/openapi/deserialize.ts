import type { ParameterStyle } from "../../model/index.js";
import { decodeSegment } from "../routing/router.js";
import { decodeForm, type RawPair } from "./query.js";
import type { ValueShape } from "./shape.js";

/** A text, a list or an object of texts: what a style gives before the schema makes numbers of it. */
export type RawValue = string | readonly RawValue[] | { readonly [name: string]: RawValue };

/** How a value stands in the message (OAS 3.2 §4.12.6). */
export interface WireFormat {
  readonly name: string;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly shape: ValueShape;
  /** Properties of an object that is spread over the query. */
  readonly properties: readonly string[];
  /** Whether a spread object takes names that its schema does not list. */
  readonly open: boolean;
}

type Decode = (text: string) => string;

/** Reads a value from a query or form; undefined when it is not there. */
export function fromPairs(format: WireFormat, pairs: readonly RawPair[]): RawValue | undefined {
  if (format.style === "deepObject") return deepObject(format, pairs);
  if (format.shape === "object" && format.explode) return spreadObject(format, pairs);
  let own = pairs.filter(({ name }) => name === format.name);
  if (own.length === 0) own = pairs.filter(({ name }) => name === `${format.name}[]`);
  if (own.length === 0) {
    const lower = format.name.toLowerCase();
    own = pairs.filter(({ name }) => name.toLowerCase() === lower);
  }
  if (own.length === 0) return undefined;
  const [first] = own;
  const raw = first?.raw ?? "";
  if (format.shape === "primitive") {
    return own.length === 1 ? decodeForm(raw) : own.map((pair) => decodeForm(pair.raw));
  }
  if (format.shape === "array") {
    if (format.explode || own.length > 1) return own.map((pair) => decodeForm(pair.raw));
    return split(raw, separatorOf(format.style)).map(decodeForm);
  }
  return toObject(split(raw, separatorOf(format.style)), decodeForm);
}

/** Reads a value of the styles `simple`, `label`, `matrix` and (cookies) `form`. */
export function fromText(
  format: WireFormat,
  text: string,
  decode: Decode = decodeSegment,
): RawValue {
  switch (format.style) {
    case "label":
      return fromLabel(format, text, decode);
    case "matrix":
      return fromMatrix(format, text, decode);
    default:
      return fromDelimited(format, text, ",", decode);
  }
}

function fromLabel(format: WireFormat, text: string, decode: Decode): RawValue {
  const rest = text.startsWith(".") ? text.slice(1) : text;
  return fromDelimited(format, rest, format.explode ? "." : ",", decode);
}

function fromMatrix(format: WireFormat, text: string, decode: Decode): RawValue {
  const parts = text.split(";").filter((part) => part !== "");
  const values = parts.map((part) => part.slice(part.indexOf("=") + 1));
  if (format.shape === "array" && format.explode) return values.map(decode);
  if (format.shape === "object" && format.explode) return toMembers(parts, decode);
  return fromDelimited({ ...format, explode: false }, values[0] ?? "", ",", decode);
}

function fromDelimited(
  format: WireFormat,
  text: string,
  separator: string,
  decode: Decode,
): RawValue {
  if (format.shape === "primitive") return decode(text);
  const parts = text === "" ? [] : text.split(separator);
  if (format.shape === "array") return parts.map((part) => decode(part.trim()));
  return format.explode ? toMembers(parts, decode) : toObject(parts, decode);
}

function toObject(parts: readonly string[], decode: Decode): RawValue {
  const members: [string, RawValue][] = [];
  for (let at = 0; at < parts.length; at += 2) {
    members.push([decode(parts[at] ?? ""), decode(parts[at + 1] ?? "")]);
  }
  return Object.fromEntries(members);
}

function toMembers(parts: readonly string[], decode: Decode): RawValue {
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf("=");
      return at < 0
        ? [decode(part.trim()), ""]
        : [decode(part.slice(0, at).trim()), decode(part.slice(at + 1))];
    }),
  );
}

function spreadObject(format: WireFormat, pairs: readonly RawPair[]): RawValue | undefined {
  const names = new Set(format.properties);
  const members = new Map<string, RawValue>();
  for (const { name, raw } of pairs) {
    if (!names.has(name) && !format.open) continue;
    const value = decodeForm(raw);
    const known = members.get(name);
    if (known === undefined) members.set(name, value);
    else members.set(name, Array.isArray(known) ? [...known, value] : [known, value]);
  }
  return members.size === 0 ? undefined : Object.fromEntries(members);
}

type Nested = Map<string, RawValue | Nested>;

function deepObject({ name, shape }: WireFormat, pairs: readonly RawPair[]): RawValue | undefined {
  const root: Nested = new Map();
  for (const pair of pairs) {
    if (!pair.name.startsWith(`${name}[`)) continue;
    const keys = [...pair.name.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map(
      ([, key]) => key ?? "",
    );
    put(root, keys, decodeForm(pair.raw));
  }
  return root.size === 0 ? undefined : freeze(root, shape === "array");
}

function put(at: Nested, keys: readonly string[], value: string): void {
  const [key = "", ...rest] = keys;
  const known = at.get(key);
  if (rest.length > 0 && rest[0] !== "") {
    const next: Nested = known instanceof Map ? known : new Map();
    at.set(key, next);
    put(next, rest, value);
    return;
  }
  const list = rest[0] === "" || known !== undefined;
  const before =
    known === undefined || known instanceof Map ? [] : Array.isArray(known) ? known : [known];
  at.set(key, list ? [...before, value] : value);
}

/** Members named `0`, `1` … or not at all are the elements of a list, as clients write lists in brackets. */
function freeze(nested: Nested, isList = true): RawValue {
  const values = [...nested].map(([key, value]) => {
    return [key, value instanceof Map ? freeze(value) : value] as const;
  });
  return isList && values.every(([key]) => INDEX.test(key))
    ? values.flatMap(([, value]) => value)
    : Object.fromEntries(values);
}

const INDEX = /^(?:0|[1-9]\d*)?$/;

function separatorOf(style: ParameterStyle): RegExp | string {
  switch (style) {
    case "spaceDelimited":
      return /%20|\+| /;
    case "pipeDelimited":
      return /\||%7C/i;
    case "tsv":
      return /\t|%09/;
    default:
      return ",";
  }
}

function split(text: string, separator: RegExp | string): string[] {
  return text === "" ? [] : text.split(separator);
}
