import { describe, expect, test } from "vitest";
import { casePath, casesPresent, corpusIndex } from "../support/cases.js";
import { python } from "../support/checkers.js";
import { emitted, integrationsOf, isForMoto } from "../emitters/gateway/checked.js";
import { runCheckers } from "../emitters/gateway/python.js";

const DOCUMENTS = casesPresent ? corpusIndex().filter(({ family }) => family === "aws") : [];

/** Documents whose definition a tool refuses, each with the reason; all of them are faults of the document or the tool. */
const KNOWN: readonly { readonly path: RegExp; readonly problem: RegExp; readonly why: string }[] =
  [
    {
      path: /./,
      problem: /^Path parameter '\w+\+?' for '\w+' operation in '.*\{\w+\+\}' was not resolved$/,
      why: "The validator takes the plus sign of a greedy variable for a part of its name; the gateway does not.",
    },
    {
      path: /conflicting_request_models|global_handle_path_level_parameter/,
      problem: /^Path parameter '\w+' for 'get' operation in '[^{]*' was not resolved$/,
      why: "The document declares a path parameter that its path does not have.",
    },
    {
      path: /./,
      problem: /Cross-account pass role is not allowed/,
      why: "The role of the document belongs to another account than moto's.",
    },
    {
      path: /./,
      problem: /^E3031 'arn:\S*(?:account-id|<partition>)|path part only allow/,
      why: "The document has placeholders in the place of a region or an account.",
    },
  ];

function unexpected(path: string, problems: readonly string[]): string[] {
  return problems
    .filter((problem) => !KNOWN.some((each) => each.path.test(path) && each.problem.test(problem)))
    .map((problem) => `${path}: ${problem}`);
}

async function tasks(tool: "openapi" | "sam" | "cloudformation") {
  return Promise.all(
    DOCUMENTS.map(async ({ path }) => ({
      tool,
      name: path,
      document: await emitted(casePath("corpus", "open", path), { target: tool }),
    })),
  );
}

describe.skipIf(!casesPresent || python === undefined)("definitions of the aws family", () => {
  test.each(["openapi", "sam", "cloudformation"] as const)(
    "are accepted by the tool for %s",
    async (tool) => {
      const answers = runCheckers(await tasks(tool));
      expect(answers.map(({ name }) => name)).toEqual(DOCUMENTS.map(({ path }) => path));
      expect(answers.flatMap(({ name, problems }) => unexpected(name, problems))).toEqual([]);
    },
    900_000,
  );

  test("are imported by moto with every integration", async () => {
    const all = await tasks("openapi");
    const importable = all.filter(({ document }) => isForMoto(document));
    expect(importable.length).toBeGreaterThan(30);
    const answers = runCheckers(importable.map((task) => ({ ...task, tool: "moto" })));
    expect(answers.flatMap(({ name, problems }) => unexpected(name, problems))).toEqual([]);
    const accepted = importable.filter(
      ({ name }) => answers.find((answer) => answer.name === name)?.problems.length === 0,
    );
    for (const { name, document } of accepted) {
      const found = answers.find((answer) => answer.name === name)?.integrations ?? [];
      expect({ name, found }).toEqual({ name, found: integrationsOf(document) });
    }
  }, 300_000);
});
