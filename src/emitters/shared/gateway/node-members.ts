import { printValue } from "../../../expression/intrinsic.js";
import type { ModelNode, Named, ParameterMapping, Template, Value } from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";

type Scalar = string | number | boolean;

/** A value that may be absent and that a template may compute. */
export function optional(value: Value<Scalar> | undefined): JsonValue | undefined {
  return value === undefined ? undefined : printValue(value);
}

/** A list of values; absent when there is none. */
export function optionalList(
  values: readonly Value<string>[] | undefined,
): readonly JsonValue[] | undefined {
  return values?.map(printValue);
}

/** The extensions and unknown members that a node kept. */
export function keptMembers({ extensions = [], unknown = [] }: ModelNode): JsonObject {
  return Object.fromEntries([...extensions, ...unknown].map(({ name, value }) => [name, value]));
}

/** Named children as an object; absent when the list is. */
export function namedObject<T>(
  list: readonly Named<T>[] | undefined,
  print: (value: T) => JsonValue,
): JsonObject | undefined {
  return list && Object.fromEntries(list.map(({ name, value }) => [name, print(value)]));
}

/** Parameter mappings: target → source, both as they were read. */
export function mappingObject(
  mappings: readonly ParameterMapping[] | undefined,
): JsonObject | undefined {
  return (
    mappings &&
    Object.fromEntries(mappings.map(({ target, source }) => [target, printValue(source)]))
  );
}

/** Mapping templates: media type → text. */
export function templateObject(templates: readonly Template[] | undefined): JsonObject | undefined {
  return (
    templates &&
    Object.fromEntries(templates.map(({ mediaType, text }) => [mediaType, printValue(text)]))
  );
}
