import type { Dialect } from "../../../model/index.js";

/** The dialects that a model can be written in. */
export const OPENAPI_DIALECTS = [
  "openapi-3.2",
  "openapi-3.1",
  "openapi-3.0",
  "swagger-2.0",
] as const;

/** One of the dialects that a model can be written in. */
export type OpenApiDialect = (typeof OPENAPI_DIALECTS)[number];

/** Versions of the specification, comparable with `<`. */
export type SpecVersion = 2 | 3 | 3.1 | 3.2;

/** The version that a dialect is of. */
export const SPEC_VERSION: Readonly<Record<OpenApiDialect, SpecVersion>> = {
  "swagger-2.0": 2,
  "openapi-3.0": 3,
  "openapi-3.1": 3.1,
  "openapi-3.2": 3.2,
};

/** What users call a dialect. */
export const DIALECT_TITLE: Readonly<Record<OpenApiDialect, string>> = {
  "swagger-2.0": "Swagger 2.0",
  "openapi-3.0": "OpenAPI 3.0",
  "openapi-3.1": "OpenAPI 3.1",
  "openapi-3.2": "OpenAPI 3.2",
};

/** The version that is written where the source gives none of that dialect. */
const WRITTEN: Readonly<Record<OpenApiDialect, string>> = {
  "swagger-2.0": "2.0",
  "openapi-3.0": "3.0.3",
  "openapi-3.1": "3.1.0",
  "openapi-3.2": "3.2.0",
};

/** The version member's value: the source's own where it is of the dialect and well formed. */
export function versionText(
  dialect: OpenApiDialect,
  source: { readonly dialect: Dialect; readonly version: string },
): string {
  const isOwn = source.dialect === dialect && /^3\.\d+\.\d+/.test(source.version);
  return isOwn ? source.version : WRITTEN[dialect];
}
