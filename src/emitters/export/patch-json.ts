import { jsonText } from "../../printer/json-text.js";
import { JsonPositions } from "../../source/json-positions.js";
import { repairJson } from "../../source/repair-json.js";
import type { PathKey } from "../../diagnostics/location.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { sameJson } from "./stage-edits.js";

/**
 * Changes a JSON text from one value to another; every character that has nothing to do with a change stays. A text that
 * cannot be changed so, such as one with a member twice, is printed anew with its indentation and its end.
 */
export function patchJson(text: string, before: JsonObject, after: JsonObject): string {
  const indent = /^\s*\{(?:\r?\n)+([ \t]+)"/.exec(text)?.[1] ?? "";
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const patcher = new JsonPatcher(text, indent, lineBreak);
  patcher.change([], before, after);
  const patched = patcher.apply();
  if (sameJson(parsed(patched), after)) return patched;
  const end = /\s*$/.exec(text)?.[0] ?? "\n";
  return jsonText(after, indent).replaceAll("\n", lineBreak) + end;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // A document with comments or trailing commas was read with a warning, and keeps them.
    return repairJson(text).value;
  }
}

/** A part of the text that another takes the place of. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Path = readonly PathKey[];

class JsonPatcher {
  readonly #text: string;
  readonly #indent: string;
  readonly #lineBreak: string;
  readonly #positions: JsonPositions;
  readonly #splices: Splice[] = [];

  constructor(text: string, indent: string, lineBreak: string) {
    this.#text = text;
    this.#indent = indent;
    this.#lineBreak = lineBreak;
    this.#positions = new JsonPositions(text);
  }

  change(path: Path, before: JsonValue, after: JsonValue): void {
    if (before === after || sameJson(before, after)) return;
    if (isJsonObject(before) && isJsonObject(after)) {
      if (this.#changeObject(path, before, after)) return;
    } else if (Array.isArray(before) && Array.isArray(after)) {
      if (this.#changeArray(path, before, after)) return;
    }
    const place = this.#positions.find(path);
    if (place)
      this.#splice(place.start, place.end, this.#printed(after, this.#margin(place.start)));
  }

  /** The text after all changes. */
  apply(): string {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, text } of this.#splices.toSorted((a, b) => a.start - b.start)) {
      parts.push(this.#text.slice(at, start), text);
      at = end;
    }
    return parts.join("") + this.#text.slice(at);
  }

  /** Whether the members of an object could be changed one by one; some of them have to stay. */
  #changeObject(path: Path, before: JsonObject, after: JsonObject): boolean {
    const members = Object.keys(before)
      .flatMap((name) => {
        const place = this.#positions.find([...path, name]);
        return place?.keyStart === undefined
          ? []
          : [{ name, start: place.keyStart, end: place.end }];
      })
      .sort((one, other) => one.start - other.start);
    const kept = members.filter(({ name }) => Object.hasOwn(after, name));
    const [first] = kept;
    const last = kept.at(-1);
    if (!first || !last) return false;
    members.forEach(({ name, start }, index) => {
      if (Object.hasOwn(after, name)) {
        this.change([...path, name], before[name] ?? null, after[name] ?? null);
      } else if (start < first.start) {
        this.#splice(start, members[index + 1]?.start ?? start, "");
      } else {
        const { end } = members[index] ?? last;
        this.#splice(members[index - 1]?.end ?? start, end, "");
      }
    });
    const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
    const colon = this.#isTight(last.start) ? ":" : ": ";
    const texts = added.map((name) => {
      return `${JSON.stringify(name)}${colon}${this.#printed(after[name] ?? null, this.#margin(first.start), first.start)}`;
    });
    this.#append(first.start, last.end, texts);
    return true;
  }

  /** Whether the items of an array could be changed one by one, and new ones put behind them. */
  #changeArray(path: Path, before: readonly JsonValue[], after: readonly JsonValue[]): boolean {
    const first = this.#positions.find([...path, 0]);
    const last = this.#positions.find([...path, before.length - 1]);
    if (!first || !last || after.length < before.length) return false;
    before.forEach((item, index) => this.change([...path, index], item, after[index] ?? null));
    const added = after.slice(before.length);
    const margin = this.#margin(first.start);
    this.#append(
      first.start,
      last.end,
      added.map((item) => this.#printed(item, margin, first.start)),
    );
    return true;
  }

  /** Puts texts behind the last member or item, each on a line of its own where the first one has one. */
  #append(first: number, end: number, texts: readonly string[]): void {
    const space = /\s*$/.exec(this.#text.slice(Math.max(0, first - 400), first))?.[0] ?? "";
    const separator = space.includes("\n") ? `,${space}` : this.#indent === "" ? "," : ", ";
    if (texts.length > 0) this.#splice(end, end, texts.map((text) => separator + text).join(""));
  }

  /** A value in the place of another, or (`beside`) behind one that shares its line with the bracket or does not. */
  #printed(value: JsonValue, margin: string, beside?: number): string {
    const isInline = beside !== undefined && !this.#startsLine(beside);
    const text = jsonText(value, isInline ? "" : this.#indent);
    return text.replaceAll("\n", `${this.#lineBreak}${margin}`);
  }

  #startsLine(at: number): boolean {
    return this.#text.slice(this.#lineStart(at), at).trim() === "" && this.#lineStart(at) > 0;
  }

  /** The blanks at the beginning of a line. */
  #margin(at: number): string {
    return /^[ \t]*/.exec(this.#text.slice(this.#lineStart(at), at))?.[0] ?? "";
  }

  #lineStart(at: number): number {
    return this.#text.lastIndexOf("\n", at - 1) + 1;
  }

  /** Whether nothing stands between a member's colon and its value. */
  #isTight(keyStart: number): boolean {
    return /^"(?:[^"\\]|\\.)*":\S/.test(this.#text.slice(keyStart, keyStart + 400));
  }

  #splice(start: number, end: number, text: string): void {
    this.#splices.push({ start, end, text });
  }
}
