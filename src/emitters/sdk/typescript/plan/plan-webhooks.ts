import type { Operation, Webhook } from "../../../../model/index.js";
import { pascalCase } from "../../../../util/case.js";
import { mediaKind } from "../../../../util/media-kind.js";
import type { CodecExpression } from "../../codec.js";
import type { TypeExpression } from "../../type-expression.js";
import { operationDocumentation } from "./documentation.js";
import type { PlanContext } from "./plan-context.js";
import { unionOf } from "./plan-operation.js";
import type { WebhookPlan, WebhooksPlan } from "./sdk-parts.js";

/** The payloads that the API sends of itself; undefined where it sends none in JSON. */
export function planWebhooks(context: PlanContext): WebhooksPlan | undefined {
  const webhooks = context.model.webhooks.flatMap((webhook) => planWebhook(context, webhook));
  if (webhooks.length === 0) return undefined;
  return {
    typeName: context.reserveName("Webhooks"),
    eventTypeName: context.reserveName("WebhookEvent"),
    webhooks,
  };
}

function planWebhook(context: PlanContext, { name, operations }: Webhook): WebhookPlan[] {
  const hint = `${pascalCase(name)}Webhook`;
  const payloads = operations.flatMap((operation) => planPayload(context, operation, hint));
  const [first, ...others] = payloads;
  if (!first) return [];
  const types = payloads.map(({ type }) => type);
  // What travels tells no methods apart, so a codec of one of several would be a guess.
  const codec = others.length === 0 ? first.codec : undefined;
  const documentation = operationDocumentation(first.operation);
  return [{ name, type: unionOf(types), documentation, ...(codec && { codec }) }];
}

interface Payload {
  readonly operation: Operation;
  readonly type: TypeExpression;
  readonly codec?: CodecExpression;
}

function planPayload(context: PlanContext, operation: Operation, hint: string): Payload[] {
  const media = operation.requestBody?.content.find(({ name }) => mediaKind(name) === "json");
  if (!media) return [];
  const { schema } = media;
  if (!schema) return [{ operation, type: { kind: "primitive", name: "unknown" } }];
  const codec = context.types.codecOf(schema, "response");
  const type = context.types.typeOf(schema, "response", hint);
  return [{ operation, type, ...(codec && { codec }) }];
}
