import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Options } from "yargs";
import type { ApiModel } from "../model/index.js";
import type { Command } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import type { CliIo } from "./io.js";
import { GLOBAL_OPTIONS } from "./options.js";

/** Specs above this size are not read for completion: the shell waits for the answer. */
const READ_AT_MOST = 2_000_000;

/** What may follow a half-typed command line; the last word is the one being typed, empty after a space. */
export async function complete(words: readonly string[], io: CliIo): Promise<string[]> {
  const typed = words.at(-1) ?? "";
  const candidates = await candidatesFor(words, typed, io);
  return [...new Set(candidates)].filter((word) => word.startsWith(typed)).sort();
}

async function candidatesFor(
  words: readonly string[],
  typed: string,
  io: CliIo,
): Promise<readonly string[]> {
  const [name] = words;
  if (words.length <= 1) return COMMANDS.map((row) => row.name);
  if (name === "explain") {
    const { loadCatalogue } = await import("../pipeline/catalogue.js");
    return Object.keys(await loadCatalogue());
  }
  const command = await COMMANDS.find((row) => row.name === name)?.load();
  if (!command) return [];
  const previous = words.at(-2) ?? "";
  const values = await optionValues(previous, command, words, io);
  if (values) return values;
  if (typed.startsWith("-")) return optionNames(command);
  return positionalValues(command);
}

function optionNames(command: Command): string[] {
  return Object.keys({ ...command.options, ...GLOBAL_OPTIONS }).map((name) => `--${name}`);
}

function positionalValues({ positionals }: Command): string[] {
  return Object.values<Options>(positionals).flatMap(({ choices = [] }) => choices.map(String));
}

/** The values of the option before the typed word; undefined when that takes none. */
async function optionValues(
  previous: string,
  command: Command,
  words: readonly string[],
  io: CliIo,
): Promise<readonly string[] | undefined> {
  const name = previous.startsWith("--") ? previous.slice(2) : "";
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (!option || option.type === "boolean") return undefined;
  if (option.choices) return option.choices.map(String);
  if (name === "include" || name === "exclude") return operationNames(await modelOf(words, io));
  if (name === "stage") return (await modelOf(words, io))?.stages.map((stage) => stage.name) ?? [];
  return [];
}

function operationNames(model: ApiModel | undefined): string[] {
  return (model?.operations ?? []).flatMap(({ operationId, tags }) => [
    ...(operationId === undefined ? [] : [operationId]),
    ...tags.map((tag) => `tag:${tag}`),
  ]);
}

/** The spec that the command line names, when it is a file and small enough. */
async function modelOf(words: readonly string[], io: CliIo): Promise<ApiModel | undefined> {
  for (const word of words.slice(1, -1)) {
    const size = statSync(resolve(io.cwd, word), { throwIfNoEntry: false });
    if (!size?.isFile() || size.size > READ_AT_MOST) continue;
    const { load } = await import("../pipeline/load.js");
    return (await load(word, { cwd: io.cwd })).model;
  }
  return undefined;
}
