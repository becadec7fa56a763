import { DiagnosticBag } from "../diagnostics/diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { PathKey, SourceLocation } from "../diagnostics/location.js";
import type { Document } from "../document/document.js";
import { locateChild } from "../document/document.js";
import type { Components, Integration, Schema } from "../model/index.js";
import type { SourceFile } from "../source/source-file.js";
import type { JsonObject, JsonValue } from "../util/json.js";
import type { SpecVersion } from "./dialect.js";

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
  /** Names what components stand for that only bind dynamic anchors. */
  claimDynamic(): void;
  /** The name of the schema that a discriminator's mapping means, by name or by reference. */
  nameOfMapping(value: JsonValue, at: SourceLocation, scope: Scope): string | undefined;
}

/** A raw value at its place. */
export interface RawMember {
  readonly name: string;
  readonly value: JsonValue;
  readonly location: SourceLocation;
}

/** The kinds of reusable nodes. */
export type Section = Exclude<keyof Components, "hoisted">;

/** Where a reference leads. */
export interface RefTarget {
  readonly value: JsonValue;
  readonly location: SourceLocation;
  /** What references inside the target are relative to. */
  readonly scope: Scope;
}

/** What a dynamic anchor stands for: the schema, and where it was bound. */
export interface Binding extends RefTarget {
  readonly boundAt: SourceLocation;
}

/** Dynamic anchors and what they stand for in a dynamic scope. */
export type Bindings = ReadonlyMap<string, Binding>;

/** A schema that importing names because something refers to it. */
export interface HoistedSchema extends RefTarget {
  readonly name: string;
}

/** Whether a chain of references need not be followed beyond a value. */
export type EndTest = (value: JsonValue, scope: Scope) => boolean;

/** Finds what references point to. */
export interface References {
  /** The document itself. */
  readonly root: Scope;
  /**
   * What `ref`, in the object at `at`, leads to. All steps until something that is no mere reference; `isEnd` may stop earlier.
   * A chain that comes back to itself is reported.
   */
  follow(ref: string, scope: Scope, at: SourceLocation, isEnd?: EndTest): RefTarget | undefined;
  /** The resource that a schema with an `$id` is. */
  resourceOf(raw: JsonObject, location: SourceLocation, scope: Scope): Scope;
  /** The same as `follow` without reports. */
  peek(ref: string, scope: Scope, at: SourceLocation, isEnd?: EndTest): RefTarget | undefined;
}

/** Knows the document's components by their raw objects, and names the schemas that stand elsewhere. */
export interface ComponentNames {
  /** How a plain reference to one of the document's schemas starts. */
  readonly schemaPrefix: string;
  /** The names that `hoist` gave. */
  readonly hoisted: ReadonlySet<string>;
  /** The members of a section, each with its place. */
  members(section: Section, root: Scope): RawMember[];
  /** Whether the document itself has a component of this name. */
  has(section: Section, name: string): boolean;
  /** The name of the component that a raw value is or stands for. */
  nameOf(section: Section, value: JsonValue): string | undefined;
  /** The name of a schema that stands outside of the components; the first use gives it one. */
  hoist(target: RefTarget): string;
  /** The name of a target in a dynamic scope, by its key; given on first use, after the names in `words`. */
  specialize(target: RefTarget, key: string, words: readonly string[]): string;
  /** Gives a component's name to a target in a dynamic scope. */
  claimSpecial(key: string, name: string): boolean;
  /** The next hoisted schema that is not imported yet. */
  nextHoisted(): HoistedSchema | undefined;
}

/** A resource that references are relative to: the document, another file, or a schema with `$id`. */
export interface Scope {
  readonly run: ImportRun;
  readonly file: SourceFile;
  readonly value: JsonValue;
  readonly location: SourceLocation;
  /** References resolved before, by their text. */
  readonly refs: Map<string, RefTarget | undefined>;
  /** The URI that identifiers are relative to. */
  readonly base: string;
  /** The resource around one with an `$id`. */
  readonly outer?: Scope;
  readonly bindings?: Bindings;
}

/** The state of importing one document. */
export interface ImportRun {
  readonly document: Document;
  readonly spec: SpecVersion;
  /** AsyncAPI's schemas are of draft 07: a discriminator is a name, `items` may be a list. */
  readonly isAsync: boolean;
  readonly diagnostics: DiagnosticBag;
  readonly components: ComponentNames;
  readonly resolver: References;
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
