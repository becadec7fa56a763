import type { ApiModel } from "../model/index.js";
import type { Engine, EngineSetup, PlainEngine } from "./engine.js";
import { FaultInjector } from "./faults.js";
import { openApiHandler } from "./openapi/api.js";
import { proxyAnswer } from "./openapi/proxy.js";
import { Recorder } from "./openapi/recorder.js";
import { Resources } from "./openapi/resources.js";

/** Makes the engine of a document; that of the gateway is loaded only where it is asked for. */
export async function makeEngine(model: ApiModel, setup: EngineSetup): Promise<Engine> {
  const engine =
    setup.profile === "aws"
      ? (await import("./aws/aws-engine.js")).awsEngine(model, setup)
      : openApiEngine(model, setup);
  const { faults } = setup.options;
  if (!faults) return engine;
  const injector = new FaultInjector(faults, setup.state.surroundings);
  return {
    ...engine,
    handle: (request, exchange) =>
      injector.around(request, engine.operationOf(request), () => engine.handle(request, exchange)),
  };
}

function openApiEngine(model: ApiModel, { options, state }: EngineSetup): PlainEngine {
  const { proxy, onRecorded } = options;
  const recorder = onRecorded && new Recorder(model);
  const resources = new Resources(model, state.surroundings, state.collections);
  const handler = openApiHandler(model, {
    ...options,
    onCallbackFailed: (error) => options.onDefect?.(error),
    ...(options.stateful && { own: resources.answer }),
    ...(proxy && {
      answer: proxyAnswer(model, proxy, {
        ...options,
        onFound: (operation, found) => state.drift.add(operation, found),
        ...(recorder && {
          onAnswer: (operation, answer) => {
            if (recorder.add(operation, answer)) onRecorded?.(recorder.overlay());
          },
        }),
      }),
    }),
  });
  return {
    operations: model.operations.map(({ key }) => key),
    operationOf: handler.operationOf,
    handle: handler.handle,
    usage: async () => [],
    cached: async () => [],
    reset: () => undefined,
    close: async () => undefined,
  };
}
