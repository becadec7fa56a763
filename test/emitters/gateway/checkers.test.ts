import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { python } from "../../support/checkers.js";
import { emitted, integrationsOf, isForMoto } from "./checked.js";
import { runCheckers } from "./python.js";

const FIXTURES = readdirSync("fixtures").map(
  (name) => [name, `fixtures/${name}/spec.yaml`] as const,
);

describe.skipIf(python === undefined)("definitions of the fixtures", () => {
  test("are valid OpenAPI 3.0", async () => {
    const tasks = FIXTURES.map(async ([name, spec]) => {
      return { tool: "openapi" as const, name, document: await emitted(spec, {}) };
    });
    const answers = runCheckers(await Promise.all(tasks));
    expect(answers).toEqual(FIXTURES.map(([name]) => ({ name, problems: [] })));
  });

  test("are imported by moto with every integration", async () => {
    const documents = await Promise.all(
      FIXTURES.map(async ([name, spec]) => ({ name, document: await emitted(spec, {}) })),
    );
    const tasks = documents.filter(({ document }) => isForMoto(document));
    expect(tasks.length).toBeGreaterThan(0);
    const answers = runCheckers(tasks.map((task) => ({ tool: "moto", ...task })));
    expect(answers).toEqual(
      tasks.map(({ name, document }) => ({
        name,
        problems: [],
        integrations: integrationsOf(document),
      })),
    );
  });

  test.each(["sam", "cloudformation"] as const)(
    "are accepted by the tools for %s",
    { timeout: 120_000 },
    async (tool) => {
      const tasks = FIXTURES.map(async ([name, spec]) => {
        return { tool, name, document: await emitted(spec, { target: tool }) };
      });
      const answers = runCheckers(await Promise.all(tasks));
      expect(answers.map(({ name, problems }) => [name, problems])).toEqual(
        FIXTURES.map(([name]) => [name, []]),
      );
    },
  );
});
