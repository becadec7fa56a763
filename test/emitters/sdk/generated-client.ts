import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { SdkResult } from "../../../src/emitters/sdk/sdk-options.js";
import { emitFixture, emitSpec, writeFiles } from "./fixture-cases.js";

/** A client of a fixture's SDK, made below a folder; its members are as the SDK's own types say. */
export async function clientOfFixture(
  folder: string,
  name: string,
  options: object,
): Promise<Record<string, unknown>> {
  return clientOf(join(folder, name), await emitFixture(name), options);
}

/** A client of any spec's SDK, made in a folder. */
export async function clientOfSpec(
  folder: string,
  spec: string,
  options: object,
): Promise<Record<string, unknown>> {
  return clientOf(folder, await emitSpec(spec), options);
}

async function clientOf(
  folder: string,
  { files, surface }: SdkResult,
  options: object,
): Promise<Record<string, unknown>> {
  await writeFiles(folder, files);
  const outfile = `${folder}.mjs`;
  await build({
    entryPoints: [join(folder, "src/index.ts")],
    bundle: true,
    format: "esm",
    outfile,
    logLevel: "error",
  });
  const module = (await import(pathToFileURL(outfile).href)) as Record<string, unknown>;
  const Client = module[surface.clientName] as new (options: object) => Record<string, unknown>;
  return new Client(options);
}
