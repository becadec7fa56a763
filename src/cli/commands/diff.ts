import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  API_CLASSES,
  nextVersion,
  REPORT_FORMATS,
  suggestVersion,
  summary,
  type DiffReport,
} from "../../diff/report/index.js";
import type { RuleClass } from "../../diff/index.js";
import { diff, type DiffOptions, type DiffResult } from "../../pipeline/diff.js";
import { packageVersion } from "../../source/package-folder.js";
import { isJsonObject } from "../../util/json.js";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { loadOptions, SPEC_OPTIONS } from "../options.js";
import { reportDiagnostics } from "../report.js";

const CLASSES = ["wire", "gateway", "source"] as const;

/** `gw-gen diff`: what changed between two versions, and whom it breaks. */
export const diffCommand = defineCommand({
  usage: "diff <old> <new>",
  description:
    "Compare two versions of a document, or two folders of them by file name, and say what breaks whom, with a witness.\nExit 1 when there is a finding of the severity that --fail-on names, or worse, of the classes wire and gateway (or those of --class).",
  examples: [
    ["gw-gen diff main:api.yaml api.yaml", "the branch against main"],
    ["gw-gen diff old.yaml new.yaml --format markdown", "for a comment on a pull request"],
    ["gw-gen diff old.yaml new.yaml --suggest-version", "which part of the version to raise"],
    ["gw-gen diff api.yaml deployed.json --as-deployed", "what drifted from what was deployed"],
    ["gw-gen diff old.yaml new.yaml --write-baseline known.json", "take today's findings as known"],
  ],
  positionals: {
    old: { type: "string", demandOption: true, describe: "The older spec, or a folder" },
    new: { type: "string", demandOption: true, describe: "The newer spec, or a folder" },
  },
  options: {
    format: {
      choices: ["text", "json", "markdown", "html", "github", "sarif", "junit"],
      default: "text",
      describe: "Form of the report",
      group: "Output:",
    },
    json: {
      type: "boolean",
      default: false,
      describe: "Short for --format json",
      group: "Output:",
    },
    changelog: {
      type: "boolean",
      default: false,
      describe: "Print the changes as an entry of a changelog",
      group: "Output:",
    },
    "suggest-version": {
      type: "boolean",
      default: false,
      describe:
        "Print the part of the version to raise, and the version; of the SDK with --class wire --class source",
      group: "Output:",
    },
    "from-version": {
      type: "string",
      requiresArg: true,
      describe: "The version that is raised; that of the older spec when absent",
      group: "Output:",
    },
    "fail-on": {
      choices: ["error", "warning", "info", "none"],
      default: "error",
      describe: "The least severity that makes the exit code 1",
      group: "Output:",
    },
    class: {
      choices: CLASSES,
      array: true,
      describe: "Only findings of this class (repeatable)",
      group: "Output:",
    },
    baseline: {
      type: "string",
      requiresArg: true,
      describe: "Leave out the findings of this file",
      group: "Input:",
    },
    "write-baseline": {
      type: "string",
      requiresArg: true,
      describe: "Write the findings of this run as a baseline",
      group: "Output:",
    },
    tag: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Only operations with this tag (repeatable)",
      group: "Input:",
    },
    path: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Only operations whose path this pattern matches (repeatable)",
      group: "Input:",
    },
    "as-deployed": {
      type: "boolean",
      default: false,
      describe: "The newer side is the service's own export: compare what such an export can say",
      group: "Input:",
    },
    usage: {
      type: "string",
      requiresArg: true,
      describe:
        "Recorded calls (operation, key, status; a JSON object a line) to weigh findings by",
      group: "Input:",
    },
    "grace-days-stable": {
      type: "number",
      default: 0,
      describe: "Days between the deprecation of something stable and its sunset",
      group: "Input:",
    },
    "grace-days-beta": {
      type: "number",
      default: 0,
      describe: "The same of something beta",
      group: "Input:",
    },
    ...SPEC_OPTIONS,
  },
  async run(args, context) {
    const from = args["from-version"];
    if (from !== undefined && nextVersion(from, "none") === undefined) {
      throw new UsageError(`--from-version takes MAJOR.MINOR.PATCH, not ${from}.`);
    }
    const known = args.baseline === undefined ? undefined : readBaseline(args.baseline, context);
    const options: DiffOptions = {
      ...loadOptions(args, context),
      graceDays: { stable: args["grace-days-stable"], beta: args["grace-days-beta"] },
      ...(args.class && { classes: args.class }),
      asDeployed: args["as-deployed"],
      ...(args.usage !== undefined && { usage: args.usage }),
      ...(args.tag && { tags: args.tag }),
      ...(args.path && { paths: args.path }),
      ...(known && { baseline: known }),
    };
    const results = await compareAll(args.old, args.new, options, context);
    await context.breathe();
    reportDiagnostics(
      results.flatMap(({ diagnostics }) => diagnostics),
      context,
    );
    if (results.some(({ report }) => !report)) return ExitCode.badInput;
    const report = merged(args.old, args.new, results);
    const baselinePath = args["write-baseline"];
    if (baselinePath !== undefined) writeBaseline(baselinePath, report, context);
    print(report, results, args, context);
    const classes = args.class ?? API_CLASSES;
    const counted = report.findings.filter(({ finding }) => classes.includes(finding.rule.class));
    const least = RANK[args["fail-on"]];
    return counted.some(({ severity }) => RANK[severity] >= least)
      ? ExitCode.findings
      : ExitCode.fine;
  },
});

const RANK = { info: 0, warning: 1, error: 2, none: 3 } as const;

interface PrintOptions {
  readonly format: Exclude<keyof typeof REPORT_FORMATS, "changelog">;
  readonly json: boolean;
  readonly changelog: boolean;
  readonly "suggest-version": boolean;
  readonly "from-version": string | undefined;
  readonly class: readonly RuleClass[] | undefined;
}

function print(
  report: DiffReport,
  results: readonly DiffResult[],
  args: PrintOptions,
  context: CommandContext,
): void {
  if (args["suggest-version"]) {
    const bump = suggestVersion(report.findings, args.class);
    const version = nextVersion(args["from-version"] ?? results[0]?.oldVersion ?? "", bump);
    context.print(`${version === undefined ? bump : `${bump} ${version}`}\n`);
    return;
  }
  const format = args.changelog ? "changelog" : args.json ? "json" : args.format;
  const text = REPORT_FORMATS[format](report, {
    colour: context.colour.out,
    version: packageVersion(),
  });
  context.print(text);
  if (format === "text") context.tell(`${context.paint.err.bold(summary(report.findings))}\n`);
}

/** Compares two specs, or the specs of two folders that have the same name. */
async function compareAll(
  old: string,
  next: string,
  options: DiffOptions,
  context: CommandContext,
): Promise<readonly DiffResult[]> {
  const folders = [old, next].map((one) => isFolder(resolve(context.io.cwd, one)));
  if (!folders.some(Boolean)) return [await diff(old, next, options)];
  if (!folders.every(Boolean)) throw new UsageError("A folder can be compared with a folder only.");
  const before = specNames(resolve(context.io.cwd, old));
  const after = specNames(resolve(context.io.cwd, next));
  const both = before.filter((name) => after.includes(name));
  const alone = [...before, ...after].filter((name) => !both.includes(name));
  for (const name of alone) context.tell(`${name} stands in one folder only.\n`, true);
  const results: DiffResult[] = [];
  for (const name of both) results.push(await diff(join(old, name), join(next, name), options));
  if (both.length === 0) throw new UsageError("The folders have no file of the same name.");
  return results;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function specNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(ya?ml|json)$/i.test(name) && !name.startsWith("gw-gen."))
    .sort();
}

function merged(old: string, next: string, results: readonly DiffResult[]): DiffReport {
  return { old, new: next, findings: results.flatMap(({ report }) => report?.findings ?? []) };
}

function readBaseline(path: string, context: CommandContext): ReadonlySet<string> {
  const full = resolve(context.io.cwd, path);
  if (!existsSync(full)) throw new UsageError(`${path}: there is no such baseline.`);
  const value = parse(readFileSync(full, "utf8"));
  const findings: unknown = isJsonObject(value) ? value["findings"] : undefined;
  if (!Array.isArray(findings)) throw new UsageError(`${path}: this is no baseline.`);
  return new Set(
    findings.flatMap((one: unknown) => {
      const fingerprint: unknown = isJsonObject(one) ? one["fingerprint"] : undefined;
      return typeof fingerprint === "string" ? [fingerprint] : [];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function writeBaseline(path: string, report: DiffReport, context: CommandContext): void {
  const findings = report.findings.map(({ code, message, finding }) => ({
    fingerprint: finding.fingerprint,
    id: code,
    ...(finding.change.operation !== undefined && { operation: finding.change.operation }),
    message,
  }));
  const text = `${JSON.stringify({ version: 1, findings }, undefined, 2)}\n`;
  writeFileSync(resolve(context.io.cwd, path), text);
}
