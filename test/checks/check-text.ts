import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profileOf, runChecks } from "../../src/checks/run-checks.js";
import type { CheckProfile } from "../../src/checks/rule.js";
import { placeOf } from "../../src/diagnostics/place.js";
import { load } from "../../src/pipeline/load.js";

/** One finding: its code, where it stands, and its message. */
export type Finding = readonly [code: string, pointer: string, message: string];

/** Loads a document given as YAML and gives what the rules, and they alone, say of it. */
export async function checkText(
  text: string,
  profile?: CheckProfile,
  settings?: string,
): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "gw-gen-check-"));
  try {
    writeFileSync(join(folder, "spec.yaml"), text);
    if (settings !== undefined) writeFileSync(join(folder, "gw-gen.yaml"), settings);
    const { model, document, diagnostics } = await load("spec.yaml", { cwd: folder });
    if (!model) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    const documentSize = (): number => JSON.stringify(document?.value).length;
    const found = await runChecks({ profile: profile ?? profileOf(model), model, documentSize });
    return found.map(({ code, location, message }) => [
      code,
      location ? placeOf(location).pointer : "",
      message,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A document of OpenAPI 3.0 with the given sections, nothing wrong with the rest. */
export function openapi(sections: string, version = "3.0.3"): string {
  return `openapi: ${version}
info: { title: T, version: "1" }
servers: [{ url: "https://api.example.com" }]
${sections}
`;
}

/** An operation that has nothing wrong, as one line of flow YAML. */
export function operation(id: string, more = ""): string {
  return `{ operationId: ${id}, responses: { "204": { description: done } }${more && `, ${more}`} }`;
}
