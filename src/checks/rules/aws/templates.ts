import type { ObjectSchema, Operation, Schema, Stage } from "../../../model/index.js";
import { nearest } from "../../../util/nearest.js";
import type { PayloadUse, TemplateUse } from "../../../vtl/index.js";
import { CONTEXT_NAMES, judgeContextName } from "../../templates/context-names.js";
import { followPath, requestSchema } from "../../templates/payload-schema.js";
import { placeIn, type TemplateSite, templateSites } from "../../templates/template-sites.js";
import { defineRule } from "../../rule.js";
import { isHttpApi } from "./kind.js";

const meant = (near: readonly string[]): string =>
  near.length > 0 ? ` Did you mean ${near.map((name) => `\`${name}\``).join(", ")}?` : "";

/** Templates that cannot be read. */
export const templateBroken = defineRule({
  code: "aws-template-broken",
  profile: "aws",
  severity: "error",
  message: (reason: string) => `The mapping template cannot be read: ${reason}.`,
  mend: "Correct the directive or reference; every block needs its #end.",
  explain: "The text is no Velocity template. Each request that reaches it is answered with 500.",
  start: (report) => ({
    operation(operation, site) {
      for (const template of templateSites(operation)) {
        for (const error of template.errors) {
          report(placeIn(template, error), [error.message.replace(/\.$/, "")], site);
        }
      }
    },
  }),
});

/** Names of `$context` that do not exist. */
export const contextUnknown = defineRule({
  code: "aws-template-context-unknown",
  profile: "aws",
  severity: "warning",
  message: (name: string, near: readonly string[]) =>
    `\`$context\` has no \`${name}\`; it is always empty.${meant(near)}`,
  mend: "Use a name that the gateway sets.",
  explain:
    "A name of `$context` that the gateway does not set is the empty text, silently. Names are case-sensitive.",
  start: (report, { model }) => ({
    operation(operation, site) {
      if (isHttpApi(model)) return;
      eachUse(operation, "context", (use, template) => {
        if (use.access === "write" || judgeContextName(use.name) !== "unknown") return;
        report(
          placeIn(template, use.at),
          [use.name, nearest(use.name, CONTEXT_NAMES).slice(0, 1)],
          site,
        );
      });
    },
  }),
});

/** Names of `$context` that templates do not see. */
export const contextLogOnly = defineRule({
  code: "aws-template-context-log-only",
  profile: "aws",
  severity: "warning",
  message: (name: string) =>
    `\`$context.${name}\` exists in access logs and gateway responses only; in a template it is empty.`,
  mend: "Leave it to the access log, or read what the template needs from the payload.",
  explain:
    "Status, latencies, errors and what the integration said are known when the request is over. Access logs have them, `$context.error` gateway responses too; mapping templates run before.",
  start: (report, { model }) => ({
    operation(operation, site) {
      if (isHttpApi(model)) return;
      eachUse(operation, "context", (use, template) => {
        if (use.access === "write" || judgeContextName(use.name) !== "logOnly") return;
        report(placeIn(template, use.at), [use.name], site);
      });
    },
  }),
});

/** Stage variables that a stage does not have. */
export const stageVariableUnknown = defineRule({
  code: "aws-template-stage-variable-unknown",
  profile: "aws",
  severity: "warning",
  message: (name: string, stages: readonly string[], near: readonly string[]) =>
    `The stage variable \`${name}\` is not set in ${stages.map((stage) => `\`${stage}\``).join(", ")}.${meant(near)}`,
  mend: "Set it in the settings' `stages`, for every stage that has the operation.",
  explain: "A stage variable that the stage does not have is the empty text in a template.",
  start: (report, { model }) => {
    const stages = model.stages.filter(({ implicit }) => !implicit);
    return {
      operation(operation, site) {
        const own = stages.filter(({ name }) => operation.stages?.includes(name) ?? true);
        eachUse(operation, "stageVariable", ({ name, at }, template) => {
          const without = own.filter((stage) => name !== undefined && !hasVariable(stage, name));
          if (name === undefined || without.length === 0) return;
          const names = without.flatMap(({ variables }) => variables.map((one) => one.name));
          const args = [name, without.map((stage) => stage.name), nearest(name, names)] as const;
          report(placeIn(template, at), [...args], site);
        });
      },
    };
  },
});

/** Paths that no request has. */
export const pathImpossible = defineRule({
  code: "aws-template-path-impossible",
  profile: "aws",
  severity: "warning",
  message: (path: string, why: string, near: readonly string[]) =>
    `The request's schema has nothing at \`${path}\`: ${why}.${meant(near)}`,
  mend: "Correct the path, or describe the member in the schema.",
  explain:
    "What a template reads from a place that the body's schema does not have is empty for every valid request.",
  start: (report, { model }) => ({
    operation(operation, site) {
      eachUse(operation, "payload", (use, template) => {
        const { steps } = use;
        const schema = schemaOf(operation, template);
        if (!schema || !steps || steps.length === 0) return;
        const result = followPath(schema, steps, model.components.schemas);
        if (result.kind !== "impossible") return;
        report(placeIn(template, use.at), [pathText(use), result.why, result.near], site);
      });
    },
  }),
});

/** Text of the client between quotes. */
export const unescaped = defineRule({
  code: "aws-template-unescaped",
  profile: "aws",
  severity: "warning",
  message: (what: string) =>
    `${what} is printed inside a JSON string without escaping: a quote in it ends the string.`,
  mend: "Print `$input.json('…')` without quotes around it, or `$util.escapeJavaScript(…)` with `.replaceAll(\"\\\\'\", \"'\")`.",
  explain:
    "A client that sends a quote can end the string and add members of its own to what the backend gets; a line break makes the output no JSON. Values that the schema holds to numbers, booleans, or plain words are not reported.",
  start: (report, { model }) => ({
    operation(operation, site) {
      for (const template of templateSites(operation)) {
        if (template.direction !== "request") continue;
        for (const use of template.uses) {
          const what = injected(use, operation, template, model.components.schemas);
          if (what !== undefined) report(placeIn(template, use.at), [what], site);
        }
      }
    },
  }),
});

/** What a use prints between quotes that a client may fill with anything; undefined where it does not. */
function injected(
  use: TemplateUse,
  operation: Operation,
  template: TemplateSite,
  schemas: ReadonlyMap<string, Schema>,
): string | undefined {
  if (use.kind === "parameter" && use.print === "quoted") {
    const { name } = use;
    // What the service routed by has no slash, yet may have a quote.
    return name === undefined ? "A parameter" : `The parameter \`${name}\``;
  }
  if (use.kind !== "payload" || use.print !== "quoted" || use.access === "json") return undefined;
  const schema = schemaOf(operation, template);
  const result = schema && use.steps && followPath(schema, use.steps, schemas);
  if (result?.kind === "schemas" && result.schemas.every(isHarmless)) return undefined;
  return use.access === "body" ? "`$input.body`" : `The member \`${pathText(use)}\``;
}

const PLAIN_FORMATS: ReadonlySet<string> = new Set(
  "date date-time time uuid ipv4 ipv6 byte".split(" "),
);

/** Whether no valid value of a schema can hold a quote. */
function isHarmless({ types, enum: values, const: constant, format }: ObjectSchema): boolean {
  if (values ?? constant) return true;
  if (format !== undefined && PLAIN_FORMATS.has(format)) return true;
  return (
    types !== undefined &&
    types.every((type) => type !== "string" && type !== "object" && type !== "array")
  );
}

function schemaOf(operation: Operation, { direction, template }: TemplateSite): Schema | undefined {
  return direction === "request" ? requestSchema(operation, template.mediaType) : undefined;
}

function pathText({ steps = [] }: PayloadUse): string {
  const texts = steps.map((step) => {
    if (step.kind === "each") return "[*]";
    return step.kind === "index" ? `[${step.index}]` : `.${step.name}`;
  });
  return `$${texts.join("")}`;
}

function eachUse<K extends TemplateUse["kind"]>(
  operation: Operation,
  kind: K,
  take: (use: Extract<TemplateUse, { kind: K }>, template: TemplateSite) => void,
): void {
  const isMeant = (use: TemplateUse): use is Extract<TemplateUse, { kind: K }> => use.kind === kind;
  for (const template of templateSites(operation)) {
    for (const use of template.uses) if (isMeant(use)) take(use, template);
  }
}

function hasVariable({ variables }: Stage, name: string): boolean {
  return variables.some((variable) => variable.name === name);
}
