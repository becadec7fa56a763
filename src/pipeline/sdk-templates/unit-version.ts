import { createHash } from "node:crypto";
import { packageVersion, readTemplate } from "../../source/package-folder.js";
import type { SdkUnit } from "../../emitters/sdk/typescript/templates/units.js";

const STAMP = /^(?:\{\{!--|\/\/) gw-gen:unit (\S+) (\S+).*\n?/m;

/** The text that gw-gen ships of a unit. */
export function shippedText({ shipped }: SdkUnit): string {
  return readTemplate(shipped).toString("utf8");
}

/**
 * The version of a unit: gw-gen's own, and behind the plus sign what changes with the unit alone: a part of the SHA-256
 * of its text and of what it may print.
 */
export function unitVersion(unit: SdkUnit): string {
  const hash = createHash("sha256");
  const digest = hash.update(shippedText(unit)).update(JSON.stringify(unit.shape)).digest("hex");
  return `${packageVersion()}+${digest.slice(0, 12)}`;
}

/** A unit as it is copied out: its version in the first line, then what gw-gen ships. */
export function ejectedText(unit: SdkUnit): string {
  const stamp = `gw-gen:unit ${unit.name} ${unitVersion(unit)}`;
  const line = unit.kind === "template" ? `{{!-- ${stamp} --}}` : `// ${stamp}`;
  return `${line}\n${shippedText(unit)}`;
}

/** A replaced unit: its text without the line of its version, and that version where the line is there. */
export function readStamp(text: string): { readonly text: string; readonly version?: string } {
  const found = STAMP.exec(text);
  const version = found?.[2];
  return { text: text.replace(STAMP, ""), ...(version !== undefined && { version }) };
}

/** Whether two versions are of the same text: what stands behind the plus sign decides. */
export function isSameUnit(one: string, other: string): boolean {
  return one.split("+")[1] === other.split("+")[1];
}
