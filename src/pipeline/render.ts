import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { LocatableFile } from "../diagnostics/location.js";
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
}

/** Renders the template at `path` with an event; in the velocity profile its context holds the variables. */
export function render(path: string, options: RenderOptions): RenderOutcome {
  const { file, diagnostics } = readTextFile(path, options.cwd);
  if (!file) return { diagnostics };
  const parts = readParts(file, options.cwd);
  const files = Object.fromEntries([...parts].map(([name, part]) => [name, part.text]));
  const event = toTemplateEvent(options.event);
  const profile = options.profile ?? "aws";
  try {
    const result = renderTemplate(file.text, {
      profile,
      files,
      ...(profile === "aws" ? { event } : { context: event.context ?? {} }),
      ...(options.trace && { trace: options.trace }),
    });
    return { result, diagnostics };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const part = error.template === undefined ? undefined : parts.get(error.template);
    return { diagnostics: [...diagnostics, describeError(error, (part ?? file).lines)] };
  }
}

/** A failure of the engine as a diagnostic in the file where it arose. */
function describeError(error: TemplateError, file: LocatableFile): Diagnostic {
  const within = { line: error.line, column: error.column };
  const reason = error.message.replace(/\.$/, "");
  return diagnostic(`template-${error.kind}`, { file, within }, [reason]);
}

/** The files that `#parse` and `#include` may name: those below the template's folder that a string in it names. */
function readParts(template: TextFile, cwd: string): ReadonlyMap<string, TextFile> {
  const folder = dirname(template.absolute);
  const parts = new Map<string, TextFile>();
  const texts = [template.text];
  for (const text of texts) {
    if (!/#\{?(?:parse|include)\b/.test(text)) continue;
    for (const [, double, single] of text.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g)) {
      const name = double ?? single ?? "";
      const part = parts.has(name) ? undefined : readTextBelow(folder, name, cwd);
      if (!part) continue;
      parts.set(name, part);
      texts.push(part.text);
    }
  }
  return parts;
}
