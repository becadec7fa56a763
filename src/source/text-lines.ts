import type {
  LocatableFile,
  Position,
  SourceLocation,
  TextRange,
} from "../diagnostics/location.js";

/** A text by lines; a line ends with LF, CRLF or CR. */
export class TextLines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (const match of text.matchAll(/\r\n|\n|\r/g)) {
      this.#starts.push(match.index + match[0].length);
    }
  }

  /** The text of a line (from 1), without its end. */
  line(number: number): string | undefined {
    const start = this.#starts[number - 1];
    if (start === undefined) return undefined;
    return this.#text.slice(start, this.#starts[number]).replace(/[\r\n]+$/, "");
  }

  /** The line and column of an offset in UTF-16 code units. */
  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** The range between two offsets. */
  range(start: number, end: number): TextRange {
    return { start: this.position(start), end: this.position(end) };
  }
}

/** A file as plain text, for places that no path into a parsed document can name. */
export class RawText implements LocatableFile {
  readonly path: string;
  readonly #lines: () => TextLines | undefined;

  constructor(path: string, lines: () => TextLines | undefined) {
    this.path = path;
    this.#lines = lines;
  }

  locate(): TextRange {
    return { start: { line: 1, column: 1 } };
  }

  line(number: number): string | undefined {
    return this.#lines()?.line(number);
  }

  /** The place at an offset of the text. */
  at(offset: number): SourceLocation {
    const within = this.#lines()?.position(offset);
    return { file: this, ...(within && { within }) };
  }
}
