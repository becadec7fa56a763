import type { MessageTransform } from "../model/index.js";
import { TemplateCompiler } from "./vtl/template-compiler.js";

/** Which message a transform makes. */
export interface CompileTransformOptions {
  /** `request`: the backend's from the client's; `response`: the client's from the backend's. */
  readonly direction: "request" | "response";
}

/**
 * The mapping template that does what a transform says: right JSON for every value, and overrides of headers,
 * query, path and status in `$context`. Without a `body` it prints the payload as it came.
 */
export function compileToVtl(
  transform: MessageTransform,
  { direction }: CompileTransformOptions,
): string {
  return new TemplateCompiler().compile(transform, direction);
}
