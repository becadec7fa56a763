import type { Schema } from "../../model/index.js";
import type { ImportRun } from "../run.js";

/** The document's schemas, then those that references reached elsewhere, which may reach more. */
export function readSchemas(run: ImportRun): Map<string, Schema> {
  const { components, schemas, resolver } = run;
  const read = new Map<string, Schema>();
  for (const { name, value, location } of components.members("schemas", resolver.root)) {
    read.set(name, schemas.readComponent(name, value, location, resolver.root));
  }
  for (let next = components.nextHoisted(); next; next = components.nextHoisted()) {
    read.set(next.name, schemas.read(next.value, next.location, next.scope));
  }
  return read;
}

/** The files that were read, the main one first; to be asked when all is read. */
export function filePaths(run: ImportRun): string[] {
  const { root, reader } = run.document;
  return [root.path, ...reader.files.map((file) => file.path).filter((path) => path !== root.path)];
}
