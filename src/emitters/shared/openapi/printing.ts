import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { SourceLocation } from "../../../diagnostics/location.js";
import type { ApiModel, Components, ModelNode, Named, Value } from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import { diagnostic } from "./diagnostics.js";
import { DIALECT_TITLE, type OpenApiDialect, SPEC_VERSION, type SpecVersion } from "./dialect.js";
import type { ExtensionPrinter } from "./extension-printer.js";
import type { Members } from "./members.js";
import { moveReferences } from "./move-references.js";

/** A section of the components whose nodes are used by reference. */
export type Section = Exclude<keyof Components, "hoisted">;

const SWAGGER_SECTIONS: Partial<Record<Section, string>> = {
  schemas: "definitions",
  parameters: "parameters",
  requestBodies: "parameters",
  responses: "responses",
};

/** The state of writing one model in one dialect. */
export class Printing {
  readonly model: ApiModel;
  readonly dialect: OpenApiDialect;
  readonly spec: SpecVersion;
  /** Whether the source is of the dialect: what it held there can stand there again. */
  readonly isOwn: boolean;
  readonly extensions: ExtensionPrinter | undefined;
  readonly losses: Diagnostic[] = [];
  readonly #told = new Set<unknown>();

  constructor(model: ApiModel, dialect: OpenApiDialect, extensions: ExtensionPrinter | undefined) {
    this.model = model;
    this.dialect = dialect;
    this.spec = SPEC_VERSION[dialect];
    this.isOwn = model.source.dialect === dialect;
    this.extensions = extensions;
  }

  /** Reports what the dialect has no words for. */
  lose(what: string, location: SourceLocation): undefined {
    this.losses.push(diagnostic("export-lost", location, [what, DIALECT_TITLE[this.dialect]]));
    return undefined;
  }

  /** Reports another form with nearly the same meaning. */
  change(what: string, how: string, location: SourceLocation): void {
    this.losses.push(diagnostic("export-changed", location, [what, how]));
  }

  /** Some response, for dialects that ask for one of an operation that describes none. */
  anyResponse({ location }: ModelNode): JsonObject {
    this.change("An operation without responses", "one with a `default` response", location);
    return { default: { description: "" } };
  }

  /** A member's value if the dialect knows it from a version on, else a loss. */
  since<T>(version: SpecVersion, what: string, value: T | undefined, at: ModelNode): T | undefined {
    if (value === undefined || this.spec >= version || this.isOwn) return value;
    return this.lose(what, at.location);
  }

  /** The same for something that many uses share: reported once. */
  loseOnce(key: unknown, what: string, location: SourceLocation): undefined {
    if (!this.#told.has(key)) this.lose(what, location);
    this.#told.add(key);
    return undefined;
  }

  /** `#/components/SECTION/NAME`, or its place in Swagger 2.0. */
  pointer(section: Section, name: string): string {
    const place = this.spec === 2 ? SWAGGER_SECTIONS[section] : `components/${section}`;
    return `#/${place ?? section}/${fragmentToken(name)}`;
  }

  /** A reference to a component. */
  ref(section: Section, name: string): JsonObject {
    return { $ref: this.pointer(section, name) };
  }

  /** Writes what a node keeps as it was written: extensions, and members that the dialect does not know. */
  rest<T>(members: Members<T>, node: ModelNode): Members<T> {
    return members.addAll(this.extensionsOf(node)).addAll(this.unknownOf(node));
  }

  /** The extensions of a node that are to be written; references in them follow their targets. */
  extensionsOf({ extensions }: ModelNode): readonly Named<JsonValue>[] | undefined {
    return this.extensionsIn(extensions);
  }

  /** The same for extensions of what is no node. */
  extensionsIn(
    extensions: readonly Named<JsonValue>[] | undefined,
  ): readonly Named<JsonValue>[] | undefined {
    const { extensions: printer } = this;
    if (!extensions) return undefined;
    const kept = printer?.keeps
      ? extensions.filter(({ name }) => printer.keeps?.(name))
      : extensions;
    if ((this.spec === 2) === (this.model.source.dialect === "swagger-2.0")) return kept;
    return kept.map(({ name, value }) => ({ name, value: moveReferences(value, this.spec) }));
  }

  /** Unknown members of a node: they mean nothing, or nothing to us, and another dialect may forbid them. */
  unknownOf({ unknown, location }: ModelNode): readonly Named<JsonValue>[] | undefined {
    if (!unknown || this.isOwn) return unknown;
    for (const { name } of unknown) this.lose(`The unknown member \`${name}\``, location);
    return undefined;
  }
}

/** A scalar, or the function that computes it. */
export function printValue(value: Value<string | number | boolean>): JsonValue {
  return typeof value === "object" ? { [value.function]: value.argument } : value;
}

/** One step of a JSON Pointer in a URI fragment (RFC 6901 §6, RFC 3986 §3.5). */
function fragmentToken(name: string): string {
  if (/^[\w.-]*$/.test(name)) return name;
  const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
  return escaped.replace(/[^\w.~!$&'()*+,;=:@-]/gu, encode);
}

function encode(character: string): string {
  // Half of a surrogate pair cannot be encoded.
  return /\p{Surrogate}/u.test(character) ? character : encodeURIComponent(character);
}
