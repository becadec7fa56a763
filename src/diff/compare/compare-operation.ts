import type { Callback, Named, Operation } from "../../model/index.js";
import { compareBodies } from "./compare-content.js";
import { compareMethod } from "./compare-gateway.js";
import { compareParameters } from "./compare-parameters.js";
import { compareResponses } from "./compare-responses.js";
import { compareSecurity } from "./compare-security.js";
import { compareValue } from "./compare-annotations.js";
import type { CompareContext, Place } from "./context.js";
import { lifecycleOf, stabilityChanges, stabilityOf, sunsetOf } from "./lifecycle.js";
import type { Flow } from "./schema-change.js";

/** Who sends the requests of an operation: the API's clients, or the API itself (callbacks, webhooks). */
export type Sender = "client" | "server";

/** The place of an operation's changes. */
export function operationPlace(
  old: Operation | undefined,
  next: Operation | undefined,
  within?: string,
): Place {
  const operation = next ?? old;
  const key = operation?.key ?? "";
  return {
    operation: within ?? key,
    subject: within ? `callback ${key}` : "operation",
    tags: operation?.tags ?? [],
    places: { ...(old && { old: old.location }), ...(next && { new: next.location }) },
  };
}

/** Adds what changed between two versions of an operation. */
export function compareOperation(
  context: CompareContext,
  pair: { readonly old: Operation; readonly new: Operation },
  place: Place,
  sender: Sender = "client",
): void {
  const { old, new: next } = pair;
  const sent: Flow = sender === "client" ? "request" : "response";
  const answered: Flow = sender === "client" ? "response" : "request";
  compareIdentity(context, place, old, next);
  compareParameters(context, { ...place, flow: sent }, old, next);
  compareBodies(context, { ...place, flow: sent }, old.requestBody, next.requestBody);
  compareResponses(context, { ...place, flow: answered }, old.responses, next.responses);
  if (sender === "server") return;
  compareSecurity(context, place, old, next);
  compareMethod(context, place, old, next);
  compareCallbacks(context, place, old.callbacks ?? [], next.callbacks ?? []);
}

function compareIdentity(
  context: CompareContext,
  place: Place,
  old: Operation,
  next: Operation,
): void {
  compareValue(old.operationId, next.operationId, (values) =>
    context.add("operation-id", place, values),
  );
  for (const tag of next.tags.filter((one) => !old.tags.includes(one))) {
    context.add("operation-tag", place, { tag, added: true });
  }
  for (const tag of old.tags.filter((one) => !next.tags.includes(one))) {
    context.add("operation-tag", place, { tag, added: false });
  }
  const was = old.deprecated ?? false;
  const is = next.deprecated ?? false;
  if (!was && is) {
    const sunset = sunsetOf(next);
    const stability = stabilityOf(next);
    context.add("operation-deprecated", place, {
      ...(sunset !== undefined && { sunset }),
      ...(stability !== undefined && { stability }),
    });
  }
  if (was && !is) context.add("operation-reactivated", place, {});
  lifecycleOf(context, place, { old, new: next, was, is });
  stabilityChanges(context, place, old, next);
}

function compareCallbacks(
  context: CompareContext,
  place: Place,
  old: readonly Named<Callback>[],
  next: readonly Named<Callback>[],
): void {
  const before = callbackOperations(old);
  const after = callbackOperations(next);
  for (const [key, { name, operation }] of before) {
    const other = after.get(key)?.operation;
    const at = { ...operationPlace(operation, other, place.operation), tags: place.tags ?? [] };
    if (other) compareOperation(context, { old: operation, new: other }, at, "server");
    else context.add("callback", { ...at, flow: "response" }, { name, action: "removed" });
  }
  for (const [key, { name, operation }] of after) {
    if (before.has(key)) continue;
    const at = operationPlace(undefined, operation, place.operation);
    context.add("callback", { ...at, flow: "response" }, { name, action: "added" });
  }
}

interface CallbackOperation {
  readonly name: string;
  readonly operation: Operation;
}

function callbackOperations(
  callbacks: readonly Named<Callback>[],
): ReadonlyMap<string, CallbackOperation> {
  return new Map(
    callbacks.flatMap(({ name, value }) =>
      value.expressions.flatMap((expression) =>
        expression.value.map((operation) => {
          const key = `${name} ${expression.name} ${operation.method}`;
          return [key, { name, operation }] as const;
        }),
      ),
    ),
  );
}
