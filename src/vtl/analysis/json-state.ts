import type { Print } from "./template-use.js";

/** Where in JSON the text that a template prints has come to; lost where that cannot be told, or where it is none. */
export class JsonState {
  #begun = false;
  #quoted: boolean | undefined;
  #escaped = false;

  /** How a value would be printed here; undefined where that cannot be told. */
  get print(): Print | undefined {
    if (!this.#begun || this.#quoted === undefined) return undefined;
    return this.#quoted ? "quoted" : "bare";
  }

  /** Goes on with printed text. */
  text(text: string): void {
    let rest = text;
    if (!this.#begun) {
      rest = text.trimStart();
      if (rest === "") return;
      this.#begun = true;
      this.#quoted = /^[{[]/.test(rest) ? false : undefined;
    }
    if (this.#quoted === undefined) return;
    for (const char of rest) {
      if (this.#escaped) this.#escaped = false;
      else if (char === "\\") this.#escaped = this.#quoted;
      else if (char === '"') this.#quoted = !this.#quoted;
    }
  }

  copy(): JsonState {
    const copy = new JsonState();
    copy.#begun = this.#begun;
    copy.#quoted = this.#quoted;
    copy.#escaped = this.#escaped;
    return copy;
  }

  /** The state after one of two ways. */
  joined(other: JsonState): JsonState {
    const same = this.#begun === other.#begun && this.#quoted === other.#quoted;
    return same ? this.copy() : this.lost();
  }

  /** The state where nothing is known any more. */
  lost(): JsonState {
    const lost = new JsonState();
    lost.#begun = true;
    return lost;
  }
}
