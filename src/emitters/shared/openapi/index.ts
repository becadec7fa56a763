export { OPENAPI_DIALECTS, type OpenApiDialect } from "./dialect.js";
export type { ExtensionPrinter } from "./extension-printer.js";
export { printOpenApi, type PrintedDocument, type PrintOptions } from "./print-openapi.js";
