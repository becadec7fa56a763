import { EditableDocument, memberOf } from "../../document/editable-document.js";
import type { SourceLocation } from "../../diagnostics/location.js";
import { parsePointerFragment } from "../../util/json-pointer.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/** Calls of the API's operations in one language. */
export interface ExportedSamples {
  /** The name of the language, such as `TypeScript`. */
  readonly lang: string;
  /** Tells the samples of one SDK from others of the language: its package. */
  readonly label: string;
  /** By the operation's key, `GET /pets/{petId}`. */
  readonly sources: ReadonlyMap<string, string>;
}

const MEMBER = "x-codeSamples";

/**
 * Writes calls into the operations of an OpenAPI document, as `x-codeSamples` (Redocly's vendor extension). A sample of
 * the same language and label is replaced, all others stay.
 */
export function withCodeSamples(
  document: JsonObject,
  samples: ExportedSamples,
  location: SourceLocation,
): JsonObject {
  const editable = new EditableDocument(document, location);
  const { paths } = document;
  for (const [path, item] of Object.entries(isJsonObject(paths) ? paths : {})) {
    const at = placeOfItem(document, item) ?? ["paths", path];
    for (const [method, place] of operationsAt(editable, at)) {
      const source = samples.sources.get(`${method} ${path}`);
      if (source === undefined) continue;
      const before = editable.at([...place, MEMBER]);
      const after = joined(before, { lang: samples.lang, label: samples.label, source });
      if (after !== before) editable.set([...place, MEMBER], after, location);
    }
  }
  return editable.root;
}

/** Where a path item is written that is only referred to in its place. */
function placeOfItem(document: JsonObject, item: JsonValue): readonly string[] | undefined {
  const reference = memberOf(item, "$ref");
  if (typeof reference !== "string" || !reference.startsWith("#/")) return undefined;
  const place = parsePointerFragment(reference.slice(1)).map(String);
  const target = place.reduce<JsonValue | undefined>(memberOf, document);
  return isJsonObject(target) ? place : undefined;
}

/** The operations of a path item by method, each with its place. */
function operationsAt(
  editable: EditableDocument,
  at: readonly string[],
): readonly (readonly [method: string, place: readonly string[]])[] {
  const item = editable.at(at);
  if (!isJsonObject(item)) return [];
  const further = item["additionalOperations"];
  return [
    ...Object.keys(item).map((name) => [methodOf(name), [...at, name]] as const),
    ...Object.keys(isJsonObject(further) ? further : {}).map(
      (name) => [name, [...at, "additionalOperations", name]] as const,
    ),
  ];
}

function methodOf(member: string): string {
  return member === "x-amazon-apigateway-any-method" ? "ANY" : member.toUpperCase();
}

/** The samples with one more, or with it in the place of its like; the very same where it is there already. */
function joined(before: JsonValue | undefined, sample: JsonObject): JsonValue {
  const samples = Array.isArray(before) ? (before as readonly JsonValue[]) : [];
  const isLike = (other: JsonValue): boolean =>
    memberOf(other, "lang") === sample["lang"] && memberOf(other, "label") === sample["label"];
  const at = samples.findIndex(isLike);
  if (before !== undefined && memberOf(samples[at], "source") === sample["source"]) return before;
  if (at < 0) return [...samples, sample];
  return samples.map((other, index) => (index === at ? sample : other));
}
