import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../src/pipeline/generate.js";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";
import { typecheck } from "../support/typecheck.js";

const root = mkdtempSync(join(tmpdir(), "gw-gen-asyncapi-"));
const specs = (casesPresent ? corpusIndex() : []).filter(
  ({ dialect, remoteRefs }) => /^asyncapi-[23]$/.test(dialect) && !remoteRefs,
);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(!casesPresent)("sockets of AsyncAPI documents that others wrote", () => {
  it("are generated, and typecheck under strict", async () => {
    const errors: string[] = [];
    for (const [index, { path }] of specs.entries()) {
      const { diagnostics, sdk } = await generate(casePath("corpus", "open", path), {
        mode: "write",
        out: join(root, String(index)),
      });
      const found = diagnostics.filter(({ severity }) => severity === "error");
      errors.push(...found.map(({ code, message }) => `${path}: ${code}: ${message}`));
      if (!sdk?.files.some((file) => file.path === "src/socket.ts")) {
        errors.push(`${path}: no socket`);
      }
    }
    expect(errors).toEqual([]);
    expect(specs.length).toBeGreaterThan(10);
    const lines = typecheck(root, ["*/src/**/*.ts"]);
    const named = lines.map((line) =>
      line.replace(/^(\d+)\//, (_, index: string) => `${specs[Number(index)]?.path}: `),
    );
    expect(named).toEqual([]);
  });
});
