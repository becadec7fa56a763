import type { PathItemObject } from "openapi3-ts/oas32";
import { locationPath, type SourceLocation } from "../../../diagnostics/location.js";
import type { Operation, Parameter, PathItem } from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import { type DialectPrinter, listed, type OperationWriter } from "./dialect-printer.js";
import { Members, objectOf } from "./members.js";
import type { Printing } from "./printing.js";

/** Writes path items: what their operations share stands once, where it stood in the source. */
export class PathItemPrinter {
  readonly #printing: Printing;
  readonly #dialect: DialectPrinter;
  readonly #operations: OperationWriter;

  constructor(printing: Printing, dialect: DialectPrinter, operations: OperationWriter) {
    this.#printing = printing;
    this.#dialect = dialect;
    this.#operations = operations;
  }

  /** The paths of the document. */
  paths(operations: readonly Operation[]): JsonObject {
    const byPath = new Map<string, Operation[]>();
    for (const operation of operations) {
      const { raw } = operation.path;
      const known = byPath.get(raw);
      if (known) known.push(operation);
      else byPath.set(raw, [operation]);
    }
    return objectOf([...byPath].map(([name, list]) => ({ name, value: this.print(list) })));
  }

  /** A path item where it is used: a reference to its component with what stands beside it, or itself. */
  print(operations: readonly Operation[]): JsonValue {
    const pathItem = operations[0]?.pathItem;
    if (!pathItem) return {};
    const { component } = pathItem;
    const target =
      component === undefined || this.#printing.spec < 3.1
        ? undefined
        : this.#printing.model.components.pathItems.get(component);
    if (component === undefined || !target) return this.own(pathItem, operations);
    const own = operations.filter(({ location }) => !isAt(location, pathItem.location, 1));
    const members = new Members<PathItemObject>()
      .put("$ref", this.#printing.pointer("pathItems", component))
      .put("summary", differing(pathItem.summary, target.summary))
      .put("description", differing(pathItem.description, target.description));
    this.#methods(members, own, new Set(), false);
    return members.end();
  }

  /** A path item of the components; one may stand for another. */
  component(name: string, pathItem: PathItem): JsonValue {
    const { operations = [] } = pathItem;
    const other = operations[0]?.pathItem.component;
    const { pathItems } = this.#printing.model.components;
    const isOther = other !== undefined && other !== name && pathItems.has(other);
    return isOther ? this.#printing.ref("pathItems", other) : this.own(pathItem, operations);
  }

  /** A path item itself. */
  own(pathItem: PathItem, operations: readonly Operation[]): JsonObject {
    const printing = this.#printing;
    const [first] = operations;
    const at = pathItem.location;
    const summary = printing.since(3, "The summary of a path", pathItem.summary, pathItem);
    const text = printing.since(3, "The description of a path", pathItem.description, pathItem);
    const members = new Members<PathItemObject>().put("summary", summary).put("description", text);
    const parameters = sharedParameters(operations, at);
    const hasServers =
      printing.spec > 2 &&
      operations.every(({ servers }) => servers?.[0] && isAt(servers[0].location, at, 2));
    if (hasServers && first) this.#dialect.servers(members, first);
    members.put("parameters", listed(parameters.map((one) => this.#dialect.parameter(one))));
    this.#methods(members, operations, new Set(parameters), hasServers);
    return printing.rest(members, pathItem).end();
  }

  #methods(
    members: Members<PathItemObject>,
    operations: readonly Operation[],
    shared: ReadonlySet<Parameter>,
    hasServers: boolean,
  ): void {
    const additional = new Members<object>();
    for (const operation of operations) {
      const { method, location } = operation;
      const name = this.#dialect.methods.get(method);
      const isAdditional = name === undefined && this.#printing.spec >= 3.2;
      if (name === undefined && !isAdditional) {
        this.#printing.lose(`An operation of the method ${method}`, location);
        continue;
      }
      const printed = this.#operations.print(operation, shared, hasServers);
      if (name === undefined) additional.add(method, printed);
      else members.add(name, printed);
    }
    if (additional.size > 0) members.put("additionalOperations", additional.end());
  }
}

/**
 * The parameters that stand at the path item, in its order: those that were read there, and the shared ones between
 * them. None where reading them again would give another order.
 */
function sharedParameters(
  operations: readonly Operation[],
  at: SourceLocation,
): readonly Parameter[] {
  const candidates = [commonStart(operations, at), readThere(operations, at)];
  return candidates.find((shared) => keepsOrder(shared, operations)) ?? [];
}

function standsThere({ location, component }: Parameter, at: SourceLocation): boolean {
  if (component !== undefined || typeof location.key !== "number") return false;
  return location.parent?.key === "parameters" && isAt(location, at, 2);
}

function readThere(operations: readonly Operation[], at: SourceLocation): Parameter[] {
  const found = new Map<number, Parameter>();
  for (const { parameters } of operations) {
    for (const parameter of parameters) {
      if (standsThere(parameter, at)) found.set(Number(parameter.location.key), parameter);
    }
  }
  return [...found].sort(([one], [other]) => one - other).map(([, parameter]) => parameter);
}

function commonStart(operations: readonly Operation[], at: SourceLocation): readonly Parameter[] {
  const [first] = operations;
  if (!first) return [];
  const last = first.parameters.findLastIndex((parameter) => standsThere(parameter, at));
  return first.parameters.slice(0, last + 1);
}

function keepsOrder(shared: readonly Parameter[], operations: readonly Operation[]): boolean {
  return operations.every(({ parameters }) => {
    const identity = ({ name, in: place }: Parameter): string => `${place} ${name}`;
    const ids = parameters.map(identity);
    return shared.every((parameter, index) => ids[index] === identity(parameter));
  });
}

/** Whether a place is so many steps below another. */
function isAt(place: SourceLocation, below: SourceLocation, steps: number): boolean {
  let at: SourceLocation | undefined = place;
  for (let step = 0; step < steps; step++) at = at?.parent;
  if (!at || at.file !== below.file) return false;
  if (at === below) return true;
  return locationPath(at).join("\n") === locationPath(below).join("\n");
}

function differing(text: string | undefined, other: string | undefined): string | undefined {
  return text === other ? undefined : text;
}
