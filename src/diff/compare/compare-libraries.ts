import type { ApiModel } from "../../model/index.js";
import { compareBodies } from "./compare-content.js";
import { compareParameter } from "./compare-parameters.js";
import { compareResponse } from "./compare-responses.js";
import type { CompareContext } from "./context.js";

/** Whether the document has no operations of its own: other documents use its components. */
export function isLibrary(model: ApiModel): boolean {
  return model.operations.length === 0 && model.webhooks.length === 0;
}

/** Adds what changed in the components of documents that are there for others to refer to. */
export function compareLibraries(context: CompareContext): void {
  const old = context.old.components;
  const next = context.new.components;
  for (const [name, before, after] of both(old.parameters, next.parameters)) {
    const subject = `parameter component \`${name}\``;
    const places = { old: before.location, new: after.location };
    compareParameter(context, { subject, flow: "request", places }, before, after);
  }
  for (const [name, before, after] of both(old.requestBodies, next.requestBodies)) {
    const subject = `request body component \`${name}\``;
    const places = { old: before.location, new: after.location };
    compareBodies(context, { subject, flow: "request", places }, before, after);
  }
  for (const [name, before, after] of both(old.responses, next.responses)) {
    const subject = `response component \`${name}\``;
    const places = { old: before.location, new: after.location };
    compareResponse(context, { subject, flow: "response", places }, before, after);
  }
}

function both<T>(
  old: ReadonlyMap<string, T>,
  next: ReadonlyMap<string, T>,
): readonly (readonly [string, T, T])[] {
  return [...old].flatMap(([name, before]) => {
    const after = next.get(name);
    return after === undefined ? [] : [[name, before, after] as const];
  });
}
