import { describe, expect, it } from "vitest";
import { rules } from "../../src/diff/index.js";
import { OASDIFF_CHECKS } from "../../src/diff/rules/oasdiff.js";
import { casesPresent, readCases } from "../support/cases.js";

describe("the table of oasdiff's checks", () => {
  it("names rules that exist, or gives a reason", () => {
    const ids = new Set(rules.map(({ id }) => id));
    const dangling = Object.entries(OASDIFF_CHECKS).filter(([, counterpart]) =>
      typeof counterpart === "string" ? !ids.has(counterpart) : counterpart.reason.length < 20,
    );
    expect(dangling).toEqual([]);
  });

  it.skipIf(!casesPresent)("has every check", () => {
    const checks = readCases<readonly { readonly id: string }[]>(
      "reference",
      "oasdiff-checks.json",
    );
    expect(checks.map(({ id }) => id).filter((id) => !Object.hasOwn(OASDIFF_CHECKS, id))).toEqual(
      [],
    );
    expect(Object.keys(OASDIFF_CHECKS).length).toBe(checks.length);
  });
});
