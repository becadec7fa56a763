import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { diagnostic } from "../../emitters/sdk/templates/diagnostics.js";
import type { ReplacedModule, SdkOverrides } from "../../emitters/sdk/templates/sdk-overrides.js";
import type { Template } from "../../emitters/sdk/templates/template-node.js";
import { type SdkUnit, sdkUnits } from "../../emitters/sdk/typescript/templates/units.js";
import { decodeText } from "../../source/decode.js";
import { isFolder, listTree, readDiskFile } from "../../source/disk.js";
import { defaultLimits } from "../../source/limits.js";
import { hashOf, NamedText } from "../../source/named-text.js";
import type { InputFile } from "../../source/output-file.js";
import { folderHash } from "../../source/output-record.js";
import { nearest } from "../../util/nearest.js";
import { isSameUnit, readStamp, shippedText, unitVersion } from "./unit-version.js";

/** What a folder of templates replaces; without `overrides` an error stands among the diagnostics. */
export interface LoadedOverrides {
  readonly overrides?: SdkOverrides;
  /** The files, and the folders by what is in them: a new file is a change too. */
  readonly inputs: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the files of a folder that replace units of an SDK, each checked as far as it can be without a spec. */
export async function loadOverrides(folder: string, cwd: string): Promise<LoadedOverrides> {
  const absolute = resolve(cwd, folder);
  const shown = shownPath(absolute, cwd);
  const inputs: InputFile[] = [{ path: `${shown}/`, hash: folderHash(absolute) }];
  if (!isFolder(absolute)) {
    return { inputs, diagnostics: [diagnostic("sdk-template-folder", undefined, [folder])] };
  }
  const units = new Map(sdkUnits().map((unit) => [unit.file, unit]));
  const templates = new Map<string, Template>();
  const modules = new Map<string, ReplacedModule>();
  const diagnostics: Diagnostic[] = [];
  for (const folderName of new Set(listTree(absolute).map((name) => name.replace(/[^/]*$/, "")))) {
    if (folderName === "") continue;
    const path = `${shown}/${folderName}`;
    inputs.push({ path, hash: folderHash(join(absolute, folderName)) });
  }
  for (const name of listTree(absolute)) {
    const read = readFile(join(absolute, name), name, `${shown}/${name}`);
    if ("diagnostic" in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const { file } = read;
    inputs.push({ path: file.path, hash: file.hash });
    const unit = units.get(name);
    if (!unit) {
      diagnostics.push(diagnostic("sdk-template-unknown", { file }, [name, namesLike(name)]));
      continue;
    }
    const made = await readUnit(unit, file);
    diagnostics.push(...versionOf(unit, file), ...made.diagnostics);
    if (made.template) templates.set(unit.name, made.template);
    if (made.module) modules.set(unit.name, made.module);
  }
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return { inputs, diagnostics, ...(!failed && { overrides: { templates, modules } }) };
}

function readFile(
  path: string,
  name: string,
  shown: string,
): { readonly file: NamedText } | { readonly diagnostic: Diagnostic } {
  const read = readDiskFile(path, shown, defaultLimits.bytes);
  if ("diagnostic" in read) return read;
  const { text = "" } = decodeText(read.bytes) ?? {};
  const lines = text.replace(/\r\n?/g, "\n");
  return { file: new NamedText({ name, path: shown, text: lines, hash: hashOf(read.bytes) }) };
}

interface ReadUnit {
  readonly template?: Template;
  readonly module?: ReplacedModule;
  readonly diagnostics: readonly Diagnostic[];
}

/** The parsers are loaded only for what is replaced. */
async function readUnit(unit: SdkUnit, file: NamedText): Promise<ReadUnit> {
  const { language, shape } = unit;
  if (language) {
    const { parseTemplate } = await import("../../emitters/sdk/templates/parse-template.js");
    return parseTemplate({ file, text: file.text, language, shape });
  }
  const { readModule } = await import("../../emitters/sdk/templates/read-module.js");
  const modules = sdkUnits().filter(({ kind }) => kind === "module");
  const known = new Set(modules.map(({ name }) => name.replace(/^runtime\/|\.ts$/g, "")));
  const read = readModule({ file, text: file.text, shipped: shippedText(unit), known });
  if (!read.module) return read;
  return { ...read, module: { ...read.module, text: readStamp(file.text).text } };
}

/** Whether what was copied is what gw-gen ships now. */
function versionOf(unit: SdkUnit, file: NamedText): readonly Diagnostic[] {
  const { version } = readStamp(file.text);
  const current = unitVersion(unit);
  if (version === undefined) return [diagnostic("sdk-template-unstamped", { file }, [unit.name])];
  if (isSameUnit(version, current)) return [];
  const at = { file, within: { line: 1, column: 1 } };
  return [diagnostic("sdk-template-outdated", at, [unit.name, version, current])];
}

/** The names of files that there are: the nearest ones, else all templates and the form of modules' names. */
function namesLike(name: string): readonly string[] {
  const files = sdkUnits().map(({ file }) => file);
  const near = nearest(name, files);
  const templates = sdkUnits().filter(({ kind }) => kind === "template");
  return near.length > 0 ? near : [...templates.map(({ file }) => file), "runtime/NAME.ts"];
}

function shownPath(absolute: string, cwd: string): string {
  const shown = relative(resolve(cwd), absolute) || ".";
  return shown.replaceAll("\\", "/");
}
