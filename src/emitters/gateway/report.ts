import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ApiModel } from "../../model/index.js";
import { groupBy } from "../../util/group-by.js";

/** One API in a report: its title, and what there is to tell of it. */
export interface ReportedApi {
  readonly title: string;
  readonly model: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes what a definition cannot hold and what the gateway will not enforce, per operation, as Markdown. */
export function printReport(apis: readonly ReportedApi[], notes: readonly string[]): string {
  const lines = ["# What the gateway holds and enforces", ""];
  for (const note of notes) lines.push(`- ${note}`);
  if (notes.length > 0) lines.push("");
  for (const api of apis) lines.push(...printApi(api));
  return `${lines.join("\n").trimEnd()}\n`;
}

function printApi({ title, model, diagnostics }: ReportedApi): string[] {
  const lines = [`## ${escapeText(title)}`, ""];
  const byOperation = groupBy(diagnostics, ({ operation }) => operation ?? "");
  const whole = byOperation.get("") ?? [];
  if (whole.length > 0) lines.push(...whole.map(printItem), "");
  lines.push("| operation | integration | notes |", "| --- | --- | --- |");
  const keys = new Set([...model.operations.map(({ key }) => key), ...byOperation.keys()]);
  keys.delete("");
  for (const key of keys) {
    const operation = model.operations.find((each) => each.key === key);
    const kind = operation?.gateway?.integration?.type ?? (operation ? "none" : "left out");
    const notes = (byOperation.get(key) ?? []).map(({ message }) => escapeCell(message));
    lines.push(`| ${escapeCell(key)} | ${kind} | ${notes.join("<br>")} |`);
  }
  return [...lines, ""];
}

function printItem({ severity, message }: Diagnostic): string {
  return `- ${severity}: ${escapeText(message)}`;
}

function escapeText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[<>]/g, (found) => (found === "<" ? "&lt;" : "&gt;"));
}

function escapeCell(text: string): string {
  return escapeText(text).replaceAll("|", "\\|");
}
