import { CodeFile } from "../../../../printer/code-file.js";
import { printRegion } from "../../../../printer/custom-region.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import { printMark, stageHead } from "./print-stages.js";
import type { GroupPlan, SdkPlan } from "../plan/sdk-plan.js";

/** `client.ts`: the class that holds all operations. */
export function printClient(plan: SdkPlan): CodeFile {
  const file = new CodeFile("client.ts");
  const core = file.use({ name: "coreOptions", from: "./config.js" });
  const initial = plan.servers.length > 0 ? " = {}" : "";
  file.doc({
    paragraphs: [
      `The client of ${plan.title}, with all of its operations.`,
      "`createClient` and the functions of single operations make a smaller bundle.",
    ],
    tags: [],
  });
  const { stages } = plan;
  const { clientName } = plan.surface;
  const given = stages
    ? `...[options${initial}]: ${file.use({ name: "StageArguments", from: "./config.js", typeOnly: true })}<S>`
    : `options: ${file.use({ name: "ClientOptions", from: "./config.js", typeOnly: true })}${initial}`;
  const parts = [`export class ${clientName}`, ` extends ${baseClass(file, plan)} {\n`] as const;
  file.raw(stages ? stageHead(file, STAGES, stages, parts) : parts.join(""));
  const groups = plan.groups.filter(({ member }) => member !== "");
  for (const group of groups) printField(file, group, stages !== undefined);
  if (groups.length > 0) file.blank();
  file.raw(`  constructor(${given}) {\n    super(${core}(options));\n  }\n`);
  file.blank().raw(printRegion({ name: "members", comment: "//", indent: "  " }));
  file.raw("}\n");
  if (stages) printMark(file, STAGES, clientName, stages);
  return file;
}

const STAGES = "./stages.js";

/** Operations without a tag stand on the client itself: their class is its base. */
function baseClass(file: CodeFile, { groups, stages }: SdkPlan): string {
  const own = groups.find(({ member }) => member === "");
  return own
    ? file.use({ name: own.className, from: `./operations/${own.fileName}.js` }) +
        (stages ? "<S>" : "")
    : file.use({ name: "Client", from: "./runtime/client.js" });
}

function printField(
  file: CodeFile,
  { member, className, fileName, description }: GroupPlan,
  hasStage: boolean,
): void {
  const name = file.use({ name: className, from: `./operations/${fileName}.js` });
  file.indent(() => {
    file.doc({ paragraphs: description === undefined ? [] : [description], tags: [] });
  });
  const head = `  readonly ${member} =`;
  const call = `new ${name}${hasStage ? "<S>" : ""}(`;
  const rest = PRINT_WIDTH - textWidth(head) - 1 - call.length;
  if (rest >= "this);".length) file.raw(`${head} ${call}this);\n`);
  else if (rest >= 0) file.raw(`${head} ${call}\n    this,\n  );\n`);
  else file.raw(`${head}\n    ${call}this);\n`);
}
