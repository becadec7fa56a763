import { isJsonObject } from "../util/json.js";
import { rememberKeyOrder } from "./key-order.js";
import type { TextProblem } from "./parse-result.js";
import { yamlMembers, type YamlNode } from "./yaml-tree.js";

/**
 * What the parsed value no longer shows: duplicate and odd keys, unknown tags and integers beyond 2^53.
 * Restores the order of keys on the way.
 */
export function readYamlDetails(text: string, roots: readonly YamlNode[]): TextProblem[] {
  const problems: TextProblem[] = [];
  const pending = [...roots].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "mapping") problems.push(...readMapping(text, node));
    problems.push(...readNode(text, node));
    pending.push(...[...node.children].reverse());
  }
  return problems;
}

function readMapping(text: string, node: YamlNode): TextProblem[] {
  const problems: TextProblem[] = [];
  const seen = new Map<string, number>();
  for (const { key } of yamlMembers(text, node)) {
    const name = String(key.value);
    const written = text.slice(key.start, key.end);
    const first = seen.get(name);
    if (first !== undefined && name !== "<<") {
      problems.push({ kind: "duplicate-key", detail: name, at: { offset: key.start }, first });
    }
    if (first === undefined) seen.set(name, key.start);
    if (key.value === null || typeof key.value === "object") {
      problems.push({ kind: "yaml-key", detail: written.slice(0, 40), at: { offset: key.start } });
    }
  }
  const { value } = node;
  if (isJsonObject(value)) keepOrder(value, [...seen.keys()]);
  return problems;
}

function keepOrder(value: object, written: readonly string[]): void {
  const keys = Object.keys(value);
  // Merged members stand where js-yaml put them: only the written ones are put in order.
  const own = written.filter((key) => Object.hasOwn(value, key));
  if (own.length === keys.length && own.some((key, index) => key !== keys[index])) {
    rememberKeyOrder(value, own);
  }
}

function readNode(text: string, node: YamlNode): TextProblem[] {
  const problems: TextProblem[] = [];
  const at = { offset: node.start };
  if (typeof node.value === "number" && Number.isInteger(node.value)) {
    const written = text.slice(node.start, node.end).replace(/^[&!]\S+\s+/, "");
    if (!Number.isSafeInteger(node.value) && /^[-+]?\d+$/.test(written)) {
      problems.push({ kind: "unsafe-integer", detail: written, at });
    }
  }
  const first = text[node.start];
  if (first !== "!" && first !== "&") return problems;
  const head = text.slice(node.start, node.start + 80);
  const tag = /^(?:&\S+\s+)?(![^!\s<][^\s,[\]{}]*)/.exec(head)?.[1];
  if (tag !== undefined && !isFunctionCall(node.value)) {
    problems.push({ kind: "yaml-unknown-tag", detail: tag, at });
  }
  return problems;
}

function isFunctionCall(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const [name, ...others] = Object.keys(value);
  const isFunction = name === "Ref" || name === "Condition" || name?.startsWith("Fn::");
  return others.length === 0 && isFunction === true;
}
