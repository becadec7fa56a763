import { DiagnosticBag } from "../diagnostics/diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { PathKey, SourceLocation } from "../diagnostics/location.js";
import type { Document } from "../document/document.js";
import { locateChild } from "../document/document.js";
import type { Integration, Schema } from "../model/index.js";
import type { SourceFile } from "../source/source-file.js";
import type { JsonObject, JsonValue } from "../util/json.js";
import type { SpecVersion } from "./dialect.js";
import type { ComponentIndex } from "./refs/component-index.js";
import type { RefResolver, RefTarget } from "./refs/ref-resolver.js";

/** Reads schemas, which any part of a document may hold. */
export interface SchemaReader {
  /** A schema in any form; what cannot be one becomes a schema that accepts anything, with a diagnostic. */
  read(raw: JsonValue | undefined, location: SourceLocation, scope: Scope): Schema;
  /** The same for keywords that stand among the members of another object, `others`. */
  readKeywords(
    raw: JsonObject,
    location: SourceLocation,
    scope: Scope,
    others?: ReadonlySet<string>,
  ): Schema;
  /** The schema that the document names so among its components. */
  readComponent(name: string, raw: JsonValue, location: SourceLocation, scope: Scope): Schema;
  /** The name of the schema that a discriminator's mapping means, by name or by reference. */
  nameOfMapping(value: JsonValue, at: SourceLocation, scope: Scope): string | undefined;
}

/** A resource that references are relative to: the document, another file, or a schema with `$id`. */
export interface Scope {
  readonly run: ImportRun;
  readonly file: SourceFile;
  readonly value: JsonValue;
  readonly location: SourceLocation;
  /** References resolved before, by their text. */
  readonly refs: Map<string, RefTarget | undefined>;
}

/** The state of importing one document. */
export interface ImportRun {
  readonly document: Document;
  readonly spec: SpecVersion;
  readonly diagnostics: DiagnosticBag;
  readonly components: ComponentIndex;
  readonly resolver: RefResolver;
  readonly schemas: SchemaReader;
  /** Integrations that were read by reference, by their raw objects. */
  readonly integrations: Map<JsonValue, Integration>;
}

/** Reports a finding. */
export function report(scope: Scope, finding: Diagnostic): void {
  scope.run.diagnostics.add(finding);
}

/** The location of a member; the overlay's where an overlay brought it in. */
export function locate(
  scope: Scope,
  parent: SourceLocation,
  key: PathKey,
  value: JsonValue | undefined,
): SourceLocation {
  return locateChild(scope.run.document, parent, key, value);
}
