import { expect, it } from "vitest";
import { runCli } from "./run-cli.js";

it("explains a rule, without a mend where nothing is to be mended", async () => {
  const { code, stdout } = await runCli(["explain", "request-enum-widened"]);
  expect(code).toBe(0);
  expect(stdout.split("\n").slice(0, 5)).toEqual([
    "# request-enum-widened",
    "",
    "Severity: info",
    "",
    "Nothing that was accepted is refused now. It concerns running clients.",
  ]);
  expect(stdout).not.toContain("Mend");
});

it("leads from a check of oasdiff to the rule, or says why there is none", async () => {
  const found = await runCli(["explain", "request-parameter-max-decreased"]);
  expect(found.stdout.split("\n").slice(0, 3)).toEqual([
    "oasdiff's request-parameter-max-decreased is request-maximum-narrowed here.",
    "",
    "# request-maximum-narrowed",
  ]);
  const none = await runCli(["explain", "response-write-only-property-became-optional"]);
  expect([found.code, none.code]).toEqual([0, 0]);
  expect(none.stdout).toMatch(/^oasdiff's response-write-only-property-became-optional has no /);
});
