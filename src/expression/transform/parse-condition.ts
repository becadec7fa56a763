import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import type { TransformCondition } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import type { TransformReader } from "./transform-reader.js";

/** Reads a condition; undefined when it is none, which is then reported. */
export function parseCondition(
  value: JsonValue | undefined,
  location: SourceLocation,
  variables: readonly string[],
  reader: TransformReader,
): TransformCondition | undefined {
  const object = reader.object(value, location, "a condition");
  if (!object) return undefined;
  const at = (name: string): SourceLocation => childLocation(location, name);
  const of = (part: JsonValue | undefined, place: SourceLocation) =>
    parseCondition(part, place, variables, reader);
  if (object.exists !== undefined) {
    reader.only(object, ["exists"], location);
    const source = reader.source(object.exists, at("exists"), variables);
    return source && { kind: "exists", source };
  }
  if (object.not !== undefined) {
    reader.only(object, ["not"], location);
    const condition = of(object.not, at("not"));
    return condition && { kind: "not", condition };
  }
  const joined = (["all", "any"] as const).find((name) => object[name] !== undefined);
  if (joined) {
    reader.only(object, [joined], location);
    const list = reader.list(object[joined], at(joined), `\`${joined}\``);
    const conditions = list?.map((part, index) => of(part, childLocation(at(joined), index)));
    const known = conditions?.filter((part) => part !== undefined);
    return known && known.length === conditions?.length
      ? { kind: joined, conditions: known }
      : undefined;
  }
  if (object.from !== undefined) return parseComparison(object, location, variables, reader);
  return reader.refuse(location, "a condition has `exists`, `from`, `all`, `any` or `not`");
}

function parseComparison(
  object: JsonObject,
  location: SourceLocation,
  variables: readonly string[],
  reader: TransformReader,
): TransformCondition | undefined {
  reader.only(object, ["from", "equals", "in", "minimum", "maximum"], location);
  const source = reader.source(object.from, childLocation(location, "from"), variables);
  const { equals, in: list, minimum, maximum } = object;
  const kinds = [equals, list, minimum ?? maximum].filter((part) => part !== undefined);
  if (kinds.length !== 1) {
    return reader.refuse(location, "`from` needs one of `equals`, `in`, `minimum` and `maximum`");
  }
  if (minimum === undefined && maximum === undefined) {
    const place = list === undefined ? "equals" : "in";
    const values =
      list === undefined ? [equals] : reader.list(list, childLocation(location, "in"), "`in`");
    const texts = values?.map(textOf);
    const known = texts?.filter((text) => text !== undefined);
    if (known?.length !== texts?.length) {
      return reader.refuse(
        childLocation(location, place),
        "texts, numbers and true or false can be compared",
      );
    }
    return source && known && { kind: "equals", source, texts: known };
  }
  for (const [name, bound] of Object.entries({ minimum, maximum })) {
    if (bound === undefined || typeof bound === "number") continue;
    return reader.refuse(childLocation(location, name), `\`${name}\` is no number`);
  }
  return (
    source && {
      kind: "range",
      source,
      ...(typeof minimum === "number" && { minimum }),
      ...(typeof maximum === "number" && { maximum }),
    }
  );
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
