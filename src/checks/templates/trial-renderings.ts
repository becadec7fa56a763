import type { Operation, Schema } from "../../model/index.js";
import { sample } from "../../schema/sample.js";
import type { JsonValue } from "../../util/json.js";
import {
  compileTemplate,
  type PayloadStep,
  type TemplateEvent,
  TemplateError,
  type TraceEvent,
} from "../../vtl/index.js";
import { requestSchema } from "./payload-schema.js";
import type { TemplateSite } from "./template-sites.js";

const LIMITS = { steps: 20_000, output: 500_000, time: 500 };

/** What a template printed once; complete when no reference printed nothing. */
export interface TrialRendering {
  readonly output: string;
  readonly complete: boolean;
}

/** What a template prints for some messages that fit it: a member is a number, then a text, and as the schema has it. */
export function trialRenderings(
  site: TemplateSite,
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
): readonly TrialRendering[] {
  if (!site.ast || site.uses.some(({ kind }) => kind === "file")) return [];
  const bodies = bodiesFor(site, operation, schemas);
  const outputs: TrialRendering[] = [];
  for (const [body, text] of bodies.flatMap((one) => [[one, "1"] as const, [one, "a"] as const])) {
    try {
      const event = eventOf(site, JSON.stringify(body), text);
      let complete = true;
      const trace = ({ kind, value }: TraceEvent): void => {
        if (kind === "reference" && (value === null || value === "")) complete = false;
      };
      const template = compileTemplate(site.text.trim());
      const { output } = template.render({ event, limits: LIMITS, trace });
      outputs.push({ output, complete });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
    }
  }
  return outputs;
}

function bodiesFor(
  { direction, template, uses }: TemplateSite,
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
): readonly JsonValue[] {
  const { integration } = operation.gateway ?? {};
  if (direction === "response" && integration?.type === "mock") return [{}];
  const paths = uses.flatMap((use) => (use.kind === "payload" && use.steps ? [use.steps] : []));
  const schema = direction === "request" ? requestSchema(operation, template.mediaType) : undefined;
  const made = schema && sample(schema, { schemas, mode: "fixed", direction: "request" });
  const invented = [1, "a"].map((leaf) =>
    paths.reduce<JsonValue>((body, steps) => withLeaf(body, steps, leaf), {}),
  );
  return [...(made?.kind === "value" ? [made.value] : []), ...invented];
}

/** A value that has a leaf at a path, and all that it had. */
function withLeaf(value: JsonValue, steps: readonly PayloadStep[], leaf: JsonValue): JsonValue {
  const [step, ...rest] = steps;
  if (!step)
    return typeof value === "object" && value !== null && Object.keys(value).length > 0
      ? value
      : leaf;
  if (step.kind !== "member") {
    const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
    return [withLeaf(list[0] ?? {}, rest, leaf)];
  }
  const members = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const own = Object.entries(members).find(([name]) => name === step.name)?.[1];
  return { ...members, [step.name]: withLeaf(own ?? {}, rest, leaf) };
}

/** An event in which every parameter, context value and stage variable that a template names has a text. */
function eventOf({ uses }: TemplateSite, body: string, text: string): TemplateEvent {
  const parameters: Record<string, string> = {};
  const stageVariables: Record<string, string> = {};
  let context: JsonValue = {};
  for (const use of uses) {
    if (use.kind === "parameter" && use.name !== undefined) parameters[use.name] = text;
    if (use.kind === "stageVariable" && use.name !== undefined) stageVariables[use.name] = text;
    if (use.kind !== "context" || use.access === "write" || /Override\b/.test(use.name)) continue;
    const steps = use.name.split(".").map((name) => ({ kind: "member" as const, name }));
    if (use.name !== "") context = withLeaf(context, steps, text);
  }
  const params = { path: parameters, querystring: parameters, header: parameters };
  return { body, params, context: { ...(context as object) }, stageVariables };
}
