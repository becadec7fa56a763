import type { CodeFile } from "../../../../printer/code-file.js";
import { printString } from "../../../../printer/string-literal.js";
import { list, printAssignment, string } from "./literal.js";
import type { SdkPlan } from "../plan/sdk-plan.js";

const STAGES = "./stages.js";

const FILL_URL = { name: "fillUrl", from: "./runtime/server.js" };

/** Prints `coreOptions`: the options of a client as the runtime takes them. */
export function printCoreOptions(file: CodeFile, plan: SdkPlan): void {
  if (plan.secretNames.length > 0) {
    const names = list(plan.secretNames.map((name) => string(name)));
    file.doc({ paragraphs: ["What a logger is not told, beside what names give away."], tags: [] });
    file.raw(printAssignment("const secretNames", names)).blank();
  }
  const core = file.use({ name: "CoreOptions", from: "./runtime/options.js", typeOnly: true });
  const agent = printString(`${plan.surface.packageName}/${plan.surface.packageVersion}`);
  file.doc({ paragraphs: ["The options as the runtime takes them."], tags: [] });
  const given = plan.stages
    ? `ClientOptions<${file.use({ name: "Stage", from: STAGES, typeOnly: true })}>`
    : "ClientOptions";
  file.raw(`export function coreOptions(options: ${given}): ${core} {\n`);
  const [first] = plan.servers;
  const logger = loggerText(file, plan);
  const hasServers = plan.groups.some(({ operations }) =>
    operations.some(({ serverUrl }) => serverUrl !== undefined),
  );
  if (!first && plan.vpcEndpoints) {
    file.raw("  const { baseUrl, endpoint, ...rest } = options;\n");
    file.raw(`  return {\n    userAgent: ${agent},\n    ...rest,\n`);
    file.raw(reachText(file, "baseUrl") + logger("rest"));
    file.raw(`${hasServers ? "    isBaseUrlGiven: true,\n" : ""}  };\n}\n`);
    return;
  }
  if (!first) {
    const isGiven = hasServers ? ", isBaseUrlGiven: true" : "";
    const line = `  return { userAgent: ${agent}${isGiven}, ...options };\n`;
    file.raw(
      line.length <= 81 && logger("") === ""
        ? line
        : `  return {\n    userAgent: ${agent},\n${hasServers ? "    isBaseUrlGiven: true,\n" : ""}    ...options,\n${logger("options")}  };\n`,
    );
    file.raw("}\n");
    return;
  }
  const hasVariables = plan.serverVariables.length > 0;
  const option = plan.serverOption;
  const names = [`${option} = ${printString(first.name)}`, ...(hasVariables ? ["variables"] : [])];
  const taken = [...names, "baseUrl", ...(plan.vpcEndpoints ? ["endpoint"] : []), "...rest"];
  const head = `  const { ${taken.join(", ")} } = options;`;
  file.raw(head.length <= 80 ? `${head}\n` : expandedHead(taken));
  const url = hasVariables
    ? `${file.use(FILL_URL)}(servers[${option}], { ...defaults, ...variables })`
    : `servers[${option}]`;
  file.raw(`  return {\n    userAgent: ${agent},\n    ...rest,\n`);
  const line = `    baseUrl: baseUrl ?? ${url},`;
  if (plan.vpcEndpoints) file.raw(reachText(file, `baseUrl ?? ${url}`));
  else file.raw(line.length <= 80 ? `${line}\n` : `    baseUrl:\n      baseUrl ?? ${url},\n`);
  const place = plan.vpcEndpoints ? "(baseUrl ?? endpoint)" : "baseUrl";
  if (hasServers) file.raw(`    isBaseUrlGiven: ${place} !== undefined,\n`);
  file.raw(`${logger("rest")}  };\n}\n`);
}

/** The logger that is not told what is secret; nothing where nothing is but what names give away. */
function loggerText(file: CodeFile, { secretNames }: SdkPlan): (options: string) => string {
  if (secretNames.length === 0) return () => "";
  const redact = file.use({ name: "redactLogger", from: "./runtime/redact.js" });
  return (options) =>
    `    logger: ${options}.logger && ${redact}(${options}.logger, secretNames),\n`;
}

/** The base URL and the headers behind the endpoint that a client is given. */
function reachText(file: CodeFile, baseUrl: string): string {
  const reach = file.use({ name: "reachEndpoint", from: "./runtime/private-endpoint.js" });
  const args = [baseUrl, "endpoint", "rest.headers"];
  const flat = `    ...${reach}(${args.join(", ")}),\n`;
  if (flat.length <= 81) return flat;
  return `    ...${reach}(\n${args.map((arg) => `      ${arg},\n`).join("")}    ),\n`;
}

function expandedHead(names: readonly string[]): string {
  const last = names.length - 1;
  const lines = names.map((name, index) => `    ${name}${index === last ? "" : ","}\n`);
  return `  const {\n${lines.join("")}  } = options;\n`;
}
