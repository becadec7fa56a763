import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load as parseYaml } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportDocument } from "../../src/pipeline/export.js";
import { generate } from "../../src/pipeline/generate.js";
import { startMock } from "../../src/pipeline/mock.js";

const SPEC = `openapi: 3.0.3
info: { title: Ferries, version: "1" }
paths:
  /ferries:
    get:
      operationId: listFerries
      deprecated: true
      x-sunset: "2031-06-30"
      x-stability-level: beta
      responses: { "204": { description: none } }
    post:
      operationId: addFerry
      deprecated: true
      x-deprecated-at: "2024-02-01"
      x-stability-level: "not\\nfor a header"
      responses: { "204": { description: none } }
    delete:
      operationId: dropFerries
      x-sunset: some day
      responses: { "204": { description: none } }
`;

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "gw-gen-lifecycle-"));
  writeFileSync(join(cwd, "api.yaml"), SPEC);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("how long an operation will be there", () => {
  test("is told by the comments of the SDK", async () => {
    const { files = [] } = await generate("api.yaml", { cwd });
    const texts = files.map(({ content }) => String(content));
    const about = texts.find((text) => text.includes("function listFerries")) ?? "";
    const comment = /\/\*\*(?:(?!\*\/)[^])*\*\/\s*export (?:async )?function listFerries/.exec(
      about,
    );
    expect(comment?.[0]).toMatch(/@deprecated.*2031-06-30/);
    expect(comment?.[0]).toContain("beta");
  });

  test("is told by the headers of the mock (RFC 9745, RFC 8594)", async () => {
    const api = await startMock("api.yaml", { cwd });
    const told = async (method: string): Promise<(string | null)[]> => {
      const { headers } = await fetch(`${api.url}/ferries`, { method });
      return ["deprecation", "sunset", "x-stability-level"].map((name) => headers.get(name));
    };
    const seen = [await told("GET"), await told("POST"), await told("DELETE")];
    await api.close();
    expect(seen).toEqual([
      ["true", "Mon, 30 Jun 2031 00:00:00 GMT", "beta"],
      ["@1706745600", null, null],
      [null, null, null],
    ]);
  });

  test.each(["openapi-3.0", "openapi-3.1", "openapi-3.2", "swagger-2.0"] as const)(
    "is told by an export as %s",
    async (as) => {
      const { text = "" } = await exportDocument("api.yaml", { cwd, as, rebuild: true });
      expect(parseYaml(text)).toMatchObject({
        paths: {
          "/ferries": {
            get: { deprecated: true, "x-sunset": "2031-06-30", "x-stability-level": "beta" },
            post: { deprecated: true, "x-deprecated-at": "2024-02-01" },
          },
        },
      });
    },
  );
});
