import type { ApiModel, Operation, Webhook } from "../../model/index.js";
import type { Change } from "./change.js";
import { compareGateways } from "./compare-gateway.js";
import { compareOperation, operationPlace } from "./compare-operation.js";
import { compareRoutes } from "./compare-routes.js";
import { compareSchemes } from "./compare-security.js";
import { basePathOf, compareServers } from "./compare-servers.js";
import { compareValue } from "./compare-annotations.js";
import { compareLibraries, isLibrary } from "./compare-libraries.js";
import { CompareContext } from "./context.js";
import { farewellOf, stabilityOf } from "./lifecycle.js";
import { matchOperations } from "./match-operations.js";

/** Everything that changed between two models, in the order of the older document, then what is new. */
export function compareModels(old: ApiModel, next: ApiModel): readonly Change[] {
  const context = new CompareContext(old, next);
  compareInfo(context);
  const match = matchOperations(old.operations, next.operations, {
    old: basePathOf(old),
    new: basePathOf(next),
  });
  compareServers(context, match.both);
  for (const operation of match.removed) {
    const farewell = farewellOf(operation, operation.deprecated);
    context.add("operation-removed", operationPlace(operation, undefined), farewell);
    reportLevel(context, operation, "old");
  }
  for (const [before, after] of match.both) {
    compareOperation(context, { old: before, new: after }, operationPlace(before, after));
  }
  for (const operation of match.added) {
    context.add("operation-added", operationPlace(undefined, operation), {});
    reportLevel(context, operation, "new");
  }
  if (isLibrary(old) && isLibrary(next)) compareLibraries(context);
  compareWebhooks(context, old.webhooks, next.webhooks);
  compareRoutes(context);
  compareSchemes(context);
  compareGateways(context);
  compareComponents(context);
  return context.changes;
}

/** A level that no one knows is said of operations that stand on one side only, too. */
function reportLevel(context: CompareContext, operation: Operation, side: "old" | "new"): void {
  const value = stabilityOf(operation);
  const known = ["draft", "alpha", "beta", "stable"];
  if (value === undefined || known.includes(value)) return;
  const place =
    side === "old" ? operationPlace(operation, undefined) : operationPlace(undefined, operation);
  context.add("stability-invalid", place, { value });
}

function compareInfo(context: CompareContext): void {
  const before = context.old.info.version;
  const after = context.new.info.version;
  if (typeof before !== "string" || typeof after !== "string") return;
  const places = { old: context.old.info.location, new: context.new.info.location };
  compareValue(before, after, (values) =>
    context.add("version", { subject: "version", places }, values),
  );
}

function compareWebhooks(
  context: CompareContext,
  old: readonly Webhook[],
  next: readonly Webhook[],
): void {
  const before = webhookOperations(old);
  const after = webhookOperations(next);
  for (const [key, operation] of before) {
    const other = after.get(key);
    const place = operationPlace(operation, other, `webhook ${key}`);
    if (other) compareOperation(context, { old: operation, new: other }, place, "server");
    else
      context.add(
        "webhook",
        { ...place, flow: "response" },
        { name: key, what: "webhook", action: "removed" },
      );
  }
  for (const [key, operation] of after) {
    if (before.has(key)) continue;
    const place = operationPlace(undefined, operation, `webhook ${key}`);
    context.add(
      "webhook",
      { ...place, flow: "response" },
      { name: key, what: "webhook", action: "added" },
    );
  }
}

function webhookOperations(webhooks: readonly Webhook[]): ReadonlyMap<string, Operation> {
  return new Map(
    webhooks.flatMap(({ name, operations }) =>
      operations.map((operation) => [`${name} ${operation.method}`, operation] as const),
    ),
  );
}

function compareComponents(context: CompareContext): void {
  const { schemas, hoisted } = context.old.components;
  for (const [name, schema] of schemas) {
    if (hoisted.has(name) || context.new.components.schemas.has(name)) continue;
    const place = { subject: `schema \`${name}\``, places: { old: schema.location } };
    context.add("component-removed", place, { name });
  }
}
