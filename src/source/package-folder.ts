import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let found: string | undefined;

/** The folder of the installed gw-gen package, the same from its sources and from its bundle. */
export function packageFolder(): string {
  found ??= findPackage(dirname(fileURLToPath(import.meta.url)));
  return found;
}

/** The bytes of a file that gw-gen ships, by its path below `templates/`. */
export function readTemplate(path: string): Buffer {
  return readFileSync(join(packageFolder(), "templates", path));
}

/** The modules of the mock's runtime as the build bundles them, and the licences of what is in them, by file name. */
export function readMockRuntime(): readonly { readonly name: string; readonly content: Buffer }[] {
  const folder = join(packageFolder(), "dist", "mock-server");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".js") || name === "LICENSES.txt")
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name)) }));
}

/** The version of gw-gen, from its package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8"));
  return String(version);
}

/** What changes whenever gw-gen does: its version, and the sizes and times of its program and its templates. */
export function packageStamp(): string {
  const templates = join(packageFolder(), "templates");
  const names = readdirSync(templates, { recursive: true, encoding: "utf8" }).sort();
  const paths = [join("dist", "index.js"), ...names.map((name) => join("templates", name))];
  const stamps = paths.map((path) => {
    const stats = statSync(join(packageFolder(), path), { throwIfNoEntry: false });
    return stats ? `${path} ${stats.size} ${stats.mtimeMs}` : path;
  });
  return [packageVersion(), ...stamps].join("\n");
}

function findPackage(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (existsSync(path) && JSON.parse(readFileSync(path, "utf8")).name === "gw-gen") return folder;
    if (dirname(folder) === folder) throw new Error(`gw-gen's package.json is not above ${start}`);
  }
}
