import { extname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { OutputFile } from "../source/output-file.js";
import { readTemplate } from "../source/package-folder.js";
import { diagnostic } from "./diagnostics.js";

/** Files as the user's formatter lays them out. */
export interface FormattedFiles {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

const FORMATTED: ReadonlySet<string> = new Set([".ts", ".js", ".json", ".md"]);

/** Formats an output by the prettier configuration that holds for its folder; without one, as it is. */
export async function formatFiles(
  folder: string,
  files: readonly OutputFile[],
): Promise<FormattedFiles> {
  const prettier = await import("prettier");
  try {
    const config = await prettier.resolveConfig(join(folder, "index.ts"), { editorconfig: true });
    if (!config)
      return { files, diagnostics: [diagnostic("format-config-missing", undefined, [folder])] };
    const formatted = files.map(async (file): Promise<OutputFile> => {
      if (!FORMATTED.has(extname(file.path))) return file;
      const options = { ...config, filepath: join(folder, file.path) };
      return { ...file, content: await prettier.format(textOf(file), options) };
    });
    return { files: await Promise.all(formatted), diagnostics: [] };
  } catch (error) {
    // The configuration and its plugins are the user's: what fails in them is bad input.
    const reason = error instanceof Error ? error.message : String(error);
    return { files, diagnostics: [diagnostic("format-failed", undefined, [reason])] };
  }
}

function textOf({ content }: OutputFile): string {
  if (typeof content === "string") return content;
  const bytes = content instanceof Uint8Array ? content : readTemplate(content.copyOf);
  return new TextDecoder().decode(bytes);
}
