import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isSystemError } from "../util/system-error.js";
import { StoreUnreachableError } from "./limits/store.js";
import { credentialLines } from "./credential-lines.js";
import { readDescription } from "./description.js";
import { type MockOptions, startRuntime } from "./start.js";

/** What an emitted server is started with, besides its command line; JSON beside the description. */
export type StandaloneOptions = Pick<
  MockOptions,
  | "profile"
  | "stage"
  | "dynamic"
  | "stateful"
  | "errors"
  | "cors"
  | "seed"
  | "tuning"
  | "integrations"
  | "allowNet"
  | "sourceVpce"
>;

const USAGE = `node server.mjs [--port 4010] [--host 127.0.0.1] [--lambda NAME=FILE]… [--lambda-endpoint URL] [--store redis://…] [--quiet]
PORT and HOST in the environment are taken where the options are absent.
`;

/** Runs an emitted server; what is wrong with its command line or port is one line and exit code 2 or 4. */
export async function serveFolder(folder: URL, args: readonly string[]): Promise<void> {
  try {
    await serve(folder, args);
  } catch (error) {
    process.stderr.write(`error ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = isSystemError(error) || error instanceof StoreUnreachableError ? 4 : 2;
  }
}

/** Reads the description in `folder`, listens, and stops on SIGINT and SIGTERM. */
async function serve(folder: URL, args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: process.env["PORT"] ?? "4010" },
      host: { type: "string", default: process.env["HOST"] ?? "127.0.0.1" },
      lambda: { type: "string", multiple: true, default: [] },
      "lambda-endpoint": { type: "string" },
      store: { type: "string" },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
  const options = JSON.parse(read("options.json")) as StandaloneOptions;
  const endpoint = values["lambda-endpoint"];
  const running = await startRuntime(readDescription(read("description.json")), {
    ...options,
    host: values.host,
    port: Number(values.port),
    env: process.env,
    ...(values.store !== undefined && { storeUrl: values.store }),
    onStoreTrouble: (reason) =>
      process.stderr.write(reason === undefined ? "Redis is back\n" : `Redis is lost: ${reason}\n`),
    functions: {
      modules: Object.fromEntries(values.lambda.map(moduleOf)),
      ...(endpoint !== undefined && { endpoint: new URL(endpoint) }),
    },
    onDefect: (error) => process.stderr.write(`defect ${String(error)}\n`),
    ...(!values.quiet && {
      onRequest: ({ method, target, status }) =>
        process.stderr.write(`${status} ${method} ${target}\n`),
    }),
  });
  const stop = (): void => {
    void running.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.stdout.write(`${running.url}\n`);
  for (const line of await credentialLines(running)) process.stderr.write(`${line}\n`);
}

function moduleOf(text: string): [name: string, path: string] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--lambda takes NAME=FILE, not ${text}`);
  return [text.slice(0, at), resolve(text.slice(at + 1))];
}
