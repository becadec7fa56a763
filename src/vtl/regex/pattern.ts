import { Failure } from "../failure.js";
import { MatchState, compileNode } from "./matcher.js";
import { parseRegex } from "./regex-parser.js";

/** Where an expression matched, and where its groups did: start and end of each, -1 without part. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: Int32Array;
}

/** A compiled java.util.regex.Pattern; its work is bounded, so that no expression hangs. */
export interface Pattern {
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** Whether the whole text matches. */
  readonly matches: (text: string) => boolean;
  /** All matches, one after the other. */
  readonly findAll: (text: string) => Iterable<RegexMatch>;
}

const cache = new Map<string, Pattern>();
const CACHED = 200;

/** Compiles an expression in Java's syntax; throws a Failure for what is none. */
export function compilePattern(source: string): Pattern {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const pattern = create(source);
  if (cache.size >= CACHED) cache.clear();
  cache.set(source, pattern);
  return pattern;
}

function create(source: string): Pattern {
  const { root, groups, names } = parseRegex(source);
  let end = 0;
  const search = compileNode(root, (_, at) => {
    end = at;
    return true;
  });
  const whole = compileNode(root, (state, at) => at === state.text.length);
  return {
    groups,
    names,
    matches: (text) => whole(new MatchState(text, groups), 0),
    *findAll(text) {
      for (let from = 0; from <= text.length;) {
        const match = findFrom(text, from);
        if (match === undefined) return;
        yield match;
        from = match.end === match.start ? match.end + 1 : match.end;
      }
    },
  };

  function findFrom(text: string, from: number): RegexMatch | undefined {
    const state = new MatchState(text, groups);
    for (let start = from; start <= text.length; start++) {
      if (search(state, start)) return { start, end, groups: state.groups };
    }
    return undefined;
  }
}

/** Java's `replaceAll`, or `replaceFirst`; `$1` and `${name}` in the replacement stand for groups. */
export function replaceMatches(
  pattern: Pattern,
  text: string,
  replacement: string,
  onlyFirst: boolean,
): string {
  let result = "";
  let from = 0;
  for (const match of pattern.findAll(text)) {
    result += text.slice(from, match.start) + expand(pattern, text, match, replacement);
    from = match.end;
    if (onlyFirst) break;
  }
  return result + text.slice(from);
}

function expand(pattern: Pattern, text: string, match: RegexMatch, replacement: string): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  let result = "";
  for (let at = 0; at < replacement.length; at++) {
    const c = replacement[at];
    if (c === "\\") {
      at++;
      if (at >= replacement.length) throw new Failure("character to be escaped is missing");
      result += replacement[at];
    } else if (c === "$") {
      const group = groupReference(pattern, replacement, at + 1);
      result += groupText(text, match, group.index);
      at = group.end - 1;
    } else result += c;
  }
  return result;
}

function groupReference(
  pattern: Pattern,
  replacement: string,
  at: number,
): { readonly index: number; readonly end: number } {
  const named = /\{([a-zA-Z][a-zA-Z0-9]*)\}/y;
  named.lastIndex = at;
  const name = named.exec(replacement);
  if (name) {
    const index = pattern.names.get(name[1] ?? "");
    if (index === undefined) throw new Failure(`No group with name {${name[1]}}`);
    return { index, end: at + name[0].length };
  }
  if (!/\d/.test(replacement[at] ?? "")) throw new Failure("Illegal group reference");
  let index = Number(replacement[at]);
  if (index > pattern.groups) throw new Failure(`No group ${index}`);
  let end = at + 1;
  for (; /\d/.test(replacement[end] ?? ""); end++) {
    const next = index * 10 + Number(replacement[end]);
    if (next > pattern.groups) break;
    index = next;
  }
  return { index, end };
}

function groupText(text: string, match: RegexMatch, index: number): string {
  if (index === 0) return text.slice(match.start, match.end);
  const start = match.groups[2 * index] ?? -1;
  return start < 0 ? "" : text.slice(start, match.groups[2 * index + 1]);
}

/** Java's `split`: without a limit, empty strings at the end go. */
export function splitText(pattern: Pattern, text: string, limit = 0): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of pattern.findAll(text)) {
    if (limit > 0 && parts.length >= limit - 1) break;
    if (from === 0 && match.start === 0 && match.end === 0) continue;
    parts.push(text.slice(from, match.start));
    from = match.end;
  }
  if (from === 0 && parts.length === 0) return [text];
  parts.push(text.slice(from));
  if (limit === 0) while (parts.at(-1) === "") parts.pop();
  return parts;
}
