import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { JsonValue } from "../../../src/util/json.js";
import { python } from "../../support/checkers.js";

/** One document for one of the tools of `check.py`. */
export interface CheckTask {
  readonly tool: "openapi" | "sam" | "cloudformation" | "moto";
  readonly name: string;
  readonly document: JsonValue;
}

/** What a tool says of a document. */
export interface CheckAnswer {
  readonly name: string;
  readonly problems: readonly string[];
  readonly types?: readonly string[];
  /** Of moto: operation, type and address of each integration. */
  readonly integrations?: readonly (readonly [string, string | null, string | null])[];
}

/** Runs the tools over documents in one process; throws when that ends badly. */
export function runCheckers(tasks: readonly CheckTask[]): readonly CheckAnswer[] {
  if (python === undefined) throw new Error("GW_GEN_PYTHON is not set");
  const script = fileURLToPath(new URL("check.py", import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input: tasks.map((task) => `${JSON.stringify(task)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`check.py ended with ${status}: ${stderr}`);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CheckAnswer);
}
