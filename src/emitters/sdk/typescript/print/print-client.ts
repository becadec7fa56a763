import { CodeFile } from "../../../../printer/code-file.js";
import { printRegion } from "../../../../printer/custom-region.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import type { GroupPlan, SdkPlan } from "../plan/sdk-plan.js";

/** `client.ts`: the class that holds all operations. */
export function printClient(plan: SdkPlan): CodeFile {
  const file = new CodeFile("client.ts");
  const options = file.use({ name: "ClientOptions", from: "./config.js", typeOnly: true });
  const core = file.use({ name: "coreOptions", from: "./config.js" });
  const initial = plan.servers.length > 0 ? " = {}" : "";
  file.doc({
    paragraphs: [
      `The client of ${plan.title}, with all of its operations.`,
      "`createClient` and the functions of single operations make a smaller bundle.",
    ],
    tags: [],
  });
  file.raw(`export class ${plan.surface.clientName} extends ${baseClass(file, plan)} {\n`);
  const groups = plan.groups.filter(({ member }) => member !== "");
  for (const group of groups) printField(file, group);
  if (groups.length > 0) file.blank();
  file.raw(`  constructor(options: ${options}${initial}) {\n    super(${core}(options));\n  }\n`);
  file.blank().raw(printRegion({ name: "members", comment: "//", indent: "  " }));
  return file.raw("}\n");
}

/** Operations without a tag stand on the client itself: their class is its base. */
function baseClass(file: CodeFile, { groups }: SdkPlan): string {
  const own = groups.find(({ member }) => member === "");
  return own
    ? file.use({ name: own.className, from: `./operations/${own.fileName}.js` })
    : file.use({ name: "Client", from: "./runtime/client.js" });
}

function printField(file: CodeFile, { member, className, fileName, description }: GroupPlan): void {
  const name = file.use({ name: className, from: `./operations/${fileName}.js` });
  file.indent(() => {
    file.doc({ paragraphs: description === undefined ? [] : [description], tags: [] });
  });
  const head = `  readonly ${member} =`;
  const call = `new ${name}(`;
  const rest = PRINT_WIDTH - textWidth(head) - 1 - call.length;
  if (rest >= "this);".length) file.raw(`${head} ${call}this);\n`);
  else if (rest >= 0) file.raw(`${head} ${call}\n    this,\n  );\n`);
  else file.raw(`${head}\n    ${call}this);\n`);
}
