import { createRequire } from "node:module";
import type { TextProblem } from "./parse-result.js";

/** More problems than these are seldom independent of each other. */
const MAX_PROBLEMS = 50;

/** Every syntax error of a YAML text, as the `yaml` package finds them; js-yaml stops at the first. */
export function yamlSyntaxProblems(text: string): TextProblem[] {
  // Loaded only here: it is slower to load and to run, and right documents never need it.
  const yaml = createRequire(import.meta.url)("yaml") as typeof import("yaml");
  const documents = yaml.parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false });
  const errors = [...documents].flatMap((document) => document.errors);
  return errors.slice(0, MAX_PROBLEMS).map(({ message, pos }) => ({
    kind: "yaml-syntax",
    detail: message.replace(/\.$/, ""),
    at: { offset: pos[0] },
  }));
}
