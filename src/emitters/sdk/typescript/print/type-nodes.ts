import type { CodeFile } from "../../../../printer/code-file.js";
import type { TypeExpression } from "../../type-expression.js";
import { referredNames } from "../types/declaration-list.js";
import { typeNode, type TypeNode } from "../types/type-node.js";

/** The syntax of a type that a module below `operations/` uses; what it names is imported. */
export function importedType(file: CodeFile, type: TypeExpression): TypeNode {
  for (const name of referredNames(type)) {
    file.use({ name, from: "../models.js", typeOnly: true });
  }
  const node = typeNode(type);
  if (names(node).has("BinaryBody")) {
    file.use({ name: "BinaryBody", from: "../runtime/binary.js", typeOnly: true });
  }
  return node;
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

function names(node: TypeNode): Set<string> {
  switch (node.kind) {
    case "atom":
      return new Set(node.role === "name" ? [node.text] : []);
    case "array":
      return names(node.element);
    case "generic":
      return new Set(node.arguments.flatMap((argument) => [...names(argument)]));
    case "tuple":
      return new Set(node.elements.flatMap((element) => [...names(element.node)]));
    case "union":
    case "intersection":
      return new Set(node.members.flatMap((member) => [...names(member)]));
  }
}
