import { createRequire } from "node:module";

let layoutEngine: typeof import("prettier/doc") | undefined;

const ASCII = /^[\0-\x7f]*$/;

/** Columns that a line of source may take. */
export const PRINT_WIDTH = 80;

/** The columns that a text takes as Prettier counts them: wide characters are two, combining ones none. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let low = 0;
  let high = text.length * 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(text, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Asks Prettier's own layout engine, which is the one that must agree. */
function fits(text: string, width: number): boolean {
  // Most descriptions are ASCII alone, and the engine takes a while to load.
  layoutEngine ??= createRequire(import.meta.url)("prettier/doc") as typeof import("prettier/doc");
  const { builders, printer } = layoutEngine;
  const probe = builders.group([builders.ifBreak("-", "+"), text]);
  const options = { printWidth: width + 1, tabWidth: 2, useTabs: false };
  return printer.printDocToString(probe, options).formatted.startsWith("+");
}
