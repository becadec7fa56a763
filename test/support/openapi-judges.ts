import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { memberOf } from "../../src/document/editable-document.js";
import { parsePointerFragment } from "../../src/util/json-pointer.js";
import type { JsonObject, JsonValue } from "../../src/util/json.js";
import { python } from "./checkers.js";

/** A document for a judge. */
export interface JudgedDocument {
  readonly name: string;
  readonly document: JsonObject;
}

/** Says what is wrong with each of some documents, in their order. */
export type Judge = (
  documents: readonly JudgedDocument[],
) => Promise<readonly (readonly string[])[]>;

/** JSON Schema validation of the document's version. */
export const schemaJudge: Judge = async (documents) => {
  const found: string[][] = [];
  for (const { document } of documents) {
    // The validator marks what it saw.
    const copy = JSON.parse(JSON.stringify(document));
    const { valid, errors } = await new Validator().validate(copy);
    const list = Array.isArray(errors) ? errors : [errors];
    const told = list.map((error): string => (typeof error === "string" ? error : show(error)));
    found.push(valid ? [] : told);
  }
  return found;
};

function show(error: object | undefined): string {
  return error ? JSON.stringify(error) : "invalid";
}

/** The rules of Redocly that judge structure, not taste. */
const STRUCTURAL_RULES = [
  "struct",
  "no-unresolved-refs",
  "no-identical-paths",
  "no-undefined-server-variable",
  "operation-operationId-unique",
  "operation-parameters-unique",
  "path-parameters-defined",
  "spec-components-invalid-map-name",
];

/** Redocly's linter with its structural rules alone. */
export const redoclyJudge: Judge = async (documents) => {
  const rules = Object.fromEntries(STRUCTURAL_RULES.map((rule) => [rule, "error" as const]));
  const config = await createConfig({ rules });
  const found: string[][] = [];
  for (const { document } of documents) {
    const source = JSON.stringify(document);
    found.push(await linted(source, config));
  }
  return found;
};

async function linted(source: string, config: LintConfig): Promise<string[]> {
  try {
    const problems = await lintFromString({ source, absoluteRef: "/openapi.json", config });
    // Swagger 2.0 describes a response of bytes by a schema of the type `file`, which the linter does not know.
    const known = problems.filter(({ location }) => {
      const pointer = location[0]?.pointer ?? "";
      return !pointer.endsWith("/schema/type") || valueAt(JSON.parse(source), pointer) !== "file";
    });
    return known.map(({ ruleId, message }) => `${ruleId}: ${message}`);
  } catch (error) {
    // It gives up on some references to themselves; such a source is no measure.
    return [`it ended: ${String(error)}`];
  }
}

function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  return parsePointerFragment(pointer.replace(/^#/, "")).reduce<JsonValue | undefined>(
    memberOf,
    document,
  );
}

type LintConfig = Parameters<typeof lintFromString>[0]["config"];

/** openapi-spec-validator (PyPI); undefined where the Python of the checkers is not there. */
export const specValidatorJudge: Judge | undefined = python ? pythonJudge(python) : undefined;

function pythonJudge(interpreter: string): Judge {
  return (documents) => Promise.resolve(runPython(interpreter, documents));
}

function runPython(
  interpreter: string,
  documents: readonly JudgedDocument[],
): readonly (readonly string[])[] {
  const script = fileURLToPath(new URL("validate_openapi.py", import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(interpreter, [script], {
    input: documents.map((task) => `${JSON.stringify(task)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 512 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`validate_openapi.py ended with ${status}: ${stderr}`);
  const answers = stdout.split("\n").filter((line) => line !== "");
  return answers.map((line) => {
    const { problems }: { problems: string[] } = JSON.parse(line);
    return problems;
  });
}
