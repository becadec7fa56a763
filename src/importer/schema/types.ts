import type { JsonType, ObjectSchema } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { describeValue } from "../describe-value.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import type { Scope } from "../run.js";
import { locate, report } from "../run.js";

const jsonTypes = new Map<string, JsonType>(
  (["null", "boolean", "object", "array", "number", "string", "integer"] as const).map((type) => [
    type,
    type,
  ]),
);
/** One list for each type, shared by all schemas of that type. */
const single = new Map([...jsonTypes].map(([name, type]) => [name, [type] as const]));
const typeNames = [...jsonTypes.keys()].join(", ");

/** Reads `type`: a name, or a list of names; Swagger 2's `file` becomes a binary string. */
export function readType(
  draft: Draft<ObjectSchema>,
  raw: JsonObject,
  key: string,
  scope: Scope,
): void {
  const value = raw[key] as JsonValue;
  const known = typeof value === "string" ? single.get(value) : undefined;
  if (known) {
    draft.types = known;
    return;
  }
  if (value === "file" && scope.run.spec === 2) {
    draft.types = ["string"];
    draft.format = "binary";
    return;
  }
  const listed = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const types = listed
    .map((item) => oneType(draft, item, key, scope))
    .filter((type) => type !== undefined);
  if (types.length > 0) draft.types = [...new Set(types)];
  if (Array.isArray(value) && scope.run.spec < 3.1) {
    const at = locate(scope, draft.location, key, value);
    report(
      scope,
      diagnostic("keyword-of-other-version", at, ["a list of types", versionName(scope)]),
    );
  }
}

/** The version that a message names. */
export function versionName(scope: Scope): string {
  const { spec } = scope.run;
  return spec === 2 ? "Swagger 2.0" : `OpenAPI ${spec === 3 ? "3.0" : String(spec)}`;
}

function oneType(
  draft: Draft<ObjectSchema>,
  item: JsonValue,
  key: string,
  scope: Scope,
): JsonType | undefined {
  const exact = typeof item === "string" ? jsonTypes.get(item) : undefined;
  if (exact) return exact;
  const at = locate(scope, draft.location, key, item);
  const found = typeof item === "string" ? item : describeValue(item);
  report(scope, diagnostic("unknown-value", at, ["`type`", found, typeNames]));
  if (item === null) return "null";
  return typeof item === "string" ? jsonTypes.get(item.toLowerCase()) : undefined;
}
