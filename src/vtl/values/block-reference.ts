import type { JavaType } from "./value.js";
import { JavaObject } from "./value.js";

/** Where a block prints: a writer's part that values know. */
export interface TextSink {
  readonly write: (text: string) => void;
}

/** Prints a block; false when it is nested too deeply, and then nothing was printed. */
export type BlockPrinter<C> = (context: C, out: TextSink) => boolean;

/** A block of template text kept under a name, by `#define` or as the body of a block macro. */
export class BlockReference<C> extends JavaObject {
  readonly #context: C;
  readonly #print: (context: C, out: TextSink) => void;
  readonly #maxDepth: number;
  #depth = 0;

  constructor(context: C, maxDepth: number, print: (context: C, out: TextSink) => void) {
    super();
    this.#context = context;
    this.#maxDepth = maxDepth;
    this.#print = print;
  }

  get javaType(): JavaType {
    return "org.apache.velocity.runtime.directive.Block$Reference";
  }

  /** Prints the block where it is used. */
  print(context: C, out: TextSink): boolean {
    if (this.#depth >= this.#maxDepth) return false;
    this.#depth++;
    try {
      this.#print(context, out);
    } finally {
      this.#depth--;
    }
    return true;
  }

  toText(): string | null {
    let text = "";
    const out: TextSink = {
      write: (part) => {
        text += part;
      },
    };
    return this.print(this.#context, out) ? text : null;
  }
}
