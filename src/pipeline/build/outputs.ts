import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import type { Settings, SettingsContent } from "../../settings/settings.js";
import { isJsonObject, type JsonObject } from "../../util/json.js";
import { diagnostic } from "./diagnostics.js";

type OutputSettings = NonNullable<SettingsContent["outputs"]>[string];

/** One thing to make: an output of the settings, for one stage. */
export interface BuildOutput {
  /** The name in the settings; with the stage behind a colon where it is made for all. */
  readonly name: string;
  readonly kind: OutputSettings["kind"];
  /** The spec, as an argument from the working directory. */
  readonly spec: string;
  /** The folder or file, absolute. */
  readonly path: string;
  /** The same as the settings name it. */
  readonly out: string;
  readonly stage?: string;
  /** The stages that it lists, where it is the index of their exports. */
  readonly stages?: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly options: JsonObject;
  readonly location: SourceLocation;
}

/** What the caller wants of the outputs. */
export interface OutputChoice {
  /** Names of outputs; all when empty. */
  readonly names: readonly string[];
  /** Only those of this stage; outputs without one are made for it. */
  readonly stage?: string | undefined;
}

/** The outputs to make, and what is wrong with them. */
export interface ChosenOutputs {
  readonly outputs: readonly BuildOutput[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes the outputs of the settings apart; their paths start at the settings' folder. */
export function chooseOutputs(
  { file, content }: Settings,
  folder: string,
  cwd: string,
  choice: OutputChoice,
): ChosenOutputs {
  const location = childLocation({ file: file ?? NOWHERE }, "outputs");
  const all = Object.entries(content?.outputs ?? {});
  const known = all.map(([name]) => name);
  if (all.length === 0) {
    return { outputs: [], diagnostics: [diagnostic("build-no-outputs", location, [])] };
  }
  const unknown = choice.names.filter((name) => !known.includes(name));
  const diagnostics: Diagnostic[] = unknown.map((name) =>
    diagnostic("output-unknown", location, [name, known]),
  );
  const stages = Object.keys(content?.stages ?? {});
  const made = all.flatMap(([name, settings]) => {
    const at = childLocation(location, name);
    const spec = settings.spec ?? content?.spec;
    if (spec === undefined) {
      diagnostics.push(diagnostic("build-no-spec", at, [name]));
      return [];
    }
    const shownSpec = /^[a-z]+:\/\//i.test(spec) ? spec : shownPath(resolve(folder, spec), cwd);
    return forStages(name, settings, stages, choice.stage).map((each): BuildOutput => ({
      ...each,
      kind: settings.kind,
      spec: shownSpec,
      path: resolve(folder, each.out),
      include: settings.include ?? [],
      exclude: settings.exclude ?? [],
      options: isJsonObject(settings.options) ? settings.options : {},
      location: at,
    }));
  });
  diagnostics.push(...sharedFolders(made));
  const isWanted = ({ name }: BuildOutput): boolean =>
    choice.names.length === 0 || choice.names.includes(name.split(":")[0] ?? name);
  return { outputs: made.filter(isWanted), diagnostics };
}

const NOWHERE = { path: "gw-gen.yaml", locate: () => undefined, line: () => undefined };

function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, path);
  return isAbsolute(shown) || shown === "" ? path : shown;
}

interface StageOutput {
  readonly name: string;
  readonly out: string;
  readonly stage?: string;
  readonly stages?: readonly string[];
}

function forStages(
  name: string,
  settings: OutputSettings,
  stages: readonly string[],
  wanted: string | undefined,
): readonly StageOutput[] {
  const { kind, out, stage, allStages } = settings;
  if (!allStages) {
    const chosen = stage ?? wanted;
    if (wanted !== undefined && chosen !== wanted) return [];
    return [{ name, out, ...(chosen !== undefined && { stage: chosen }) }];
  }
  const names = wanted === undefined ? stages : stages.filter((each) => each === wanted);
  const ending = kind === "export" ? exportEnding(settings) : "";
  const made = names.map((each) => ({
    name: `${name}:${each}`,
    out: join(out, `${each}${ending}`).replaceAll("\\", "/"),
    stage: each,
  }));
  if (kind !== "export" || wanted !== undefined || names.length === 0) return made;
  const index = { name: `${name}:index`, out: join(out, "index.html").replaceAll("\\", "/") };
  return [...made, { ...index, stages: names }];
}

/** The ending of an export's files, as its options choose what they are. */
export function exportEnding({ options }: Pick<OutputSettings, "options">): string {
  const { as, format } = isJsonObject(options) ? options : {};
  if (as === "http") return ".http";
  return as === "postman" ? ".postman_collection.json" : format === "json" ? ".json" : ".yaml";
}

/** Whether an output is the `index.html` of exports for all stages. */
export function isStageIndex(
  output: BuildOutput,
): output is BuildOutput & { readonly stages: readonly string[] } {
  return output.stages !== undefined;
}

/** Outputs whose folders or files are the same, or one inside of the other. */
function sharedFolders(outputs: readonly BuildOutput[]): Diagnostic[] {
  return outputs.flatMap((output, index) => {
    const other = outputs.slice(0, index).find(({ path }) => overlaps(path, output.path));
    const args = [other?.name ?? "", output.name, output.out] as const;
    return other ? [diagnostic("outputs-share-folder", output.location, [...args])] : [];
  });
}

function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(other + sep) || other.startsWith(one + sep);
}
