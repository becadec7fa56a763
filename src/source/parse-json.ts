import type { PathKey } from "../diagnostics/location.js";
import { isJsonObject, type JsonValue } from "../util/json.js";
import { asciiJson } from "./ascii-json.js";
import type { DecodedText } from "./decode.js";
import { JsonPositions } from "./json-positions.js";
import { rememberKeyOrder } from "./key-order.js";
import type { Limits } from "./limits.js";
import type { ParseResult, TextProblem } from "./parse-result.js";
import { repairJson } from "./repair-json.js";
import { scanJson, type JsonScan } from "./scan-json.js";

/** Parses JSON: strictly at first; what other tools let pass (comments, trailing commas) gives warnings. */
export function parseJson(decoded: DecodedText, limits: Limits): ParseResult {
  const { bytes } = decoded;
  const positions = (source: string) => new JsonPositions(source);
  const scan = scanJson(bytes, limits.depth);
  if (scan.tooDeepAt !== undefined) {
    const offset = Buffer.from(bytes.buffer, bytes.byteOffset, scan.tooDeepAt).toString().length;
    const problem = { kind: "too-deep", detail: String(limits.depth), at: { offset } } as const;
    return { problems: [problem], positions };
  }
  let value: JsonValue;
  try {
    value = JSON.parse(asciiJson(bytes) ?? decoded.text) as JsonValue;
  } catch {
    const { value: repaired, problems } = repairJson(decoded.text);
    return { ...(repaired !== undefined && { value: repaired }), problems, positions };
  }
  restoreOrder(value, scan);
  return { value, problems: scanProblems(scan, bytes), positions };
}

function restoreOrder(root: JsonValue, scan: JsonScan): void {
  for (const { path, keys } of scan.reordered) {
    const object = valueAt(root, path);
    if (isJsonObject(object)) rememberKeyOrder(object, keys);
  }
}

function valueAt(root: JsonValue, path: readonly PathKey[]): JsonValue | undefined {
  let at: JsonValue | undefined = root;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<PathKey, JsonValue>>)[key];
  }
  return at;
}

function scanProblems(scan: JsonScan, bytes: Uint8Array): TextProblem[] {
  const offsetOf = (byte: number) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, byte).toString().length;
  return [
    ...scan.duplicates.map(({ path, first, second }) => ({
      kind: "duplicate-key" as const,
      detail: String(path.at(-1)),
      at: { offset: offsetOf(second) },
      first: offsetOf(first),
    })),
    ...scan.unsafeIntegers.map(({ path, text }) => ({
      kind: "unsafe-integer" as const,
      detail: text,
      at: { path },
    })),
  ];
}
