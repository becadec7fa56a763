import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

const DIGEST_LENGTH = 32;

/**
 * Loads a CommonJS bundle with the code that V8 made of it in an earlier run of the same command: compiling it anew
 * takes a third of a short run. (`module.enableCompileCache` does the same, but Node 20 has it not.) The code is kept in
 * the user's cache folder; where that cannot be read or written, or with NODE_DISABLE_COMPILE_CACHE, everything works
 * without it. The bundle must not call `import()`, which kept code cannot.
 * @param {string} path
 * @param {string} command What is run: each command compiles other parts.
 * @returns {{ exports: { main(words: string[]): Promise<number> }, keepCode(): void }} `keepCode` is to be called at the end of a run.
 */
export function loadBundle(path, command) {
  // The bundler writes ASCII.
  const source = readFileSync(path, "latin1");
  const kept = keptFile(source, command);
  const cachedData = kept && readKept(kept);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, {
    filename: path,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext();
  run(module.exports, createRequire(path), module, path, dirname(path));
  const isKnown = cachedData !== undefined && script.cachedDataRejected === false;
  return {
    exports: module.exports,
    keepCode: () => {
      if (kept && !isKnown) writeKept(kept, script.createCachedData());
    },
  };
}

/** The file of the code of this bundle; V8 itself refuses what another version of it or other flags made. */
function keptFile(source, command) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE || !/^[a-z]+$/.test(command)) return undefined;
  const build = createHash("sha256").update(source, "latin1").update(process.version).digest("hex");
  const name = `${command}-${process.arch}-`;
  return { folder: cacheFolder(), name, file: `${name}${build.slice(0, 16)}.code` };
}

function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, "gw-gen");
  if (process.platform === "win32" && LOCALAPPDATA) return join(LOCALAPPDATA, "gw-gen", "cache");
  const parent = process.platform === "darwin" ? "Library/Caches" : ".cache";
  return join(homedir(), parent, "gw-gen");
}

/** The code as it was written, which its digest proves; undefined when there is none. */
function readKept({ folder, file }) {
  let bytes;
  try {
    bytes = readFileSync(join(folder, file));
  } catch {
    // The first run, or a folder that may not be read.
    return undefined;
  }
  const code = bytes.subarray(DIGEST_LENGTH);
  return digest(code).equals(bytes.subarray(0, DIGEST_LENGTH)) ? code : undefined;
}

function writeKept({ folder, name, file }, code) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const staged = join(folder, `${file}.${process.pid}`);
    writeFileSync(staged, Buffer.concat([digest(code), code]), { mode: 0o600 });
    renameSync(staged, join(folder, file));
    for (const entry of readdirSync(folder)) {
      // Of builds before this one.
      if (entry.startsWith(name) && entry !== file) rmSync(join(folder, entry), { force: true });
    }
  } catch {
    // A full disk, a folder that may not be written: the next run compiles anew.
  }
}

function digest(code) {
  return createHash("sha256").update(code).digest();
}
