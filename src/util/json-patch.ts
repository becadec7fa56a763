import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/** A value after patching, or why the patch does not fit it. */
export type PatchResult =
  | { readonly kind: "patched"; readonly value: JsonValue }
  | { readonly kind: "failed"; readonly reason: string };

/** Applies a merge patch (RFC 7396): members are replaced one by one, `null` removes. */
export function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map(Object.entries(isJsonObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name) ?? null, value));
  }
  return Object.fromEntries(merged);
}

/** Applies a JSON Patch (RFC 6902), all of its operations or none. */
export function jsonPatch(target: JsonValue, patch: JsonValue): PatchResult {
  if (!Array.isArray(patch)) return failed("a JSON Patch is a list of operations");
  let value = target;
  for (const [index, operation] of patch.entries()) {
    const result = isJsonObject(operation) ? applyOne(value, operation) : failed("it is no object");
    if (result.kind === "failed") return failed(`operation ${index}: ${result.reason}`);
    value = result.value;
  }
  return { kind: "patched", value };
}

function applyOne(target: JsonValue, operation: JsonObject): PatchResult {
  const path = pointerOf(operation.path);
  if (!path) return failed("its path is no JSON Pointer");
  const { op, value } = operation;
  switch (op) {
    case "add":
    case "replace":
      return value === undefined ? failed("it has no value") : edit(target, path, { op, value });
    case "remove":
      return edit(target, path, { op });
    case "test":
      return sameJson(read(target, path), value)
        ? { kind: "patched", value: target }
        : failed("the value is another one");
    case "move":
    case "copy": {
      const from = pointerOf(operation.from);
      const moved = from && read(target, from);
      if (!from || moved === undefined) return failed("there is nothing at from");
      const without = op === "move" ? edit(target, from, { op: "remove" }) : undefined;
      if (without?.kind === "failed") return without;
      return edit(without?.value ?? target, path, { op: "add", value: moved });
    }
    default:
      return failed(`its op ${JSON.stringify(op)} is unknown`);
  }
}

type Edit =
  { readonly op: "add" | "replace"; readonly value: JsonValue } | { readonly op: "remove" };

function edit(target: JsonValue, path: readonly string[], change: Edit): PatchResult {
  const [key, ...rest] = path;
  if (key === undefined) {
    return change.op === "remove" ? failed("the whole cannot be removed") : patched(change.value);
  }
  if (Array.isArray(target)) return editList(target, key, rest, change);
  if (!isJsonObject(target)) return failed(`there is nothing below ${key}`);
  const members = new Map(Object.entries(target));
  const known = members.get(key);
  if (rest.length > 0) {
    const inner = known === undefined ? failed(`there is no ${key}`) : edit(known, rest, change);
    if (inner.kind === "failed") return inner;
    members.set(key, inner.value);
  } else if (change.op === "add") members.set(key, change.value);
  else if (known === undefined) return failed(`there is no ${key}`);
  else if (change.op === "replace") members.set(key, change.value);
  else members.delete(key);
  return patched(Object.fromEntries(members));
}

function editList(
  target: readonly JsonValue[],
  key: string,
  rest: readonly string[],
  change: Edit,
): PatchResult {
  const adds = change.op === "add" && rest.length === 0;
  const at = key === "-" && adds ? target.length : /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  const known = target[at];
  if (at < 0 || (known === undefined && !(adds && at === target.length))) {
    return failed(`there is no item ${key}`);
  }
  if (rest.length > 0) {
    const inner =
      known === undefined ? failed(`there is no item ${key}`) : edit(known, rest, change);
    return inner.kind === "failed" ? inner : patched(target.with(at, inner.value));
  }
  if (change.op === "add") return patched(target.toSpliced(at, 0, change.value));
  return patched(change.op === "replace" ? target.with(at, change.value) : target.toSpliced(at, 1));
}

function read(target: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = target;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isJsonObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => sameJson(item, other[at]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
  );
}

function pointerOf(text: JsonValue | undefined): readonly string[] | undefined {
  if (typeof text !== "string" || (text !== "" && !text.startsWith("/"))) return undefined;
  return text
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function patched(value: JsonValue): PatchResult {
  return { kind: "patched", value };
}

function failed(reason: string): PatchResult & { readonly kind: "failed" } {
  return { kind: "failed", reason };
}
