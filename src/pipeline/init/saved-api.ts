import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import { listFolder } from "../../source/disk.js";
import { readSource } from "../../source/read-source.js";
import type { SourceFile } from "../../source/source-file.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { diagnostic } from "./diagnostics.js";

/** One thing of an answer of the service, and where it stands. */
export interface SavedItem {
  readonly value: JsonObject;
  readonly location: SourceLocation;
}

const KINDS = ["stages", "plans", "apis", "keys", "planKeys", "domains", "mappings"] as const;

/** The lists that the service's answers hold. */
export type SavedKind = (typeof KINDS)[number];

/** What a folder of saved answers holds. */
export interface SavedAnswers {
  /** Documents of get-export, by the names of their files. */
  readonly exports: readonly SourceFile[];
  readonly items: Readonly<Record<SavedKind, readonly SavedItem[]>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every JSON and YAML file of a folder; what an answer is decides what is in it, not its name. */
export async function readSavedAnswers(folder: string, cwd: string): Promise<SavedAnswers> {
  const names = listFolder(resolve(cwd, folder)).filter((name) => /\.(?:json|ya?ml)$/i.test(name));
  const exports: SourceFile[] = [];
  const items: Record<SavedKind, SavedItem[]> = {
    stages: [],
    plans: [],
    apis: [],
    keys: [],
    planKeys: [],
    domains: [],
    mappings: [],
  };
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const { file, diagnostics: found } = await readSource(resolve(cwd, folder, name), { cwd });
    diagnostics.push(...found);
    if (!file) continue;
    const { value } = file;
    if (isJsonObject(value) && (value["openapi"] ?? value["swagger"]) !== undefined) {
      exports.push(file);
      continue;
    }
    const list = itemsOf(file);
    const known = list.flatMap((item) => {
      const kind = kindOf(item.value);
      return kind ? [{ kind, item }] : [];
    });
    for (const { kind, item } of known) items[kind].push(item);
    if (known.length < list.length || list.length === 0) {
      diagnostics.push(diagnostic("aws-file-unknown", { file }, [file.path]));
    }
  }
  return { exports, items, diagnostics };
}

/** The members of a list, which the service calls `item` or `items`; an answer of one thing is that thing. */
function itemsOf(file: SourceFile): readonly SavedItem[] {
  const root = { file };
  const { value } = file;
  if (!isJsonObject(value)) return [];
  const key = ["item", "items"].find((name) => Array.isArray(value[name]));
  if (key === undefined) return [{ value, location: root }];
  const list = childLocation(root, key);
  return (value[key] as readonly JsonValue[]).flatMap((item, index) => {
    return isJsonObject(item) ? [{ value: item, location: childLocation(list, index) }] : [];
  });
}

/** The members that tell what a thing is; the first kind that has them all counts. */
const MARKS: readonly (readonly [SavedKind, (has: (name: string) => boolean) => boolean])[] = [
  ["stages", (has) => has("stageName")],
  ["domains", (has) => has("domainName")],
  ["mappings", (has) => has("restApiId") && has("stage")],
  ["planKeys", (has) => has("id") && has("type") && !has("authType")],
  ["keys", (has) => has("id") && (has("stageKeys") || has("enabled"))],
  ["plans", (has) => has("id") && (has("apiStages") || has("quota") || has("throttle"))],
  ["apis", (has) => has("id") && has("name")],
];

function kindOf(value: JsonObject): SavedKind | undefined {
  return MARKS.find(([, fits]) => fits((name) => Object.hasOwn(value, name)))?.[0];
}
