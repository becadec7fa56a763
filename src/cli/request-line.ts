import type { RequestEntry } from "../pipeline/mock.js";
import { printable } from "../util/printable.js";
import type { Palette } from "../util/ansi.js";

/** The line of an answered request for people: status, method, target, time, operation. */
export function requestLine(entry: RequestEntry, { green, red, yellow, dim }: Palette): string {
  const { status, method, target, duration, operation } = entry;
  const paint = status === 0 || status >= 500 ? red : status >= 400 ? yellow : green;
  const shown = status === 0 ? "reset" : String(status);
  const more = `${duration.toFixed(1)} ms${operation === undefined ? "" : ` ${operation}`}`;
  return `${paint(shown)} ${method} ${printable(target)} ${dim(printable(more))}\n`;
}

/** The same for programs, one JSON object. */
export function requestJson(entry: RequestEntry): string {
  const { id, at, method, target, operation, status, duration, bytes } = entry;
  const time = new Date(at).toISOString();
  const durationMs = Number(duration.toFixed(3));
  const line = { time, id, method, target, operation, status, bytes, durationMs };
  return `${JSON.stringify(line)}\n`;
}
