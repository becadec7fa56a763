// Prints a Markdown table of figures beside peers; informs, never fails on time.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundleSize } from "./bundle.js";
import { diff } from "./diff.js";
import { exporting } from "./export.js";
import { growth } from "./growth.js";
import { generation } from "./generation.js";
import { mock } from "./mock.js";
import { installPeers } from "./peers.js";
import { typecheck } from "./typecheck.js";
import { websocket } from "./websocket.js";
import { vtl } from "./vtl.js";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "5" },
    corpus: { type: "string", default: join(process.env["GW_GEN_CASES"] ?? "../shared", "corpus") },
  },
});

const sections = {
  generation,
  growth,
  typecheck,
  bundleSize,
  mock,
  websocket,
  vtl,
  diff,
  exporting,
};
const work = mkdtempSync(join(tmpdir(), "gw-gen-bench-"));
try {
  const context = {
    modules: installPeers(),
    work,
    rounds: Number(values.rounds),
    bench: resolve(values.corpus, "bench"),
  };
  for (const [name, section] of Object.entries(sections)) {
    if (values.only && values.only !== name) continue;
    const folder = join(work, name);
    mkdirSync(folder);
    console.log(await section({ ...context, work: folder }));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
