import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** The compilers of the matrix, by the name under which they are installed. */
export const COMPILERS = ["typescript-5.4", "typescript", "typescript-7"] as const;
/** One compiler of the matrix. */
export type Compiler = (typeof COMPILERS)[number];

const OPTIONS = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"],
  module: "nodenext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  skipLibCheck: false,
};

const require = createRequire(import.meta.url);

/** Runs a compiler over a tsconfig of its own in `root`; gives its error lines, none when it is content. */
export function typecheck(
  root: string,
  include: readonly string[],
  compiler: Compiler = "typescript-7",
  options: Readonly<Record<string, unknown>> = {},
): string[] {
  const config = join(root, `tsconfig.${compiler}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, include }));
  const bin = join(dirname(require.resolve(`${compiler}/package.json`)), "bin", "tsc");
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [bin, "-p", config, "--pretty", "false"],
    { encoding: "utf8", cwd: root, maxBuffer: 256 * 1024 * 1024 },
  );
  if (error) throw error;
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== "");
  if (status !== 0 && lines.length === 0) return [`${compiler} ended with status ${status}`];
  return lines.map((line) => (line.startsWith(root) ? relative(root, line) : line));
}
