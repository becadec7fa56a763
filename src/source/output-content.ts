import type { OutputFile } from "./output-file.js";
import { readTemplate } from "./package-folder.js";

/** The bytes of a file as generated. */
export function contentBytes({ content }: OutputFile): Uint8Array {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : readTemplate(content.copyOf);
}

/** The text of a file as generated. */
export function contentText(file: OutputFile): string {
  if (typeof file.content === "string") return file.content;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(contentBytes(file));
}
