import { expect, test } from "vitest";
import { ignoreTest } from "../../src/source/edits/ignore-file.js";

// What git check-ignore says of the same lines and paths.
test.each([
  ["README.md", ["README.md", "docs/README.md"], ["README.mdx", "aREADME.md"]],
  ["/README.md", ["README.md"], ["docs/README.md"]],
  ["docs/", ["docs/a.md", "x/docs/a.md"], ["docs", "docsx/a.md"]],
  ["src/*.ts", ["src/a.ts"], ["src/x/a.ts", "y/src/a.ts"]],
  ["src/**/a.ts", ["src/a.ts", "src/x/y/a.ts"], ["a.ts", "src/xa.ts"]],
  ["**/gen", ["gen", "a/gen", "a/b/gen/c.ts"], ["agen"]],
  ["gen/**", ["gen/a", "gen/b/c"], ["gen"]],
  ["a?.ts", ["ab.ts", "x/ab.ts"], ["a.ts", "a/.ts"]],
  ["[a-c].ts", ["a.ts", "c.ts"], ["d.ts"]],
  ["[!a-c].ts", ["d.ts"], ["a.ts"]],
  ["*.ts\n!keep.ts", ["a.ts"], ["keep.ts", "x/keep.ts"]],
  ["src/\n!src/keep.ts", ["src/keep.ts", "src/a.ts"], []],
  ["\\#a\n\\!b\nc\\ ", ["#a", "!b", "c "], ["c"]],
  ["# comment\n\n  ", [], ["# comment", "a"]],
  ["a+(b).ts", ["a+(b).ts"], ["aab.ts"]],
  ["a.ts  \r\nb.ts\r", ["a.ts", "b.ts"], []],
])("%j", (lines, ignored, others) => {
  const test = ignoreTest(lines);
  expect([ignored.filter(test), others.filter(test)]).toEqual([ignored, []]);
});
