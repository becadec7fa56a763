import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import type { ApiModel, Example, Named, Schema } from "../../model/index.js";
import { loadValidators, type Violation } from "../../schema/validate.js";
import type { JsonValue } from "../../util/json.js";
import { defineRule, type CheckContext, type Report, type Site, type Visitor } from "../rule.js";

/** Examples that their schema refuses. */
export const invalidExample = defineRule({
  code: "example-invalid",
  severity: "warning",
  message: (problem: string) => `The example does not fit its schema: ${problem}.`,
  mend: "Correct the example, or the schema.",
  explain:
    "Readers copy examples, and mock servers answer with them. One that its own schema refuses misleads both.",
  start: (report, context) =>
    valueChecker(report, context, {
      parameter: (node, add) => addExamples(node.examples, node.schema, add),
      header: (node, add) => addExamples(node.examples, node.schema, add),
      mediaType: (node, add) => addExamples(node.examples, node.schema, add),
      schema: (schema, add) => {
        for (const [index, value] of (schema.examples ?? []).entries()) {
          add({ schema, value, location: exampleLocation(schema.location, index) });
        }
      },
    }),
});

/** Defaults that their schema refuses. */
export const invalidDefault = defineRule({
  code: "default-invalid",
  severity: "warning",
  message: (problem: string) => `The default does not fit its schema: ${problem}.`,
  mend: "Correct the default, or the schema.",
  explain:
    "A default stands for a value that the other side left out. One that the schema itself refuses can never have been valid.",
  start: (report, context) =>
    valueChecker(report, context, {
      schema: (schema, add) => {
        if (schema.default === undefined) return;
        const location = childLocation(schema.location, "default");
        add({ schema, value: schema.default, location });
      },
    }),
});

interface ValueCheck {
  readonly schema: Schema;
  readonly value: JsonValue;
  readonly location: SourceLocation;
}

type Collect<N> = (node: N, add: (check: ValueCheck) => void) => void;
type FirstArgument<K extends keyof Visitor> = Parameters<NonNullable<Visitor[K]>>[0];

interface Collectors {
  readonly parameter?: Collect<FirstArgument<"parameter">>;
  readonly header?: Collect<FirstArgument<"header">>;
  readonly mediaType?: Collect<FirstArgument<"mediaType">>;
  readonly schema?: Collect<FirstArgument<"schema">>;
}

/** Collects values during the walk and judges them at its end, so that a compiler is loaded only if there are any. */
function valueChecker(
  report: Report<[string]>,
  { model }: CheckContext,
  collectors: Collectors,
): Visitor {
  const checks: (ValueCheck & { readonly site: Site })[] = [];
  const addAt = (site: Site) => (check: ValueCheck) => {
    checks.push({ ...check, site });
  };
  const { parameter, header, mediaType, schema } = collectors;
  return {
    ...(parameter && { parameter: (node, site) => parameter(node, addAt(site)) }),
    ...(header && { header: (node, _name, site) => header(node, addAt(site)) }),
    ...(mediaType && { mediaType: (node, site) => mediaType(node, addAt(site)) }),
    ...(schema && { schema: (node, site) => schema(node, addAt(site)) }),
    end: async () => {
      if (checks.length > 0) await judge(report, model, checks);
    },
  };
}

async function judge(
  report: Report<[string]>,
  model: ApiModel,
  checks: readonly (ValueCheck & { readonly site: Site })[],
): Promise<void> {
  const validators = await loadValidators(model.components.schemas);
  for (const { schema, value, location, site } of checks) {
    const [violation] = validators.validator(schema)(value);
    if (violation) report(within(location, violation, value), [describe(violation)], site);
  }
}

function addExamples(
  examples: readonly Named<Example>[] | undefined,
  schema: Schema | undefined,
  add: (check: ValueCheck) => void,
): void {
  if (!schema) return;
  for (const { name, value: example } of examples ?? []) {
    const value = example.dataValue ?? example.value;
    if (value === undefined) continue;
    const member = example.dataValue === undefined ? "value" : "dataValue";
    const location = name === "" ? example.location : childLocation(example.location, member);
    add({ schema, value, location });
  }
}

/** Where a schema's example stands: `example`, or an item of `examples`; the text tells which. */
function exampleLocation(schema: SourceLocation, index: number): SourceLocation {
  const list = childLocation(schema, "examples");
  const single = childLocation(schema, "example");
  const path = [...pathOf(schema), "examples"];
  return schema.file.locate(path) ? childLocation(list, index) : single;
}

function pathOf(location: SourceLocation): (string | number)[] {
  const above = location.parent ? pathOf(location.parent) : [];
  return location.key === undefined ? above : [...above, location.key];
}

/** The place of the violation as far as the value has it. */
function within(location: SourceLocation, { path }: Violation, value: JsonValue): SourceLocation {
  let at = location;
  let current: unknown = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) break;
    at = childLocation(at, Array.isArray(current) ? Number(key) : key);
    current = Reflect.get(current, key);
  }
  return at;
}

function describe({ path, message }: Violation): string {
  return path.length === 0 ? message : `\`${path.join(".")}\` ${message}`;
}
