import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium as browserType } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../emitters/sdk/fixture-cases.js";
import { casePath, casesPresent } from "../support/cases.js";
import { chromium } from "../support/checkers.js";
import { bun, deno } from "../support/runtimes.js";
import { type CallCounts, type ClientModule, driveClient } from "./drive-client.js";
import { type ClientStage, stageClient } from "./sdk-calls.js";

const folder = mkdtempSync(join(tmpdir(), "gw-gen-calls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All specs that the benchmarks use. */
const BENCH = [
  "adyen-mgmt.json",
  "asana.yaml",
  "box.json",
  "digitalocean.yaml",
  "discord.json",
  "docker.yaml",
  "kubernetes.json",
  "openai.yaml",
  "petstore.yaml",
  "plaid.yaml",
  "slack.json",
  "stripe.json",
  "twilio.json",
];

type Drive = (stage: ClientStage) => Promise<CallCounts>;

/** Calls every operation of a spec's client once and prints the counts; `all` is what they are when each is answered. */
async function countCalls(
  spec: string,
  name: string,
  drive: Drive,
): Promise<{ readonly counts: CallCounts; readonly all: CallCounts }> {
  const stage = await stageClient(spec, join(folder, name.replaceAll(/\W+/g, "-")));
  const counts = await drive(stage).finally(() => stage.close());
  const { sent, decoded, refused, failed } = counts;
  const operations = stage.plan.calls.length;
  process.stdout.write(
    `${name}: ${operations} operations, ${sent} requests, ${decoded} answers decoded, ${refused.length} refused, ${failed.length} failed\n`,
  );
  const all = { operations, sent: operations, decoded: operations, refused: [], failed: [] };
  return { counts, all };
}

async function inNode(stage: ClientStage): Promise<CallCounts> {
  const module: ClientModule = await import(pathToFileURL(await stage.bundle("node")).href);
  return driveClient(module, stage.plan);
}

async function inChromium(stage: ClientStage): Promise<CallCounts> {
  const script = readFileSync(await stage.bundle("page"), "utf8");
  const browser = await browserType.launch({
    executablePath: chromium ?? "",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    return (await page.evaluate("outcome")) as CallCounts;
  } finally {
    await browser.close();
  }
}

async function inRuntime(
  command: readonly string[] | undefined,
  stage: ClientStage,
): Promise<CallCounts> {
  const [program = "", ...words] = command ?? [];
  const script = await stage.bundle("script");
  const { stdout } = await promisify(execFile)(program, [...words, script]);
  return JSON.parse(stdout) as CallCounts;
}

const fixture = (name: string) => join(root, "fixtures", name, "spec.yaml");

/** What is called in other places than Node: of the bench where that is there. */
const [name, spec] = casesPresent
  ? ["docker.yaml", casePath("corpus", "bench", "docker.yaml")]
  : ["petstore", fixture("petstore")];

describe("every operation of a generated client, called once", () => {
  it.each(["petstore", "answers"])("of fixtures/%s in Node", async (name) => {
    const { counts, all } = await countCalls(fixture(name), name, inNode);
    expect(counts).toEqual(all);
  });

  it.skipIf(!casesPresent).each(BENCH)(
    "of the bench's %s in Node",
    { timeout: 300_000 },
    async (name) => {
      const { counts, all } = await countCalls(casePath("corpus", "bench", name), name, inNode);
      expect(counts).toEqual(all);
    },
  );

  it.skipIf(chromium === undefined)(`of ${name} in Chromium`, { timeout: 120_000 }, async () => {
    const { counts, all } = await countCalls(spec, `${name} in Chromium`, inChromium);
    expect(counts).toEqual(all);
  });

  it.skipIf(!deno)(`of ${name} in Deno`, { timeout: 120_000 }, async () => {
    const drive: Drive = (stage) => inRuntime(deno, stage);
    const { counts, all } = await countCalls(spec, `${name} in Deno`, drive);
    expect(counts).toEqual(all);
  });

  it.skipIf(!bun)(`of ${name} in Bun`, { timeout: 120_000 }, async () => {
    const drive: Drive = (stage) => inRuntime(bun, stage);
    const { counts, all } = await countCalls(spec, `${name} in Bun`, drive);
    expect(counts).toEqual(all);
  });
});
