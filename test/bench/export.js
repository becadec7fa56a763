import { join, resolve } from "node:path";
import { runInterleaved } from "./measure.js";
import { table } from "./table.js";

/** Exporting GitHub's spec beside `redocly bundle`, and Kubernetes' Swagger 2.0 beside swagger2openapi. */
export function exporting({ modules, work, rounds, bench }) {
  const bin = (name) => join(modules, ".bin", name);
  const own = (spec, ...words) => {
    const program = [process.execPath, resolve("bin/gw-gen.js"), "export"];
    return { command: [...program, spec, "--force", "--quiet", ...words], cwd: work };
  };
  const peer = (...command) => ({ command, cwd: work });
  const github = join(modules, "@octokit/openapi/generated/api.github.com.json");
  const swagger = join(bench, "kubernetes.json");
  const out = (name) => join(work, name);
  const pairs = [
    [
      "GitHub, own dialect",
      own(github, "--out", out("github.json")),
      "@redocly/cli bundle",
      peer(bin("redocly"), "bundle", github, "--output", out("redocly.json")),
    ],
    [
      "GitHub, own dialect, stamped",
      own(github, "--version-as", "9.9.9", "--out", out("stamped.json")),
      "@redocly/cli bundle",
      peer(bin("redocly"), "bundle", github, "--output", out("redocly-2.json")),
    ],
    [
      "Kubernetes, 2.0 to 3.0",
      own(swagger, "--as", "openapi-3.0", "--out", out("kubernetes.json")),
      "swagger2openapi",
      peer(bin("swagger2openapi"), swagger, "--outfile", out("swagger2openapi.json")),
    ],
  ];
  const rows = pairs.map(([what, command, name, other]) => {
    const results = runInterleaved(
      new Map([
        ["own", command],
        ["peer", other],
      ]),
      rounds,
    );
    const [mine, theirs] = [results.get("own"), results.get("peer")];
    return [
      what,
      mine.cpu.toFixed(2),
      mine.memory.toFixed(0),
      name,
      theirs.cpu.toFixed(2),
      theirs.memory.toFixed(0),
      `${(theirs.cpu / mine.cpu).toFixed(1)}×`,
      `${mine.code} ${theirs.code}`,
    ];
  });
  return table(
    `Exports, whole process, median of ${rounds} (bar: 2.5x less CPU)`,
    ["what", "CPU s", "MiB", "peer", "CPU s", "MiB", "ratio", "exits"],
    rows,
  );
}
