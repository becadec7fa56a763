import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/location.js";
import { readTextBelow, readTextFile, type TextFile } from "../source/text-file.js";
import {
  type Profile,
  renderTemplate,
  type RenderResult,
  TemplateError,
  type TraceEvent,
} from "../vtl/index.js";
import { diagnostic } from "./render-diagnostics.js";
import { type EventParts, toTemplateEvent } from "./template-event.js";

/** How a template is tried out. */
export interface RenderOptions {
  readonly cwd: string;
  readonly profile?: Profile;
  readonly event: EventParts;
  readonly trace?: (event: TraceEvent) => void;
}

/** What a template printed and set, unless an error stands among the diagnostics. */
export interface RenderOutcome {
  readonly result?: RenderResult;
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, the template first. */
  readonly files: readonly string[];
}

/** Renders the template at `path` with an event; in the velocity profile its context holds the variables. */
export function render(path: string, options: RenderOptions): RenderOutcome {
  const { file, diagnostics } = readTextFile(path, options.cwd);
  if (!file) return { diagnostics, files: [] };
  const parts = new PartReader(file, options.cwd);
  const event = toTemplateEvent(options.event);
  const profile = options.profile ?? "aws";
  try {
    const result = renderTemplate(file.text, {
      profile,
      files: (name) => parts.read(name)?.text,
      ...(profile === "aws" ? { event } : { context: event.context ?? {} }),
      ...(options.trace && { trace: options.trace }),
    });
    return { result, diagnostics, files: parts.files };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const part = error.template === undefined ? undefined : parts.read(error.template);
    const described = describeError(error, { file: (part ?? file).lines }, "");
    return { diagnostics: [...diagnostics, described], files: parts.files };
  }
}

/** A failure of the engine as a diagnostic within a template; `text` is what was trimmed before it was read. */
export function describeError(
  error: TemplateError,
  location: SourceLocation,
  text: string,
): Diagnostic {
  const lead = /^\s*/.exec(text)?.[0].split("\n") ?? [""];
  const column = error.line === 1 ? error.column + (lead.at(-1)?.length ?? 0) : error.column;
  const within = { line: error.line + lead.length - 1, column };
  const reason = error.message.replace(/\.$/, "");
  return diagnostic(`template-${error.kind}`, { ...location, within }, [reason]);
}

/** Reads the files that `#parse` and `#include` name, when they do, below the template's folder. */
class PartReader {
  readonly #template: TextFile;
  readonly #cwd: string;
  readonly #parts = new Map<string, TextFile | undefined>();

  constructor(template: TextFile, cwd: string) {
    this.#template = template;
    this.#cwd = cwd;
  }

  get files(): readonly string[] {
    const read = [...this.#parts.values()].filter((part) => part !== undefined);
    return [this.#template, ...read].map(({ absolute }) => absolute);
  }

  read(name: string): TextFile | undefined {
    if (!this.#parts.has(name)) {
      const folder = dirname(this.#template.absolute);
      this.#parts.set(name, readTextBelow(folder, name, this.#cwd));
    }
    return this.#parts.get(name);
  }
}
