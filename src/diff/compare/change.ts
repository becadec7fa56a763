import type { SourceLocation } from "../../diagnostics/location.js";
import type { JsonValue } from "../../util/json.js";
import type { Flow, SchemaChange } from "./schema-change.js";

/** The two ends of a value that changed. */
export interface BeforeAfter {
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** Deprecation, sunset and stability of what is removed. */
export interface Farewell {
  readonly deprecated: boolean;
  readonly sunset?: string;
  readonly stability?: string;
}

/** What is recorded of each kind of change. */
export interface ChangeDetails {
  readonly "operation-removed": Farewell;
  readonly "operation-added": object;
  readonly "operation-deprecated": { readonly sunset?: string; readonly stability?: string };
  readonly "operation-reactivated": object;
  readonly "operation-id": BeforeAfter;
  readonly "operation-tag": { readonly tag: string; readonly added: boolean };
  readonly "sunset-removed": { readonly deprecated: boolean };
  readonly "sunset-changed": { readonly before: string; readonly after: string };
  readonly "sunset-invalid": { readonly value: string };
  readonly "stability-changed": { readonly before: string; readonly after: string };
  readonly "stability-invalid": { readonly value: string };
  readonly "parameter-removed": Farewell & { readonly required: boolean };
  readonly "parameter-added": { readonly required: boolean; readonly hasDefault: boolean };
  readonly "parameter-required": { readonly required: boolean };
  readonly "parameter-default": BeforeAfter;
  readonly "parameter-serialization": BeforeAfter;
  readonly "parameter-reserved": { readonly allowed: boolean };
  readonly "parameter-empty": { readonly allowed: boolean };
  readonly "parameter-deprecated": { readonly deprecated: boolean; readonly sunset?: string };
  readonly "body-added": { readonly required: boolean };
  readonly "body-removed": object;
  readonly "body-required": { readonly required: boolean };
  readonly "media-type": {
    readonly name: string;
    readonly action: "added" | "removed" | "generalized" | "specialized";
  };
  readonly "media-type-schema": { readonly added: boolean };
  readonly encoding: BeforeAfter & { readonly property: string };
  readonly response: { readonly action: "added" | "removed"; readonly success: boolean };
  readonly "header-removed": { readonly required: boolean };
  readonly "header-added": { readonly required: boolean };
  readonly "header-required": { readonly required: boolean };
  readonly schema: SchemaChange;
  readonly "schema-deprecated": {
    readonly path: readonly string[];
    readonly deprecated: boolean;
    readonly sunset?: string;
  };
  readonly "schema-sunset": BeforeAfter & { readonly path: readonly string[] };
  readonly "schema-stability": BeforeAfter & { readonly path: readonly string[] };
  readonly "schema-default": BeforeAfter & { readonly path: readonly string[] };
  readonly "schema-access": BeforeAfter & {
    readonly path: readonly string[];
    readonly flag: "readOnly" | "writeOnly";
  };
  readonly "schema-discriminator": BeforeAfter & {
    readonly path: readonly string[];
    readonly what: "property" | "mapping" | "discriminator";
  };
  readonly "schema-extensible-enum": BeforeAfter & { readonly path: readonly string[] };
  readonly link: BeforeAfter & {
    readonly name: string;
    readonly action: "added" | "removed" | "changed";
  };
  readonly callback: { readonly name: string; readonly action: "added" | "removed" };
  readonly webhook: {
    readonly name: string;
    /** A webhook, or an event of the WebSocket API. */
    readonly what: "webhook" | "event";
    readonly action: "added" | "removed";
  };
  readonly security: BeforeAfter & { readonly effect: "narrowed" | "widened" };
  readonly "security-scope": {
    readonly scope: string;
    readonly scheme: string;
    readonly added: boolean;
  };
  readonly scheme: { readonly name: string; readonly action: "added" | "removed" };
  readonly "scheme-field": BeforeAfter & {
    readonly name: string;
    readonly field: string;
    readonly used: boolean;
  };
  readonly server: { readonly url: string; readonly action: "added" | "removed" };
  readonly version: BeforeAfter;
  readonly "version-policy": BeforeAfter & {
    readonly what: "lowered" | "not-raised" | "major-not-raised";
  };
  readonly "component-removed": { readonly name: string };
  readonly gateway: BeforeAfter & {
    readonly aspect: string;
    readonly effect: "narrowed" | "widened" | "changed";
  };
  readonly surface: BeforeAfter & { readonly aspect: string; readonly name: string };
}

/** Where a change stands in both documents. */
export interface ChangePlaces {
  readonly old?: SourceLocation;
  readonly new?: SourceLocation;
}

/** What every change says of its place. */
export interface ChangeBase {
  /** The operation's key on the newer side that has it, such as `GET /pets/{petId}`. */
  readonly operation?: string;
  /** The part of the operation or document, such as `query parameter \`limit\``. */
  readonly subject: string;
  /** Which way the values of the part travel; absent where none do. */
  readonly flow?: Flow;
  readonly tags?: readonly string[];
  readonly places: ChangePlaces;
}

/** The kinds of change. */
export type ChangeKind = keyof ChangeDetails;

/** One change of one kind. */
export type ChangeOf<K extends ChangeKind> = ChangeBase & {
  readonly kind: K;
  readonly details: ChangeDetails[K];
};

/** One change between two models: what it is, without a judgement. */
export type Change = { [K in ChangeKind]: ChangeOf<K> }[ChangeKind];
