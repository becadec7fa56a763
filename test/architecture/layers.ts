import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";

/** The folders of `src/`, lowest first: each imports itself and those before it. */
export const LAYERS = [
  "util",
  "diagnostics",
  "source",
  "document",
  "model",
  "expression",
  "schema",
  "settings",
  "importer",
  "passes",
  "vtl",
  "transform",
  "runtime",
  "printer",
  "emitter",
  "emitters",
  "diff",
  "checks",
  "pipeline",
  "cli",
] as const;

const NETWORK_AND_DISK =
  "^(node:)?(fs|fs/promises|child_process|net|http|https|http2|tls|dgram|worker_threads)$";

/** The import rule for the sources below `root`, a path relative to the working directory. */
export function layerRules(root: string): IFlattenedRuleSet {
  const at = (folders: readonly string[]): string => `^${root}/(${folders.join("|")})/`;
  const upward = LAYERS.slice(0, -1).map((layer, index) => ({
    name: `layer-${layer}`,
    severity: "error" as const,
    from: { path: at([layer]) },
    to: { path: at(LAYERS.slice(index + 1)) },
  }));
  return {
    forbidden: [
      { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
      ...upward,
      {
        name: "emitters-are-islands",
        severity: "error",
        from: { path: `^${root}/emitters/([^/]+)/` },
        to: { path: `^${root}/emitters/[^/]+/`, pathNot: `^${root}/emitters/($1|shared)/` },
      },
      {
        name: "only-the-model-crosses",
        severity: "error",
        from: {
          path: at([
            "passes",
            "vtl",
            "transform",
            "runtime",
            "printer",
            "emitter",
            "emitters",
            "diff",
            "checks",
          ]),
        },
        to: { path: at(["importer"]) },
      },
      {
        name: "vtl-knows-no-openapi",
        severity: "error",
        from: { path: at(["vtl"]) },
        to: { path: `^${root}/`, pathNot: at(["vtl", "util", "diagnostics"]) },
      },
      {
        name: "yargs-only-in-cli",
        severity: "error",
        from: { path: `^${root}/`, pathNot: at(["cli"]) },
        to: { path: "node_modules/yargs" },
      },
      {
        name: "outside-world-only-by-its-doors",
        severity: "error",
        from: { path: `^${root}/`, pathNot: at(["source", "runtime", "cli"]) },
        to: { path: NETWORK_AND_DISK },
      },
    ],
  };
}

/** Reads the imports below `root` and judges them by the import rule. */
export async function judgeLayers(root: string): Promise<ICruiseResult> {
  const result = await cruise(
    [root],
    {
      ruleSet: layerRules(root),
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      enhancedResolveOptions: { extensions: [".ts", ".js"] },
    },
    { extensionAlias: { ".js": [".ts", ".js"] } } as never,
    {
      tsConfig: {
        options: { module: 199, moduleResolution: 99, verbatimModuleSyntax: true },
      },
    } as never,
  );
  if (typeof result.output === "string") throw new Error("dependency-cruiser gave text, not data");
  return result.output;
}
