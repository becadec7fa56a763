import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { chromium as browserType } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { load } from "../../../src/pipeline/load.js";
import { type RunningMock, startRuntime } from "../../../src/runtime/start.js";
import type { FrameEntry } from "../../../src/runtime/websocket/options.js";
import { sample } from "../../../src/schema/sample.js";
import { memberName } from "../../../src/emitters/sdk/typescript/names/member-names.js";
import { chromium } from "../../support/checkers.js";
import { bun, deno } from "../../support/runtimes.js";
import { emitFixture, root, writeFiles } from "./fixture-cases.js";

/** What one fixture's socket is connected with. */
const FIXTURES = {
  websocket: {
    className: "ToyShopSocket",
    target: { auth: { token: "t" }, parameters: { shop: "s" } },
  },
  "asyncapi-chat": { className: "RoomChatSocket", target: { parameters: { roomId: "r 1" } } },
  "asyncapi-quotes": { className: "QuotesSocket", target: {} },
} as const;
type Fixture = keyof typeof FIXTURES;

/** What is done with a generated socket, in Node and in a browser. */
interface Drive {
  readonly className: string;
  readonly target: object;
  readonly sends: readonly { readonly name: string; readonly message?: unknown }[];
  readonly events: readonly string[];
}

interface GeneratedSocket {
  readonly send: Readonly<Record<string, (message?: unknown) => Promise<unknown>>>;
  connect(target: object): Promise<void>;
  on(type: string, listener: (data: unknown) => void): void;
  close(): Promise<unknown>;
}

type SocketModule = Readonly<Record<string, new (options: object) => GeneratedSocket>>;

/** Drives a socket; it runs in the browser too, so it uses nothing from around it. */
async function drive(
  module: SocketModule,
  { className, target, sends, events }: Drive,
  options: object,
): Promise<{ readonly replies: readonly string[]; readonly events: readonly string[] }> {
  const Generated = module[className];
  if (!Generated) throw new Error(`there is no ${className}`);
  const socket = new Generated(options);
  const seen = new Set<string>();
  for (const type of [...events, "$error", "$unknown"]) socket.on(type, () => seen.add(type));
  await socket.connect(target);
  const replies: string[] = [];
  for (const { name, message } of sends) {
    const reply = await socket.send[name]?.(message);
    if (reply !== undefined) replies.push(name);
  }
  while (seen.size < events.length) await new Promise((resolve) => setTimeout(resolve, 5));
  await socket.close();
  return { replies, events: [...seen].sort() };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-socket-live-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function bundle(fixture: Fixture, format: "esm" | "iife"): Promise<string> {
  const { files } = await emitFixture(fixture);
  await writeFiles(join(folder, fixture), files);
  const outfile = join(folder, `${fixture}.${format === "esm" ? "mjs" : "js"}`);
  await build({
    entryPoints: [join(folder, fixture, "src/index.ts")],
    bundle: true,
    format,
    ...(format === "iife" && { globalName: "sdk" }),
    outfile,
    logLevel: "error",
  });
  return outfile;
}

interface Stage {
  readonly mock: RunningMock;
  readonly plan: Drive;
  readonly frames: FrameEntry[];
  /** The keys that the client sends to, and those that answer. */
  readonly keys: readonly string[];
  readonly answering: readonly string[];
}

async function stageOf(fixture: Fixture): Promise<Stage> {
  const { model } = await load(join(root, "fixtures", fixture, "spec.yaml"));
  if (!model?.websocket) throw new Error(`${fixture} has no routes`);
  const { schemas } = model.components;
  const routes = model.websocket.routes.filter(({ key }) => !/^\$(dis)?connect$/.test(key));
  const sent = routes.filter(({ direction }) => direction !== "receive");
  const events = routes.filter(({ direction }) => direction !== "send").map(({ key }) => key);
  const frames: FrameEntry[] = [];
  const mock = await startRuntime(model, {
    websocket: {
      scenario: events.map((event) => ({ event, after: 20 })),
      onFrame: (entry) => frames.push(entry),
    },
  });
  const sends = sent.map(({ key, message }) => {
    const name = memberName(key.replace("$", ""));
    if (!message?.payload) return { name };
    const made = sample(message.payload, { schemas, mode: "fixed", direction: "request" });
    return { name, message: made.kind === "value" ? made.value : {} };
  });
  const { className, target } = FIXTURES[fixture];
  const url = `${mock.url.replace("http", "ws")}/default`;
  return {
    mock,
    frames,
    plan: { className, target: { ...target, url }, sends, events },
    keys: sent.map(({ key }) => key),
    answering: sent.filter(({ reply }) => reply).map(({ key }) => memberName(key)),
  };
}

/** What arrived, was answered and was pushed; messages are worked on side by side, so in any order. */
function summary({ frames }: Stage, { replies, events }: Awaited<ReturnType<typeof drive>>) {
  const received = frames.filter(({ kind }) => kind === "in").map(({ routeKey }) => routeKey ?? "");
  return { received: [...received].sort(), replies, events };
}

function expected({ keys, answering, plan }: Stage): ReturnType<typeof summary> {
  return { received: [...keys].sort(), replies: answering, events: [...plan.events].sort() };
}

const names = Object.keys(FIXTURES) as Fixture[];

describe("a generated socket takes every route both ways", () => {
  it.each(names)("of fixtures/%s in Node", async (fixture) => {
    const stage = await stageOf(fixture);
    const module = (await import(pathToFileURL(await bundle(fixture, "esm")).href)) as SocketModule;
    const result = await drive(module, stage.plan, { webSocket: WebSocket });
    await stage.mock.close();
    expect(summary(stage, result)).toEqual(expected(stage));
  });

  for (const [name, command] of Object.entries({ Deno: deno, Bun: bun })) {
    it.skipIf(!command)(`of all fixtures in ${name}`, { timeout: 60_000 }, async () => {
      const [program = "", ...words] = command ?? [];
      for (const fixture of names) {
        const stage = await stageOf(fixture);
        const script = join(folder, `${fixture}-${name}.mjs`);
        await writeFile(
          script,
          `import * as sdk from ${JSON.stringify(await bundle(fixture, "esm"))};
const result = await (${drive.toString()})(sdk, ${JSON.stringify(stage.plan)}, {});
console.log(JSON.stringify(result));
`,
        );
        const { stdout } = await promisify(execFile)(program, [...words, script]);
        await stage.mock.close();
        const result = JSON.parse(stdout) as Awaited<ReturnType<typeof drive>>;
        expect(summary(stage, result)).toEqual(expected(stage));
      }
    });
  }

  it.skipIf(chromium === undefined)(
    "of all fixtures in Chromium",
    { timeout: 60_000 },
    async () => {
      const browser = await browserType.launch({
        executablePath: chromium ?? "",
        args: ["--no-sandbox"],
      });
      try {
        for (const fixture of names) {
          const stage = await stageOf(fixture);
          const page = await browser.newPage();
          await page.addScriptTag({
            content: await readFile(await bundle(fixture, "iife"), "utf8"),
          });
          const script = `(${drive.toString()})(sdk, ${JSON.stringify(stage.plan)}, {})`;
          const result = (await page.evaluate(script)) as Awaited<ReturnType<typeof drive>>;
          await page.close();
          await stage.mock.close();
          expect(summary(stage, result)).toEqual(expected(stage));
        }
      } finally {
        await browser.close();
      }
    },
  );
});
