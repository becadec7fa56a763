import type { CodeFile } from "../../../../printer/code-file.js";
import { printKey } from "../../../../printer/property-key.js";
import { printString } from "../../../../printer/string-literal.js";
import type { SocketPlan } from "../plan/socket-plan.js";
import { printDeclaration } from "../types/print-declarations.js";
import { object, printAssignment, string } from "./literal.js";
import { optionalMember } from "./optional-member.js";
import { signatureText } from "./signature.js";
import { importedType, nameNode } from "./type-nodes.js";

/** Where a socket connects to and as whom: the options of `connect`, and the servers that they choose among. */
export function printConnectOptions(file: CodeFile, plan: SocketPlan): void {
  const { servers, serverVariables, members, parametersName } = plan;
  if (servers.length > 0) {
    const urls = servers.map(({ name, url }) => [name, string(url)] as const);
    file.raw(printAssignment("const servers", object(urls, true))).blank();
  }
  if (serverVariables.length > 0) {
    const defaults = serverVariables
      .filter(({ defaultValue }) => defaultValue !== "")
      .map(({ name, defaultValue }) => [name, string(defaultValue)] as const);
    file.raw(printAssignment("const defaults", object(defaults, true))).blank();
  }
  if (members.length > 0) {
    for (const { type } of members) importedType(file, type, ".");
    file.doc({ paragraphs: ["The parameters of a connection."], tags: [] });
    const fields = members.map(({ name, type, required, documentation }) => ({
      name,
      type,
      optional: !required,
      ...(documentation && { documentation }),
    }));
    const type = { kind: "object", members: fields } as const;
    file
      .raw(printDeclaration({ name: parametersName, type, origin: "", direction: "request" }))
      .blank();
  }
  printOptions(file, plan);
  printTarget(file, plan);
}

function printOptions(file: CodeFile, plan: SocketPlan): void {
  const { servers, serverVariables, serverOption, members, parametersName, optionsName } = plan;
  const target = file.use({
    name: "SocketTarget",
    from: "./runtime/socket-options.js",
    typeOnly: true,
  });
  const auth = file.use({ name: "AuthOptions", from: "./auth.js", typeOnly: true });
  file.doc({ paragraphs: ["Where a socket connects to, and as whom."], tags: [] });
  const head = `export interface ${optionsName} extends Omit<`;
  const names = ["auth", "parameters", "url"].map((name) => printString(name)).join(" | ");
  file.raw(`${head}\n  ${target},\n  ${names}\n> {\n`);
  file.indent(() => {
    const doc = (text: string): CodeFile => file.doc({ paragraphs: [text], tags: [] });
    doc("Credentials; false: the handshake goes out without.");
    file.raw(optionalMember("auth", [auth, "false"], 2));
    if (servers.length === 0) {
      doc("Where the socket is, `wss://…`; the API's description gives no URL.");
      file.raw("  readonly url: string;\n");
    } else {
      doc(`Instead of a ${serverOption}: another place where the socket is, \`wss://…\`.`);
      file.raw(optionalMember("url", ["string"], 2));
      const lines = servers.map(({ name, url }) => `- \`${name}\`: ${url}`);
      doc(
        [`The ${serverOption} that is connected to; the first unless told:`, ...lines].join("\n"),
      );
      file.raw(
        optionalMember(
          serverOption,
          servers.map(({ name }) => printString(name)),
          2,
        ),
      );
    }
    if (serverVariables.length > 0) {
      doc("The variables of the servers' URLs.");
      file.raw("  readonly variables?: {\n");
      for (const { name, values } of serverVariables) {
        const types = values.length > 0 ? values.map(printString) : ["string"];
        file.raw(optionalMember(printKey(name), types, 4));
      }
      file.raw("  };\n");
    }
    if (members.length > 0) {
      doc("The parameters of the connection.");
      const isOptional = members.every(({ required }) => !required);
      file.raw(
        isOptional
          ? optionalMember("parameters", [parametersName], 2)
          : `  readonly parameters: ${parametersName};\n`,
      );
    }
  });
  file.raw("}\n").blank();
}

const FILL_URL = { name: "fillUrl", from: "./runtime/server.js" };

function printTarget(file: CodeFile, plan: SocketPlan): void {
  const { servers, serverVariables, serverOption, optionsName } = plan;
  const target = file.use({
    name: "SocketTarget",
    from: "./runtime/socket-options.js",
    typeOnly: true,
  });
  file.raw(
    signatureText("function targetOf", [["options", nameNode(optionsName)]], nameNode(target)),
  );
  const [first] = servers;
  if (!first) {
    file.raw("  return options;\n}\n").blank();
    return;
  }
  const hasVariables = serverVariables.length > 0;
  const names = [
    `${serverOption} = ${printString(first.name)}`,
    ...(hasVariables ? ["variables"] : []),
    "url",
    "...rest",
  ];
  const head = `  const { ${names.join(", ")} } = options;`;
  const last = names.length - 1;
  const lines = names.map((name, index) => `    ${name}${index === last ? "" : ","}\n`);
  file.raw(head.length <= 80 ? `${head}\n` : `  const {\n${lines.join("")}  } = options;\n`);
  const chosen = hasVariables
    ? `${file.use(FILL_URL)}(servers[${serverOption}], { ...defaults, ...variables })`
    : `servers[${serverOption}]`;
  const flat = `  return { ...rest, url: url ?? ${chosen} };`;
  const line = `    url: url ?? ${chosen},`;
  if (flat.length <= 80) file.raw(`${flat}\n`);
  else {
    const below = line.length <= 80 ? `${line}\n` : `    url:\n      url ?? ${chosen},\n`;
    file.raw(`  return {\n    ...rest,\n${below}  };\n`);
  }
  file.raw("}\n").blank();
}
