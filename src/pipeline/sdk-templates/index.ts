import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ContextMember, ContextShape } from "../../emitters/sdk/templates/context-shape.js";
import { diagnostic } from "../../emitters/sdk/templates/diagnostics.js";
import { helpersOf } from "../../emitters/sdk/templates/helpers.js";
import { type SdkUnit, sdkUnits } from "../../emitters/sdk/typescript/templates/units.js";
import { fileStamp, writeOutputFile } from "../../source/output-record.js";
import { nearest } from "../../util/nearest.js";
import { ejectedText, shippedText, unitVersion } from "./unit-version.js";

/** One part of an SDK that can be replaced. */
export interface SdkTemplate {
  /** What `--eject` takes: the path of what it makes. */
  readonly name: string;
  /** `template`: Handlebars; `module`: TypeScript of the runtime. */
  readonly kind: "template" | "module";
  /** The name of the file that replaces it. */
  readonly file: string;
  /** gw-gen's version, and behind the plus sign what changes with the part alone. */
  readonly version: string;
  /** What it is; of a module, what it exports. */
  readonly description: string;
  /** What a template can print: kinds and words by path, `groups.operations.name` for members of items. */
  readonly members?: readonly {
    readonly path: string;
    readonly kind: ContextMember["kind"];
    readonly description: string;
  }[];
  /** The helpers that a template can call. */
  readonly helpers?: readonly { readonly name: string; readonly description: string }[];
}

/** The parts of an SDK that can be replaced, in the order of the list that users see. */
export async function sdkTemplates(): Promise<readonly SdkTemplate[]> {
  const { exportedNames } = await import("../../emitters/sdk/templates/read-module.js");
  return sdkUnits().map((unit) => {
    const { name, kind, file, says, language, shape } = unit;
    const description = kind === "module" ? exportedNames(shippedText(unit)).join(", ") : says;
    const helpers = Object.entries(language ? helpersOf(language) : {});
    return {
      name,
      kind,
      file,
      version: unitVersion(unit),
      description,
      ...(language && {
        members: membersOf(shape, ""),
        helpers: helpers.map(([helper, row]) => ({ name: helper, description: row.says })),
      }),
    };
  });
}

function membersOf(shape: ContextShape, prefix: string): NonNullable<SdkTemplate["members"]> {
  return Object.entries(shape).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const inner = "items" in member ? member.items : "members" in member ? member.members : {};
    const own = { path, kind: member.kind, description: member.says };
    return [own, ...membersOf(inner, `${path}.`)];
  });
}

/** Whether a name, or the name of a file, is that of a part that can be replaced. */
export function isSdkTemplate(name: string): boolean {
  return sdkUnits().some((unit) => unit.name === name || unit.file === name);
}

/** Where ejected files go when nothing else is said. */
export const EJECT_FOLDER = "gw-gen-templates";

/** How parts are copied out. */
export interface EjectOptions {
  readonly cwd?: string;
  /** The folder, relative to `cwd`. */
  readonly out?: string;
  /** Replace files that are there. */
  readonly force?: boolean;
}

/** What was copied out: paths as written, relative to `cwd`; with an error nothing was. */
export interface EjectResult {
  readonly written: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Copies parts of an SDK into a folder, each with its version in the first line, to be changed there. */
export function ejectSdkTemplates(
  names: readonly string[],
  { cwd = ".", out = EJECT_FOLDER, force = false }: EjectOptions = {},
): EjectResult {
  const units = sdkUnits();
  const diagnostics: Diagnostic[] = [];
  const chosen = new Set<SdkUnit>();
  for (const name of names) {
    const unit = units.find((one) => one.name === name || one.file === name);
    if (unit) chosen.add(unit);
    else {
      const known = units.map((one) => one.name);
      const part = known.filter((one) => one.includes(name));
      const near = part.length > 0 ? part.slice(0, 3) : nearest(name, known);
      diagnostics.push(diagnostic("sdk-template-eject-unknown", undefined, [name, near]));
    }
  }
  const files = [...chosen].map((unit) => ({ unit, path: join(out, unit.file) }));
  for (const { path } of files) {
    if (!force && fileStamp(resolve(cwd, path)) !== undefined) {
      diagnostics.push(diagnostic("sdk-template-eject-exists", undefined, [path]));
    }
  }
  if (diagnostics.length > 0) return { written: [], diagnostics };
  for (const { unit, path } of files) {
    const failed = writeOutputFile(resolve(cwd, path), ejectedText(unit));
    if (failed.length > 0) return { written: [], diagnostics: failed };
  }
  return { written: files.map(({ path }) => path.replaceAll("\\", "/")), diagnostics };
}
