import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiModel } from "../../src/model/index.js";
import { load } from "../../src/pipeline/load.js";
import { type MockOptions, type RunningMock, startRuntime } from "../../src/runtime/start.js";

/** Starts the mock of a document; `adjust` adds what stands in settings, such as stages and plans. */
export async function startDocument(
  document: unknown,
  options: MockOptions = {},
  adjust: (model: ApiModel) => ApiModel = (model) => model,
): Promise<RunningMock> {
  const folder = mkdtempSync(join(tmpdir(), "gw-gen-runtime-"));
  const spec = join(folder, "spec.json");
  writeFileSync(spec, JSON.stringify(document));
  const { model, diagnostics } = await load(spec).finally(() =>
    rmSync(folder, { recursive: true }),
  );
  if (!model) throw new Error(diagnostics.map(({ message }) => message).join(" "));
  return startRuntime(adjust(model), options);
}

/** An OpenAPI document of some paths. */
export function apiOf(paths: object, more: object = {}): object {
  return { openapi: "3.1.0", info: { title: "Lamps", version: "1" }, paths, ...more };
}
