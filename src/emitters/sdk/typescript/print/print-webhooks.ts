import { CodeFile } from "../../../../printer/code-file.js";
import type { WebhooksPlan } from "../plan/sdk-parts.js";
import { printDeclaration } from "../types/print-declarations.js";
import { object, printAssignment } from "./literal.js";
import { codecLiteral } from "./print-codec.js";
import { importedType } from "./type-nodes.js";

/** `webhooks.ts`: the payloads that the API sends of itself, by name. */
export function printWebhooks({ typeName, eventTypeName, webhooks }: WebhooksPlan): CodeFile {
  const file = new CodeFile("webhooks.ts");
  for (const { type } of webhooks) importedType(file, type, ".");
  const members = webhooks.map((webhook) => ({ ...webhook, optional: false }));
  const codecs = webhooks.flatMap(({ name, codec }) =>
    codec
      ? [
          [
            name,
            codecLiteral(file, codec, { runtime: "./runtime", codecs: "./codecs.js" }),
          ] as const,
        ]
      : [],
  );
  const convert = file.use({ name: "convert", from: "./runtime/codec.js" });
  const codec = file.use({ name: "Codec", from: "./runtime/codec.js", typeOnly: true });
  file.doc({ paragraphs: ["The payloads of the API's webhooks, by name."], tags: [] });
  file.raw(
    printDeclaration({
      name: typeName,
      type: { kind: "object", members },
      origin: "",
      direction: "response",
    }),
  );
  file.blank().doc({ paragraphs: ["A payload with its name, which tells it apart."], tags: [] });
  file.raw(`export type ${eventTypeName} = {
  [Name in keyof ${typeName}]: {
    readonly name: Name;
    readonly payload: ${typeName}[Name];
  };
}[keyof ${typeName}];\n\n`);
  const type = `{ readonly [name: string]: ${codec} | undefined }`;
  file.raw(printAssignment(`const codecs: ${type}`, object(codecs)));
  file.blank().doc({
    paragraphs: [
      "A payload as its type says (dates, bytes, big integers), from what `JSON.parse` gives of it. Verify its sender first.",
    ],
    tags: [{ name: "throws", text: "what cannot be decoded." }],
  });
  return file.raw(`export function decodeWebhook<Name extends keyof ${typeName}>(
  name: Name,
  value: unknown,
): ${typeName}[Name] {
  const codec = Object.hasOwn(codecs, name) ? codecs[name] : undefined;
  return ${convert}(codec, value, "", true) as ${typeName}[Name];
}\n`);
}
