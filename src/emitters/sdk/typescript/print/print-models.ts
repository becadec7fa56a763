import { CodeFile } from "../../../../printer/code-file.js";
import type { SdkSurface } from "../../surface.js";
import { printDeclarations } from "../types/print-declarations.js";

/** `models.ts`: the types of the API. */
export function printModels({ types, operations }: SdkSurface): CodeFile {
  const file = new CodeFile("models.ts");
  const used = operations.flatMap(({ members, result, errors }) => [
    ...members.map(({ type }) => type),
    result,
    ...errors.map(({ value }) => value),
  ]);
  const text = printDeclarations(types, used);
  if (/\bBinaryBody\b/.test(text)) {
    file.use({ name: "BinaryBody", from: "./runtime/binary.js", typeOnly: true });
  }
  return file.raw(text);
}
