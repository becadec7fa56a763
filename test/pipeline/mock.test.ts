import { expect, test } from "vitest";
import { mock } from "../../src/pipeline/mock.js";

test.each([
  ["aws", ["stateful-not-here"]],
  ["openapi", []],
] as const)(
  "keeping state in the profile %s is told where it has no effect",
  async (profile, codes) => {
    const { mock: running, diagnostics } = await mock("fixtures/petstore/spec.yaml", {
      profile,
      stateful: true,
    });
    await running?.close();
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  },
);
