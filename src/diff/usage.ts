import { defineDiagnostics, type Diagnostic } from "../diagnostics/diagnostic.js";
import type { ApiModel } from "../model/index.js";
import { isJsonObject, type JsonObject } from "../util/json.js";

/** How often an operation was called, and by how many callers. */
export interface OperationUsage {
  readonly calls: number;
  /** Distinct API keys; calls without a key are of one caller. */
  readonly keys: number;
}

/** Recorded calls by the key of the operation, such as `GET /pets/{petId}`. */
export type Usage = ReadonlyMap<string, OperationUsage>;

/** What is wrong with recorded calls. */
export const diagnostic = defineDiagnostics({
  "usage-line": {
    severity: "warning",
    message: (file: string, lines: number, first: number) =>
      `${lines} ${lines === 1 ? "line" : "lines"} of ${file} cannot be read as a call; the first is line ${first}.`,
    mend: 'Write one JSON object a line: `{"operation": "getPet", "key": "k1", "status": 200}`.',
    explain:
      "`--usage` reads recorded calls, one JSON object a line, with `operation` (an operationId, or `GET /pets/{petId}`), and optionally `key` and `status`. The fields `httpMethod` and `resourcePath` of a gateway's access log do in place of `operation`, and `apiKeyId` in place of `key`. Lines that are none of this are passed over.",
  },
  "usage-operation": {
    severity: "info",
    message: (operation: string, calls: number) =>
      `${calls} recorded ${calls === 1 ? "call names" : "calls name"} "${operation}", which the older document does not have.`,
    mend: "Use the operationId or `GET /path` as the older document has it.",
    explain:
      "Recorded calls are held against the operations of the older document, for those are the ones that clients call.",
  },
});

/** Counts recorded calls by operation; `name` is the file's, for messages. */
export function readUsage(
  text: string,
  name: string,
  model: ApiModel,
): { readonly usage: Usage; readonly diagnostics: readonly Diagnostic[] } {
  const known = operationNames(model);
  const counts = new Map<string, { calls: number; keys: Set<string> }>();
  const strangers = new Map<string, number>();
  const wrong: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const call = callOf(line);
    if (!call) {
      wrong.push(index + 1);
      continue;
    }
    const operation = known.get(call.operation);
    if (operation === undefined) {
      strangers.set(call.operation, (strangers.get(call.operation) ?? 0) + 1);
      continue;
    }
    const count = counts.get(operation) ?? { calls: 0, keys: new Set() };
    counts.set(operation, { calls: count.calls + 1, keys: count.keys.add(call.key) });
  }
  const usage = [...counts].map(
    ([operation, { calls, keys }]) => [operation, { calls, keys: keys.size }] as const,
  );
  const [first] = wrong;
  const diagnostics = [
    ...(first === undefined
      ? []
      : [diagnostic("usage-line", undefined, [name, wrong.length, first])]),
    ...[...strangers].map((stranger) => diagnostic("usage-operation", undefined, [...stranger])),
  ];
  return { usage: new Map(usage), diagnostics };
}

function operationNames({ operations }: ApiModel): ReadonlyMap<string, string> {
  return new Map(
    operations.flatMap(({ key, operationId }) => [
      [key, key] as const,
      ...(operationId === undefined ? [] : [[operationId, key] as const]),
    ]),
  );
}

function callOf(line: string): { readonly operation: string; readonly key: string } | undefined {
  const call = parse(line);
  if (!isJsonObject(call)) return undefined;
  const operation = operationOf(call);
  const key = call["key"] ?? call["apiKeyId"] ?? "";
  return operation === undefined ? undefined : { operation, key: String(key) };
}

function operationOf(call: JsonObject): string | undefined {
  const { operation, httpMethod, resourcePath } = call;
  if (typeof operation === "string") return operation;
  if (typeof httpMethod !== "string" || typeof resourcePath !== "string") return undefined;
  return `${httpMethod.toUpperCase()} ${resourcePath}`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
