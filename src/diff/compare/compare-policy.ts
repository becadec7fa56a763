import { like } from "../../runtime/aws/policy.js";
import { networkHolds } from "../../util/ip-network.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/**
 * Whether an IAM policy lets less through than another did: an allow that no allow of the new policy covers, or a deny
 * that none of the old one did. A statement covers another when each request that the other is about is its own, too.
 */
export function isPolicyNarrowed(old: JsonValue, next: JsonValue): boolean {
  const before = statementsOf(old);
  const after = statementsOf(next);
  const lost = before.allow.some((one) => !after.allow.some((other) => covers(other, one)));
  const denied = after.deny.some((one) => !before.deny.some((other) => covers(other, one)));
  return lost || denied;
}

interface Statements {
  readonly allow: readonly JsonObject[];
  readonly deny: readonly JsonObject[];
}

function statementsOf(policy: JsonValue): Statements {
  const all = isJsonObject(policy) ? listOf(policy["Statement"]).filter(isJsonObject) : [];
  return {
    allow: all.filter(({ Effect }) => Effect === "Allow"),
    deny: all.filter(({ Effect }) => Effect === "Deny"),
  };
}

function covers(outer: JsonObject, inner: JsonObject): boolean {
  return (
    coversElement(outer, inner, "Action") &&
    coversElement(outer, inner, "Resource") &&
    coversElement(outer, inner, "Principal") &&
    coversConditions(outer["Condition"], inner["Condition"])
  );
}

/** `Action` and the like with their negations; what stands on one side only is equal or not covered. */
function coversElement(outer: JsonObject, inner: JsonObject, name: string): boolean {
  const excluded = `Not${name}`;
  const [outerNot, innerNot] = [patternsOf(outer[excluded]), patternsOf(inner[excluded])];
  if (outerNot.length > 0 || innerNot.length > 0) {
    if (innerNot.length === 0 || outerNot.length === 0) return false;
    return outerNot.every((one) => innerNot.some((pattern) => like(pattern, one)));
  }
  const wide = patternsOf(outer[name]);
  return patternsOf(inner[name]).every((one) => wide.some((pattern) => like(pattern, one)));
}

/** Patterns of an element; a principal of the form `{ AWS: … }` is written with its kind. */
function patternsOf(value: JsonValue | undefined): readonly string[] {
  if (!isJsonObject(value)) return listOf(value).map(String);
  return Object.entries(value).flatMap(([kind, names]) =>
    listOf(names).map((name) => (name === "*" ? "*" : `${kind}:${String(name)}`)),
  );
}

/** The outer conditions hold whenever the inner ones do. */
function coversConditions(outer: JsonValue | undefined, inner: JsonValue | undefined): boolean {
  const given = conditionsOf(inner);
  return [...conditionsOf(outer)].every(([name, wanted]) => {
    const own = given.get(name);
    if (!own) return false;
    const holds = name.startsWith("Ip") || name.startsWith("NotIp") ? networkHolds : like;
    return /^(?:For(?:Any|All)Values:)?(?:\w*)Not/.test(name)
      ? wanted.every((value) => own.some((one) => holds(one, value)))
      : own.every((value) => wanted.some((one) => holds(one, value)));
  });
}

function conditionsOf(value: JsonValue | undefined): ReadonlyMap<string, readonly string[]> {
  if (!isJsonObject(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([operator, keys]) =>
      isJsonObject(keys)
        ? Object.entries(keys).map(
            ([key, values]) =>
              [`${operator} ${key.toLowerCase()}`, listOf(values).map(String)] as const,
          )
        : [],
    ),
  );
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
