import type { PathKey, TextRange } from "../diagnostics/location.js";
import type { JsonValue } from "../util/json.js";
import type { Positions } from "./positions.js";
import type { SourceFile } from "./source-file.js";
import { TextLines } from "./text-lines.js";

/** What is known of a file once it is parsed. */
export interface ParsedFileParts {
  readonly id: string;
  readonly path: string;
  readonly format: "json" | "yaml";
  readonly value: JsonValue;
  readonly hash: string;
  /** Gives the text again; undefined when it is gone or was changed since. */
  readonly readText: () => string | undefined;
  readonly positions: (text: string) => Positions;
}

/** A parsed file; text, lines and positions are made when something is printed. */
export class ParsedFile implements SourceFile {
  readonly id: string;
  readonly path: string;
  readonly format: "json" | "yaml";
  readonly value: JsonValue;
  readonly hash: string;
  readonly #parts: ParsedFileParts;
  #text: { readonly lines: TextLines; readonly positions: Positions } | undefined;
  #isGone = false;

  constructor(parts: ParsedFileParts) {
    this.id = parts.id;
    this.path = parts.path;
    this.format = parts.format;
    this.value = parts.value;
    this.hash = parts.hash;
    this.#parts = parts;
  }

  locate(pointer: readonly PathKey[], target?: "key" | "value"): TextRange | undefined {
    const text = this.#open();
    const found = text?.positions.find(pointer);
    if (!text || !found) return undefined;
    const { keyStart, keyEnd } = found;
    if (target === "value" || keyStart === undefined || keyEnd === undefined) {
      return text.lines.range(found.start, found.end);
    }
    return text.lines.range(keyStart, keyEnd);
  }

  line(number: number): string | undefined {
    return this.#open()?.lines.line(number);
  }

  text(): string | undefined {
    return this.#parts.readText();
  }

  /** The text by lines; undefined when it cannot be read again. */
  lines(): TextLines | undefined {
    return this.#open()?.lines;
  }

  #open() {
    if (this.#text || this.#isGone) return this.#text;
    const text = this.#parts.readText();
    if (text === undefined) this.#isGone = true;
    else this.#text = { lines: new TextLines(text), positions: this.#parts.positions(text) };
    return this.#text;
  }
}
