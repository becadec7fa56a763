import type { Operation, Schema } from "../../../model/index.js";
import { loadValidators } from "../../../schema/validate.js";
import { isJsonMediaType } from "../../../util/media-type.js";
import { type TemplateSite, templateSites } from "../../templates/template-sites.js";
import { trialRenderings } from "../../templates/trial-renderings.js";
import { defineRule } from "../../rule.js";
import { literal } from "./kind.js";

/** Templates that begin JSON and never end it right. */
export const outputNotJson = defineRule({
  code: "aws-template-not-json",
  profile: "aws",
  severity: "warning",
  message: (output: string) => `Whatever is sent, the template prints no JSON: \`${output}\`.`,
  mend: "Look for a comma too many, a missing quote or bracket, or a text that is printed without quotes; `gw-gen render` shows the output.",
  explain:
    "The template was rendered with numbers and with texts in every place that it reads, and with an example of the body's schema. What it printed begins like JSON and is none, each time.",
  start: (report, { model }) => ({
    operation(operation, site) {
      for (const template of templateSites(operation)) {
        if (!isJsonExpected(template, operation)) continue;
        const outputs = trialRenderings(template, operation, model.components.schemas)
          .filter(({ complete }) => complete)
          .map(({ output }) => output);
        const [first] = outputs;
        if (first === undefined || !outputs.every(isBrokenJson)) continue;
        report(template.template.location, [excerpt(first)], site);
      }
    },
  }),
});

/** Answers of templates that the operation does not describe. */
export const outputMismatch = defineRule({
  code: "aws-template-output-mismatch",
  profile: "aws",
  severity: "warning",
  message: (status: string, where: string, what: string) =>
    `The template's output is not what the response ${status} describes: ${where === "" ? "it" : `\`${where}\``} ${what}.`,
  mend: "Correct the template, or the schema of the response.",
  explain:
    "The template reads nothing of the payload, so its output is known, and no form of it is valid by the schema of the response that it makes. The gateway does not check responses; clients do.",
  start(report, { model }) {
    const found: {
      readonly template: TemplateSite;
      readonly operation: Operation;
      readonly status: string;
      readonly schema: Schema;
    }[] = [];
    return {
      operation(operation) {
        for (const template of templateSites(operation)) {
          const target = describedResponse(template, operation);
          if (target) found.push({ template, operation, ...target });
        }
      },
      async end() {
        if (found.length === 0) return;
        const { schemas } = model.components;
        const validators = await loadValidators(schemas, { direction: "response" });
        for (const { template, operation, status, schema } of found) {
          const values = trialRenderings(template, operation, schemas).flatMap(({ output }) =>
            parsed(output),
          );
          const violations = values.map(({ value }) => validators.validator(schema)(value)[0]);
          const [violation] = violations;
          if (!violation || violations.some((one) => !one)) continue;
          const args = [status, violation.path.join("/"), violation.message] as const;
          report(template.template.location, [...args], { operation });
        }
      },
    };
  },
});

/** Whether a template should print JSON: a request to a mock is read leniently, and other services take forms. */
function isJsonExpected(
  { direction, template, uses }: TemplateSite,
  operation: Operation,
): boolean {
  // What is printed between quotes may hold quotes; that is a finding of its own.
  const quotes = uses.some((use) => use.kind === "payload" && use.print === "quoted");
  if (quotes || !isJsonMediaType(template.mediaType)) return false;
  return direction === "response" || operation.gateway?.integration?.type !== "mock";
}

/** The schema that a template's output must fit, where its output is known. */
function describedResponse(
  { direction, template, response, uses }: TemplateSite,
  { responses }: Operation,
): { readonly status: string; readonly schema: Schema } | undefined {
  const isKnown = uses.every(
    ({ kind }) => kind !== "payload" && kind !== "file" && kind !== "parameter",
  );
  const setsStatus = uses.some((use) => use.kind === "context" && use.access === "write");
  const status = literal(response?.statusCode);
  if (direction !== "response" || !isKnown || setsStatus || status === undefined) return undefined;
  const content = responses.find((one) => one.status === status)?.response.content ?? [];
  const media = content.find(
    ({ name }) => isJsonMediaType(name) && isJsonMediaType(template.mediaType),
  );
  return media?.schema && { status, schema: media.schema };
}

function isBrokenJson(output: string): boolean {
  return /^\s*[{[]/.test(output) && parsed(output).length === 0;
}

function parsed(output: string): { readonly value: unknown }[] {
  try {
    return [{ value: JSON.parse(output) }];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function excerpt(output: string): string {
  const line = output.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
