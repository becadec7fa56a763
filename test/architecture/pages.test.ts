import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
const NAMED_PATH =
  /`((?:\.ci|\.github|bin|docs|fixtures|schemas|src|templates|test)\/[^`*<>\s]*)`/g;
const LINK = /\]\((?!https?:|#)([^)#\s]+)/g;

/** The paths below the project that a page names in code spans or links to. */
function pathsIn(page: string): string[] {
  const text = readFileSync(page, "utf8");
  const spans = [...text.matchAll(NAMED_PATH)].map((match) => match[1] ?? "");
  const links = [...text.matchAll(LINK)].map((match) => join(dirname(page), match[1] ?? ""));
  return [...spans, ...links];
}

describe("the pages", () => {
  it.each(PAGES)("%s names only paths that exist", (page) => {
    expect(pathsIn(page).filter((path) => !existsSync(path))).toEqual([]);
  });

  it("are read for paths at all", () => {
    expect(pathsIn("ARCHITECTURE.md").length).toBeGreaterThan(20);
  });
});
