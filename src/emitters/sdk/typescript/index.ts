import type { EmitInput, Emitter } from "../../../emitter/emitter.js";
import type { OutputFile } from "../../../source/output-file.js";
import type { CodeFile } from "../../../printer/code-file.js";
import type { SdkOptions, SdkResult } from "../sdk-options.js";
import { planSdk } from "./plan/plan-sdk.js";
import { isMutualTls, takesTokens } from "./plan/plan-security.js";
import { hasClient, type SdkPlan } from "./plan/sdk-plan.js";
import { packageFiles } from "./print/package-files.js";
import { printAuth } from "./print/print-auth.js";
import { printClient } from "./print/print-client.js";
import { printCodecs } from "./print/print-codecs.js";
import { printConfig } from "./print/print-config.js";
import { printIndex } from "./print/print-index.js";
import { usageSnippet } from "./print/print-readme.js";
import { printGroup } from "./print/print-operations.js";
import { printRegion } from "../../../printer/custom-region.js";
import { unusedOverrides } from "./templates/unused-overrides.js";
import { withHeader } from "./templates/with-header.js";
import { runtimeFiles } from "./runtime-files.js";
import { printStages } from "./print/print-stages.js";
import { printSocket } from "./print/print-socket.js";
import { printModels } from "./print/print-models.js";
import { printQuery } from "./print/print-query.js";
import { printWebhooks } from "./print/print-webhooks.js";

/** Emits a client SDK in TypeScript without runtime dependencies (DESIGN of the output: README.md in it). */
export const typescriptSdk: Emitter<SdkOptions, SdkResult> = { name: "sdk-typescript", emit };

function emit(input: EmitInput<SdkOptions>): SdkResult {
  const { options } = input;
  const plan = planSdk(input);
  const modules = withHeader(printModules(plan, options), plan, options);
  const isPackage = options.layout !== "source";
  const rest = isPackage ? packageFiles(plan, options) : { files: [], diagnostics: [] };
  const sources = isPackage
    ? modules.files.map((file) => ({ ...file, path: `src/${file.path}` }))
    : modules.files;
  const files = [...sources, ...rest.files];
  const usage = usageSnippet(plan);
  return {
    files,
    surface: plan.surface,
    ...(usage && { usage }),
    diagnostics: [
      ...plan.diagnostics,
      ...modules.diagnostics,
      ...rest.diagnostics,
      ...unusedOverrides(options.overrides, files),
    ],
  };
}

/** Runtime modules for users that no other module names. */
function exportedModules(plan: SdkPlan): string[] {
  if (!hasClient(plan)) return [];
  const modules = ["redact", "status-errors"];
  if (plan.schemes.some(({ discoveryUrl }) => discoveryUrl !== undefined)) {
    modules.push("openid-connect");
  }
  if (plan.schemes.some(isMutualTls)) modules.push("mutual-tls");
  return plan.schemes.some(takesTokens) ? ["oauth2", ...modules] : modules;
}

function printModules(plan: SdkPlan, { extras = [], overrides }: SdkOptions): OutputFile[] {
  const schemes = new Map(plan.schemes.map(({ name, constant }) => [name, constant]));
  const { socket, stages } = plan;
  const modules = { schemes, ...(stages && { stages }) };
  const code = [
    printAuth(plan.schemes),
    ...(hasClient(plan) ? [printClient(plan), printConfig(plan)] : []),
    ...(plan.stages && hasClient(plan) ? [printStages(plan.stages)] : []),
    ...(socket ? [printSocket(socket, schemes)] : []),
    ...(plan.webhooks ? [printWebhooks(plan.webhooks)] : []),
    ...(plan.groups.length > 0 && extras.includes("query") ? [printQuery(plan.groups)] : []),
    ...(plan.codecs.length > 0 ? [printCodecs(plan.codecs)] : []),
    ...plan.groups.map((group) => printGroup(group, modules)),
  ];
  const models = plan.surface.types.length > 0 ? [printModels(plan)] : [];
  const imported = [...code, ...models].flatMap((file) => runtimeModulesOf(file));
  const roots = new Set([...exportedModules(plan), ...imported]);
  const runtime = runtimeFiles(roots, overrides?.modules);
  const present = new Set(runtime.map(({ path }) => path.replace(/^runtime\/|\.ts$/g, "")));
  return [...[...code, ...models, printIndex(plan, present)].map(outputFile), ...runtime];
}

function runtimeModulesOf(file: CodeFile): string[] {
  return file.importedModules.flatMap(
    (from) => /\/runtime\/([a-z0-9-]+)\.js$/.exec(from)?.[1] ?? [],
  );
}

/** Each module ends in a region for what users add to it, imports too. */
function outputFile(file: CodeFile): OutputFile {
  const region = printRegion({ name: "end", comment: "//" });
  return { path: file.path, content: `${file.toString()}\n${region}`, ownership: "mergeable" };
}
