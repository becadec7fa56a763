import type { OpenApiDialect } from "../shared/openapi/index.js";
import type { ExportedSamples } from "./code-samples.js";

/** What an export can be written as. */
export const EXPORT_FORMATS = [
  "openapi-3.2",
  "openapi-3.1",
  "openapi-3.0",
  "swagger-2.0",
  "asyncapi-3",
  "asyncapi-3.0",
  "postman",
  "http",
] as const;

/** One of the forms of an export. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The groups of gateway extensions that an export takes in. */
export const EXTENSION_GROUPS = [
  "all",
  "none",
  "aws",
  "apigateway",
  "integrations",
  "authorizers",
  "postman",
  "documentation",
] as const;

/** One of the groups. */
export type ExtensionGroup = (typeof EXTENSION_GROUPS)[number];

/** What shapes an exported document. */
export interface ExportDocumentOptions {
  readonly dialect: OpenApiDialect;
  /** The text's form; default that of the source. */
  readonly format?: "json" | "yaml";
  /** Print through the model even where the source is of the dialect. */
  readonly rebuild?: boolean;
  /** Put a document of several files into one, with references into its components. */
  readonly bundle?: boolean;
  /** The gateway extensions in it; all when absent. */
  readonly extensions?: readonly ExtensionGroup[];
  /** The value of `info.version`. */
  readonly version?: string;
  /** Put the stage's variables in place of `${stageVariables.NAME}`. */
  readonly resolveVariables?: boolean;
  /** Put what local references lead to in their place, recursion apart. */
  readonly dereference?: boolean;
  /** The stage whose view the model is. */
  readonly stage?: string;
  /** Whether operations may be missing from the model that the kept document has. */
  readonly isPart?: boolean;
  /** Calls of the operations to write into it. */
  readonly samples?: ExportedSamples;
}
