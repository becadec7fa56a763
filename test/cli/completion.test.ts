import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

const SPEC = "fixtures/petstore/spec.yaml";

async function completed(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runCli(["completion", "--complete", ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").slice(0, -1);
}

describe("completion", () => {
  it("offers commands, options, values and codes", async () => {
    expect(await completed("s")).toContain("sdk");
    expect(await completed("sdk", SPEC, "--la")).toEqual(["--lang", "--layout"]);
    expect(await completed("sdk", SPEC, "--layout", "")).toEqual(["package", "source"]);
    expect(await completed("explain", "duplicate-op")).toEqual(["duplicate-operation-id"]);
    expect(await completed("sdk", "")).toEqual([]);
  });

  it("offers the spec's own operations and tags", async () => {
    const found = await completed("sdk", SPEC, "--include", "");
    expect(found).toContain("getPet");
    expect(found.filter((word) => word.startsWith("tag:"))).toEqual(["tag:orders", "tag:pets"]);
  });

  it("prints a script that bash can read", async () => {
    const { code, stdout } = await runCli(["completion", "bash"]);
    expect(code).toBe(0);
    execFileSync("bash", ["-n"], { input: stdout });
  });
});
