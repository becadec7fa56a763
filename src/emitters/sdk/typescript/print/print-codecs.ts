import { CodeFile } from "../../../../printer/code-file.js";
import type { CodecDeclaration, CodecExpression } from "../../codec.js";
import { printAssignment } from "./literal.js";
import { codecLiteral } from "./print-codec.js";

/** `codecs.ts`: how the named types travel whose JSON form differs from their TypeScript form. */
export function printCodecs(codecs: readonly CodecDeclaration[]): CodeFile {
  const file = new CodeFile("codecs.ts");
  codecs.forEach(({ name, codec }, index) => {
    if (index > 0) file.blank();
    const type = file.use({ name: "Codec", from: "./runtime/codec.js", typeOnly: true });
    const literal = codecLiteral(file, declarable(codec), { runtime: "./runtime" });
    file.raw(printAssignment(`export const ${name}: ${type}`, literal));
  });
  return file;
}

/** A name alone may stand before its constant: inside a function it may be declared later. */
function declarable(codec: CodecExpression): CodecExpression {
  return codec.kind === "reference" ? { kind: "all", codecs: [codec] } : codec;
}
