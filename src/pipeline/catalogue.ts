import type { DiagnosticCatalogue, DiagnosticEntry } from "../diagnostics/diagnostic.js";

/** The diagnostics of one area of gw-gen. */
export interface CatalogueArea {
  /** Part of the page's file name in `docs/`. */
  readonly name: string;
  readonly title: string;
  readonly catalogue: DiagnosticCatalogue;
}

interface AreaRow {
  readonly name: string;
  readonly title: string;
  /** The modules below `src/` that define the area's diagnostics. */
  readonly modules: readonly (() => Promise<CatalogueModule>)[];
}

interface CatalogueModule {
  readonly diagnostic: { readonly catalogue: DiagnosticCatalogue };
}

const AREAS: readonly AreaRow[] = [
  {
    name: "input",
    title: "Reading files",
    modules: [
      () => import("../source/diagnostics.js"),
      () => import("../source/parse-diagnostics.js"),
      () => import("../document/diagnostics.js"),
    ],
  },
  {
    name: "output",
    title: "Writing outputs",
    modules: [() => import("../source/output-diagnostics.js"), () => import("./diagnostics.js")],
  },
  {
    name: "settings",
    title: "Settings and stages",
    modules: [() => import("../settings/diagnostics.js"), () => import("../passes/diagnostics.js")],
  },
  {
    name: "import",
    title: "Importing descriptions",
    modules: [() => import("../importer/diagnostics.js")],
  },
  {
    name: "transforms",
    title: "Transforms of requests and responses",
    modules: [() => import("../expression/transform/diagnostics.js")],
  },
  {
    name: "schemas",
    title: "Schemas",
    modules: [() => import("../schema/diagnostics.js")],
  },
  {
    name: "sdk",
    title: "Client SDKs",
    modules: [
      () => import("../emitters/sdk/diagnostics.js"),
      () => import("../emitters/sdk/templates/diagnostics.js"),
      () => import("../emitters/sdk/typescript/names/diagnostics.js"),
      () => import("../emitters/sdk/typescript/plan/diagnostics.js"),
    ],
  },
  {
    name: "gateway",
    title: "Gateway definitions",
    modules: [() => import("../emitters/gateway/diagnostics.js")],
  },
  {
    name: "checks",
    title: "Checks",
    modules: [() => import("../checks/run-checks.js")],
  },
  {
    name: "export",
    title: "Exporting specs",
    modules: [
      () => import("../emitters/shared/openapi/diagnostics.js"),
      () => import("../emitters/export/diagnostics.js"),
    ],
  },
  {
    name: "build",
    title: "Building outputs",
    modules: [() => import("./build/diagnostics.js")],
  },
  {
    name: "init",
    title: "First settings",
    modules: [() => import("./init/diagnostics.js")],
  },
  {
    name: "templates",
    title: "Trying templates",
    modules: [() => import("./render-diagnostics.js")],
  },
  {
    name: "changes",
    title: "Changes between two versions",
    modules: [() => import("../diff/diagnostics.js"), () => import("../diff/usage.js")],
  },
];

/** One code with the area that it belongs to. */
export interface CatalogueItem {
  readonly area: CatalogueArea;
  readonly entry: DiagnosticEntry;
}

/** All areas with their diagnostics; loading them is the only cost, so ask only when needed. */
export async function loadCatalogueAreas(): Promise<readonly CatalogueArea[]> {
  return Promise.all(
    AREAS.map(async ({ name, title, modules }) => {
      const loaded = await Promise.all(modules.map((load) => load()));
      const catalogue = Object.assign({}, ...loaded.map((module) => module.diagnostic.catalogue));
      return { name, title, catalogue };
    }),
  );
}

/** All codes in one catalogue. */
export async function loadCatalogue(): Promise<DiagnosticCatalogue> {
  const areas = await loadCatalogueAreas();
  return Object.assign({}, ...areas.map(({ catalogue }) => catalogue));
}
