import type { ApiModel } from "../../model/index.js";
import type { EngineSetup, PlainEngine } from "../engine.js";
import { AwsGateway } from "./gateway.js";

/** Makes the engine that runs a document as API Gateway does. */
export function awsEngine(
  model: ApiModel,
  { options, credentials, state }: EngineSetup,
): PlainEngine {
  const { apiKeys, tokenKeys, iam } = credentials;
  const { limits, cache, surroundings } = state;
  const gateway = new AwsGateway(model, {
    ...options,
    surroundings,
    store: limits,
    cache,
    apiKeys,
    ...(tokenKeys && { tokenKeys }),
    ...(iam && { iam: options.iam ?? [iam] }),
  });
  return {
    operations: model.operations.map(({ key }) => key),
    operationOf: (request) => gateway.operationKey(request),
    handle: (request, exchange) => gateway.handle(request, exchange),
    usage: () => gateway.usage(),
    cached: async () => cache.list(surroundings.now()),
    reset: () => gateway.forgetCallers(),
    close: () => gateway.close(),
  };
}
