import type { ParameterDescriptor } from "./operation.js";
import { fillPath } from "./path.js";
import { percentEncode } from "./percent.js";
import type { RequestDraft } from "./request.js";

type QueryDraft = Pick<RequestDraft, "query">;

/** The text of a scalar; what is nested deeper than a style reaches becomes JSON. */
export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The parts of a value that are there; RFC 6570 §2.3 knows neither null nor undefined. */
function present<T extends readonly [unknown, unknown]>(entries: T[]): T[] {
  return entries.filter(([, value]) => value !== undefined && value !== null);
}

/** How an operator of RFC 6570 writes what it expands. */
interface Expansion {
  readonly encode: (text: string) => string;
  /** Absent: values stand without names. */
  readonly name?: string | undefined;
  /** Between the parts of a value that is not exploded. */
  readonly delimiter?: string;
  /** Behind the name of an empty value. */
  readonly ifEmpty?: string;
}

/** The pieces that a value becomes: one, or one for each part of an exploded value. */
function expand(value: unknown, explode: boolean, how: Expansion): string[] {
  const { encode, name, delimiter = ",", ifEmpty = "=" } = how;
  const pair = (key: string | undefined, text: string): string =>
    key === undefined ? text : key + (text === "" ? ifEmpty : `=${text}`);
  const text = (part: unknown): string => encode(textOf(part));
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return [pair(name, text(value))];
  }
  const isArray = Array.isArray(value);
  const entries = present(Object.entries(value));
  if (entries.length === 0) return [];
  if (explode) {
    return entries.map(([key, part]) =>
      isArray
        ? pair(name, text(part))
        : name === undefined
          ? `${encode(key)}=${text(part)}`
          : pair(encode(key), text(part)),
    );
  }
  const flat = entries.flatMap(([key, part]) =>
    isArray ? [text(part)] : [encode(key), text(part)],
  );
  return [pair(name, flat.join(delimiter))];
}

function encoding(parameter: ParameterDescriptor): (text: string) => string {
  return parameter.escape ?? percentEncode;
}

/** `style: simple` in a path. */
export function pathSimple(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const how = { encode: encoding(parameter) };
  const pieces = expand(value, parameter.explode === true, how);
  fillPath(draft, parameter.name, pieces.join(","));
}

/** `{name+}`: a value whose slashes part segments. */
export function pathGreedy(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const text = textOf(value).split("/").map(percentEncode).join("/");
  fillPath(draft, parameter.name, text);
}

/** `style: label`. */
export function pathLabel(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const how = { encode: encoding(parameter) };
  const pieces = expand(value, parameter.explode === true, how);
  fillPath(draft, parameter.name, pieces.map((piece) => `.${piece}`).join(""));
}

/** `style: matrix`. */
export function pathMatrix(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const how = {
    encode: encoding(parameter),
    name: percentEncode(parameter.name),
    ifEmpty: "",
  };
  const pieces = expand(value, parameter.explode === true, how);
  fillPath(draft, parameter.name, pieces.map((piece) => `;${piece}`).join(""));
}

function addQuery(
  draft: QueryDraft,
  parameter: ParameterDescriptor,
  value: unknown,
  delimiter: string,
  explode: boolean,
): void {
  const name = percentEncode(parameter.name);
  const how = { encode: encoding(parameter), name, delimiter };
  draft.query.push(...expand(value, explode, how));
}

/** `style: form` in a query; it explodes unless told not to. */
export function queryForm(
  draft: QueryDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  addQuery(draft, parameter, value, ",", parameter.explode !== false);
}

/** `style: spaceDelimited`. */
export function querySpaceDelimited(
  draft: QueryDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  addQuery(draft, parameter, value, "%20", parameter.explode === true);
}

/** `style: pipeDelimited`. */
export function queryPipeDelimited(
  draft: QueryDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  addQuery(draft, parameter, value, "%7C", parameter.explode === true);
}

/** `collectionFormat: tsv` of Swagger 2. */
export function queryTabDelimited(
  draft: QueryDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  addQuery(draft, parameter, value, "%09", false);
}

/**
 * `style: deepObject`, any depth: `name[a][b]=1`. OpenAPI leaves lists open; scalars in them become
 * `name[a][]=1`, objects `name[a][0][b]=1`, which most servers read.
 */
export function queryDeepObject(
  draft: QueryDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const encode = encoding(parameter);
  const add = (name: string, part: unknown): void => {
    if (typeof part !== "object" || part === null || part instanceof Date) {
      draft.query.push(`${name}=${encode(textOf(part))}`);
      return;
    }
    const entries = present(Object.entries(part));
    const isList =
      Array.isArray(part) &&
      entries.every(([, item]) => typeof item !== "object");
    for (const [key, item] of entries) {
      add(`${name}%5B${isList ? "" : percentEncode(key)}%5D`, item);
    }
  };
  add(percentEncode(parameter.name), value);
}

/** `style: simple` in a header, where nothing is percent-encoded. */
export function headerSimple(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const how = { encode: (text: string) => text };
  const pieces = expand(value, parameter.explode === true, how);
  if (pieces.length > 0) {
    draft.headers.set(parameter.name, pieces.join(","));
  }
}

/** `style: form` in a cookie; exploded parts are joined as in a query. */
export function cookieForm(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const name = percentEncode(parameter.name);
  const how = { encode: encoding(parameter), name };
  const pieces = expand(value, parameter.explode !== false, how);
  if (pieces.length > 0) draft.cookies.push(pieces.join("&"));
}

/** `style: cookie` of OAS 3.2: nothing is encoded, exploded parts are cookies of their own. */
export function cookiePlain(
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
): void {
  const how = { encode: (text: string) => text, name: parameter.name };
  draft.cookies.push(...expand(value, parameter.explode !== false, how));
}
