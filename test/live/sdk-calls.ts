import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { typescriptSdk } from "../../src/emitters/sdk/typescript/index.js";
import type { SurfaceOperation } from "../../src/emitters/sdk/surface.js";
import type { ApiModel, Operation, Schema } from "../../src/model/index.js";
import { load } from "../../src/pipeline/load.js";
import { startMock } from "../../src/pipeline/mock.js";
import { sample } from "../../src/schema/sample.js";
import { mediaKind } from "../../src/util/media-kind.js";
import { writeFiles } from "../emitters/sdk/fixture-cases.js";

/** What calling each operation of a generated client once came to. */
export interface CallCounts {
  readonly operations: number;
  /** Calls that reached the server. */
  readonly sent: number;
  /** Successes that were decoded as the API describes them. */
  readonly decoded: number;
  /** Errors that the server answered with: the arguments made up do not satisfy it. */
  readonly refused: number;
  /** All others, as `key: error`. */
  readonly failed: readonly string[];
}

type Outcome = "decoded" | "refused" | { readonly failed: string };

/** Generates the client of a spec below a folder and calls its operations against a mock of the same spec. */
export async function callAll(spec: string, folder: string): Promise<CallCounts> {
  const { model: loaded } = await load(spec);
  if (!loaded) throw new Error(`${spec} cannot be read`);
  const model = { ...loaded, operations: loaded.operations.map(withoutServers) };
  // Examples hold nanoseconds, which a number would not hold exactly.
  const options = { int64: "bigint" } as const;
  const { files, surface } = typescriptSdk.emit({ model, options, inputs: [] });
  await writeFiles(folder, files);
  const outfile = join(folder, "client.mjs");
  const entryPoints = [join(folder, "src/index.ts")];
  await build({ entryPoints, bundle: true, format: "esm", outfile, logLevel: "error" });
  const sdk = (await import(pathToFileURL(outfile).href)) as Record<string, unknown>;
  const mock = await startMock(spec, { port: 0 });
  let sent = 0;
  const counting: typeof fetch = (input, init) => {
    sent++;
    return fetch(input, init);
  };
  const createClient = sdk["createClient"] as (options: object) => object;
  const client = createClient({
    baseUrl: mock.url,
    auth: credentials(model),
    fetch: counting,
    retry: false,
    timeoutMs: 30_000,
  });
  const operations = new Map(model.operations.map((one) => [one.key, one]));
  const failed: string[] = [];
  const counts = { decoded: 0, refused: 0 };
  try {
    for (const one of surface.operations) {
      const operation = operations.get(one.key);
      const call = sdk[one.name] as (client: object, request: object) => unknown;
      const outcome = await outcomeOf(() =>
        call(client, operation ? requestFor(model, operation, one) : {}),
      );
      if (typeof outcome === "string") counts[outcome]++;
      else failed.push(`${one.key}: ${outcome.failed}`);
    }
  } finally {
    await mock.close();
  }
  return { operations: surface.operations.length, sent, ...counts, failed };
}

async function outcomeOf(call: () => unknown): Promise<Outcome> {
  try {
    const answer = call();
    if (isStream(answer)) await answer[Symbol.asyncIterator]().next();
    else await answer;
    return "decoded";
  } catch (error) {
    const { status, message } = error as { status?: number; message: string };
    return status === undefined ? { failed: message.slice(0, 200) } : "refused";
  }
}

/** The mock stands for all servers, those of single operations too. */
function withoutServers(operation: Operation): Operation {
  return { ...operation, servers: [] };
}

/** Lists in pages are promises too; streams alone are not. */
function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return (
    typeof answer === "object" &&
    answer !== null &&
    Symbol.asyncIterator in answer &&
    !("then" in answer)
  );
}

/** Credentials for every scheme, for the mock takes any. */
function credentials({ components }: ApiModel): object {
  return Object.fromEntries(
    [...components.securitySchemes].map(([name, scheme]) => [
      name,
      scheme.kind === "http" && scheme.scheme === "basic"
        ? { username: "u", password: "p" }
        : "secret",
    ]),
  );
}

function requestFor(model: ApiModel, operation: Operation, surface: SurfaceOperation): object {
  const valueOf = (schema: Schema | undefined): unknown => {
    if (!schema) return "value";
    const { schemas } = model.components;
    const made = sample(schema, { schemas, mode: "fixed", direction: "request" });
    return made.kind === "value" ? made.value : undefined;
  };
  const members = surface.members.flatMap(({ name, source, required }) => {
    if (!required) return [];
    if (source.kind === "parameter") {
      const parameter = operation.parameters.find(
        (one) => one.in === source.in && one.name === source.wireName,
      );
      return [[name, valueOf(parameter?.schema ?? parameter?.content?.[0]?.schema)] as const];
    }
    const [media] = [...(operation.requestBody?.content ?? [])].sort(
      (a, b) => Number(mediaKind(a.name) !== "json") - Number(mediaKind(b.name) !== "json"),
    );
    return source.kind === "body" ? [[name, valueOf(media?.schema)] as const] : [];
  });
  return Object.fromEntries(members);
}
