import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { OutputFile } from "../../../../source/output-file.js";
import { diagnostic } from "../../templates/diagnostics.js";
import type { SdkOverrides } from "../../templates/sdk-overrides.js";

/** What was replaced but is no part of this SDK; the head of modules is a part of each. */
export function unusedOverrides(
  overrides: SdkOverrides | undefined,
  files: readonly OutputFile[],
): readonly Diagnostic[] {
  if (!overrides) return [];
  const made = new Set(files.map(({ path }) => path.replace(/^src\//, "")));
  return [...overrides.templates, ...overrides.modules].flatMap(([name, { file }]) =>
    made.has(name) || name === "header.ts"
      ? []
      : [diagnostic("sdk-template-unused", { file }, [name])],
  );
}
