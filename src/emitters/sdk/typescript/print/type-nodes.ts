import type { CodeFile } from "../../../../printer/code-file.js";
import type { TypeExpression } from "../../type-expression.js";
import { referredNames } from "../types/declaration-list.js";
import { typeNode, type TypeNode } from "../types/type-node.js";

/** Names that types use beside those that are declared from the API, and their modules. */
const HELPERS: Readonly<Record<string, string>> = {
  BinaryBody: "../runtime/binary.js",
  UnknownValue: "../models.js",
  UnknownVariant: "../models.js",
};

/** The syntax of a type that a module below `operations/` uses; what it names is imported. */
export function importedType(file: CodeFile, type: TypeExpression): TypeNode {
  for (const name of referredNames(type)) {
    file.use({ name, from: "../models.js", typeOnly: true });
  }
  const node = typeNode(type);
  importHelpers(file, node);
  return node;
}

function importHelpers(file: CodeFile, node: TypeNode): void {
  const use = (name: string): void => {
    const from = Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined;
    if (from !== undefined) file.use({ name, from, typeOnly: true });
  };
  switch (node.kind) {
    case "atom":
      if (node.role === "name") use(node.text);
      break;
    case "array":
      importHelpers(file, node.element);
      break;
    case "generic":
      use(node.name);
      for (const argument of node.arguments) importHelpers(file, argument);
      break;
    case "tuple":
      for (const element of node.elements) importHelpers(file, element.node);
      break;
    case "union":
    case "intersection":
      for (const member of node.members) importHelpers(file, member);
  }
}

/** The same for a body that is received: bytes come as a Blob. */
export function receivedType(file: CodeFile, type: TypeExpression): TypeNode {
  if (type.kind === "primitive" && type.name === "binary") return nameNode("Blob");
  if (type.kind !== "union") return importedType(file, type);
  return { kind: "union", members: type.members.map((member) => receivedType(file, member)) };
}

/** A name as syntax. */
export function nameNode(text: string): TypeNode {
  return { kind: "atom", text, role: "name" };
}

/** A generic type of the runtime, imported. */
export function genericNode(
  file: CodeFile,
  module: string,
  name: string,
  args: readonly TypeNode[],
): TypeNode {
  file.use({ name, from: `../runtime/${module}.js`, typeOnly: true });
  return { kind: "generic", name, arguments: args };
}
