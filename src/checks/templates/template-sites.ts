import type { SourceLocation } from "../../diagnostics/location.js";
import type { IntegrationResponse, Operation, Template } from "../../model/index.js";
import {
  parseTemplate,
  type TemplateAst,
  type TemplateError,
  type TemplateUse,
  templateUses,
} from "../../vtl/index.js";

/** A mapping template of an operation, read. */
export interface TemplateSite {
  readonly direction: "request" | "response";
  readonly template: Template;
  readonly text: string;
  /** Of a response's template. */
  readonly response?: IntegrationResponse;
  readonly ast?: TemplateAst;
  readonly errors: readonly TemplateError[];
  readonly uses: readonly TemplateUse[];
}

const known = new WeakMap<Operation, readonly TemplateSite[]>();

/** The templates of an operation that run: proxies ignore theirs, and computed ones cannot be read. */
export function templateSites(operation: Operation): readonly TemplateSite[] {
  const before = known.get(operation);
  if (before) return before;
  const sites = readSites(operation);
  known.set(operation, sites);
  return sites;
}

/** The place of something in a template. */
export function placeIn(
  { template }: TemplateSite,
  { line, column }: { readonly line: number; readonly column: number },
): SourceLocation {
  return { ...template.location, within: { line, column } };
}

function readSites({ gateway }: Operation): readonly TemplateSite[] {
  const { type, requestTemplates = [], responses = [] } = gateway?.integration ?? {};
  if (type === "http_proxy" || type === "aws_proxy") return [];
  return [
    ...requestTemplates.flatMap((template) => siteOf(template, "request")),
    ...responses.flatMap((response) =>
      (response.templates ?? []).flatMap((template) => siteOf(template, "response", response)),
    ),
  ];
}

function siteOf(
  template: Template,
  direction: TemplateSite["direction"],
  response?: IntegrationResponse,
): TemplateSite[] {
  if (typeof template.text !== "string") return [];
  // CloudFormation replaces its pseudo-parameters before the gateway sees the text.
  const text = template.text.replace(/\$\{AWS::\w+\}/g, (name) => "x".repeat(name.length));
  const { template: ast, errors } = parseTemplate(text);
  const uses = ast ? templateUses(ast) : [];
  return [
    { direction, template, text, errors, uses, ...(ast && { ast }), ...(response && { response }) },
  ];
}
