import type { ApiModel, Dialect, Operation, Tag } from "../../../model/index.js";
import type { SecurityScheme } from "../../../model/security.js";
import type { JsonObject } from "../../../util/json.js";

/**
 * What a vendor adds to a document: the `x-` members that typed parts of the model print as.
 * Each function gives its members in order; an empty object adds nothing.
 */
export interface ExtensionPrinter {
  /** Members of the root. */
  readonly document: (model: ApiModel, dialect: Dialect) => JsonObject;
  /** Members of the first server; Swagger 2 has no servers, its root holds them. */
  readonly server: (model: ApiModel) => JsonObject;
  /** Members of `components`; Swagger 2 has none. */
  readonly components: (model: ApiModel) => JsonObject;
  readonly operation: (operation: Operation) => JsonObject;
  readonly securityScheme: (scheme: SecurityScheme) => JsonObject;
  readonly tag: (tag: Tag) => JsonObject;
  /** Whether an `x-` member that the model keeps as it was written is written again; all are when absent. */
  readonly keeps?: (name: string) => boolean;
}
