import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeSigningKey, type SigningKey } from "../runtime/aws/local-token.js";
import { isJsonObject } from "../util/json.js";
import type { CliIo } from "./io.js";

/**
 * The key that signs local test tokens: kept in the user's state folder, so that `gw-gen mock token` signs what a
 * running mock accepts. Where nothing can be kept it is a fresh one.
 */
export async function localSigningKey({ env }: CliIo): Promise<SigningKey> {
  const path = keyPath(env);
  const kept = path === undefined ? undefined : readKey(path);
  if (kept) return kept;
  const key = await makeSigningKey();
  return path === undefined ? key : keepKey(path, key);
}

function keyPath(env: CliIo["env"]): string | undefined {
  const home = env["HOME"] ?? env["USERPROFILE"];
  const state = env["XDG_STATE_HOME"] ?? (home && join(home, ".local", "state"));
  return state ? join(state, "gw-gen", "mock-signing-key.json") : undefined;
}

function readKey(path: string): SigningKey | undefined {
  try {
    const key: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isJsonObject(key) && typeof key.d === "string" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a key; of two processes that start at once, the first one's stays. */
function keepKey(path: string, key: SigningKey): SigningKey {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify(key), { mode: 0o600, flag: "wx" });
    return key;
  } catch {
    return readKey(path) ?? key;
  }
}
