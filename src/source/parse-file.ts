import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type PathKey, type SourceLocation } from "../diagnostics/location.js";
import { decodeText, type DecodedText } from "./decode.js";
import { diagnostic } from "./diagnostics.js";
import type { Limits } from "./limits.js";
import { parseJson } from "./parse-json.js";
import { diagnostic as parseDiagnostic } from "./parse-diagnostics.js";
import type { ParseResult, TextProblem } from "./parse-result.js";
import { parseYaml } from "./parse-yaml.js";
import { ParsedFile } from "./parsed-file.js";
import type { ReadResult } from "./source-file.js";
import { RawText, TextLines } from "./text-lines.js";

/** The bytes of a file and what it is called. */
export interface RawFile {
  readonly id: string;
  /** As shown to users. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Reads the bytes again, so that they need not be kept; undefined when that failed. */
  readonly readAgain?: () => Uint8Array | undefined;
}

/** Larger files are read again where a position is printed, rather than kept. */
const KEEP_BELOW = 1024 * 1024;

/** Decodes and parses a file; its content decides the format, then its name. */
export function parseFile(raw: RawFile, limits: Limits, at?: SourceLocation): ReadResult {
  const { id, path, bytes } = raw;
  const decoded = decodeText(bytes);
  if (!decoded) return { diagnostics: [diagnostic("file-not-text", at, [path])] };
  const start = firstCharacter(decoded);
  if (start === undefined) return { diagnostics: [diagnostic("file-empty", at, [path])] };
  if (start === "<") return { diagnostics: [diagnostic("file-is-markup", at, [path])] };
  const hash = createHash("sha256").update(bytes).digest("hex");
  const { format, result } = parseText(decoded, start, path, limits);
  const diagnostics: Diagnostic[] = [];
  if (decoded.guessed) diagnostics.push(diagnostic("file-encoding", at, [path]));
  if (result.value === undefined) {
    const lines = new TextLines(decoded.text);
    const rawText = new RawText(path, () => lines);
    const place = (offset: number) => rawText.at(offset);
    diagnostics.push(
      ...result.problems.map((problem) => report(problem, place, { file: rawText })),
    );
    return { diagnostics };
  }
  if (result.value === null && format === "yaml") {
    return { diagnostics: [...diagnostics, diagnostic("file-empty", at, [path])] };
  }
  const readText = textReader(raw, decoded, hash);
  const { value, positions } = result;
  const file = new ParsedFile({ id, path, format, value, hash, readText, positions });
  const rawText = new RawText(path, () => file.lines());
  for (const problem of result.problems) {
    diagnostics.push(report(problem, (offset) => rawText.at(offset), { file }));
  }
  return { file, diagnostics };
}

/** The first character that is no white space. */
function firstCharacter(decoded: DecodedText): string | undefined {
  const byte = decoded.bytes.find((unit) => unit > 0x20);
  const isPlain = byte !== undefined && byte < 0x7f;
  return isPlain ? String.fromCharCode(byte) : /\S/.exec(decoded.text)?.[0];
}

/** Text that is broken as JSON but right as YAML, of which JSON is a part, is YAML; unless its name says JSON. */
function parseText(
  decoded: DecodedText,
  start: string,
  path: string,
  limits: Limits,
): { format: "json" | "yaml"; result: ParseResult } {
  if (start !== "{" && start !== "[" && !(start === '"' && /\.json$/i.test(path))) {
    return { format: "yaml", result: parseYaml(decoded.text, limits) };
  }
  const json = parseJson(decoded, limits);
  const isRefused = json.value === undefined && json.problems[0]?.kind !== "too-deep";
  if (isRefused && !/\.json$/i.test(path)) {
    const yaml = parseYaml(decoded.text, limits);
    if (yaml.value !== undefined) return { format: "yaml", result: yaml };
  }
  return { format: "json", result: json };
}

function textReader(raw: RawFile, decoded: DecodedText, hash: string): () => string | undefined {
  if (raw.bytes.length < KEEP_BELOW) return keptText(decoded);
  return raw.readAgain ? textReadAgain(raw.readAgain, hash) : decodedAgain(raw.bytes);
}

// Each in a function of its own: closures of one scope would keep alive what any of them holds.
function keptText(decoded: DecodedText): () => string {
  return () => decoded.text;
}

function decodedAgain(bytes: Uint8Array): () => string | undefined {
  return () => decodeText(bytes)?.text;
}

function textReadAgain(readAgain: () => Uint8Array | undefined, hash: string) {
  return (): string | undefined => {
    const again = readAgain();
    const same = again && createHash("sha256").update(again).digest("hex") === hash;
    return same ? decodeText(again)?.text : undefined;
  };
}

function report(
  { kind, detail, at, first }: TextProblem,
  place: (offset: number) => SourceLocation,
  root: SourceLocation,
): Diagnostic {
  const location = "offset" in at ? place(at.offset) : pathLocation(root, at.path);
  const related =
    first === undefined ? [] : [{ message: "It stands here first.", location: place(first) }];
  return parseDiagnostic(kind, location, [detail], related.length > 0 ? { related } : {});
}

function pathLocation(root: SourceLocation, path: readonly PathKey[]): SourceLocation {
  return path.reduce<SourceLocation>((parent, key) => childLocation(parent, key), root);
}
