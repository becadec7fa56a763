import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSource } from "../../src/source/read-source.js";

const folder = mkdtempSync(join(tmpdir(), "gw-gen-source-"));

test("reads a YAML file and those that it refers to", async () => {
  writeFileSync(join(folder, "api.yaml"), "openapi: 3.1.0\n");
  writeFileSync(join(folder, "pet schema.json"), '{"type":"object"}');
  const { file, reader, diagnostics } = await readSource("api.yaml", { cwd: folder });
  expect(diagnostics).toEqual([]);
  expect(file?.value).toEqual({ openapi: "3.1.0" });
  if (!file) return;
  const other = reader.resolve("pet%20schema.json", file, { file });
  expect(other.file?.value).toEqual({ type: "object" });
  expect(reader.files.map(({ path }) => path)).toEqual(["api.yaml", "pet schema.json"]);
});
