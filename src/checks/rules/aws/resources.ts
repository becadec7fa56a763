import type { Operation, PathSegment } from "../../../model/index.js";
import { defineRule } from "../../rule.js";

/** Characters of a resource's path part (developer guide, "Amazon API Gateway important notes"). */
const PATH_PART = /^[A-Za-z0-9_\-.,:]+$/;

/** Path segments that the service refuses. */
export const unsupportedSegment = defineRule({
  code: "aws-path-segment",
  profile: "aws",
  severity: "error",
  message: (segment: string, why: string) =>
    `API Gateway refuses the path segment \`${segment}\`: ${why}.`,
  mend: "Change the segment; a variable takes a whole segment.",
  explain:
    "A resource's path part holds letters, digits and `_ - . , :`, or is one variable in braces. Text and a variable in one segment, such as `{id}.json`, is refused.",
  start: (report) => ({
    operation({ path, pathItem }, site) {
      for (const segment of path.segments) {
        const problem = segmentProblem(segment);
        if (problem) report(pathItem.location, problem, site);
      }
    },
  }),
});

/** Greedy variables that are not last. */
export const greedyNotLast = defineRule({
  code: "aws-greedy-not-last",
  profile: "aws",
  severity: "error",
  message: (name: string) =>
    `The greedy variable \`{${name}+}\` is not the last segment: API Gateway cannot create a child of such a resource.`,
  mend: "End the path after the greedy variable.",
  explain:
    '`{proxy+}` takes the rest of the path, so nothing can follow it ("Cannot create a child of a resource with a greedy path variable").',
  start: (report) => ({
    operation({ path, pathItem }, site) {
      for (const segment of path.segments.slice(0, -1)) {
        if (segment.kind === "greedy") report(pathItem.location, [segment.name], site);
      }
    },
  }),
});

/** Two variables of different names in one place. */
export const siblingVariables = defineRule({
  code: "aws-sibling-variables",
  profile: "aws",
  severity: "error",
  message: (variable: string, other: string, parent: string) =>
    `Below \`${parent}\` the variables \`${variable}\` and \`${other}\` stand side by side; API Gateway allows one.`,
  mend: "Use one variable name at this place in all paths.",
  explain:
    'A resource has at most one child that is a variable ("A sibling of this resource already has a variable path part -- only one is allowed"), whatever stands below it.',
  start(report) {
    const known = new Map<string, { readonly variable: string; readonly operation: Operation }>();
    const reported = new Set<string>();
    return {
      operation(operation, site) {
        let parent = "";
        for (const segment of operation.path.segments) {
          const text = segmentText(segment);
          if (segment.kind === "parameter" || segment.kind === "greedy") {
            const first = known.get(parent);
            if (!first) known.set(parent, { variable: text, operation });
            else if (first.variable !== text && !reported.has(`${parent}/${text}`)) {
              reported.add(`${parent}/${text}`);
              report(operation.pathItem.location, [text, first.variable, parent || "/"], {
                ...site,
                related: [
                  { message: "The other path", location: first.operation.pathItem.location },
                ],
              });
            }
          }
          parent += `/${text}`;
        }
      },
    };
  },
});

/** Paths that the service keeps for itself. */
export const reservedPath = defineRule({
  code: "aws-path-reserved",
  profile: "aws",
  severity: "warning",
  message: (path: string) =>
    `API Gateway answers \`${path}\` itself; the operation is never reached.`,
  mend: "Use another path.",
  explain: "`/ping` and `/sping` are reserved for the service's own health check.",
  start: (report) => ({
    operation({ path, pathItem }, site) {
      if (/^\/s?ping$/.test(path.raw)) report(pathItem.location, [path.raw], site);
    },
  }),
});

/** More resources than an API may have. */
export const tooManyResources = defineRule({
  code: "aws-too-many-resources",
  profile: "aws",
  severity: "warning",
  message: (count: number) =>
    `The API has ${count} resources; API Gateway allows 300 unless the quota is raised.`,
  mend: "Split the API, use greedy variables, or ask for a higher quota.",
  explain:
    "Each segment of each path is one resource, the intermediate ones too. The quota of resources per API is 300.",
  start(report, { model }) {
    const resources = new Set([""]);
    return {
      operation({ path }) {
        let parent = "";
        for (const segment of path.segments) {
          parent += `/${segmentText(segment)}`;
          resources.add(parent);
        }
      },
      end() {
        if (resources.size > 300) report(model.location, [resources.size]);
      },
    };
  },
});

function segmentProblem(segment: PathSegment): [string, string] | undefined {
  switch (segment.kind) {
    case "static":
      return PATH_PART.test(segment.text) || segment.text === ""
        ? undefined
        : [segment.text, "it holds characters outside `A-Z a-z 0-9 _ - . , :`"];
    case "mixed":
      return [segmentText(segment), "a variable must take the whole segment"];
    default:
      return /^[A-Za-z0-9._$:-]+$/.test(segment.name)
        ? undefined
        : [segmentText(segment), "the variable's name holds characters that are not allowed"];
  }
}

function segmentText(segment: PathSegment): string {
  switch (segment.kind) {
    case "static":
      return segment.text;
    case "parameter":
      return `{${segment.name}}`;
    case "greedy":
      return `{${segment.name}+}`;
    case "mixed":
      return segment.parts
        .map((part) => (typeof part === "string" ? part : `{${part.name}}`))
        .join("");
  }
}
