import type { OperationObject } from "openapi3-ts/oas32";
import type { Callback, Operation, Parameter } from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import type { DialectPrinter, OperationWriter } from "./dialect-printer.js";
import { printExternalDocs } from "./info-printer.js";
import { Members, namedValues, withMembers } from "./members.js";
import { PathItemPrinter } from "./path-printer.js";
import type { Printing } from "./printing.js";
import { printSecurity } from "./security-printer.js";

/** Writes operations with all that stands in them. */
export class OperationPrinter implements OperationWriter {
  readonly #printing: Printing;
  readonly #dialect: DialectPrinter;
  readonly #pathItems: PathItemPrinter;

  constructor(printing: Printing, dialect: DialectPrinter) {
    this.#printing = printing;
    this.#dialect = dialect;
    this.#pathItems = new PathItemPrinter(printing, dialect, this);
  }

  get pathItems(): PathItemPrinter {
    return this.#pathItems;
  }

  /** One operation; the parameters in `shared` and, when `hasServers`, the servers stand at its path item. */
  print(operation: Operation, shared: ReadonlySet<Parameter>, hasServers: boolean): JsonObject {
    const printing = this.#printing;
    const { tags, externalDocs, callbacks, security } = operation;
    const members = new Members<OperationObject>()
      .put("tags", tags.length > 0 ? tags : undefined)
      .put("summary", operation.summary)
      .put("description", operation.description)
      .put("externalDocs", externalDocs && printExternalDocs(externalDocs, printing))
      .put("operationId", operation.operationId);
    this.#dialect.inputs(members, operation, shared);
    if (operation.responses.length > 0 || printing.spec < 3.1) {
      const more = printing.extensionsIn(operation.responsesExtensions);
      members.put("responses", withMembers(this.#dialect.responses(operation), more));
    }
    if (callbacks && printing.spec === 2) {
      printing.lose("A callback", callbacks[0]?.value.location ?? operation.location);
    } else
      members.put("callbacks", callbacks && namedValues(callbacks, (one) => this.callback(one)));
    members.put("deprecated", operation.deprecated);
    const required = printSecurity(security, printing);
    if (security && !required) printing.lose("The security of an operation", operation.location);
    members.put("security", required);
    if (!hasServers) this.#dialect.servers(members, operation);
    this.#extensions(members, operation);
    return printing.rest(members, operation).end();
  }

  #extensions(members: Members<OperationObject>, operation: Operation): void {
    const { lifecycle, transform } = operation;
    const { extensions, spec } = this.#printing;
    const add = (name: string, value: JsonValue | undefined): void => {
      if (extensions?.keeps?.(name) ?? true) members.add(name, value);
    };
    add("x-stability-level", lifecycle?.stability);
    add("x-sunset", lifecycle?.sunset);
    add("x-internal", lifecycle?.internal);
    add("x-gw-gen-transform", transform?.written);
    const more = extensions?.operation(spec === 2 ? withOwnIntegration(operation) : operation);
    for (const [name, value] of Object.entries(more ?? {})) members.add(name, value);
  }

  /** A callback where it is used. */
  callback(callback: Callback): JsonValue {
    const { component } = callback;
    const isNamed =
      component !== undefined && this.#printing.model.components.callbacks.has(component);
    return isNamed ? this.#printing.ref("callbacks", component) : this.ownCallback(callback);
  }

  /** A callback itself: a path item for each expression. */
  ownCallback(callback: Callback): JsonObject {
    const members = new Members<object>();
    for (const { name, value } of callback.expressions) {
      members.add(name, this.#pathItems.print(value));
    }
    return this.#printing.rest(members, callback).end();
  }
}

/** An operation whose integration stands in it: Swagger 2.0 has no place for named ones. */
function withOwnIntegration(operation: Operation): Operation {
  const { gateway } = operation;
  if (!gateway?.integration?.component) return operation;
  const { component: _component, ...integration } = gateway.integration;
  return { ...operation, gateway: { ...gateway, integration } };
}
