import { loadAll, YAMLException } from "js-yaml";
import type { PathKey } from "../diagnostics/location.js";
import { isJsonObject, type JsonValue } from "../util/json.js";
import type { Limits } from "./limits.js";
import type { ParseResult, TextProblem } from "./parse-result.js";
import { fillEmptyItems } from "./yaml-empty-items.js";
import { readYamlDetails } from "./yaml-details.js";
import { yamlSyntaxProblems } from "./yaml-errors.js";
import { yamlSchema, type SchemaFindings } from "./yaml-schema.js";
import {
  parserLimits,
  readYamlTree,
  YamlPositions,
  type YamlLoadOptions,
  type YamlNode,
} from "./yaml-tree.js";

/** Parses YAML 1.2; of several documents the first that holds anything counts. */
export function parseYaml(text: string, limits: Limits): ParseResult {
  const findings: SchemaFindings = { unsafeIntegers: 0, unknownTags: new Set() };
  const schema = yamlSchema(findings);
  const readTree = (source: string) => readYamlTree(source, schema, limits);
  const positions = (source: string) => new YamlPositions(source, readTree(source));
  const read = attempt(text, limits, () => {
    if (mayReorderKeys(text)) return fromTree(readTree(text));
    const options: YamlLoadOptions = { schema, ...parserLimits(limits) };
    return { documents: loadAll(fillEmptyItems(text).text, undefined, options) as JsonValue[] };
  });
  // As JSON does, the last of two members of one name counts: reading as a tree lets them pass.
  const loaded =
    read === "duplicate" ? attempt(text, limits, () => fromTree(readTree(text))) : read;
  if (loaded === "duplicate") throw new Error("reading as a tree refuses no duplicate keys");
  if ("problems" in loaded) return { problems: loaded.problems, positions };
  const documents = loaded.documents.filter((document) => document !== null);
  const value = documents[0] ?? null;
  const measured = measure(value, limits);
  if (measured.problem) return { problems: [measured.problem], positions };
  const problems: TextProblem[] = [];
  if (documents.length > 1) {
    problems.push({ kind: "yaml-documents", detail: String(documents.length), at: { path: [] } });
  }
  const isRemarkable =
    measured.hasOddKeys || findings.unsafeIntegers > 0 || findings.unknownTags.size > 0;
  const roots = loaded.roots ?? (isRemarkable ? readTree(text) : []);
  problems.push(...readYamlDetails(text, roots));
  return { value, problems, positions };
}

/** The documents of a text, and the tree where it was read as one. */
interface Loaded {
  readonly documents: readonly JsonValue[];
  readonly roots?: readonly YamlNode[];
}

function fromTree(roots: readonly YamlNode[]): Loaded {
  return { documents: roots.map(({ value }) => value as JsonValue), roots };
}

function attempt(
  text: string,
  limits: Limits,
  read: () => Loaded,
): Loaded | { readonly problems: readonly TextProblem[] } | "duplicate" {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason === "duplicated mapping key") return "duplicate";
    return { problems: syntaxProblems(text, error, limits) };
  }
}

function syntaxProblems(
  text: string,
  error: YAMLException,
  limits: Limits,
): readonly TextProblem[] {
  const at = { offset: fillEmptyItems(text).original(error.mark?.position ?? 0) };
  if (error.reason.startsWith("nesting exceeded")) {
    return [{ kind: "too-deep", detail: String(limits.depth), at }];
  }
  if (error.reason.startsWith("merge keys exceeded")) {
    return [{ kind: "too-many-nodes", detail: String(limits.nodes), at }];
  }
  const own: TextProblem = { kind: "yaml-syntax", detail: error.reason, at };
  const all = yamlSyntaxProblems(text);
  return all.length > 0 ? all : [own];
}

interface Measured {
  readonly problem?: TextProblem;
  /** Whether a key may not have been a string in the text. */
  readonly hasOddKeys: boolean;
}

/** Counts what the aliases blow the document up to, without walking a shared node twice. */
function measure(root: JsonValue, limits: Limits): Measured {
  const sizes = new Map<object, number>();
  const problem = (kind: TextProblem["kind"], detail: number, path: PathKey[]) =>
    new Immeasurable({ kind, detail: String(detail), at: { path: [...path] } });
  const path: PathKey[] = [];
  let hasOddKeys = false;
  const visit = (value: JsonValue): number => {
    if (typeof value !== "object" || value === null) return 1;
    const known = sizes.get(value);
    if (known === IN_PROGRESS) throw problem("yaml-alias-cycle", 0, path);
    if (known !== undefined) return known;
    if (path.length >= limits.depth) throw problem("too-deep", limits.depth, path);
    sizes.set(value, IN_PROGRESS);
    let size = 1;
    const add = (key: PathKey, child: JsonValue): void => {
      path.push(key);
      size += visit(child);
      if (size > limits.nodes) throw problem("too-many-nodes", limits.nodes, path);
      path.pop();
    };
    if (isJsonObject(value)) {
      for (const key of Object.keys(value)) {
        if (key === "null" || key === "" || key.startsWith("[object ") || key.includes(","))
          hasOddKeys = true;
        add(key, value[key] ?? null);
      }
    } else {
      value.forEach((item, index) => add(index, item));
    }
    sizes.set(value, size);
    return size;
  };
  try {
    visit(root);
    return { hasOddKeys };
  } catch (error) {
    if (error instanceof Immeasurable) return { problem: error.problem, hasOddKeys };
    throw error;
  }
}

const IN_PROGRESS = -1;

/** Ends measuring where a limit is passed. */
class Immeasurable extends Error {
  readonly problem: TextProblem;

  constructor(problem: TextProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * Whether a mapping may hold keys such as 404 that JavaScript moves to the front: a quick look at the lines,
 * by indentation, that may answer yes too often.
 */
function mayReorderKeys(text: string): boolean {
  if (/[{,]\s*["']?\d+["']?\s*:/.test(text)) return true;
  const key = /^( *)(?:- +)?(?:["']?(\d+)["']?|[^\s#][^\r\n]*?)[ \t]*:(?=[ \t\r\n])/gm;
  const levels: { indent: number; last: number; other: boolean }[] = [];
  for (const [, spaces = "", digits] of text.matchAll(key)) {
    const indent = spaces.length;
    let level = levels.at(-1);
    while (level && level.indent > indent) {
      levels.pop();
      level = levels.at(-1);
    }
    if (level?.indent !== indent) levels.push((level = { indent, last: -1, other: false }));
    if (digits === undefined) level.other = true;
    else if (level.other || Number(digits) < level.last) return true;
    else level.last = Number(digits);
  }
  return false;
}
