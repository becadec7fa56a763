import type { ApiModel, Operation, Parameter } from "../../../model/index.js";
import type { JsonArray, JsonObject, JsonValue } from "../../../util/json.js";
import type { Members } from "./members.js";

/** What Swagger 2 and OpenAPI 3 write in different ways. */
export interface DialectPrinter {
  /** The members of the root that come before the paths: version, servers. */
  head<T>(members: Members<T>, model: ApiModel): void;
  /** The members of the root that hold the components, after the paths. */
  components<T>(members: Members<T>, model: ApiModel): void;
  /** A parameter where it is used; undefined where the dialect has none in that place. */
  parameter(parameter: Parameter): JsonValue | undefined;
  /** Parameters and body of an operation; those in `shared` stand at its path item. */
  inputs<T>(members: Members<T>, operation: Operation, shared: ReadonlySet<Parameter>): void;
  /** The responses of an operation by status. */
  responses(operation: Operation): JsonObject;
  /** The servers of an operation or a path item. */
  servers<T>(members: Members<T>, operation: Operation): void;
  /** Whether an operation can be written under its method's own name, and under which. */
  readonly methods: ReadonlyMap<string, string>;
}

/** Writes single operations for their path items. */
export interface OperationWriter {
  /** One operation; the parameters in `shared` and, when `hasServers`, the servers stand at its path item. */
  print(operation: Operation, shared: ReadonlySet<Parameter>, hasServers: boolean): JsonObject;
}

/** A list, unless there is nothing in it. */
export function listed(items: readonly (JsonValue | undefined)[]): JsonArray | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length > 0 ? known : undefined;
}
