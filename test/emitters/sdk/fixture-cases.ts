import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SdkExtra, SdkOptions, SdkResult } from "../../../src/emitters/sdk/sdk-options.js";
import { typescriptSdk } from "../../../src/emitters/sdk/typescript/index.js";
import { load } from "../../../src/pipeline/load.js";
import type { OutputFile } from "../../../src/source/output-file.js";

/** The repository's folder. */
export const root = join(import.meta.dirname, "../../..");

/** The names of all folders in `fixtures/` that hold a spec. */
export const fixtureCases: readonly string[] = readdirSync(join(root, "fixtures"))
  .filter((name) => existsSync(join(root, "fixtures", name, "spec.yaml")))
  .sort();

/** Emits the SDK of a fixture, with the options that stand beside it. */
export async function emitFixture(
  name: string,
  extras: readonly SdkExtra[] = [],
): Promise<SdkResult> {
  const folder = join(root, "fixtures", name);
  const optionsFile = join(folder, "sdk-options.json");
  const options = existsSync(optionsFile)
    ? (JSON.parse(readFileSync(optionsFile, "utf8")) as SdkOptions)
    : {};
  return emitSpec(join(folder, "spec.yaml"), { extras, ...options });
}

/** Emits the SDK of any spec. */
export async function emitSpec(spec: string, options: SdkOptions = {}): Promise<SdkResult> {
  const { model, diagnostics } = await load(spec);
  if (!model) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return typescriptSdk.emit({ model, options, inputs: [] });
}

/** The text of an emitted file; of a copied one, that of its template. */
export function textOf({ content }: OutputFile): string {
  if (typeof content === "string") return content;
  if (content instanceof Uint8Array) return Buffer.from(content).toString();
  return readFileSync(join(root, "templates", content.copyOf), "utf8");
}

/** Writes emitted files below a folder. */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, textOf(file));
  }
}
