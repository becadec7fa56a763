import { gatewayExtensions } from "../shared/gateway/gateway-extensions.js";
import type { ExtensionPrinter } from "../shared/openapi/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { keysInOrder } from "../../source/key-order.js";
import { objectOf } from "../shared/openapi/members.js";
import type { ExtensionGroup } from "./export-options.js";

const PREFIX = "x-amazon-apigateway-";

/** The extensions of single groups, without their common start; the rest belongs to the gateway as a whole. */
const OF_GROUP: ReadonlyMap<string, readonly ExtensionGroup[]> = new Map([
  ["integration", ["integrations", "apigateway"]],
  ["integrations", ["integrations", "apigateway"]],
  ["any-method", ["integrations", "apigateway", "authorizers", "documentation", "none", "postman"]],
  ["request-validator", ["apigateway"]],
  ["authorizer", ["authorizers"]],
  ["authtype", ["authorizers"]],
  ["auth", ["authorizers"]],
  ["documentation", ["documentation"]],
]);

/** Whether an `x-` member belongs to an export with these groups of gateway extensions. */
export function keepsExtension(name: string, groups: readonly ExtensionGroup[]): boolean {
  if (keepsAll(groups)) return true;
  if (name.startsWith("x-postman-")) return groups.includes("postman");
  if (!name.startsWith(PREFIX)) return true;
  const own = OF_GROUP.get(name.slice(PREFIX.length)) ?? ["apigateway", "integrations"];
  return own.some((group) => groups.includes(group));
}

function keepsAll(groups: readonly ExtensionGroup[]): boolean {
  return groups.length === 0 || groups.includes("all") || groups.includes("aws");
}

/** Prints the gateway extensions of these groups. */
export function groupedExtensions(groups: readonly ExtensionGroup[]): ExtensionPrinter {
  const keeps = (name: string): boolean => keepsExtension(name, groups);
  const only = (members: JsonObject): JsonObject => {
    return Object.fromEntries(Object.entries(members).filter(([name]) => keeps(name)));
  };
  const { document, server, components, operation, securityScheme, tag } = gatewayExtensions;
  return {
    document: (model, dialect) => only(document(model, dialect)),
    server: (model) => only(server(model)),
    components: (model) => only(components(model)),
    operation: (node) => only(operation(node)),
    securityScheme: (scheme) => only(securityScheme(scheme)),
    tag: (node) => only(tag(node)),
    keeps,
  };
}

/** A document without the extensions of other groups; what does not change is shared. */
export function withoutOtherExtensions<T extends JsonValue>(
  value: T,
  groups: readonly ExtensionGroup[],
): T {
  if (keepsAll(groups)) return value;
  return filtered(value, (name) => !name.startsWith("x-") || keepsExtension(name, groups)) as T;
}

function filtered(value: JsonValue, keeps: (name: string) => boolean): JsonValue {
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const kept = items.map((item) => filtered(item, keeps));
    return kept.every((item, index) => item === items[index]) ? value : kept;
  }
  if (!isJsonObject(value)) return value;
  const names = keysInOrder(value);
  let changed = false;
  const entries = names.flatMap((name) => {
    if (!keeps(name)) {
      changed = true;
      return [];
    }
    const before = value[name] ?? null;
    const after = filtered(before, keeps);
    changed ||= after !== before;
    return [{ name, value: after }];
  });
  return changed ? objectOf(entries) : value;
}
