import { loadAll, YAMLException } from "js-yaml";
import type { PathKey } from "../diagnostics/location.js";
import { isJsonObject, type JsonValue } from "../util/json.js";
import type { Limits } from "./limits.js";
import type { ParseResult, TextProblem } from "./parse-result.js";
import { readYamlDetails } from "./yaml-details.js";
import { yamlSyntaxProblems } from "./yaml-errors.js";
import { yamlSchema, type SchemaFindings } from "./yaml-schema.js";
import { readYamlTree, YamlPositions, type YamlLoadOptions } from "./yaml-tree.js";

/** Parses YAML 1.2; of several documents the first that holds anything counts. */
export function parseYaml(text: string, limits: Limits): ParseResult {
  const findings: SchemaFindings = { unsafeIntegers: 0, unknownTags: new Set() };
  const schema = yamlSchema(findings);
  const positions = (source: string) =>
    new YamlPositions(source, readYamlTree(source, schema, limits.depth));
  const loaded = loadDocuments(text, findings, limits);
  if ("problems" in loaded) return { problems: loaded.problems, positions };
  const { documents, hasDuplicates } = loaded;
  const value = documents.find((document) => document !== null) ?? null;
  const measured = measure(value, limits);
  if (measured.problem) return { problems: [measured.problem], positions };
  const problems: TextProblem[] = [];
  if (documents.filter((document) => document !== null).length > 1) {
    problems.push({ kind: "yaml-documents", detail: String(documents.length), at: { path: [] } });
  }
  const needsDetails =
    hasDuplicates ||
    measured.hasOddKeys ||
    findings.unsafeIntegers > 0 ||
    findings.unknownTags.size > 0 ||
    mayReorderKeys(text);
  if (!needsDetails) return { value, problems, positions };
  // The order of keys is kept for the objects that this second reading makes, so these are the value.
  const roots = readYamlTree(text, schema, limits.depth);
  problems.push(...readYamlDetails(text, roots));
  const root = roots.find((node) => node.value !== null);
  return { value: (root?.value ?? null) as JsonValue, problems, positions };
}

type Loaded =
  | { readonly documents: JsonValue[]; readonly hasDuplicates: boolean }
  | { readonly problems: readonly TextProblem[] };

function loadDocuments(text: string, findings: SchemaFindings, limits: Limits): Loaded {
  const options: YamlLoadOptions = {
    schema: yamlSchema(findings),
    // js-yaml reads a node within a node where a block mapping might begin.
    maxDepth: limits.depth * 2 + 10,
    maxTotalMergeKeys: limits.nodes,
  };
  try {
    return { documents: loadAll(text, undefined, options) as JsonValue[], hasDuplicates: false };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason === "duplicated mapping key") return loadWithDuplicates(text, options);
    return { problems: syntaxProblems(text, error, limits) };
  }
}

/** As JSON does, the last of two members of one name counts. */
function loadWithDuplicates(text: string, options: YamlLoadOptions): Loaded {
  try {
    const documents = loadAll(text, undefined, { ...options, json: true }) as JsonValue[];
    return { documents, hasDuplicates: true };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problems: syntaxProblems(text, error, undefined) };
  }
}

function syntaxProblems(
  text: string,
  error: YAMLException,
  limits: Limits | undefined,
): readonly TextProblem[] {
  const at = { offset: error.mark?.position ?? 0 };
  if (error.reason.startsWith("nesting exceeded")) {
    return [{ kind: "too-deep", detail: String(limits?.depth ?? ""), at }];
  }
  if (error.reason.startsWith("merge keys exceeded")) {
    return [{ kind: "too-many-nodes", detail: String(limits?.nodes ?? ""), at }];
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
