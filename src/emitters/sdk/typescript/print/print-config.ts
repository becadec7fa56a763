import { CodeFile } from "../../../../printer/code-file.js";
import { printKey } from "../../../../printer/property-key.js";
import { printString } from "../../../../printer/string-literal.js";
import type { SdkPlan, ServerVariablePlan } from "../plan/sdk-plan.js";
import { object, printAssignment, string } from "./literal.js";
import { printCoreOptions } from "./print-core-options.js";
import { optionalMember } from "./optional-member.js";
import { stageHead } from "./print-stages.js";

const STAGES = "./stages.js";

/** `config.ts`: the options of a client, its servers, and the small client for single operations. */
export function printConfig(plan: SdkPlan): CodeFile {
  const file = new CodeFile("config.ts");
  if (plan.servers.length > 0) {
    const urls = plan.servers.map(({ name, url }) => [name, string(url)] as const);
    file.raw(printAssignment("const servers", object(urls, true))).blank();
  }
  if (plan.serverVariables.length > 0) printVariables(file, plan.serverVariables);
  printOptions(file, plan);
  if (plan.stages) printArguments(file, plan, plan.stages);
  printCoreOptions(file, plan);
  const client = file.use({ name: "Client", from: "./runtime/client.js" });
  const initial = plan.servers.length > 0 ? " = {}" : "";
  const { stages } = plan;
  file.blank().doc({
    paragraphs: ["A client for the functions of single operations: only these are bundled."],
    tags: [],
  });
  if (stages) {
    const made = `${file.use({ name: "StageClient", from: STAGES, typeOnly: true })}<S>`;
    const tail = `(\n  ...[options${initial}]: StageArguments<S>\n): ${made} {\n`;
    file.raw(stageHead(file, STAGES, stages, ["export function createClient", tail]));
    return file.raw(`  return new ${client}(coreOptions(options)) as ${made};\n}\n`);
  }
  file.raw(`export function createClient(options: ClientOptions${initial}): ${client} {\n`);
  return file.raw(`  return new ${client}(coreOptions(options));\n}\n`);
}

function printVariables(file: CodeFile, variables: readonly ServerVariablePlan[]): void {
  const defaults = variables
    .filter(({ defaultValue }) => defaultValue !== "")
    .map(({ name, defaultValue }) => [name, string(defaultValue)] as const);
  file.raw(printAssignment("const defaults", object(defaults, true))).blank();
  file.doc({ paragraphs: ["The variables of the servers' URLs."], tags: [] });
  file.raw("export interface ServerVariables {\n");
  file.indent(() => {
    for (const { name, description, values, defaultValue } of variables) {
      file.doc({
        paragraphs: description === undefined ? [] : [description],
        tags:
          defaultValue === "" ? [] : [{ name: "defaultValue", text: printString(defaultValue) }],
      });
      const types = values.length > 0 ? values.map(printString) : ["string"];
      file.raw(optionalMember(printKey(name), types, 2));
    }
  });
  file.raw("}\n").blank();
}

function printOptions(file: CodeFile, plan: SdkPlan): void {
  const core = file.use({ name: "CoreOptions", from: "./runtime/options.js", typeOnly: true });
  const auth = file.use({ name: "AuthOptions", from: "./auth.js", typeOnly: true });
  file.doc({ paragraphs: ["What a client is made of."], tags: [] });
  const { stages } = plan;
  const members = ['"auth"', '"baseUrl"'];
  const base = `Omit<${stages ? `\n  ${core},\n  ${members.join(" | ")}\n` : `${core}, ${members.join(" | ")}`}>`;
  const parts = ["export interface ClientOptions", ` extends ${base} {\n`] as const;
  file.raw(stages ? stageHead(file, STAGES, stages, parts) : parts.join(""));
  file.indent(() => {
    const auths = "Credentials; false: requests go out without, whatever the API asks for.";
    file.doc({ paragraphs: [auths], tags: [] }).raw(optionalMember("auth", [auth, "false"], 2));
    if (plan.vpcEndpoints) printEndpoint(file, plan.vpcEndpoints);
    if (plan.servers.length === 0) {
      const url = "Where the API is; its description gives no absolute URL.";
      file.doc({ paragraphs: [url], tags: [] }).raw("  readonly baseUrl: string;\n");
      if (!stages) return;
      file.doc({
        paragraphs: [`The stage that is there; \`${stages[0] ?? ""}\` unless told.`],
        tags: [],
      });
      file.raw(optionalMember("stage", ["S"], 2));
      return;
    }
    const url = `Instead of a ${plan.serverOption}: another place where the API is.`;
    file.doc({ paragraphs: [url], tags: [] }).raw(optionalMember("baseUrl", ["string"], 2));
    const names = plan.servers.map(({ name }) => printString(name));
    file.doc({ paragraphs: [serverDoc(plan)], tags: [] });
    file.raw(optionalMember(plan.serverOption, stages ? ["S"] : names, 2));
    if (plan.serverVariables.length > 0) {
      file.raw(optionalMember("variables", ["ServerVariables"], 2));
    }
  });
  file.raw("}\n").blank();
}

/** What makes a client of a stage: options, which may be left out, or leave the stage out, for the standard stage alone. */
function printArguments(file: CodeFile, { servers }: SdkPlan, stages: readonly string[]): void {
  const stage = file.use({ name: "Stage", from: STAGES, typeOnly: true });
  const standard = printString(stages[0] ?? "");
  const mark = servers.length > 0 ? "?" : "";
  file.doc({
    paragraphs: [
      `What makes a client of the stage \`S\`, which only \`${stages[0] ?? ""}\` leaves out.`,
    ],
    tags: [],
  });
  file.raw(`export type StageArguments<S extends ${stage}> = ${standard} extends S\n`);
  file.raw(`  ? [options${mark}: ClientOptions<S>]\n`);
  file.raw("  : [options: ClientOptions<S> & { readonly stage: S }];\n").blank();
}

function printEndpoint(file: CodeFile, ids: readonly string[]): void {
  const name = file.use({
    name: "PrivateEndpoint",
    from: "./runtime/private-endpoint.js",
    typeOnly: true,
  });
  const doc =
    "The VPC endpoint that this private API is reached by; without, names are resolved by private DNS.";
  file.doc({ paragraphs: [doc], tags: [] });
  const known = ids.length > 0 ? `<${ids.map(printString).join(" | ")}>` : "";
  file.raw(optionalMember("endpoint", [`${name}${known}`], 2));
}

function serverDoc({ servers, serverOption }: SdkPlan): string {
  const lines = servers.map(({ name, url, description }) =>
    [`- \`${name}\`: ${url || "no URL"}`, description]
      .filter((part) => part !== undefined)
      .join(": "),
  );
  return [`The ${serverOption} that is called; the first unless told:`, ...lines].join("\n");
}
