import { describe, expect, it } from "vitest";
import { FIDELITY } from "../../src/runtime/fidelity.js";
import { casesPresent, readCases } from "../support/cases.js";

interface Case {
  readonly plane: string;
  readonly feature: string;
}

describe("the page on fidelity", () => {
  it("claims each behaviour once", () => {
    const texts = FIDELITY.map(({ behaviour }) => behaviour);
    expect(texts.length).toBe(new Set(texts).size);
  });

  it.skipIf(!casesPresent)("calls recorded what has recordings, and names all of them", () => {
    const { cases } = readCases<{ cases: readonly Case[] }>("cases", "aws-oracle.json");
    const held = new Set(
      cases.filter(({ plane }) => plane === "data").map(({ feature }) => feature),
    );
    const claimed = new Set(FIDELITY.flatMap(({ features = [] }) => features));
    // Answers of other services are theirs, not the gateway's.
    held.delete("aws-service");
    expect([...claimed].sort()).toEqual([...held].sort());
  });
});
