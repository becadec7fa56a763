import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation } from "../diagnostics/location.js";
import { mergeMembers } from "../document/merge-members.js";
import { openDocument, type OpenOptions } from "../document/open-document.js";
import { applyOverlays } from "../document/overlay.js";
import { blamedAction } from "../document/overlay-blame.js";
import type { Document } from "../document/document.js";
import type { InputFile } from "../emitter/emitter.js";
import { importDocument, WEBSOCKET_MEMBER } from "../importer/index.js";
import type { ApiModel } from "../model/index.js";
import { applySettings } from "../passes/apply-settings.js";
import { domainsOfOthers } from "../passes/domain-uses.js";
import { filterOperations, type OperationFilter } from "../passes/filter-operations.js";
import { joinWebSocket } from "../passes/join-websocket.js";
import { stageOverlays } from "../passes/stage-overlays.js";
import { stageView } from "../passes/stage-view.js";
import { checkSettings, loadSettings } from "../settings/load-settings.js";
import type { Settings } from "../settings/settings.js";
import { readSource, type ReadOptions } from "../source/read-source.js";
import type { ReadResult, SourceFile, SourceReader } from "../source/source-file.js";
import type { LoadResult } from "./load-result.js";
import { hasErrors } from "./policy.js";
import { attachTemplates } from "./template-files.js";

/** How a spec is loaded. */
export interface LoadOptions extends ReadOptions, OpenOptions, OperationFilter {
  /** The settings file, as a spec argument; `gw-gen.yaml` beside the spec when absent, none when `false`. */
  readonly settings?: string | false;
  /** Overlay files, as spec arguments; applied after those of the settings. */
  readonly overlays?: readonly string[];
  /** The stage that the model is narrowed to; all of them when absent. */
  readonly stage?: string;
  /** Imports that several loads share: each spec is imported once for each set of overlays. */
  readonly imports?: ImportCache;
}

/** What specs became under sets of overlays, before any stage's view. */
export type ImportCache = Map<string, Promise<Imported>>;

/** A spec as imported, and what was read and found for that. */
export interface Imported {
  readonly document?: Document;
  readonly model?: ApiModel;
  /** The reader of the spec, then those of the settings and of overlays from options. */
  readonly readers: readonly [SourceReader, ...SourceReader[]];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a spec, applies overlays and settings, and imports it into the model.
 * Bad input never throws: it gives diagnostics, and no model when nothing could be imported.
 * The diagnostics are as found: `judged` applies the severities and ignores of the settings.
 */
export async function load(spec: string, options: LoadOptions = {}): Promise<LoadResult> {
  const run = new LoadRun(options);
  const { document, model } = await run.load(spec);
  const inputs = new Map<string, InputFile>();
  for (const { files, texts } of run.readers) {
    for (const { path, hash } of [...files, ...texts]) inputs.set(path, { path, hash });
  }
  return {
    ...(document && { document }),
    ...(model && { model }),
    settings: run.settings,
    inputs: [...inputs.values()],
    diagnostics: run.diagnostics,
  };
}

class LoadRun {
  readonly diagnostics: Diagnostic[] = [];
  readonly readers: SourceReader[] = [];
  settings: Settings = {};
  readonly #options: LoadOptions;
  #settingsReader: SourceReader | undefined;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  async load(spec: string): Promise<Pick<Imported, "document" | "model">> {
    const read = await this.#readSettings(spec);
    const { imports, stage, overlays = [], api = null } = this.#options;
    const own = stageOverlays(this.settings, stage).map(({ path }) => path);
    const key = JSON.stringify([spec, own, overlays, api]);
    const importing = imports?.get(key) ?? this.#import(spec, read);
    imports?.set(key, importing);
    const { document, model: imported, readers, diagnostics } = await importing;
    const [reader, ...others] = readers;
    this.readers.unshift(reader);
    this.readers.push(...others.filter((other) => !this.readers.includes(other)));
    this.diagnostics.push(...diagnostics);
    const model = imported && this.#shape(imported, reader);
    return { ...(document && { document }), ...(model && { model }) };
  }

  async #import(spec: string, read: ReadOptions): Promise<Imported> {
    const { file, reader, diagnostics } = await readSource(spec, read);
    const opened = file && openDocument(file, reader, this.#options);
    const found = [...diagnostics, ...(opened?.diagnostics ?? [])];
    if (!opened?.document) return { readers: [reader], diagnostics: found };
    const overlays = await this.#readOverlays(read);
    const applied = await applyOverlays(this.#withRoutes(opened.document), overlays.files);
    const { document } = applied;
    const imported = importDocument(document);
    const blamed = hasErrors(imported.diagnostics)
      ? await blamedAction(opened.document, overlays.files, (part) => importDocument(part))
      : [];
    const settingsReaders = this.#settingsReader ? [this.#settingsReader] : [];
    const before = [...overlays.diagnostics, ...applied.diagnostics, ...blamed];
    const joined = imported.model && this.#joinAsyncApi(imported.model);
    return {
      document,
      ...(joined && { model: joined.model }),
      readers: [reader, ...settingsReaders, ...overlays.readers],
      diagnostics: [...found, ...before, ...imported.diagnostics, ...(joined?.diagnostics ?? [])],
    };
  }

  /** The document with the routes that the settings write out, as if they stood in it. */
  #withRoutes(document: Document): Document {
    const { file, content } = this.settings;
    const { routeSelection, routes } = content?.websocket ?? {};
    if (!file || (routeSelection === undefined && !routes)) return document;
    const at = childLocation({ file }, "websocket");
    const selected = routeSelection === undefined ? {} : { routeSelection };
    const merged = mergeMembers(document, [WEBSOCKET_MEMBER], selected, at);
    return mergeMembers(
      merged,
      [WEBSOCKET_MEMBER, "routes"],
      routes ?? {},
      childLocation(at, "routes"),
    );
  }

  /** The model with the routes of the AsyncAPI file that the settings name. */
  #joinAsyncApi(model: ApiModel): {
    readonly model: ApiModel;
    readonly diagnostics: readonly Diagnostic[];
  } {
    const { file, content } = this.settings;
    const path = content?.websocket?.asyncapi;
    const reader = this.#settingsReader;
    if (!file || !reader || path === undefined) return { model, diagnostics: [] };
    const at = childLocation(childLocation({ file }, "websocket"), "asyncapi");
    const read = reader.resolve(path, file, at);
    const opened = read.file && openDocument(read.file, reader);
    const found = [...read.diagnostics, ...(opened?.diagnostics ?? [])];
    if (!opened?.document) return { model, diagnostics: found };
    const imported = importDocument(opened.document);
    const joined = imported.model ? joinWebSocket(model, imported.model) : model;
    return { model: joined, diagnostics: [...found, ...imported.diagnostics] };
  }

  /** Reads the settings, and gives the read options with the limits that they set. */
  async #readSettings(spec: string): Promise<ReadOptions> {
    const { settings: path, limits } = this.#options;
    if (path === false) return this.#options;
    const { settings, reader, diagnostics } = await loadSettings(spec, path, this.#options);
    this.settings = settings;
    this.diagnostics.push(...diagnostics);
    if (reader) this.readers.push(reader);
    this.#settingsReader = reader;
    this.diagnostics.push(...this.#compareDomains());
    return { ...this.#options, limits: { ...settings.content?.limits, ...limits } };
  }

  /** Reads the settings of the APIs behind the same custom domains, and compares base paths. */
  #compareDomains(): readonly Diagnostic[] {
    const { file, content } = this.settings;
    const reader = this.#settingsReader;
    const paths = content?.otherApis ?? [];
    if (!file || !reader || paths.length === 0) return [];
    const list = childLocation({ file }, "otherApis");
    const read = paths.map((path, index) => reader.resolve(path, file, childLocation(list, index)));
    // What is wrong in the settings of another API is found by its own runs.
    const others = read.map((result) => checkSettings(result).settings);
    return [
      ...read.flatMap(({ diagnostics }) => diagnostics),
      ...domainsOfOthers(this.settings, others),
    ];
  }

  /** The overlays of the settings, of the stage, and of the options, in this order. */
  async #readOverlays(read: ReadOptions): Promise<{
    readonly files: readonly SourceFile[];
    readonly readers: readonly SourceReader[];
    readonly diagnostics: readonly Diagnostic[];
  }> {
    const { stage, overlays = [] } = this.#options;
    const { file } = this.settings;
    const found: ReadResult[] = [];
    const readers: SourceReader[] = [];
    for (const { path, location } of stageOverlays(this.settings, stage)) {
      if (file && this.#settingsReader) {
        found.push(this.#settingsReader.resolve(path, file, location));
      }
    }
    for (const path of overlays) {
      const { reader, ...result } = await readSource(path, read);
      readers.push(reader);
      found.push(result);
    }
    return {
      files: found.flatMap((result) => result.file ?? []),
      readers,
      diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    };
  }

  /** Applies settings, stage, filters and template files to the model; undefined when the stage is unknown. */
  #shape(imported: ApiModel, spec: SourceReader): ApiModel | undefined {
    const settled = applySettings(imported, this.settings);
    this.diagnostics.push(...settled.diagnostics);
    const { stage } = this.#options;
    const view =
      stage === undefined ? { ...settled, diagnostics: [] } : stageView(settled.model, stage);
    this.diagnostics.push(...view.diagnostics);
    if (!view.model) return undefined;
    const filtered = filterOperations(view.model, this.#options);
    this.diagnostics.push(...filtered.diagnostics);
    const attached = attachTemplates(filtered.model, this.settings, {
      spec,
      settings: this.#settingsReader,
    });
    this.diagnostics.push(...attached.diagnostics);
    return attached.model;
  }
}
