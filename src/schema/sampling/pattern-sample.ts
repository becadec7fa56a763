import { compilePattern } from "../validate.js";
import { parsePattern, type PatternNode } from "./pattern-parser.js";
import type { Random } from "./random.js";

const ATTEMPTS = 24;
/** Longer texts are cut short while they are made: a pattern such as `(a{1000}){1000}` is hostile. */
const LONGEST = 10_000;

/**
 * A text that matches a pattern and has a length between the bounds; undefined when none is found in a
 * few attempts (assertions and back-references may make it hard) or the pattern is not valid.
 */
export function samplePattern(
  pattern: string,
  random: Random,
  lengths: { readonly low: number; readonly high: number },
): string | undefined {
  const compiled = compilePattern(pattern);
  if (!(compiled instanceof RegExp)) return undefined;
  const tree = parsePattern(pattern);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const greed = attempt / ATTEMPTS;
    const text = write(tree, random, lengths.low > 0 ? greed : greed / 2);
    const length = [...text].length;
    if (length >= lengths.low && length <= lengths.high && compiled.test(text)) return text;
  }
  return undefined;
}

function write(tree: PatternNode, random: Random, greed: number): string {
  let text = "";
  const visit = (node: PatternNode): void => {
    if (text.length > LONGEST) return;
    switch (node.kind) {
      case "text":
        text += node.text;
        return;
      case "set":
        text += random.pick(node.characters) ?? "";
        return;
      case "sequence":
        for (const part of node.parts) visit(part);
        return;
      case "choice": {
        const option = random.pick(node.options);
        if (option) visit(option);
        return;
      }
      case "repeat": {
        const most = node.low + Math.ceil((Math.min(node.high, LONGEST) - node.low) * greed);
        for (let times = random.integer(node.low, most); times > 0; times--) visit(node.part);
      }
    }
  };
  visit(tree);
  return text;
}
