import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, locationPath, type SourceLocation } from "../diagnostics/location.js";
import { globPattern } from "../util/glob.js";
import { diagnostic } from "./diagnostics.js";
import type { IgnoreSettings, Settings } from "./settings.js";

/** What shapes the findings of a run beside the settings. */
export interface PolicyOptions {
  /** Turn warnings into errors. */
  readonly strict?: boolean;
  /** The day on which ignores are judged. */
  readonly now: Date;
}

/**
 * Applies the settings' ignores and severities to what was found, then strictness.
 * An ignore that has expired hides nothing and is reported; so is one that hid nothing.
 */
export function applyPolicy(
  diagnostics: readonly Diagnostic[],
  { file, content = {} }: Settings,
  { strict = false, now }: PolicyOptions,
): Diagnostic[] {
  const today = now.toISOString().slice(0, 10);
  const own: Diagnostic[] = [];
  const rules = (content.ignores ?? []).map((ignore, index) => new IgnoreRule(ignore, index));
  const live = rules.filter(({ ignore: { code, expires }, index }) => {
    if (expires === undefined || expires >= today) return true;
    own.push(diagnostic("ignore-expired", ignoreLocation(file, index), [code, expires]));
    return false;
  });
  const kept = diagnostics.filter((item) => {
    const hiding = live.filter((rule) => rule.matches(item));
    for (const rule of hiding) rule.used = true;
    return hiding.length === 0;
  });
  for (const { ignore, index, used } of live) {
    if (!used) own.push(diagnostic("ignore-unused", ignoreLocation(file, index), [ignore.code]));
  }
  return [...kept, ...own].flatMap((item) => {
    const severities = content.severities ?? {};
    const chosen = Object.hasOwn(severities, item.code) ? severities[item.code] : undefined;
    const severity = chosen ?? item.severity;
    if (severity === "off") return [];
    return [{ ...item, severity: strict && severity === "warning" ? "error" : severity }];
  });
}

class IgnoreRule {
  readonly ignore: IgnoreSettings;
  readonly index: number;
  used = false;
  readonly #operation: RegExp | undefined;
  readonly #path: RegExp | undefined;
  readonly #file: RegExp | undefined;

  constructor(ignore: IgnoreSettings, index: number) {
    this.ignore = ignore;
    this.index = index;
    const { operation, path, file } = ignore;
    this.#operation = operation === undefined ? undefined : globPattern(operation);
    this.#path = path === undefined ? undefined : globPattern(path);
    this.#file = file === undefined ? undefined : globPattern(file);
  }

  matches(item: Diagnostic): boolean {
    if (this.ignore.code !== "*" && this.ignore.code !== item.code) return false;
    const operation = item.operation ?? locatedOperation(item.location);
    const path = operation?.slice(operation.indexOf(" ") + 1);
    return (
      fits(this.#operation, operation) &&
      fits(this.#path, path) &&
      fits(this.#file, item.location?.file.path)
    );
  }
}

function fits(pattern: RegExp | undefined, text: string | undefined): boolean {
  return pattern === undefined || (text !== undefined && pattern.test(text));
}

/** The operation that a place in a document belongs to: `GET /pets`, or ` /pets` for all of a path. */
function locatedOperation(location: SourceLocation | undefined): string | undefined {
  if (!location) return undefined;
  const [section, path, method] = locationPath(location);
  if (section !== "paths" || typeof path !== "string") return undefined;
  return `${typeof method === "string" ? method.toUpperCase() : ""} ${path}`;
}

function ignoreLocation(file: Settings["file"], index: number): SourceLocation | undefined {
  return file && childLocation(childLocation({ file }, "ignores"), index);
}
