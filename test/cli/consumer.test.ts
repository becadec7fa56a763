import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { COMPILERS, typecheck } from "../support/typecheck.js";

it.each(COMPILERS)(
  "the library's types stand alone in a consumer, by %s",
  (compiler) => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "gw-gen-consumer-")));
    try {
      mkdirSync(join(root, "node_modules"));
      symlinkSync(process.cwd(), join(root, "node_modules/gw-gen"));
      writeFileSync(
        join(root, "consumer.mts"),
        `import { check, diff, generate, load, renderTemplate, startMock } from "gw-gen";
const { files, diagnostics } = await generate("api.yaml", { packageName: "@acme/pets" });
const mock = await startMock("api.yaml");
await fetch(mock.url);
await mock.close();
export const paths: readonly string[] | undefined = files?.map(({ path }) => path);
export const codes: readonly string[] = diagnostics.map(({ code }) => code);
export const rest = [check, diff, load, renderTemplate];
`,
      );
      expect(typecheck(root, ["consumer.mts"], compiler, { skipLibCheck: false })).toEqual([]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
  60_000,
);
