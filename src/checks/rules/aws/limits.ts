import type { Integration, Stage } from "../../../model/index.js";
import type { SourceLocation } from "../../../diagnostics/location.js";
import { defineRule } from "../../rule.js";
import { literal } from "./kind.js";

const MEGABYTE = 1024 * 1024;

/** Documents above the import's limit. */
export const documentTooLarge = defineRule({
  code: "aws-document-too-large",
  profile: "aws",
  severity: "error",
  message: (megabytes: string) =>
    `The document has ${megabytes} MB as JSON; API Gateway imports 6 MB at most.`,
  mend: "Split the API, or leave descriptions and examples out of what is imported.",
  explain: "ImportRestApi and PutRestApi take a body of at most 6 MB.",
  start(report, { model, documentSize }) {
    const size = documentSize();
    if (size > 6 * MEGABYTE) report(model.location, [(size / MEGABYTE).toFixed(1)]);
    return {};
  },
});

/** Timeouts outside the limits. */
export const timeoutOutside = defineRule({
  code: "aws-timeout-outside",
  profile: "aws",
  severity: "error",
  message: (timeout: number, limit: number) =>
    `The timeout of ${timeout} ms is outside 50 to ${limit} ms.`,
  mend: "Choose a timeout within the limits; above 29,000 ms a regional or private API needs a raised quota.",
  explain:
    "An integration has between 50 and 29,000 ms (HTTP APIs: 30,000) unless the quota of a regional or private API was raised. What takes longer answers 504.",
  start: (report, { model }) => ({
    operation({ gateway }, site) {
      const timeout = literal(gateway?.integration?.timeout);
      if (timeout === undefined || gateway?.integration?.responseTransferMode === "stream") return;
      const limit = model.gateway?.kind === "http" ? 30_000 : 29_000;
      if (timeout < 50 || timeout > limit) {
        report(gateway?.integration?.location ?? model.location, [timeout, limit], site);
      }
    },
  }),
});

/** Templates above the limit. */
export const templateTooLarge = defineRule({
  code: "aws-template-too-large",
  profile: "aws",
  severity: "error",
  message: (kilobytes: number) =>
    `The mapping template has ${kilobytes} KB; API Gateway takes 300 KB at most.`,
  mend: "Move work into the integration, or shorten the template.",
  explain: "A mapping template has at most 300 KB.",
  start: (report) => ({
    operation({ gateway }, site) {
      for (const { text, location } of templatesOf(gateway?.integration)) {
        const size = Buffer.byteLength(literal(text) ?? "");
        if (size > 300 * 1024) report(location, [Math.ceil(size / 1024)], site);
      }
    },
  }),
});

/** Lifetimes of cached answers outside the limits. */
export const ttlOutside = defineRule({
  code: "aws-ttl-outside",
  profile: "aws",
  severity: "error",
  message: (what: string, ttl: number) =>
    `The ${what} keeps answers ${ttl} s; 0 to 3600 s are allowed.`,
  mend: "Choose at most 3600 seconds.",
  explain:
    "Caches of authorizers and of stages keep an answer for at most an hour; 0 turns caching off.",
  start(report, { model }) {
    const judge = (location: SourceLocation, what: string, ttl: number | undefined): void => {
      if (ttl !== undefined && (ttl < 0 || ttl > 3600)) report(location, [what, ttl]);
    };
    for (const [name, { authorizer }] of model.components.securitySchemes) {
      if (authorizer)
        judge(authorizer.location, `authorizer \`${name}\``, literal(authorizer.resultTtl));
    }
    for (const stage of model.stages) {
      judge(stage.location, `cache of the stage \`${stage.name}\``, stage.defaults.cache?.ttl);
      for (const { name, value } of stage.overrides) {
        judge(
          stage.location,
          `cache of \`${name}\` in the stage \`${stage.name}\``,
          value.cache?.ttl,
        );
      }
    }
    return {};
  },
});

/** Stages whose names or variables the service refuses. */
export const stageRefused = defineRule({
  code: "aws-stage-refused",
  profile: "aws",
  severity: "error",
  message: (problem: string) => `API Gateway refuses ${problem}.`,
  mend: "Stage names match `[A-Za-z0-9_-]{1,128}`; variables are named by letters, digits and `_`, and hold at most 512 characters of `A-Za-z0-9-._~:/?#&=,`.",
  explain:
    "Names and values of stages and their variables have a fixed alphabet; a stage has at most 100 variables.",
  start(report, { model }) {
    for (const stage of model.stages) {
      if (stage.implicit) continue;
      for (const problem of stageProblems(stage)) report(stage.location, [problem]);
    }
    return {};
  },
});

function stageProblems({ name, variables }: Stage): string[] {
  const problems: string[] = [];
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) problems.push(`the stage name \`${name}\``);
  if (variables.length > 100) problems.push(`the ${variables.length} variables of \`${name}\``);
  for (const variable of variables) {
    if (!/^[A-Za-z0-9_]{1,64}$/.test(variable.name)) {
      problems.push(`the name of the stage variable \`${variable.name}\``);
    } else if (!/^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/.test(variable.value)) {
      problems.push(`the value of the stage variable \`${variable.name}\``);
    }
  }
  return problems;
}

function templatesOf(integration: Integration | undefined) {
  const responses = integration?.responses ?? [];
  return [
    ...(integration?.requestTemplates ?? []),
    ...responses.flatMap(({ templates = [] }) => templates),
  ];
}
