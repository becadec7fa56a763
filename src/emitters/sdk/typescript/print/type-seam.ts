import type { CodeFile } from "../../../../printer/code-file.js";
import { printString } from "../../../../printer/string-literal.js";
import type { TypeExpression } from "../../type-expression.js";

/** The text of a type on one line; what it names is imported. */
export function flatType(file: CodeFile, type: TypeExpression): string {
  switch (type.kind) {
    case "primitive":
      if (type.name === "binary") {
        return file.use({ name: "BinaryBody", from: "../runtime/binary.js", typeOnly: true });
      }
      return { date: "Date", bytes: "Uint8Array" }[type.name as string] ?? type.name;
    case "literal":
      return typeof type.value === "string" ? printString(type.value) : String(type.value);
    case "reference":
      return file.use({ name: type.name, from: "../models.js", typeOnly: true });
    case "array":
      return `Array<${flatType(file, type.element)}>`;
    case "record":
      return `Record<string, ${flatType(file, type.value)}>`;
    case "union":
      return type.members.map((member) => flatType(file, member)).join(" | ");
    default:
      return "unknown";
  }
}
