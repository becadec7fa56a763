import { CodeFile } from "../../../../printer/code-file.js";
import type { TypeDeclaration } from "../../surface.js";
import { printDeclarations } from "../types/print-declarations.js";

/** `models.ts`: the types of the API. */
export function printModels(types: readonly TypeDeclaration[]): CodeFile {
  const file = new CodeFile("models.ts");
  const text = printDeclarations(types);
  if (/\bBinaryBody\b/.test(text)) {
    file.use({ name: "BinaryBody", from: "./runtime/binary.js", typeOnly: true });
  }
  return file.raw(text);
}
