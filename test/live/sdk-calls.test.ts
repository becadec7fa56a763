import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../emitters/sdk/fixture-cases.js";
import { casePath, casesPresent } from "../support/cases.js";
import { callAll, type CallCounts } from "./sdk-calls.js";

const folder = mkdtempSync(join(tmpdir(), "gw-gen-calls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Small ones in every run; all with `GW_GEN_SWEEP=all`. */
const BENCH = ["petstore.yaml", "docker.yaml", "slack.json"];
const SWEEP = [
  // Not openai.yaml: its mock tells so many violations that their header is too long for a client.
  "adyen-mgmt.json",
  "asana.yaml",
  "box.json",
  "digitalocean.yaml",
  "discord.json",
  "kubernetes.json",
  "plaid.yaml",
  "stripe.json",
  "twilio.json",
];
const names = process.env["GW_GEN_SWEEP"] === "all" ? [...BENCH, ...SWEEP] : BENCH;

/** Calls all operations and prints the counts. */
async function countCalls(spec: string, name: string): Promise<CallCounts> {
  const counts = await callAll(spec, join(folder, name));
  const { operations, sent, decoded, refused, failed } = counts;
  process.stdout.write(
    `${name}: ${operations} operations, ${sent} requests, ${decoded} answers decoded, ${refused} refused, ${failed.length} failed\n`,
  );
  return counts;
}

describe("every operation of a generated client, called once", () => {
  it.each(["petstore", "answers"])("of fixtures/%s", async (name) => {
    const { operations, decoded, failed } = await countCalls(
      join(root, "fixtures", name, "spec.yaml"),
      name,
    );
    expect(failed).toEqual([]);
    expect(decoded).toBe(operations);
  });

  it.skipIf(!casesPresent).each(names)("of the bench's %s", { timeout: 300_000 }, async (name) => {
    const { operations, sent, decoded, refused, failed } = await countCalls(
      casePath("corpus", "bench", name),
      name,
    );
    expect(failed).toEqual([]);
    expect([sent, decoded + refused]).toEqual([operations, operations]);
    expect(decoded).toBeGreaterThan(operations * 0.8);
  });
});
