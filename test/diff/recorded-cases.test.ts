import { describe, expect, it } from "vitest";
import { diffModels, type Finding } from "../../src/diff/index.js";
import { casesPresent, readCases } from "../support/cases.js";
import { disagreements } from "./disagreements.js";
import { modelOf } from "./load-text.js";

interface Case {
  readonly id: string;
  readonly tier: string;
  readonly old: string;
  readonly new: string;
  readonly breaking: boolean;
}

const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };

function findingsOf(one: Case): readonly Finding[] {
  return diffModels(modelOf(one.old, "old.yaml"), modelOf(one.new, "new.yaml"), policy);
}

function isBreaking(findings: readonly Finding[]): boolean {
  return findings.some(({ severity, rule }) => severity === "error" && rule.class !== "source");
}

/** The mean of the shares of breaking and of compatible cases that are told right. */
function balanced(cases: readonly Case[], wrong: readonly string[]): number {
  const share = (breaking: boolean): number => {
    const kind = cases.filter((one) => one.breaking === breaking);
    return kind.filter((one) => !wrong.includes(one.id)).length / kind.length;
  };
  return (share(true) + share(false)) / 2;
}

describe.skipIf(!casesPresent)("recorded pairs of specs", () => {
  it.each([
    ["diff.json", "core"],
    ["diff-hard.json", "hard"],
  ])("judges %s, tier %s", (file, tier) => {
    const cases = readCases<readonly Case[]>("cases", file).filter((one) => one.tier === tier);
    const wrong = cases
      .filter((one) => isBreaking(findingsOf(one)) !== one.breaking)
      .map((one) => one.id);
    expect(wrong.filter((id) => !Object.hasOwn(disagreements, id))).toEqual([]);
    expect(balanced(cases, wrong)).toBeGreaterThanOrEqual(0.97);
  });

  it("finds nothing between a document and itself", () => {
    const cases = readCases<readonly Case[]>("cases", "diff.json");
    const noisy = cases.filter((one) => findingsOf({ ...one, new: one.old }).some(isChange));
    expect(noisy.map((one) => one.id)).toEqual([]);
  });
});

/** A level or date that cannot be read is told of whichever document it stands in. */
function isChange({ rule }: Finding): boolean {
  return rule.id !== "stability-invalid" && rule.id !== "sunset-invalid";
}
