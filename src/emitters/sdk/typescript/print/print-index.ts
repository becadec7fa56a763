import { CodeFile } from "../../../../printer/code-file.js";
import { printString } from "../../../../printer/string-literal.js";
import { hasClient, type SdkPlan } from "../plan/sdk-plan.js";
import type { SocketPlan } from "../plan/socket-plan.js";
import { publicRuntime } from "../runtime-exports.js";

/** `index.ts`: all that users import; `modules` are the runtime modules that the SDK has. */
export function printIndex(plan: SdkPlan, modules: ReadonlySet<string>): CodeFile {
  const file = new CodeFile("index.ts");
  const { clientName } = plan.surface;
  const config = ["ClientOptions", ...(plan.serverVariables.length > 0 ? ["ServerVariables"] : [])];
  const exports: [string, string][] = [
    ["./auth.js", exportLine("export type", ["AuthOptions"], "./auth.js")],
  ];
  const add = (keyword: string, names: readonly string[], from: string): void => {
    exports.push([from, exportLine(keyword, names, from)]);
  };
  if (hasClient(plan)) {
    add("export", [clientName], "./client.js");
    const types = config.map((name) => `type ${name}`);
    add("export", ["createClient", ...types], "./config.js");
  }
  if (plan.stages && hasClient(plan)) {
    add("export type", ["Stage", "StageClient"], "./stages.js");
  }
  if (plan.socket) add("export", socketExports(plan.socket), "./socket.js");
  if (plan.surface.types.length > 0) {
    exports.push(["./models.js", 'export * from "./models.js";\n']);
  }
  for (const { fileName } of plan.groups) {
    const from = `./operations/${fileName}.js`;
    exports.push([from, `export * from ${printString(from)};\n`]);
  }
  for (const { module, values, types } of publicRuntime(plan.socket !== undefined)) {
    if (!modules.has(module)) continue;
    const from = `./runtime/${module}.js`;
    const names = values.length > 0 ? [...values, ...types.map((name) => `type ${name}`)] : types;
    exports.push([from, exportLine(values.length > 0 ? "export" : "export type", names, from)]);
  }
  for (const [, line] of exports.sort(([a], [b]) => (a < b ? -1 : Number(a > b)))) file.raw(line);
  return file;
}

function socketExports(plan: SocketPlan): string[] {
  const { className, messagesName, eventName, eventsName, optionsName } = plan;
  const parameters = plan.members.length > 0 ? [plan.parametersName] : [];
  const types = [optionsName, ...parameters, eventName, eventsName];
  return [...[messagesName, className].sort(), ...types.sort().map((name) => `type ${name}`)];
}

function exportLine(keyword: string, names: readonly string[], from: string): string {
  const flat = `${keyword} { ${names.join(", ")} } from ${printString(from)};\n`;
  if (flat.length <= 81) return flat;
  return `${keyword} {\n${names.map((name) => `  ${name},\n`).join("")}} from ${printString(from)};\n`;
}
