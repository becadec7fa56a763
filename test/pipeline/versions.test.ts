import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { gateway } from "../../src/pipeline/gateway.js";
import { load } from "../../src/pipeline/load.js";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-versions-"));
  cpSync("test/pipeline/versions", cwd, { recursive: true });
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const problems = async (version: string) => {
  const { diagnostics } = await load(`${version}/api.yaml`, { cwd });
  return diagnostics.map(({ code, message, location }) => {
    return `${code} ${location ? locationPath(location).join("/") : ""}: ${message}`;
  });
};

describe("two versions of an API behind one custom domain", () => {
  test("stand beside each other under base paths of their own", async () => {
    expect([await problems("v1"), await problems("v2")]).toEqual([[], []]);
    const mappings = async (version: string) => {
      const { files = [] } = await gateway(`${version}/api.yaml`, {
        cwd,
        target: "cloudformation",
        integration: "mock",
      });
      return files.flatMap(({ content }) =>
        [...String(content).matchAll(/BasePath"?: "?(\w+)/g)].map((match) => match[1]),
      );
    };
    expect([await mappings("v1"), await mappings("v2")]).toEqual([
      ["v1", "v1"],
      ["v2", "v2"],
    ]);
  });

  test("are refused under the same base path, by the settings of both", async () => {
    const path = join(cwd, "v2", "gw-gen.yaml");
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replace("api.parcels.example, basePath: v2", "API.parcels.example, basePath: v1"),
    );
    expect(await problems("v1")).toEqual([
      'domain-path-taken stages/prod/domains/0: "api.parcels.example/v1" leads to the stage "prod" of "v2/gw-gen.yaml" already.',
    ]);
    expect(await problems("v2")).toEqual([
      'domain-path-taken stages/prod/domains/0: "api.parcels.example/v1" leads to the stage "prod" of "v1/gw-gen.yaml" already.',
    ]);
  });

  test("say when the settings of the other are not there", async () => {
    rmSync(join(cwd, "v2"), { recursive: true });
    expect((await problems("v1")).map((line) => line.split(":")[0])).toEqual([
      "file-not-found otherApis/0",
    ]);
  });
});
