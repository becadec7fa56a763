import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type PathKey, type SourceLocation } from "../diagnostics/location.js";
import type { SourceFile } from "../source/source-file.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import type { Document } from "./document.js";
import { diagnostic } from "./diagnostics.js";
import { EditableDocument, memberOf } from "./editable-document.js";
import { isApiDescription } from "./looks-like.js";

/** The document with its overlays applied, and what was wrong with them. */
export interface OverlaidDocument {
  readonly document: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the nodes that a JSONPath expression (RFC 9535) selects; throws on one that is wrong. */
type Query = (path: string, root: JsonValue) => Selection[];

interface Selection {
  readonly path: readonly PathKey[];
  readonly value: JsonValue;
}

interface Action {
  readonly target: string;
  readonly update?: JsonValue;
  readonly remove: boolean;
  readonly copy?: string;
  readonly location: SourceLocation;
}

/**
 * Applies OpenAPI Overlays (1.0 and 1.1) in order. An action that cannot be applied is reported and left out;
 * the document that was read stays as it is. `limit` ends after so many actions.
 */
export async function applyOverlays(
  document: Document,
  overlays: readonly SourceFile[],
  limit = Number.POSITIVE_INFINITY,
): Promise<OverlaidDocument> {
  if (overlays.length === 0) return { document, diagnostics: [] };
  // Loaded only here: few runs have overlays.
  const { query } = await import("json-p3");
  const select: Query = (path, root) =>
    // The library's own JSON type is writable, but it only reads.
    query(path, root as Parameters<typeof query>[1]).nodes.map(({ location, value }) => ({
      path: location,
      value: value as JsonValue,
    }));
  const editable = new EditableDocument(document.value, document.location, document.provenance);
  const run = new OverlayRun(editable, select);
  let left = limit;
  for (const overlay of overlays) {
    const { actions, diagnostics } = readOverlay(overlay, document.root);
    run.diagnostics.push(...diagnostics);
    for (const action of actions) if (left-- > 0) run.apply(action);
  }
  const { root: value, provenance } = editable;
  return { document: { ...document, value, provenance }, diagnostics: run.diagnostics };
}

/** Where the actions of overlays stand, in the order in which they are applied. */
export function overlayActions(
  overlays: readonly SourceFile[],
  target: SourceFile,
): readonly SourceLocation[] {
  return overlays.flatMap((file) => {
    return readOverlay(file, target).actions.map(({ location }) => location);
  });
}

function readOverlay(
  file: SourceFile,
  target: SourceFile,
): { actions: Action[]; diagnostics: Diagnostic[] } {
  const root = { file };
  const { value } = file;
  if (!isJsonObject(value) || !Array.isArray(value["actions"])) {
    return { actions: [], diagnostics: [diagnostic("overlay-form", root, ["a list `actions`"])] };
  }
  const diagnostics: Diagnostic[] = [];
  const version = value["overlay"];
  if (typeof version !== "string" || !/^1\.[01](?:\.|$)/.test(version)) {
    const shown = version === undefined ? "none" : JSON.stringify(version);
    diagnostics.push(diagnostic("overlay-version", childLocation(root, "overlay"), [shown]));
  }
  const extended = value["extends"];
  if (typeof extended === "string" && !namesFile(extended, target)) {
    const at = childLocation(root, "extends");
    diagnostics.push(diagnostic("overlay-extends", at, [extended, target.path]));
  }
  const list = childLocation(root, "actions");
  if (value["actions"].length === 0) {
    diagnostics.push(diagnostic("overlay-form", list, ["an action in its list"]));
  }
  const actions = (value["actions"] as readonly JsonValue[]).flatMap((item, index) => {
    const location = childLocation(list, index);
    const action = readAction(item, location);
    if (action) return [action];
    diagnostics.push(
      diagnostic("overlay-form", location, ["`target` and `update`, `remove` or `copy`"]),
    );
    return [];
  });
  return { actions, diagnostics };
}

function readAction(value: JsonValue, location: SourceLocation): Action | undefined {
  const target = memberOf(value, "target");
  const copy = memberOf(value, "copy");
  const update = memberOf(value, "update");
  const written = memberOf(value, "remove") ?? false;
  if (typeof target !== "string" || typeof written !== "boolean") return undefined;
  const remove = written;
  if (!remove && update === undefined && typeof copy !== "string") return undefined;
  return {
    target,
    remove,
    location,
    ...(update !== undefined && { update }),
    ...(typeof copy === "string" && { copy }),
  };
}

/** An overlay may be written for a copy elsewhere, so the name of the file decides. */
function namesFile(extended: string, target: SourceFile): boolean {
  const name = (path: string) => path.split(/[\\/:]/).at(-1);
  return target.id === "-" || name(decodeURI(extended)) === name(target.id);
}

/** The kinds of node that take different updates. */
type NodeKind = "an object" | "a list" | "a single value";

function kindOf(value: JsonValue): NodeKind {
  if (Array.isArray(value)) return "a list";
  return isJsonObject(value) ? "an object" : "a single value";
}

class OverlayRun {
  readonly diagnostics: Diagnostic[] = [];
  readonly #document: EditableDocument;
  readonly #select: Query;

  constructor(document: EditableDocument, select: Query) {
    this.#document = document;
    this.#select = select;
  }

  apply(action: Action): void {
    const before = mainParts(this.#document.root);
    const selected = this.#find(action.target, childLocation(action.location, "target"));
    if (!selected) return;
    if (selected.length === 0) {
      const at = childLocation(action.location, "target");
      this.diagnostics.push(diagnostic("overlay-no-match", at, [action.target]));
      return;
    }
    if (action.remove) this.#remove(selected, action);
    else this.#update(selected, action);
    const broken = brokenPart(before, this.#document.root);
    if (broken === undefined) return;
    const args = [action.target, broken] as const;
    this.diagnostics.push(diagnostic("overlay-breaks", action.location, [...args]));
  }

  #find(path: string, at: SourceLocation): Selection[] | undefined {
    try {
      return this.#select(path, this.#document.root);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.diagnostics.push(diagnostic("overlay-target", at, [path, reason]));
      return undefined;
    }
  }

  #remove(selected: readonly Selection[], { location, target }: Action): void {
    if (selected.some(({ path }) => path.length === 0)) {
      this.diagnostics.push(diagnostic("overlay-breaks", location, [target, "its root"]));
      return;
    }
    // From the last one: removing an item moves those behind it.
    for (const { path } of [...selected].sort((a, b) => comparePaths(b.path, a.path))) {
      this.#document.remove(path);
    }
  }

  #update(selected: readonly Selection[], action: Action): void {
    const source = this.#source(action);
    if (!source) return;
    const kinds = new Set(selected.map(({ value }) => kindOf(value)));
    if (kinds.size > 1) {
      const at = childLocation(action.location, "target");
      this.diagnostics.push(diagnostic("overlay-mixed", at, [action.target, [...kinds]]));
      return;
    }
    for (const { path } of selected) this.#merge(path, source.value, source.location);
  }

  /** What an action brings in, and where it stands. */
  #source(action: Action): { value: JsonValue; location: SourceLocation } | undefined {
    if (action.update !== undefined) {
      return { value: action.update, location: childLocation(action.location, "update") };
    }
    const at = childLocation(action.location, "copy");
    const found = this.#find(action.copy ?? "", at);
    const [only] = found ?? [];
    if (!found) return undefined;
    if (!only || found.length > 1) {
      this.diagnostics.push(diagnostic("overlay-copy", at, [action.copy ?? "", found.length]));
      return undefined;
    }
    return { value: only.value, location: this.#document.locate(only.path) };
  }

  #merge(path: readonly PathKey[], update: JsonValue, from: SourceLocation): void {
    const target = this.#document.at(path) ?? null;
    if (Array.isArray(target)) {
      this.#append(path, update, from);
    } else if (isJsonObject(target) && isJsonObject(update)) {
      this.#mergeMembers(path, target, update, from);
    } else if (kindOf(target) === kindOf(update)) {
      this.#document.set(path, update, from);
    } else if (update !== null) {
      // An empty value beside an object is a section left open, as the specification's own example has it.
      const shown = path.length === 0 ? "the document" : path.join(" › ");
      const args = [shown, kindOf(target), kindOf(update)] as const;
      this.diagnostics.push(diagnostic("overlay-incompatible", from, [...args]));
    }
  }

  #append(path: readonly PathKey[], update: JsonValue, from: SourceLocation): void {
    const list = this.#document.own(path);
    if (!Array.isArray(list) || update === null) return;
    if (!Array.isArray(update)) {
      list.push(update);
      this.#document.note(update, from);
      return;
    }
    (update as readonly JsonValue[]).forEach((item, index) => {
      list.push(item);
      this.#document.note(item, childLocation(from, index));
    });
  }

  #mergeMembers(
    path: readonly PathKey[],
    target: JsonObject,
    update: JsonObject,
    from: SourceLocation,
  ): void {
    for (const key of Object.keys(update)) {
      const value = update[key];
      if (value === undefined) continue;
      const at = childLocation(from, key);
      const isNew = memberOf(target, key) === undefined;
      if (isNew) this.#document.set([...path, key], value, at);
      else this.#merge([...path, key], value, at);
    }
  }
}

function comparePaths(a: readonly PathKey[], b: readonly PathKey[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (typeof x === "number" && typeof y === "number" && x !== y) return x - y;
    if (x !== y) return String(x) < String(y) ? -1 : 1;
  }
  return a.length - b.length;
}

/** The members without which a document is no API description, as far as it has them. */
function mainParts(root: JsonObject): string[] {
  const isVersion = (key: string) => typeof memberOf(root, key) === "string";
  const isSection = (key: string) => isJsonObject(memberOf(root, key));
  return [
    ...["openapi", "swagger", "asyncapi"].filter(isVersion),
    ...["info", "paths", "components", "channels"].filter(isSection),
  ];
}

/** What an action took away that makes a document an API description; undefined when nothing is missing. */
function brokenPart(before: readonly string[], after: JsonObject): string | undefined {
  const parts = mainParts(after);
  const lost = before.find((key) => !parts.includes(key));
  // A section may go, for another one may hold the API.
  const mayGo = lost === "paths" || lost === "components" || lost === "channels";
  if (lost === undefined || (mayGo && isApiDescription(after))) return undefined;
  return `\`${lost}\``;
}
