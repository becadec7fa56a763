import type { OpenAPIObject } from "openapi3-ts/oas32";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { ApiModel } from "../../../model/index.js";
import type { JsonObject } from "../../../util/json.js";
import { ContentPrinter } from "./content-printer.js";
import type { DialectPrinter } from "./dialect-printer.js";
import { type OpenApiDialect, versionText } from "./dialect.js";
import type { ExtensionPrinter } from "./extension-printer.js";
import { printExternalDocs, printInfo, printTag } from "./info-printer.js";
import { Members, objectOf, withMembers } from "./members.js";
import { OpenApi3Printer } from "./openapi3/printer.js";
import { OperationPrinter } from "./operation-printer.js";
import { Printing } from "./printing.js";
import { SchemaPrinter } from "./schema-printer.js";
import { printSecurity } from "./security-printer.js";
import { Swagger2Printer } from "./swagger2/printer.js";

/** How a model is written as an OpenAPI document. */
export interface PrintOptions {
  readonly dialect: OpenApiDialect;
  /** Writes the extensions that the model holds in typed fields; without it they are left out. */
  readonly extensions?: ExtensionPrinter;
}

/** The document as a JSON value whose keys stand in the order to be written, and what could not be written. */
export interface PrintedDocument {
  readonly document: JsonObject;
  readonly losses: readonly Diagnostic[];
}

/** Writes a model as a document of a dialect; each thing that the dialect cannot say is a loss. */
export function printOpenApi(model: ApiModel, options: PrintOptions): PrintedDocument {
  const printing = new Printing(model, options.dialect, options.extensions);
  const content = new ContentPrinter(printing, new SchemaPrinter(printing));
  const openApi3 = new OpenApi3Printer(printing, content);
  const dialect = printing.spec === 2 ? new Swagger2Printer(printing, content) : openApi3;
  const operations = new OperationPrinter(printing, dialect);
  openApi3.operations = operations;
  const document = printRoot(printing, dialect, operations);
  return { document, losses: printing.losses };
}

function printRoot(
  printing: Printing,
  dialect: DialectPrinter,
  operations: OperationPrinter,
): JsonObject {
  const { model, spec, extensions } = printing;
  const { tags, externalDocs } = model;
  const version = versionText(printing.dialect, model.source);
  const members = new Members<OpenAPIObject>()
    .add(spec === 2 ? "swagger" : "openapi", version)
    .put("info", printInfo(model.info, printing))
    .put("externalDocs", externalDocs && printExternalDocs(externalDocs, printing));
  dialect.head(members, model);
  const security = printSecurity(model.security, printing);
  if (model.security && !security) printing.lose("The document's security", model.location);
  members
    .put("security", security)
    .put("tags", tags.length > 0 ? tags.map((tag) => printTag(tag, printing)) : undefined)
    .put(
      "paths",
      withMembers(
        operations.pathItems.paths(model.operations),
        printing.extensionsIn(model.pathsExtensions),
      ),
    );
  printWebhooks(members, printing, operations);
  dialect.components(members, model);
  for (const [name, value] of Object.entries(extensions?.document(model, printing.dialect) ?? {})) {
    members.add(name, value);
  }
  return printing.rest(members, model).end();
}

/** Before OpenAPI 3.1 webhooks stand in an extension that many tools read. */
function printWebhooks(
  members: Members<OpenAPIObject>,
  { model, spec }: Printing,
  { pathItems }: OperationPrinter,
): void {
  if (model.webhooks.length === 0) return;
  const printed = objectOf(
    model.webhooks.map(({ name, operations }) => ({ name, value: pathItems.print(operations) })),
  );
  members.add(spec >= 3.1 ? "webhooks" : "x-webhooks", printed);
}
