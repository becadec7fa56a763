import { writeFileSync } from "node:fs";
import { isSystemError } from "../util/system-error.js";

/** Keeps a file up to date with a text that grows; a write that fails is told once and tried again at the next text. */
export function recordingFile(path: string, tell: (text: string) => void): (text: string) => void {
  let failing = false;
  return (text) => {
    try {
      writeFileSync(path, text);
      if (failing) tell(`recording to ${path} again\n`);
      failing = false;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (!failing) tell(`recording to ${path} failed: ${error.message}\n`);
      failing = true;
    }
  };
}
