import { spawnSync } from "node:child_process";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** A file in a commit: `main:api/openapi.yaml`. */
export interface GitPath {
  readonly ref: string;
  /** From the repository's root, with `/`. */
  readonly path: string;
}

/** Takes `ref:path` apart; undefined where it is none. */
export function parseGitPath(spec: string): GitPath | undefined {
  const match = /^([^:\s-][^:\s]*):([^:]+)$/.exec(spec);
  const [, ref, path] = match ?? [];
  if (ref === undefined || path === undefined || path.startsWith("/")) return undefined;
  return { ref, path: path.replaceAll("\\", "/") };
}

/** The bytes of a file in a commit; a path that starts with `./` is relative to the folder. */
export function readGitFile(
  cwd: string,
  { ref, path }: GitPath,
  maxBytes: number,
): { bytes: Uint8Array } | { diagnostic: Diagnostic } {
  const spec = `${ref}:${path}`;
  const fail = (reason: string, mend?: string) => ({
    diagnostic: diagnostic("git-failed", undefined, [spec, reason, mend]),
  });
  const shown = runGit(cwd, ["cat-file", "blob", spec], maxBytes);
  if (shown.error) {
    const code = "code" in shown.error ? shown.error.code : undefined;
    if (code === "ENOENT")
      return fail("git is not installed", "Install git, or check the file out.");
    if (code === "ENOBUFS") return fail(`the file has more than ${maxBytes} bytes`);
    return fail(shown.error.message);
  }
  if (shown.status === 0) return { bytes: shown.stdout };
  if (runGit(cwd, ["rev-parse", "--git-dir"], 4096).status !== 0) {
    return fail("this folder is in no git repository", "Run it in a repository, or name a file.");
  }
  if (runGit(cwd, ["rev-parse", "--verify", "--quiet", `${ref}^{tree}`], 4096).status !== 0) {
    const shallow = runGit(cwd, ["rev-parse", "--is-shallow-repository"], 4096);
    const isShallow = shallow.stdout?.toString().trim() === "true";
    return isShallow
      ? fail(
          `there is no commit "${ref}" in this shallow clone`,
          `Fetch it first: \`git fetch --depth=1 origin ${ref}:${ref}\`, or clone with the whole history (\`fetch-depth: 0\` in GitHub's checkout action).`,
        )
      : fail(`there is no commit, branch or tag "${ref}"`);
  }
  return fail(
    `"${ref}" has no file "${path}"`,
    "The path starts at the repository's root; write `./` before it to start at this folder.",
  );
}

/** The name of the last tag before the checked-out commit, without a leading `v`; undefined where there is none. */
export function lastGitTag(cwd: string): string | undefined {
  const shown = runGit(cwd, ["describe", "--tags", "--abbrev=0"], 4096);
  if (shown.status !== 0) return undefined;
  return shown.stdout
    .toString()
    .trim()
    .replace(/^v(?=\d)/, "");
}

function runGit(cwd: string, args: readonly string[], maxBuffer: number) {
  const env = { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
  return spawnSync("git", [...args], { cwd, env, maxBuffer, stdio: ["ignore", "pipe", "pipe"] });
}
