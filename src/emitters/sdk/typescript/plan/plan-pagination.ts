import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { Operation } from "../../../../model/index.js";
import { isJsonObject, type JsonValue } from "../../../../util/json.js";
import { parsePointerFragment } from "../../../../util/json-pointer.js";
import type { PaginationOptions } from "../../sdk-options.js";
import type { SurfaceOperation, TypeDeclaration } from "../../surface.js";
import { detectPaging, findItems } from "./detect-pagination.js";
import { diagnostic } from "./diagnostics.js";
import { type DeclaredTypes, elementOf, fieldAt, membersOf } from "./member-view.js";
import type { PlanContext } from "./plan-context.js";
import type { GroupPlan, OperationPlan, PagingPlan } from "./sdk-plan.js";

/** The extension of an operation that says how it is paged. */
const EXTENSION = "x-gw-gen-pagination";

/** Adds to each operation how it is paged: as the settings say, else its extension, else its names and types. */
export function withPaging(
  context: PlanContext,
  groups: readonly GroupPlan[],
  declarations: readonly TypeDeclaration[],
): readonly GroupPlan[] {
  const types = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  const operations = new Map(context.model.operations.map((one) => [one.key, one]));
  const plan = (one: OperationPlan): OperationPlan => {
    if (one.stream?.name === one.surface.name) return one;
    const operation = operations.get(one.surface.key);
    const paging = operation && planPaging(context, operation, one.surface, types);
    return paging ? { ...one, paging } : one;
  };
  return groups.map((group) => ({ ...group, operations: group.operations.map(plan) }));
}

function planPaging(
  context: PlanContext,
  operation: Operation,
  surface: SurfaceOperation,
  types: DeclaredTypes,
): PagingPlan | undefined {
  const stated = statedOptions(context, operation);
  if (stated === undefined) {
    return detectPaging(operation, surface, types, context.model.components.schemas);
  }
  const planned =
    typeof stated === "string" ? stated : statedPaging(operation, surface, types, stated);
  if (typeof planned !== "string") return planned;
  context.report(invalid(operation, planned));
  return undefined;
}

function invalid({ key, location }: Operation, reason: string): Diagnostic {
  return diagnostic("sdk-pagination-invalid", location, [key, reason]);
}

/** What settings or extension say; text tells what is wrong with it. */
function statedOptions(
  { options }: PlanContext,
  { operationId, key, extensions = [] }: Operation,
): PaginationOptions | string | undefined {
  const settings = options.pagination ?? {};
  for (const name of [operationId ?? key, key]) {
    if (Object.hasOwn(settings, name)) return settings[name];
  }
  const value = extensions.find(({ name }) => name === EXTENSION)?.value;
  return value === undefined ? undefined : readExtension(value);
}

function readExtension(value: JsonValue): PaginationOptions | string {
  if (value === false) return { kind: "none" };
  if (!isJsonObject(value)) return `${EXTENSION} is no object`;
  const { kind, ...rest } = value;
  const known = (["cursor", "offset", "page", "link", "none"] as const).find((one) => one === kind);
  if (!known) return `its kind is ${JSON.stringify(kind)}`;
  const texts: Record<string, string> = {};
  for (const [name, member] of Object.entries(rest)) {
    if (!["items", "next", "parameter", "limit"].includes(name)) return `it has no member ${name}`;
    if (typeof member !== "string") return `${name} is no text`;
    texts[name] = member;
  }
  return { ...texts, kind: known };
}

function statedPaging(
  operation: Operation,
  surface: SurfaceOperation,
  types: DeclaredTypes,
  { kind, items, next, parameter }: PaginationOptions,
): PagingPlan | string | undefined {
  if (kind === "none") return undefined;
  const list = listAt(operation, surface, types, items);
  if (!list) return items === undefined ? "the answer has no list" : `${items} is no list`;
  const cursor = next === undefined ? undefined : parsePointerFragment(next);
  if (cursor && !fieldAt(surface.result, cursor, types)) return `${next} is not in the answer`;
  const path = parameter === undefined ? undefined : requestPath(surface, types, parameter);
  if (parameter !== undefined && !path) return `it has no parameter ${parameter}`;
  if (kind === "link") {
    return { ...list, ...(cursor ? { next: "nextByUrl", cursor } : { next: "nextByLink" }) };
  }
  if (kind === "cursor") {
    if (!cursor) return "a cursor needs `next`";
    return path
      ? { ...list, next: "nextByCursor", cursor, parameter: path }
      : { ...list, next: "nextByUrl", cursor };
  }
  if (!path) return `${kind} needs \`parameter\``;
  return { ...list, next: kind === "page" ? "nextByPage" : "nextByOffset", parameter: path };
}

function listAt(
  operation: Operation,
  { result }: SurfaceOperation,
  types: DeclaredTypes,
  pointer: string | undefined,
): Pick<PagingPlan, "items" | "element"> | undefined {
  if (pointer === undefined) return findItems(operation, result, types);
  const items = parsePointerFragment(pointer);
  const element = elementOf(fieldAt(result, items, types), types);
  return element && { items, element };
}

/** The members that lead to what a parameter is called on the wire, or to a member of the body. */
function requestPath(
  surface: SurfaceOperation,
  types: DeclaredTypes,
  wanted: string,
): readonly string[] | undefined {
  for (const { name, source, type } of surface.members) {
    if (source.kind === "parameter" && (source.wireName === wanted || name === wanted))
      return [name];
    if (source.kind === "body" && membersOf(type, types).has(wanted)) return [name, wanted];
  }
  return undefined;
}
