import { DiagnosticBag } from "../diagnostics/diagnostic.js";
import type { Document } from "../document/document.js";
import { readApi } from "./api.js";
import { readAsyncApi } from "./asyncapi/api.js";
import type { SpecVersion } from "./dialect.js";
import { detectDialect } from "./dialect.js";
import type { ImportResult } from "./importer.js";
import { isPostmanCollection, postmanToOpenApi } from "./postman/to-openapi.js";
import { openapi3Parts } from "./openapi3/parts.js";
import { swagger2Parts } from "./swagger2/parts.js";
import { ComponentIndex } from "./refs/component-index.js";
import { RefResolver } from "./refs/ref-resolver.js";
import type { ImportRun } from "./run.js";
import { SchemaImporter } from "./schema/schema-importer.js";

export type { ImportResult } from "./importer.js";
export { WEBSOCKET_MEMBER } from "./extensions/websocket.js";
export { diagnostic as importerDiagnostics } from "./diagnostics.js";

/**
 * Imports a Swagger 2.0, OpenAPI 3.x or AsyncAPI 2 and 3 document, or a Postman collection, into the model; what is wrong in it
 * stands among the diagnostics.
 */
export function importDocument(document: Document): ImportResult {
  if (isPostmanCollection(document.value)) return importCollection(document);
  const { detected, diagnostics } = detectDialect(document.value, document.location);
  if (!detected) return { diagnostics };
  const isAsync = detected.dialect.startsWith("asyncapi");
  const run = new Run(document, detected.spec, isAsync);
  run.diagnostics.add(...diagnostics);
  run.components.addSections(run.resolver.root);
  run.schemas.claimDynamic();
  const model = isAsync
    ? readAsyncApi(run, detected)
    : readApi(run, detected, detected.spec === 2 ? swagger2Parts() : openapi3Parts());
  return { model, diagnostics: run.diagnostics.items };
}

function importCollection(collection: Document): ImportResult {
  const { model, diagnostics } = importDocument(postmanToOpenApi(collection));
  if (!model) return { diagnostics };
  const source = { ...model.source, dialect: "postman" as const, version: "2.1.0" };
  return { model: { ...model, source }, diagnostics };
}

class Run implements ImportRun {
  readonly document: Document;
  readonly spec: SpecVersion;
  readonly isAsync: boolean;
  readonly diagnostics = new DiagnosticBag();
  readonly components: ComponentIndex;
  readonly resolver: RefResolver;
  readonly schemas: SchemaImporter;
  readonly integrations: ImportRun["integrations"] = new Map();

  constructor(document: Document, spec: SpecVersion, isAsync: boolean) {
    this.isAsync = isAsync;
    this.document = document;
    this.spec = spec;
    this.components = new ComponentIndex(spec);
    this.resolver = new RefResolver(this);
    this.schemas = new SchemaImporter(this);
  }
}
