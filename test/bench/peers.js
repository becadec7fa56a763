import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The cache of peers and of GitHub's spec; nothing of it is part of the project. */
export const CACHE = resolve(".cache/bench");

const VERSIONS = {
  "@octokit/openapi": "23.0.2",
  "octokit-openapi-19": "npm:@octokit/openapi@19.1.0",
  "api-smart-diff": "1.0.6",
  "@hey-api/openapi-ts": "0.95",
  orval: "7.13",
  "openapi-typescript": "7.13",
  "typed-openapi": "2",
  typescript: "5.9",
  velocityjs: "2.1",
  "@redocly/cli": "2.77",
  swagger2openapi: "7.0",
};

/** Installs peers on demand into the cache and gives the folder of their modules. */
export function installPeers() {
  const modules = join(CACHE, "node_modules");
  if (Object.keys(VERSIONS).every((name) => existsSync(join(modules, name)))) return modules;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, "package.json"), '{"private":true,"type":"module"}\n');
  const specs = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...specs], {
    cwd: CACHE,
    stdio: "inherit",
  });
  return modules;
}

/**
 * The command of each peer that generates a client or types from `spec` into `out`.
 * @param {string} modules
 * @param {string} spec
 * @param {string} out
 */
export function peerCommands(modules, spec, out) {
  const bin = (name) => join(modules, ".bin", name);
  return new Map([
    [
      "hey-api",
      {
        command: [bin("openapi-ts"), "-i", spec, "-o", join(out, "hey-api"), "--silent"],
        cwd: CACHE,
      },
    ],
    [
      "orval",
      {
        command: [bin("orval"), "--input", spec, "--output", join(out, "orval", "client.ts")],
        cwd: CACHE,
      },
    ],
    [
      "openapi-typescript",
      {
        command: [bin("openapi-typescript"), spec, "-o", join(out, "openapi-typescript.ts")],
        cwd: CACHE,
      },
    ],
    [
      "typed-openapi",
      {
        command: [bin("typed-openapi"), spec, "-o", "typed-openapi.ts"],
        cwd: out,
      },
    ],
  ]);
}
