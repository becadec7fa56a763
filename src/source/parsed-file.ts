import type { PathKey, TextRange } from "../diagnostics/location.js";
import type { JsonValue } from "../util/json.js";
import type { SourceFile } from "./source-file.js";

/** What is known of a file once it is parsed. */
export interface ParsedFileParts {
  readonly id: string;
  readonly path: string;
  readonly format: "json" | "yaml";
  readonly value: JsonValue;
  readonly hash: string;
}

/** A parsed file. */
export class ParsedFile implements SourceFile {
  readonly id: string;
  readonly path: string;
  readonly format: "json" | "yaml";
  readonly value: JsonValue;
  readonly hash: string;
  readonly #readText: () => string | undefined;
  #lines: readonly string[] | undefined;

  constructor(parts: ParsedFileParts, readText: () => string | undefined) {
    this.id = parts.id;
    this.path = parts.path;
    this.format = parts.format;
    this.value = parts.value;
    this.hash = parts.hash;
    this.#readText = readText;
  }

  locate(_pointer: readonly PathKey[], _target?: "key" | "value"): TextRange | undefined {
    return undefined;
  }

  line(number: number): string | undefined {
    this.#lines ??= this.#readText()?.split(/\r\n|\n|\r/) ?? [];
    return this.#lines[number - 1];
  }
}
