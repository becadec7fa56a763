import { createHash } from "node:crypto";
import type { TextRange } from "../diagnostics/location.js";
import type { TextSource } from "./source-file.js";
import { TextLines } from "./text-lines.js";

/** A text file that another file names; places in it are lines and columns. */
export class NamedText implements TextSource {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly hash: string;
  #lines: TextLines | undefined;

  constructor({ name, path, text, hash }: Pick<TextSource, "name" | "path" | "text" | "hash">) {
    this.name = name;
    this.path = path;
    this.text = text;
    this.hash = hash;
  }

  locate(): TextRange {
    return { start: { line: 1, column: 1 } };
  }

  line(number: number): string | undefined {
    this.#lines ??= new TextLines(this.text);
    return this.#lines.line(number);
  }
}

/** The hash by which a changed file is known. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
