import type { CodeFile } from "../../../../printer/code-file.js";
import type { TypeExpression } from "../../type-expression.js";
import { referredNames } from "../types/declaration-list.js";
import { typeNode, type TypeNode } from "../types/type-node.js";

/** Names that types use beside those that are declared from the API, and their modules. */
const HELPERS: Readonly<Record<string, string>> = {
  BinaryBody: "runtime/binary.js",
  UnknownValue: "models.js",
  UnknownVariant: "models.js",
};

/** The syntax of a type that a module uses; what it names is imported. `root` leads from it to the SDK's folder. */
export function importedType(file: CodeFile, type: TypeExpression, root = ".."): TypeNode {
  for (const name of referredNames(type)) {
    file.use({ name, from: `${root}/models.js`, typeOnly: true });
  }
  const node = typeNode(type);
  importHelpers(file, node, root);
  return node;
}

function importHelpers(file: CodeFile, node: TypeNode, root: string): void {
  const use = (name: string): void => {
    const from = Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined;
    if (from !== undefined) file.use({ name, from: `${root}/${from}`, typeOnly: true });
  };
  switch (node.kind) {
    case "atom":
      if (node.role === "name") use(node.text);
      break;
    case "array":
      importHelpers(file, node.element, root);
      break;
    case "generic":
      use(node.name);
      for (const argument of node.arguments) importHelpers(file, argument, root);
      break;
    case "tuple":
      for (const element of node.elements) importHelpers(file, element.node, root);
      break;
    case "union":
    case "intersection":
      for (const member of node.members) importHelpers(file, member, root);
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
