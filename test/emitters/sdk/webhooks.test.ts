import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitFixture, fixtureCases, writeFiles } from "./fixture-cases.js";

let folder: string;
let decodeWebhook: (name: string, value: unknown) => unknown;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-webhooks-"));
  const { files } = await emitFixture("webhooks");
  await writeFiles(folder, files);
  const outfile = join(folder, "webhooks.mjs");
  const entryPoints = [join(folder, "src/webhooks.ts")];
  await build({ entryPoints, bundle: true, format: "esm", outfile, logLevel: "error" });
  ({ decodeWebhook } = (await import(pathToFileURL(outfile).href)) as {
    decodeWebhook: typeof decodeWebhook;
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the payloads of webhooks", () => {
  it("are decoded as their types say", () => {
    const sent = { id: "p1", since: "2026-01-02T03:04:05Z", photo: "AQI=" };
    expect(decodeWebhook("parcel.lost", sent)).toEqual({
      id: "p1",
      since: new Date("2026-01-02T03:04:05Z"),
      photo: new Uint8Array([1, 2]),
    });
  });

  it("stay as they are where they need no codec", () => {
    expect(decodeWebhook("parcel.sent", { id: "p1", weight: 2 })).toEqual({ id: "p1", weight: 2 });
    expect(decodeWebhook("constructor", { a: 1 })).toEqual({ a: 1 });
  });

  it("that are none fail", () => {
    expect(() => decodeWebhook("parcel.lost", { id: "p1", since: "soon" })).toThrow(
      '"soon" is not a date',
    );
  });

  it("have a module only where the document has some", async () => {
    const withModule: string[] = [];
    for (const name of fixtureCases) {
      const { files } = await emitFixture(name);
      if (files.some(({ path }) => path === "src/webhooks.ts")) withModule.push(name);
    }
    expect(withModule).toEqual(["webhooks"]);
  });
});
