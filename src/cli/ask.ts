import { createInterface } from "node:readline";
import { printable } from "../util/printable.js";
import type { CommandContext } from "./context.js";
import { Interrupted } from "./errors.js";
import { isInteractive } from "./io.js";

/** Asks a question on the terminal; an empty answer is the proposal. */
export type Ask = (question: string, proposal: string) => Promise<string>;

/** Questions to the user; closing lets the process end. */
export interface Questions {
  readonly ask: Ask;
  close(): void;
}

/** Opens the terminal for questions; undefined in pipelines, with --quiet, and where input is not a terminal. */
export function openQuestions({ io, quiet }: CommandContext): Questions | undefined {
  if (quiet || !isInteractive(io.stderr, io.env)) return undefined;
  const { input } = io;
  if (!input?.isTTY) return undefined;
  const lines = createInterface({ input, terminal: false });
  // Lines may come faster than questions, when answers are pasted.
  const answers: string[] = [];
  let isOver = false;
  let wake = (): void => {};
  lines.on("line", (line) => {
    answers.push(line.trim());
    wake();
  });
  const end = (): void => {
    isOver = true;
    wake();
  };
  lines.on("close", end);
  io.signal.addEventListener("abort", end, { once: true });
  return {
    ask: async (question, proposal) => {
      io.stderr.write(`${question}${proposal === "" ? "" : ` (${printable(proposal)})`}: `);
      if (answers.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      const answer = answers.shift();
      if (answer === undefined) throw new Interrupted();
      return answer === "" ? proposal : answer;
    },
    close: () => {
      io.signal.removeEventListener("abort", end);
      lines.close();
    },
  };
}
