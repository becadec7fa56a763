import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ApiModel } from "../../../src/model/index.js";
import { modelsEqual } from "../../../src/model/equal.js";
import { exportDocument } from "../../../src/pipeline/export.js";
import { load } from "../../../src/pipeline/load.js";
import { root } from "../sdk/fixture-cases.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-asyncapi-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a client needs to know of the routes, whatever dialect says it. */
function routesOf(model: ApiModel | undefined) {
  const known = (model?.websocket?.routes ?? []).filter(({ key }) => key !== "$disconnect");
  return known.map(({ key, direction, message, reply, parameters, security }) => ({
    key,
    direction,
    payload: message?.payload,
    correlation: message?.correlationId,
    reply: reply?.payload,
    replyCorrelation: reply?.correlationId,
    parameters: parameters?.map(({ name, in: place, required }) => [
      place,
      name,
      required ?? false,
    ]),
    // AsyncAPI knows no alternatives: each scheme that may be used is named.
    security: security?.flatMap(({ schemes }) => schemes.map(({ name }) => name)),
  }));
}

it.each(["websocket", "asyncapi-chat", "asyncapi-quotes"])(
  "routes of fixtures/%s come back from AsyncAPI 3.0 as they were",
  async (fixture) => {
    const spec = join(root, "fixtures", fixture, "spec.yaml");
    const before = await load(spec);
    const { text, diagnostics } = await exportDocument(spec, { as: "asyncapi-3" });
    writeFileSync(join(folder, "events.yaml"), text ?? "");
    const after = await load(join(folder, "events.yaml"));
    expect(after.diagnostics).toEqual([]);
    expect(diagnostics.map(({ message }) => message)).toEqual(
      fixture === "websocket"
        ? [
            "AsyncAPI has no place for 1 operation.",
            "AsyncAPI has no place for what the gateway does with routes.",
          ]
        : [],
    );
    const [old, next] = [routesOf(before.model), routesOf(after.model)];
    expect(next.map(({ key, direction }) => [key, direction])).toEqual(
      old.map(({ key, direction }) => [key, direction]),
    );
    expect(old.filter((route, index) => !modelsEqual(route, next[index]))).toEqual([]);
    expect(after.model?.websocket?.routeSelection).toBe(before.model?.websocket?.routeSelection);
  },
);

it("an API without routes has nothing to say in AsyncAPI", async () => {
  const spec = join(root, "fixtures/petstore/spec.yaml");
  const { text, diagnostics } = await exportDocument(spec, { as: "asyncapi-3.0" });
  expect(text).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["asyncapi-without-routes"]);
});
