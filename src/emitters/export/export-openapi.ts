import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Document } from "../../document/document.js";
import type { ApiModel } from "../../model/index.js";
import { jsonText } from "../../printer/json-text.js";
import { yamlText } from "../../printer/yaml-text.js";
import type { JsonObject } from "../../util/json.js";
import { isJsonObject, type JsonValue } from "../../util/json.js";
import { printOpenApi } from "../shared/openapi/index.js";
import { diagnostic } from "./diagnostics.js";
import { withCodeSamples } from "./code-samples.js";
import { dereference, resolveStageVariables, stampVersion } from "./document-passes.js";
import type { ExportDocumentOptions } from "./export-options.js";
import { patchJson } from "./patch-json.js";
import { groupedExtensions, withoutOtherExtensions } from "./extension-groups.js";
import { viewOf } from "./stage-edits.js";

/** An exported document: its text, and the value that it holds. */
export interface ExportedDocument {
  readonly text: string;
  readonly format: "json" | "yaml";
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is exported: the model, and the document that it was read from where that can be kept. */
export interface ExportInput {
  readonly model: ApiModel;
  readonly document?: Document;
}

/**
 * Exports an API as an OpenAPI document. In the source's own dialect the kept document is changed as little as the view
 * needs: without any change its very text comes out. Everything else is printed from the model.
 */
export async function exportOpenApi(
  { model, document }: ExportInput,
  options: ExportDocumentOptions,
): Promise<ExportedDocument> {
  const format = options.format ?? document?.root.format ?? "yaml";
  const reason = document ? reasonToRebuild(document, model, options) : "nothing of it was kept";
  if (document && reason === undefined) return patched(document, model, options, format);
  const { value, diagnostics } = printed(model, options);
  const told =
    reason && reason !== ASKED ? [diagnostic("export-rebuilt", undefined, [reason])] : [];
  return {
    text: format === "json" ? `${jsonText(value)}\n` : yamlText(value),
    format,
    document: value,
    diagnostics: [...told, ...diagnostics],
  };
}

const ASKED = "";

/** Why the kept document cannot be the export; empty where that was asked for. */
function reasonToRebuild(
  document: Document,
  model: ApiModel,
  { dialect, rebuild, bundle, isPart }: ExportDocumentOptions,
): string | undefined {
  if (rebuild || model.source.dialect !== dialect) return ASKED;
  if (model.source.files.length > 1) return bundle ? ASKED : "its parts stand in several files";
  if (document.location.key !== undefined) return "it stands in a template";
  if (isPart && hasShared(document.value)) return "its paths share what is left out of some";
  return undefined;
}

/** Whether operations stand where taking them out of a path would not reach them, or would reach too many. */
function hasShared({ paths }: JsonObject): boolean {
  if (!isJsonObject(paths)) return false;
  return Object.values(paths).some((item) => {
    return (
      isJsonObject(item) && (item.$ref !== undefined || item.additionalOperations !== undefined)
    );
  });
}

function printed(
  model: ApiModel,
  options: ExportDocumentOptions,
): { readonly value: JsonObject; readonly diagnostics: readonly Diagnostic[] } {
  const extensions = groupedExtensions(options.extensions ?? []);
  const plain =
    options.dialect === "openapi-3.2" ? model : withoutServerNames(model, options.stage);
  const { document, losses } = printOpenApi(plain, { dialect: options.dialect, extensions });
  const passed = finished(document, model, options);
  return { value: passed.document, diagnostics: [...losses, ...passed.diagnostics] };
}

/** The server of a stage bears its name in the model, which only OpenAPI 3.2 can write and no one asked for. */
function withoutServerNames(model: ApiModel, stage: string | undefined): ApiModel {
  if (stage === undefined) return model;
  const servers = model.servers.map((server) => {
    const { name, ...rest } = server;
    return name === stage ? rest : server;
  });
  return { ...model, servers };
}

async function patched(
  source: Document,
  model: ApiModel,
  options: ExportDocumentOptions,
  format: "json" | "yaml",
): Promise<ExportedDocument> {
  const { dialect, stage } = options;
  const staged = stage !== undefined && model.stages[0]?.url !== undefined;
  const address = staged
    ? printOpenApi(addressOf(withoutServerNames(model, stage)), { dialect }).document
    : undefined;
  const view = viewOf(source, model, address);
  const chosen = withoutOtherExtensions(view, options.extensions ?? []);
  const { document, diagnostics } = finished(chosen, model, options);
  const { root } = source;
  const text = format === root.format ? root.text?.() : undefined;
  if (text === undefined || !isJsonObject(root.value)) {
    return { ...textOf(document, format), document, diagnostics };
  }
  if (document === root.value) return { text, format, document, diagnostics };
  if (format === "json")
    return { text: patchJson(text, root.value, document), format, document, diagnostics };
  const { patchYaml } = await import("./patch-yaml.js");
  const kept = patchYaml(text, root.value, document);
  if (kept !== undefined) return { text: kept, format, document, diagnostics };
  const told = diagnostic("export-rebuilt", undefined, ["its aliases stand for parts that change"]);
  return { ...textOf(document, format), document, diagnostics: [...diagnostics, told] };
}

/** As much of a model as says where the API is. */
function addressOf(model: ApiModel): ApiModel {
  const { info, servers, source, location } = model;
  const none = new Map<string, never>();
  return {
    location,
    source,
    info,
    servers,
    tags: [],
    operations: [],
    webhooks: [],
    stages: [],
    usagePlans: [],
    apiKeys: [],
    components: {
      schemas: none,
      hoisted: new Set(),
      parameters: none,
      headers: none,
      requestBodies: none,
      responses: none,
      examples: none,
      links: none,
      callbacks: none,
      pathItems: none,
      mediaTypes: none,
      securitySchemes: none,
    },
  };
}

/** The passes that work on any document, in their order. */
function finished(
  document: JsonObject,
  { stages, location }: ApiModel,
  options: ExportDocumentOptions,
): { readonly document: JsonObject; readonly diagnostics: readonly Diagnostic[] } {
  const [stage] = stages;
  const resolves = options.resolveVariables && options.stage !== undefined && stage;
  const resolved = resolves
    ? resolveStageVariables(document, stage)
    : { document, diagnostics: [] };
  const stamped =
    options.version === undefined
      ? resolved.document
      : stampVersion(resolved.document, options.version);
  const { samples } = options;
  const shown = samples ? withCodeSamples(stamped, samples, location) : stamped;
  return {
    document: options.dereference ? dereference(shown) : shown,
    diagnostics: resolved.diagnostics,
  };
}

function textOf(
  value: JsonValue,
  format: "json" | "yaml",
): { readonly text: string; readonly format: "json" | "yaml" } {
  return { text: format === "json" ? `${jsonText(value)}\n` : yamlText(value), format };
}
