import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { ownCommand } from "./generation.js";
import { runOnce } from "./measure.js";
import { table } from "./table.js";

/** The size of one imported operation with its runtime, bundled and minified. */
export async function bundleSize({ work, bench }) {
  const rows = [];
  for (const name of ["petstore.yaml", "digitalocean.yaml", "stripe.json"]) {
    const out = join(work, name);
    const { code, error } = runOnce(ownCommand(join(bench, name), out));
    if (code !== 0) throw new Error(`${name}: ${error}`);
    rows.push([name, ...(await measureOne(out))]);
  }
  return table(
    "Bundle of one operation with retry, auth and errors (esbuild, minified)",
    ["spec", "operation", "bytes", "gzip bytes"],
    rows,
  );
}

async function measureOne(out) {
  const source = join(out, "src");
  const file = readdirSync(join(source, "operations")).filter((name) => name !== "index.ts")[0];
  const text = readFileSync(join(source, "operations", file), "utf8");
  const operation = /export function (\w+)/.exec(text)?.[1];
  const entry = join(out, "entry.ts");
  writeFileSync(
    entry,
    `import { ${operation} } from "./src/operations/${file.replace(/ts$/, "js")}";\nimport { createClient } from "./src/config.js";\nconsole.log(${operation}(createClient({ baseUrl: "https://x" } as never), {} as never));\n`,
  );
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  const bytes = outputFiles[0].contents;
  return [operation, bytes.length, gzipSync(bytes, { level: 9 }).length];
}
