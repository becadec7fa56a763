import type { SourceLocation } from "../../diagnostics/location.js";
import type { ApiModel, Operation, ReusableNode, Schema } from "../../model/index.js";
import { backendSchemas } from "../../model/walk.js";
import { childSchemas } from "../../schema/inclusion/children.js";
import { defineRule } from "../rule.js";

/** Shared schemas that nothing reaches. */
export const unusedSchema = defineRule({
  code: "schema-unused",
  severity: "info",
  message: (name: string) => `Nothing uses the schema \`${name}\`.`,
  mend: "Use it, or remove it.",
  explain:
    "The schema cannot be reached from any operation, webhook, callback or route, not by way of other schemas either. It may be left over, or the `$ref` to it may be missing.",
  start(report, { model }) {
    const roots: Schema[] = [];
    const add = (schema: Schema | undefined): void => {
      if (schema) roots.push(schema);
    };
    return {
      operation(operation) {
        operationSchemas(operation, add);
        const { location } = operation;
        for (const name of backendSchemas(operation)) add({ kind: "ref", name, location });
      },
      route({ message, reply, parameters = [] }) {
        for (const part of [message, reply]) {
          add(part?.payload);
          add(part?.headers);
        }
        for (const { schema } of parameters) add(schema);
      },
      end() {
        const used = reachable(roots, model);
        for (const [name, schema] of model.components.schemas) {
          if (!used.has(name) && !model.components.hoisted.has(name)) {
            report(schema.location, [name]);
          }
        }
      },
    };
  },
});

/** Shared parameters, bodies, responses and headers that nothing refers to. */
export const unusedComponent = defineRule({
  code: "component-unused",
  severity: "info",
  message: (kind: string, name: string) => `Nothing refers to the ${kind} \`${name}\`.`,
  mend: "Refer to it by `$ref`, or remove it.",
  explain: "A reusable part that no operation refers to has no effect.",
  start(report, { model }) {
    const used = new Set<string>();
    const use = (section: Section, node: ReusableNode | undefined): void => {
      if (node?.component !== undefined) used.add(`${section}/${node.component}`);
    };
    return {
      operation(operation) {
        for (const parameter of operation.parameters) use("parameters", parameter);
        use("requestBodies", operation.requestBody);
        for (const { response } of operation.responses) {
          use("responses", response);
          for (const { value } of response.headers ?? []) use("headers", value);
        }
      },
      route({ parameters = [] }) {
        for (const parameter of parameters) use("parameters", parameter);
      },
      response(response) {
        for (const { value } of response.headers ?? []) use("headers", value);
      },
      end() {
        for (const section of SECTIONS) {
          const nodes: ReadonlyMap<string, { readonly location: SourceLocation }> =
            model.components[section];
          for (const [name, { location }] of nodes) {
            if (!used.has(`${section}/${name}`)) report(location, [KIND[section], name]);
          }
        }
      },
    };
  },
});

const SECTIONS = ["parameters", "requestBodies", "responses", "headers"] as const;
type Section = (typeof SECTIONS)[number];
const KIND: Readonly<Record<Section, string>> = {
  parameters: "parameter",
  requestBodies: "request body",
  responses: "response",
  headers: "header",
};

function operationSchemas(operation: Operation, add: (schema: Schema | undefined) => void): void {
  const contents = operation.parameters.flatMap((parameter) => parameter.content ?? []);
  for (const { schema } of operation.parameters) add(schema);
  contents.push(...(operation.requestBody?.content ?? []));
  for (const { response } of operation.responses) {
    contents.push(...(response.content ?? []));
    for (const { value } of response.headers ?? []) {
      add(value.schema);
      contents.push(...(value.content ?? []));
    }
  }
  for (const mediaType of contents) {
    add(mediaType.schema);
    add(mediaType.itemSchema);
    for (const { value } of mediaType.encoding ?? []) {
      for (const header of value.headers ?? []) add(header.value.schema);
    }
  }
}

/** The names of all shared schemas that the given ones lead to. */
function reachable(roots: readonly Schema[], model: ApiModel): ReadonlySet<string> {
  const names = new Set<string>();
  const pending = [...roots];
  const visit = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    const target = model.components.schemas.get(name);
    if (target) pending.push(target);
  };
  for (let schema = pending.pop(); schema; schema = pending.pop()) {
    if (schema.kind === "ref") visit(schema.name);
    if (schema.kind === "schema") {
      for (const { value } of schema.discriminator?.mapping ?? []) visit(value);
    }
    pending.push(...childSchemas(schema));
  }
  return names;
}
