import { join } from "node:path";
import { defineConfig } from "vitest/config";

const reports = process.env["GW_GEN_REPORTS"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: reports ? ["dot", "json"] : ["default"],
    ...(reports && { outputFile: { json: join(reports, `${process.pid}.json`) } }),
  },
});
