import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { emitFixture, writeFiles } from "./fixture-cases.js";

/** A client of a fixture's SDK, made below a folder; its members are as the SDK's own types say. */
export async function clientOfFixture(
  folder: string,
  name: string,
  options: object,
): Promise<Record<string, unknown>> {
  const { files, surface } = await emitFixture(name);
  await writeFiles(join(folder, name), files);
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(folder, name, "src/index.ts")],
    bundle: true,
    format: "esm",
    outfile,
    logLevel: "error",
  });
  const module = (await import(pathToFileURL(outfile).href)) as Record<string, unknown>;
  const Client = module[surface.clientName] as new (options: object) => Record<string, unknown>;
  return new Client(options);
}
