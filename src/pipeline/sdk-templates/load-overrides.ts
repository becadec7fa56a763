import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { diagnostic } from "../../emitters/sdk/templates/diagnostics.js";
import type { ReplacedModule, SdkOverrides } from "../../emitters/sdk/templates/sdk-overrides.js";
import type { Template } from "../../emitters/sdk/templates/template-node.js";
import { type SdkUnit, sdkUnits } from "../../emitters/sdk/typescript/templates/units.js";
import { decodeText } from "../../source/decode.js";
import { isFolder, readDiskFile, visibleNames } from "../../source/disk.js";
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

/** What most folders that are not meant show: more is no help. */
const MAX_UNKNOWN = 5;

/** Reads the files of a folder that replace units of an SDK, each checked as far as it can be without a spec. */
export async function loadOverrides(folder: string, cwd: string): Promise<LoadedOverrides> {
  const absolute = resolve(cwd, folder);
  const shown = shownPath(absolute, cwd);
  const units = new Map(sdkUnits().map((unit) => [unit.file, unit]));
  const { inputs, names } = listUnits(absolute, shown);
  const unknown = names.filter((name) => !units.has(name)).slice(0, MAX_UNKNOWN);
  const diagnostics: Diagnostic[] = isFolder(absolute)
    ? unknown.map((name) => {
        const path = `${shown}/${name}`;
        return diagnostic("sdk-template-unknown", undefined, [path, namesLike(name)]);
      })
    : [diagnostic("sdk-template-folder", undefined, [folder])];
  const templates = new Map<string, Template>();
  const modules = new Map<string, ReplacedModule>();
  for (const [name, unit] of unknown.length > 0 ? [] : units) {
    if (!names.includes(name)) continue;
    const read = readFile(join(absolute, name), name, `${shown}/${name}`);
    if ("diagnostic" in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const { file } = read;
    inputs.push({ path: file.path, hash: file.hash });
    const made = await readUnit(unit, file);
    diagnostics.push(...versionOf(unit, file), ...made.diagnostics);
    if (made.template) templates.set(unit.name, made.template);
    if (made.module) modules.set(unit.name, made.module);
  }
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return { inputs, diagnostics, ...(!failed && { overrides: { templates, modules } }) };
}

/** The names of files in the two folders that units are in, and these folders as inputs. */
function listUnits(
  folder: string,
  shown: string,
): { readonly inputs: InputFile[]; readonly names: readonly string[] } {
  const inputs = [{ path: `${shown}/`, hash: folderHash(folder) }];
  const names = visibleNames(folder).flatMap((name) => {
    if (name !== MODULES_FOLDER) return [name];
    const path = join(folder, name);
    inputs.push({ path: `${shown}/${name}`, hash: folderHash(path) });
    return visibleNames(path).map((inner) => `${name}${inner}`);
  });
  return { inputs, names };
}

const MODULES_FOLDER = "runtime/";

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
