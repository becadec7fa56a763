import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { jsonText } from "../../printer/json-text.js";
import { yamlText } from "../../printer/yaml-text.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { sameJson } from "./stage-edits.js";

/** A part of the text that another takes the place of. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Changes a YAML text from one value to another; every character that has nothing to do with a change stays. Undefined
 * where that would not give the value, such as where aliases stand for parts that change.
 */
export function patchYaml(text: string, before: JsonObject, after: JsonObject): string | undefined {
  const document = parseDocument(text, { uniqueKeys: false });
  if (document.errors.length > 0 || !document.contents) return undefined;
  const patcher = new YamlPatcher(text);
  patcher.change(document.contents, before, after);
  const patched = patcher.apply();
  // What an alias repeats may have changed with its anchor.
  const again: unknown = parseDocument(patched, { uniqueKeys: false }).toJS({ maxAliasCount: -1 });
  return sameJson(again as JsonValue, after) ? patched : undefined;
}

class YamlPatcher {
  readonly #text: string;
  readonly #splices: Splice[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  change(node: Node, before: JsonValue, after: JsonValue): void {
    if (before === after || sameJson(before, after)) return;
    if (isMap(node) && isJsonObject(before) && isJsonObject(after)) {
      if (this.#changeMap(node, before, after)) return;
    } else if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) {
      const [old, next] = [before as readonly JsonValue[], after as readonly JsonValue[]];
      if (this.#changeItems(node, old, next)) return;
    }
    this.#replace(node, after);
  }

  /** The text after all changes. */
  apply(): string {
    const ordered = this.#splices.toSorted((one, other) => other.start - one.start);
    const lineBreak = this.#text.includes("\r\n") ? "\r\n" : "\n";
    return ordered.reduce((text, splice) => {
      const inserted = splice.text.replaceAll("\n", lineBreak);
      return text.slice(0, splice.start) + inserted + text.slice(splice.end);
    }, this.#text);
  }

  /** Whether the members of a map could be changed one by one. */
  #changeMap(map: YAMLMap, before: JsonObject, after: JsonObject): boolean {
    const pairs = new Map<string, Pair>();
    for (const pair of map.items) if (isScalar(pair.key)) pairs.set(String(pair.key.value), pair);
    const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
    const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
    if (gone.length === map.items.length || (map.flow && gone.length + added.length > 0)) {
      return false;
    }
    const removals = gone.map((name) => this.#removal(pairs.get(name)));
    if (removals.some((removal) => removal === undefined)) return false;
    const values = Object.keys(after).filter((name) => Object.hasOwn(before, name));
    const changed = values.filter((name) => !sameJson(before[name], after[name]));
    if (changed.some((name) => !isNode(pairs.get(name)?.value))) return false;
    for (const removal of removals) if (removal) this.#splices.push(removal);
    for (const name of changed) {
      const value = pairs.get(name)?.value;
      if (isNode(value)) this.change(value, before[name] ?? null, after[name] ?? null);
    }
    if (added.length > 0) this.#add(map, added, after);
    return true;
  }

  /** Whether the items of a list could be changed one by one, and new ones put behind them. */
  #changeItems(list: YAMLSeq, before: readonly JsonValue[], after: readonly JsonValue[]): boolean {
    const added = after.slice(before.length);
    const isShorter = after.length < before.length || before.length === 0;
    if (isShorter || (list.flow && added.length > 0)) return false;
    if (!list.items.every((item) => isNode(item))) return false;
    list.items.forEach((item, index) => {
      if (isNode(item)) this.change(item, before[index] ?? null, after[index] ?? null);
    });
    if (added.length > 0) this.#append(list, yamlText(added));
    return true;
  }

  /** The lines of a member, with the comment above it; undefined where it shares its line with another. */
  #removal(pair: Pair | undefined): Splice | undefined {
    if (!pair || !isPair(pair) || !isNode(pair.key) || !pair.key.range) return undefined;
    let start = this.#lineStart(pair.key.range[0]);
    if (this.#text.slice(start, pair.key.range[0]).trim() !== "") return undefined;
    for (;;) {
      const above = this.#lineStart(start - 1);
      if (start === 0 || !/^[ \t]*#/.test(this.#text.slice(above, start))) break;
      start = above;
    }
    const last = isNode(pair.value) && pair.value.range ? pair.value : pair.key;
    const newline = this.#text.indexOf("\n", this.#endOf(last) - 1);
    return { start, end: newline < 0 ? this.#text.length : newline + 1, text: "" };
  }

  #add(map: YAMLMap, names: readonly string[], after: JsonObject): void {
    this.#append(
      map,
      yamlText(Object.fromEntries(names.map((name) => [name, after[name] ?? null]))),
    );
  }

  /** Puts further members or items behind those of a map or list. */
  #append(node: Node, added: string): void {
    const start = node.range?.[0] ?? 0;
    const margin = " ".repeat(start - this.#lineStart(start));
    const end = this.#endOf(node);
    const text = added.trimEnd().replace(/^(?=.)/gm, margin);
    this.#splices.push({ start: end, end, text: `\n${text}` });
  }

  #replace(node: Node, value: JsonValue): void {
    const [start = 0] = node.range ?? [];
    const isFlow = (isMap(node) || isSeq(node)) && node.flow;
    const quoted = isScalar(node) && node.type?.startsWith("QUOTE");
    const end = this.#endOf(node);
    const isNested = typeof value === "object" && value !== null;
    if (isFlow || quoted || (isScalar(node) && isNested)) {
      this.#splices.push({ start, end, text: jsonText(value, "") });
      return;
    }
    // Behind a key, the lines of a block scalar are indented from where the key begins.
    const [before = ""] = /^[\s-]*/.exec(this.#text.slice(this.#lineStart(start), start)) ?? [];
    const margin = " ".repeat(before.length);
    const lines = yamlText(value).trimEnd().split("\n");
    const text = lines.map((line, index) => (index === 0 || line === "" ? line : margin + line));
    this.#splices.push({ start, end, text: text.join("\n") });
  }

  #lineStart(offset: number): number {
    return this.#text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** The end of a node without the space behind it. */
  #endOf(node: Node): number {
    const [start = 0, end = 0] = node.range ?? [];
    const trimmed = this.#text.slice(start, end).trimEnd();
    return start + trimmed.length;
  }
}
