import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { typescriptSdk } from "../../src/emitters/sdk/typescript/index.js";
import type { SurfaceOperation } from "../../src/emitters/sdk/surface.js";
import type { ApiModel, Operation, Schema } from "../../src/model/index.js";
import { load } from "../../src/pipeline/load.js";
import { startMock } from "../../src/pipeline/mock.js";
import { mediaKind } from "../../src/util/media-kind.js";
import { writeFiles } from "../emitters/sdk/fixture-cases.js";
import type { CallPlan, PlannedCall } from "./drive-client.js";
import { ValidValues } from "./valid-value.js";

/** A generated client beside a mock of the same spec. */
export interface ClientStage {
  readonly plan: CallPlan;
  /** Bundles what drives the client, for a place to run in. */
  bundle(place: "node" | "script" | "page"): Promise<string>;
  close(): Promise<void>;
}

/** Generates the client of a spec below a folder, plans a call of each operation and starts a mock of the spec. */
export async function stageClient(spec: string, folder: string): Promise<ClientStage> {
  const { model: loaded } = await load(spec);
  if (!loaded) throw new Error(`${spec} cannot be read`);
  const model = { ...loaded, operations: loaded.operations.map(withoutServers) };
  // Examples hold nanoseconds, which a number would not hold exactly.
  const options = { int64: "bigint" } as const;
  const { files, surface } = typescriptSdk.emit({ model, options, inputs: [] });
  await writeFiles(folder, files);
  const values = await ValidValues.load(model);
  const operations = new Map(model.operations.map((one) => [one.key, one]));
  const calls = surface.operations.flatMap((one) => {
    const operation = operations.get(one.key);
    return operation ? [callOf(values, operation, one)] : [];
  });
  const mock = await startMock(spec, { port: 0 });
  const plan = { baseUrl: mock.url, auth: credentials(model), calls };
  return {
    plan,
    bundle: (place) => bundleClient(folder, place, plan),
    close: async () => {
      await mock.close();
    },
  };
}

const FORMATS = { node: "esm", script: "esm", page: "iife" } as const;

/** In Node the client's module alone; a script prints what came of the plan, a page has it as `outcome`. */
async function bundleClient(
  folder: string,
  place: keyof typeof FORMATS,
  plan: CallPlan,
): Promise<string> {
  const outfile = join(folder, `${place}.mjs`);
  const driver = JSON.stringify(join(import.meta.dirname, "drive-client.ts"));
  const run = `driveClient(sdk, ${JSON.stringify(plan)})`;
  const entries = {
    node: `export * from "./src/index.js";\n`,
    script: `console.log(JSON.stringify(await ${run}));\n`,
    page: `globalThis.outcome = ${run};\n`,
  };
  const imports = `import * as sdk from "./src/index.js";\nimport { driveClient } from ${driver};\n`;
  const entry = join(folder, `${place}-entry.ts`);
  await writeFile(entry, place === "node" ? entries.node : imports + entries[place]);
  await build({
    entryPoints: [entry],
    bundle: true,
    format: FORMATS[place],
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** The mock stands for all servers, those of single operations too. */
function withoutServers(operation: Operation): Operation {
  return { ...operation, servers: [] };
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

function callOf(
  values: ValidValues,
  operation: Operation,
  { key, name, members }: SurfaceOperation,
): PlannedCall {
  const valueOf = (schema: Schema | undefined): unknown => (schema ? values.of(schema) : "value");
  const request = members.flatMap(({ name: member, source, required }) => {
    if (!required) return [];
    if (source.kind === "parameter") {
      const parameter = operation.parameters.find(
        (one) => one.in === source.in && one.name === source.wireName,
      );
      return [[member, valueOf(parameter?.schema ?? parameter?.content?.[0]?.schema)] as const];
    }
    const [media] = [...(operation.requestBody?.content ?? [])].sort(
      (a, b) => Number(mediaKind(a.name) !== "json") - Number(mediaKind(b.name) !== "json"),
    );
    return source.kind === "body" ? [[member, valueOf(media?.schema)] as const] : [];
  });
  const statuses = operation.responses.map(({ status }) => Number(status));
  const errors = statuses.every((status) => status >= 400) ? statuses : [];
  return { key, name, request: Object.fromEntries(request), errors };
}
