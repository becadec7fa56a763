import type { SourceLocation } from "./location.js";

/** How bad a finding is; `error` makes a command fail. */
export type Severity = "error" | "warning" | "info";

/** Something to tell the user about an input, with its place and the mend. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One or two plain sentences: what is wrong here. */
  readonly message: string;
  /** What to do about it. */
  readonly mend?: string;
  readonly location?: SourceLocation;
  /** Other places that matter, such as the first of two duplicates. */
  readonly related?: readonly RelatedLocation[];
  /** The operation it is about, as `GET /pets/{petId}`, where it is about one. */
  readonly operation?: string;
  /** Whether a secret stands at the place: its line is not shown. */
  readonly isSecret?: boolean;
}

/** A second place of a diagnostic, with the words that say why it matters. */
export interface RelatedLocation {
  readonly message: string;
  readonly location: SourceLocation;
}

/** What a catalogue says of one code. */
export interface DiagnosticEntry {
  readonly severity: Severity;
  readonly message: (...args: never[]) => string;
  /** The mend: a sentence, or a function of the message's arguments. */
  readonly mend: string | ((...args: never[]) => string);
  /** Paragraphs of the code's page in `docs/`, Markdown: why it matters, with an example where one helps. */
  readonly explain: string;
}

/** Codes (kebab-case) and what is said of each. */
export type DiagnosticCatalogue = Readonly<Record<string, DiagnosticEntry>>;

/** Optional parts of a diagnostic that its catalogue entry cannot know. */
export interface DiagnosticDetails {
  readonly related?: readonly RelatedLocation[];
  readonly operation?: string;
  readonly isSecret?: boolean;
}

/** A typed factory of the diagnostics of one catalogue: a wrong code or a missing argument does not compile. */
export interface DiagnosticFactory<C extends DiagnosticCatalogue> {
  readonly catalogue: C;
  <K extends keyof C & string>(
    code: K,
    location: SourceLocation | undefined,
    args: Parameters<C[K]["message"]>,
    details?: DiagnosticDetails,
  ): Diagnostic;
}

/** Turns a catalogue into its factory; no call site spells a severity or a message. */
export function defineDiagnostics<const C extends DiagnosticCatalogue>(
  catalogue: C,
): DiagnosticFactory<C> {
  const create = <K extends keyof C & string>(
    code: K,
    location: SourceLocation | undefined,
    args: Parameters<C[K]["message"]>,
    details: DiagnosticDetails = {},
  ): Diagnostic => {
    const entry: DiagnosticEntry = catalogue[code] as DiagnosticEntry;
    const spread = args as never[];
    return {
      code,
      severity: entry.severity,
      message: entry.message(...spread),
      mend: typeof entry.mend === "string" ? entry.mend : entry.mend(...spread),
      ...(location && { location }),
      ...details,
    };
  };
  return Object.assign(create, { catalogue });
}

/** Collects the diagnostics of one run, in the order found. */
export class DiagnosticBag {
  readonly #items: Diagnostic[] = [];

  add(...items: readonly Diagnostic[]): void {
    this.#items.push(...items);
  }

  get items(): readonly Diagnostic[] {
    return this.#items;
  }

  get hasErrors(): boolean {
    return this.#items.some((item) => item.severity === "error");
  }
}
