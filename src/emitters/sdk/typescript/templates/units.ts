import type { ContextOf, ContextShape } from "../../templates/context-shape.js";
import type { TemplateLanguage } from "../../templates/template-node.js";
import { RUNTIME_IMPORTS } from "../runtime-files.js";
import { headerShape, packageShape, readmeShape, referenceShape } from "./contexts.js";

interface TemplateRow {
  readonly says: string;
  readonly language: TemplateLanguage;
  readonly shape: ContextShape;
}

/** The files of an SDK that a template may make instead of gw-gen, and what is to be had for that. */
export const TEMPLATE_UNITS = {
  "README.md": {
    says: "how to install and use the SDK",
    language: "markdown",
    shape: readmeShape,
  },
  "header.ts": {
    says: "comments at the head of every module, none of themselves",
    language: "comment",
    shape: headerShape,
  },
  "package.json": {
    says: "the manifest of the package",
    language: "json",
    shape: packageShape,
  },
  "reference.md": {
    says: "the page of all operations (--with reference)",
    language: "markdown",
    shape: referenceShape,
  },
  "tsconfig.cjs.json": {
    says: "how the package is built as CommonJS",
    language: "json",
    shape: {},
  },
  "tsconfig.json": {
    says: "how the package is built as ES modules",
    language: "json",
    shape: {},
  },
} as const satisfies Readonly<Record<string, TemplateRow>>;

/** The name of a file that a template may make. */
export type TemplateUnitName = keyof typeof TEMPLATE_UNITS;

/** The values that a unit's template prints. */
export type UnitContext<N extends TemplateUnitName> = ContextOf<
  (typeof TEMPLATE_UNITS)[N]["shape"]
>;

/** One part of an SDK that can be replaced. */
export interface SdkUnit {
  /** The path of what it makes; modules of the runtime are `runtime/NAME.ts`. */
  readonly name: string;
  readonly kind: "template" | "module";
  /** The name of the file that replaces it, in a folder of templates. */
  readonly file: string;
  /** What gw-gen ships of it, below `templates/`. */
  readonly shipped: string;
  /** What it is; empty for a module. */
  readonly says: string;
  readonly language?: TemplateLanguage;
  readonly shape: ContextShape;
}

/** All parts that can be replaced, by name: templates first, then the modules of the runtime. */
export function sdkUnits(): readonly SdkUnit[] {
  const templates = Object.entries(TEMPLATE_UNITS).map(([name, row]): SdkUnit => {
    const file = `${name}.hbs`;
    return { name, kind: "template", file, shipped: `sdk/typescript/${file}`, ...row };
  });
  const modules = Object.keys(RUNTIME_IMPORTS).map((module): SdkUnit => {
    const name = `runtime/${module}.ts`;
    const shipped = `sdk/typescript/${name}`;
    return { name, kind: "module", file: name, shipped, says: "", shape: {} };
  });
  return [...templates, ...modules.sort((a, b) => (a.name < b.name ? -1 : 1))];
}
