import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { yamlText } from "../printer/yaml-text.js";
import { readTextIfThere, writeOutputFile } from "../source/output-record.js";
import type { ApiModel } from "../model/index.js";
import { diagnostic } from "./diagnostics.js";
import { load } from "./load.js";
import { hasErrors } from "./policy.js";

/** What the first settings of a spec hold. */
export interface InitOptions {
  readonly cwd?: string;
  /** Stages by name with their URLs; those of the spec's servers when absent. */
  readonly stages?: readonly { readonly name: string; readonly url?: string }[];
  /** The package name of a client; an output is written for it. */
  readonly client?: string;
  /** Replace settings that are there. */
  readonly force?: boolean;
}

/** What writing settings gave; without a text an error stands among the diagnostics. */
export interface InitResult {
  /** The file, from `cwd`. */
  readonly path: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

const SCHEMA = "./node_modules/gw-gen/schemas/gw-gen.schema.json";

/** Writes `gw-gen.yaml` beside a spec: its stages, what to build, and comments that say what else there is. */
export async function init(spec: string, options: InitOptions = {}): Promise<InitResult> {
  const { cwd = ".", force = false } = options;
  const path = join(dirname(spec), "gw-gen.yaml");
  const target = resolve(cwd, path);
  if (!force && readTextIfThere(target) !== undefined) {
    return { path, diagnostics: [diagnostic("settings-there", undefined, [path])] };
  }
  const { model, diagnostics } = await load(spec, { cwd, settings: false });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (!model || hasErrors(errors)) return { path, diagnostics: errors };
  const text = settingsText(basename(spec), model, options);
  const failed = writeOutputFile(target, text);
  return failed.length > 0 ? { path, diagnostics: failed } : { path, text, diagnostics: [] };
}

function settingsText(spec: string, model: ApiModel, options: InitOptions): string {
  const own = model.stages.map(({ name, url }) => ({ name, ...(url !== undefined && { url }) }));
  const chosen = options.stages?.length ? options.stages : own;
  const stages = Object.fromEntries(
    chosen.map(({ name, url }) => [name, url === undefined ? {} : { url }]),
  );
  const client = {
    kind: "sdk",
    out: "client",
    ...(options.client !== undefined && { options: { name: options.client } }),
  };
  const outputs = { client, specs: { kind: "export", out: "specs", allStages: true } };
  return [
    `# yaml-language-server: $schema=${SCHEMA}\n`,
    "# The settings of gw-gen for one spec; editors complete them by the schema above.\n",
    yamlText({ spec }),
    "\n# The environments of the API. A stage may also have variables, overlays, throttle, cache,\n",
    "# canary, accessLog, methods, backends, include and exclude; `extends` takes over another's.\n",
    yamlText({ stages }),
    "\n# What `gw-gen build` makes, by name; kinds are sdk, mock, gateway and export.\n",
    yamlText({ outputs }),
    "\n# Findings that are none here, each with its reason:\n",
    "# ignores:\n",
    "#   - code: no-responses\n",
    "#     reason: the gateway answers\n",
    ...gatewayComments(model),
  ].join("");
}

function gatewayComments({ gateway }: ApiModel): string[] {
  if (!gateway) return [];
  return [
    "\n# The gateway: the endpoint's type, and who may call a private API.\n",
    "# endpoint:\n",
    "#   type: private\n",
    "#   vpcEndpointIds: [vpce-0123456789abcdef0]\n",
    "#   allowFrom: { vpcEndpoints: [vpce-0123456789abcdef0] }\n",
    "\n# Usage plans and keys; the value of a key comes from the environment.\n",
    "# usagePlans:\n",
    "#   basic: { throttle: { rate: 10, burst: 20 }, quota: { limit: 1000, period: day } }\n",
  ];
}
